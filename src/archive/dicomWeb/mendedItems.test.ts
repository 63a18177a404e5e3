import { describe, expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { voiLutsOf } from '@/dicom/transforms/lut';
import { toInstance } from '@/dicom/normalise/normalise';
import { readPresentation } from '@/dicom/ps/read';
import { systemClock } from '@/archive/http/clock';
import { TIMINGS } from '@/archive/http/retry';
import { fetchLost } from './tables';
import { ascii, implicit, implicitFile, sequencesOf } from '@/archive/testing/lostFile';

const SOP = '1.2.3.4';
const IDS: DicomJson = {
  '0020000D': { vr: 'UI', Value: ['1.2.1'] },
  '0020000E': { vr: 'UI', Value: ['1.2.1.1'] },
  '00080018': { vr: 'UI', Value: [SOP] },
};
const NAME = { '00283003': { vr: 'LO', Value: ['MADE'] } };
const sequence = (...Value: DicomJson[]) => ({ vr: 'SQ', Value });

const read = (sent: DicomJson): Instance => {
  const instance = toInstance({ ...IDS, ...sent });
  if (!instance) throw new Error('no instance');
  return instance;
};

/** What the archive told of an object, with what its file has beside. */
async function mended(sent: DicomJson, file: Uint8Array<ArrayBuffer>): Promise<Instance> {
  const instance = read(sent);
  const found = await fetchLost('https://archive.test', instance, new AbortController().signal, {
    clock: systemClock,
    timings: TIMINGS,
    fetch: () => Promise.resolve(new Response(file, { headers: { 'Content-Type': 'application/dicom' } })),
  });
  return { ...instance, dataset: { ...instance.dataset, ...found } };
}

describe.each([
  ['defined', false],
  ['undefined', true],
])('from a file of Implicit VR, of sequences of %s length', (_, isOpen) => {
  const writer = sequencesOf(isOpen);
  /** A table of four entries of 8 bits. */
  const table = (first: number, entries: readonly number[], isNamed = true) =>
    writer.item(
      implicit('00283002', [4, 0, first & 255, first >> 8, 8, 0]),
      ...(isNamed ? [implicit('00283003', ascii('MADE'))] : []),
      implicit(
        '00283006',
        entries.flatMap((entry) => [entry, 0]),
      ),
    );

  /** As Orthanc 1.10 sends a state: without what may be signed or unsigned, and without what then holds nothing. */
  const STATE = { '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.11.1'] } };
  const file = (isNamed: boolean) =>
    implicitFile(
      implicit('00080018', ascii(`${SOP}\0`)),
      writer.sequence('00283000', table(0, [0, 2, 4, 6], isNamed)),
      writer.sequence(
        '00283110',
        writer.item(writer.sequence('00283010', table(9, [255, 170, 85, 0], isNamed))),
      ),
      writer.sequence('20500010', table(0, [0, 1, 2, 255], isNamed)),
    );

  test.each([
    [
      'whose tables have names',
      true,
      {
        '00283000': sequence(NAME),
        '00283110': sequence({ '00283010': sequence(NAME) }),
        '20500010': sequence(NAME),
      },
    ],
    ['of whose tables nothing is told', false, {}],
  ])('the tables of a presentation state %s', async (_name, isNamed, sent) => {
    const state = readPresentation(await mended({ ...STATE, ...sent }, file(isNamed)));
    expect(state).toMatchObject({
      modality: { lut: { first: 0, entries: Uint16Array.of(0, 2, 4, 6) }, most: 255 },
      vois: [{ lut: { first: 9, entries: Uint16Array.of(255, 170, 85, 0), white: 255 } }],
      presentationLut: { first: 0, entries: Uint16Array.of(0, 1, 2, 255) },
      notes: [],
    });
  });

  const frame = (first: number) =>
    writer.item(
      writer.sequence('00289132', writer.item(writer.sequence('00283010', table(first, [first, 2, 3, 255])))),
    );
  const IMAGE = implicitFile(
    implicit('00080018', ascii(`${SOP}\0`)),
    writer.sequence('52009229', writer.item()),
    writer.sequence('52009230', frame(5), frame(7)),
  );
  const told = (more: DicomJson): DicomJson => ({
    '00289132': sequence({ '00283010': sequence({ ...NAME, ...more }) }),
    '00209111': sequence({ '00209057': { vr: 'UL', Value: [1] } }),
  });

  test.each([
    ['that are left out', {}],
    [
      'that stand at an address each',
      {
        '00283002': { vr: 'US', Value: [4, 5, 8] },
        '00283006': { vr: 'OW', BulkDataURI: 'https://archive.test/bulk/1' },
      },
    ],
  ])('tables of single frames %s', async (_name, more) => {
    const image = await mended(
      { '00280008': { vr: 'IS', Value: [2] }, '52009230': sequence(told(more), told(more)) },
      IMAGE,
    );
    expect([1, 2].map((at) => voiLutsOf(image, at)[0])).toMatchObject([
      { first: 5, entries: Uint16Array.of(5, 2, 3, 255) },
      { first: 7, entries: Uint16Array.of(7, 2, 3, 255) },
    ]);
    // What else is told of a frame stays.
    expect(image.dataset['52009230']?.Value?.[1]).toHaveProperty('00209111');
  });

  test('where items are left out, which is whose is not known: none is taken', async () => {
    const image = await mended(
      { '00280008': { vr: 'IS', Value: [2] }, '52009230': sequence(told({})) },
      IMAGE,
    );
    expect(image.dataset['52009230']).toEqual(sequence(told({})));
  });
});

test.each([
  ['a window and a shape', { '00283110': sequence({}), '20500020': { vr: 'CS', Value: ['IDENTITY'] } }, []],
  ['no window', { '20500020': { vr: 'CS', Value: ['IDENTITY'] } }, ['00283110']],
  ['no presentation LUT and no shape', { '00283110': sequence({}) }, ['20500010']],
])('a state that tells of its values and of %s', (_, sent, lost) => {
  const state = {
    '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.11.1'] },
    '00281053': { vr: 'DS', Value: [1] },
  };
  expect(read({ ...state, ...sent }).lost ?? []).toEqual(lost);
});

test('a table at an address of its own is fetched there, in a state and beside the pixels', () => {
  const item = {
    '00283002': { vr: 'US', Value: [4, 0, 8] },
    '00283006': { vr: 'OW', BulkDataURI: 'https://archive.test/bulk/1' },
  };
  expect(
    read({ '00283000': sequence(item), '00283110': sequence({ '00283010': sequence(item) }) }).lost,
  ).toBe(undefined);
});
