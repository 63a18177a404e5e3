import { expect, test } from 'vitest';
import { perFrame } from './perFrame';
import { buildInstance } from '@/dicom/testing/build';

test('a frame is worked out once, also where nothing comes of it; another frame or instance by itself', () => {
  const asked: number[] = [];
  const work = perFrame((_, frame) => {
    asked.push(frame);
    return frame === 2 ? undefined : { frame };
  });
  const [one, other] = [buildInstance(), buildInstance()];
  expect(work(one, 1)).toBe(work(one, 1));
  expect(work(one, 2)).toBeUndefined();
  expect(work(one, 2)).toBeUndefined();
  expect(work(other, 1)).not.toBe(work(one, 1));
  expect(asked).toEqual([1, 2, 1]);
});
