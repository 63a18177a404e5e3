import { expect, test, vi } from 'vitest';
import type { Archive } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import { buildInstance } from '@/dicom/testing/build';
import { FileGraphics } from './fileGraphics';
import type { StackFrame } from '@/imaging/stack/stack';

vi.mock('@cornerstonejs/core', () => ({ cache: {} }));

test('what a file lays over its frame is read from it once, not at every step of a scroll', () => {
  let reads = 0;
  const built = buildInstance({ SopInstanceUid: '1.2.3', Rows: 8, Columns: 8 });
  const dataset = new Proxy(built.dataset, {
    get: (target, tag, self) => (reads++, Reflect.get(target, tag, self) as unknown),
  });
  const instance: Instance = { ...built, dataset };
  const frame = { instance, sop: instance.sop, frame: 1, imageId: 'one' } as unknown as StackFrame;
  const graphics = new FileGraphics({} as Archive);
  expect(graphics.of(frame, () => undefined)).toBeUndefined();
  expect(reads).toBeGreaterThan(0);
  reads = 0;
  for (let step = 0; step < 10; step++) graphics.of(frame, () => undefined);
  expect(reads).toBe(0);
});
