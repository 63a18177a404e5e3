import { expect, test } from 'vitest';
import { numbers } from '@/dicom/dicomJson';
import { toInstance } from '@/dicom/normalise';
import { encodeFile } from './testing/lostFile';
import { systemClock } from './frames/clock';
import type { RequestParts } from './frames/request';
import { TIMINGS } from './frames/retry';
import { fetchLost, fetchTables } from './tables';

const SOP = '1.2.3.4';
const sent = {
  '0020000D': { vr: 'UI', Value: ['1.2.1'] },
  '0020000E': { vr: 'UI', Value: ['1.2.1.1'] },
  '00080018': { vr: 'UI', Value: [SOP] },
  '00280030': { vr: 'DS', Value: [] },
  '00281050': { vr: 'DS', Value: [] },
  '00281051': { vr: 'DS' },
};

const answering = (file: Uint8Array<ArrayBuffer>): RequestParts => ({
  clock: systemClock,
  timings: TIMINGS,
  fetch: () => Promise.resolve(new Response(file, { headers: { 'Content-Type': 'application/dicom' } })),
});
const FILE = [
  ['00080018', 'UI', SOP],
  ['00280030', 'DS', '0,143\\0,143'],
  ['00281050', 'DS', '40\\40\\50'],
] as const;
const lostOf = async (file: Uint8Array<ArrayBuffer>) => {
  const instance = toInstance(sent);
  if (!instance) throw new Error('no instance');
  return fetchLost('https://archive.test', instance, new AbortController().signal, answering(file));
};

test('numbers that metadata name with empty lists are read from the beginning of the file', async () => {
  expect(toInstance(sent)?.lost).toEqual(['00280030', '00281050']);
  const found = await lostOf(encodeFile(FILE, 2_000_000));
  expect(numbers(found, '00280030')).toEqual([0.143, 0.143]);
  expect(numbers(found, '00281050')).toEqual([40, 40, 50]);
});

test('those of another object are not taken, and nothing of what is no file', async () => {
  expect(await lostOf(encodeFile([['00080018', 'UI', '1.2.3.5'], ...FILE.slice(1)], 10))).toEqual({});
  expect(await lostOf(new Uint8Array(500))).toEqual({});
});

test('descriptors of a palette, which metadata of Implicit VR lack, are read from the file as its tables are', async () => {
  const instance = toInstance(sent);
  if (!instance) throw new Error('no instance');
  // 256 entries from 0, of 16 bits; as texts these are the bytes.
  const file = encodeFile(
    [
      ['00080018', 'UI', SOP],
      ['00281101', 'US', '\0\x01\0\0\x10\0'],
      ['00281201', 'OB', '\0\0ab'],
    ],
    10,
  );
  const found = await fetchTables(
    'https://archive.test',
    instance,
    new AbortController().signal,
    answering(file),
  );
  expect(numbers(found, '00281101')).toEqual([256, 0, 16]);
});
