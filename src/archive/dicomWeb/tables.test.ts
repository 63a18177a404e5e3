import { expect, test } from 'vitest';
import { items, numbers, text } from '@/dicom/dataset/dicomJson';
import { modalityLutOf, voiLutsOf } from '@/dicom/transforms/lut';
import { toInstance } from '@/dicom/normalise/normalise';
import { ascii, encodeFile, implicit, implicitFile, sequencesOf } from '@/archive/testing/lostFile';
import { systemClock } from '@/archive/http/clock';
import type { RequestParts } from '@/archive/http/request';
import { TIMINGS } from '@/archive/http/retry';
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

/** An image of Implicit VR whose tables double (modality) and invert (VOI) the values 0 to 3; of 2 items, the second named. */
function withLuts(isOpen: boolean): Uint8Array<ArrayBuffer> {
  const { item, sequence } = sequencesOf(isOpen);
  const descriptor = implicit('00283002', [4, 0, 0, 0, 8, 0]);
  const data = (...entries: number[]) =>
    implicit(
      '00283006',
      entries.flatMap((entry) => [entry, 0]),
    );
  return implicitFile(
    implicit('00080018', ascii(`${SOP}\0`)),
    sequence('00283000', item(descriptor, implicit('00283004', ascii('HU')), data(0, 2, 4, 6))),
    sequence(
      '00283010',
      item(descriptor, data(255, 170, 85, 0)),
      item(descriptor, implicit('00283003', ascii('BONE')), data(0, 1, 2, 255)),
    ),
    implicit('7FE00010', [0, 0]),
  );
}

test.each([
  ['defined', false],
  ['undefined', true],
])(
  'tables that metadata of Implicit VR lack are read from a file of sequences of %s length',
  async (_, isOpen) => {
    const ids = Object.fromEntries(Object.entries(sent).slice(0, 3));
    // As Orthanc 1.10 sends it: what may be signed or unsigned is left out, and an item that then holds nothing, and its sequence.
    const instance = toInstance({
      ...ids,
      '00080060': { vr: 'CS', Value: ['CR'] },
      '00283000': { vr: 'SQ', Value: [{ '00283004': { vr: 'LO', Value: ['HU'] } }] },
    });
    expect(instance?.lost).toEqual(['00283000', '00283010']);
    if (!instance) throw new Error('no instance');
    const answer = answering(withLuts(isOpen));
    const found = await fetchLost('https://archive.test', instance, new AbortController().signal, answer);
    const read = { ...instance, dataset: { ...instance.dataset, ...found } };
    expect(modalityLutOf(read)).toEqual({ first: 0, entries: Uint16Array.of(0, 2, 4, 6) });
    expect(text(items(read.dataset, '00283000')[0] ?? {}, '00283004')).toBe('HU');
    expect(voiLutsOf(read, 1)).toEqual([
      { first: 0, entries: Uint16Array.of(255, 170, 85, 0), white: 255 },
      { first: 0, entries: Uint16Array.of(0, 1, 2, 255), white: 255, explanation: 'BONE' },
    ]);
  },
);

test.each([
  ['an image with a window', { '00281050': { vr: 'DS', Value: [40] }, '00281051': { vr: 'DS', Value: [9] } }],
  ['one whose frames may bring windows', { '52009229': { vr: 'SQ', Value: [{}] } }],
  ['one of a modality that needs none', { '00080060': { vr: 'CS', Value: ['MR'] } }],
])('%s is not looked for in its file', (_, more) => {
  const ids = Object.fromEntries(Object.entries(sent).slice(0, 3));
  const instance = toInstance({ ...ids, '00080060': { vr: 'CS', Value: ['CR'] }, ...more });
  expect(instance).toBeDefined();
  expect(instance?.lost).toBeUndefined();
});
