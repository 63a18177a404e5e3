import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { LIMITS } from '@/dicom/dataset/limits';
import { inflatedEnd, inflatedRange } from './inflate';
import { NotPart10 } from './parse';

const folder = mkdtempSync(join(tmpdir(), 'inflate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEAD = randomBytes(200);
const DATASET = randomBytes(3 * 2 ** 20);
async function inFile<T>(
  deflated: Buffer,
  use: (file: FileHandle, sizeBytes: number) => Promise<T>,
): Promise<T> {
  const path = join(folder, 'file.dcm');
  const bytes = Buffer.concat([HEAD, deflated]);
  writeFileSync(path, bytes);
  const file = await open(path, 'r');
  try {
    return await use(file, bytes.length);
  } finally {
    await file.close();
  }
}
const at = { deflatedFrom: HEAD.length };

test.each([
  [0, 10],
  [262_143, 3],
  [1_000_001, 1_500_000],
  [DATASET.length - 5, 5],
])('the bytes of a deflated dataset from %i, %i of them', async (from, count) => {
  const read = await inFile(deflateRawSync(DATASET), (file, size) =>
    inflatedRange(file, at, size, HEAD.length + from, count),
  );
  expect(read.equals(DATASET.subarray(from, from + count))).toBe(true);
});

test('fewer where it ends, and none where it says more than any may become', async () => {
  const lengths = await inFile(deflateRawSync(DATASET), async (file, size) => [
    (await inflatedRange(file, at, size, HEAD.length + DATASET.length - 5, 100)).length,
    (await inflatedRange(file, at, size, HEAD.length, 2 ** 32)).length,
    await inflatedEnd(file, at, size),
  ]);
  expect(lengths).toEqual([5, 0, HEAD.length + DATASET.length]);
});

test('no more is inflated than up to its end: what is broken behind it costs it nothing', async () => {
  const deflated = deflateRawSync(DATASET);
  deflated.fill(0xff, deflated.length - 1000);
  const broken = deflated.subarray(0, -1);
  const read = await inFile(broken, (file, size) => inflatedRange(file, at, size, HEAD.length, 1000));
  expect(read.equals(DATASET.subarray(0, 1000))).toBe(true);
  await expect(inFile(broken, (file, size) => inflatedEnd(file, at, size))).rejects.toThrow(NotPart10);
});

test('what becomes too large is refused', async () => {
  const bomb = deflateRawSync(Buffer.alloc(LIMITS.inflatedFreeBytes + 1));
  await expect(inFile(bomb, (file, size) => inflatedEnd(file, at, size))).rejects.toThrow(/too large/);
});
