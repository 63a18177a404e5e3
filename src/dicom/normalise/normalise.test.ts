import { describe, expect, test } from 'vitest';
import { numbers, text } from '@/dicom/dataset/dicomJson';
import { isImage, cineFps } from '@/dicom/series/display';
import { laterality, sideConflict } from '@/dicom/geometry/laterality';
import { lossOf } from '@/dicom/pixels/lossy';
import { normalise, toInstance } from './normalise';
import { LikeBefore, normaliseRow } from './normaliseRow';
import { orderFrames } from '@/dicom/series/ordering';
import { readPixel } from '@/dicom/pixels/pixel';
import { readRescale } from '@/dicom/transforms/rescale';
import { edgeMarkers, readPlane } from '@/dicom/geometry/geometry';
import { readSpacing } from '@/dicom/geometry/spacing';
import { readSuv } from '@/dicom/transforms/suv';
import { hasSharedFiles, readSharedFiles } from '@/dicom/testing/sharedFiles';
import { windowsOf } from '@/dicom/transforms/voi';

const UIDS = {
  '0020000D': { vr: 'UI', Value: ['1.2'] },
  '0020000E': { vr: 'UI', Value: ['1.2.3'] },
  '00080018': { vr: 'UI', Value: ['1.2.3.4'] },
};

describe('what archives send is put right', () => {
  test.each([
    ['numbers as texts', { '00280010': { vr: 'US', Value: ['512'] } }, '00280010', [512]],
    ['texts that are no numbers stay', { '00280010': { vr: 'US', Value: ['many'] } }, '00280010', ['many']],
    ['a bare value in place of a list', { '00280010': { vr: 'US', Value: 512 } }, '00280010', [512]],
    ['a bare value in place of an element', { '00280010': 512 }, '00280010', [512]],
    ['lower-case tags', { '0020000d': { vr: 'UI', Value: ['1.2'] } }, '0020000D', ['1.2']],
    ['no VR', { '00189004': { Value: ['0.5', '1'] } }, '00189004', ['0.5', '1']],
    ['no VR of a number known to be one', { '00280030': { Value: ['0.5', '1'] } }, '00280030', [0.5, 1]],
    ['no VR of a name', { '00100010': { Value: ['Doe^J'] } }, '00100010', [{ Alphabetic: 'Doe^J' }]],
    ['numbers in one text', { '00280030': { vr: 'DS', Value: ['0.5\\1'] } }, '00280030', [0.5, 1]],
    ['numbers that are none stay texts', { '00281052': { vr: 'DS', Value: ['NaN'] } }, '00281052', ['NaN']],
    ['a null in place of a list', { '00280030': { vr: 'DS', Value: null } }, '00280030', undefined],
    [
      'a name as text',
      { '00100010': { vr: 'PN', Value: ['Doe^J=D'] } },
      '00100010',
      [{ Alphabetic: 'Doe^J', Ideographic: 'D' }],
    ],
    [
      'a name as object',
      { '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Doe^J' }] } },
      '00100010',
      [{ Alphabetic: 'Doe^J' }],
    ],
    ['gaps keep their place', { '00281050': { vr: 'DS', Value: [null, 40] } }, '00281050', [null, 40]],
    [
      'a single item',
      { '00081140': { vr: 'SQ', Value: { '00081150': { vr: 'UI', Value: '1.2' } } } },
      '00081140',
      [{ '00081150': { vr: 'UI', Value: ['1.2'] } }],
    ],
    ['nothing but null', { '00281050': { vr: 'DS', Value: [null] } }, '00281050', undefined],
    ['absent modality', {}, '00080060', ['OT']],
    ['empty modality', { '00080060': { vr: 'CS', Value: [''] } }, '00080060', ['OT']],
  ])('%s', (_, sent, tag, expected) => {
    expect(normalise(sent)[tag]?.Value).toEqual(expected);
  });

  test('bulk data and unknown attributes are kept, what is no tag is not', () => {
    const sent = {
      '7FE00010': { vr: 'OW', BulkDataURI: 'bulk/1' },
      '00281201': { vr: 'OW', InlineBinary: 'AAA=' },
      '00991001': { vr: 'LO', Value: ['private'] },
      PatientName: { vr: 'PN', Value: ['x'] },
    };
    expect(normalise(sent)).toEqual({
      '7FE00010': { vr: 'OW', BulkDataURI: 'bulk/1' },
      '00281201': { vr: 'OW', InlineBinary: 'AAA=' },
      '00991001': { vr: 'LO', Value: ['private'] },
      '00080060': { vr: 'CS', Value: ['OT'] },
    });
  });

  // Little endian: PS3.18 F.2.7. Orthanc's plugin before 1.24 sends OW, OF and OD as lists (its NEWS).
  test.each([
    ['OB', [1, 255], 'Af8='],
    ['OW', [1, 0x1234], 'AQA0Eg=='],
    ['OF', [1.5], 'AADAPw=='],
  ])('%s sent as a list of numbers becomes bytes', (vr, list, base64) => {
    expect(normalise({ '00281201': { vr, Value: list } })['00281201']).toEqual({ vr, InlineBinary: base64 });
  });

  test('bytes that are no numbers stay what they are', () => {
    const sent = { vr: 'OW', Value: ['1', null] };
    expect(normalise({ '00281201': sent })['00281201']).toEqual({ vr: 'OW', Value: ['1', null] });
  });

  test('what an image does not say of its pixels is not said for it', () => {
    const size = { '00280010': { vr: 'US', Value: [4] }, '00280011': { vr: 'US', Value: [4] } };
    expect(Object.keys(normalise(size)).sort()).toEqual(['00080060', '00280010', '00280011']);
  });

  test('rows of a search get nothing that was not sent', () => {
    expect(normaliseRow({ '0020000d': { Value: '1.2' } })).toEqual({ '0020000D': { Value: ['1.2'] } });
    expect(normaliseRow('text')).toEqual({});
  });

  test('nesting without end is cut off', () => {
    let deep: unknown = {};
    for (let i = 0; i < 5000; i++) deep = { '00081140': { vr: 'SQ', Value: [deep] } };
    const text = JSON.stringify(normalise(deep));
    expect(text.length).toBeLessThan(4000);
    // It is there, and not read: an empty sequence would be something else.
    expect(text).toContain('"00081140":{"vr":"UN"}');
  });
});

describe('instances', () => {
  test('an image', () => {
    const sent = {
      ...UIDS,
      '00280010': { Value: [4] },
      '00280011': { Value: [4] },
      '00080060': { Value: ['MR'] },
    };
    expect(toInstance(sent)).toMatchObject({
      study: '1.2',
      series: '1.2.3',
      sop: '1.2.3.4',
      modality: 'MR',
      frames: 1,
      sopClass: '',
    });
    expect(toInstance({ ...sent, '00280008': { vr: 'IS', Value: ['30'] } })?.frames).toBe(30);
  });

  test('no image has no frames', () => {
    expect(toInstance(UIDS)).toMatchObject({ frames: 0, modality: 'OT' });
  });

  test.each(['0020000D', '0020000E', '00080018'])('without %s there is none', (tag) => {
    expect(toInstance({ ...UIDS, [tag]: { vr: 'UI', Value: ['../../x'] } })).toBeUndefined();
    expect(toInstance({ ...UIDS, [tag]: undefined })).toBeUndefined();
  });
});

/** Everything that reads a dataset, one after the other. */
function readAll(json: unknown): void {
  const instance = toInstance(json);
  if (!instance) return;
  readPixel(instance.dataset);
  readRescale(instance, 1);
  windowsOf(instance, 1);
  readPlane(instance, 1);
  edgeMarkers(instance, 1, 90, true);
  readSpacing(instance, 1, [[3, 3]]);
  readSuv(instance, 'lbm');
  isImage(instance);
  cineFps(instance);
  lossOf(instance);
  laterality(instance);
  sideConflict(instance);
  if (instance.frames < 1000) orderFrames([instance, instance]);
}

describe('no JSON makes it throw', () => {
  const ATOMS: readonly unknown[] = [
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    65_536,
    '',
    ' ',
    'x',
    '1\\2',
    '\u0000',
    '9'.repeat(70),
    [],
    {},
    [[]],
    [null],
    '__proto__',
  ];
  const TAGS = [
    '00280008',
    '00280010',
    '00280011',
    '00280100',
    '00280030',
    '00200032',
    '00200037',
    '00200020',
    '00281050',
    '00281051',
    '00281052',
    '00281053',
    '00289145',
    '52009229',
    '52009230',
    '00209113',
    '00186011',
    '00181065',
    '00282112',
    '00100010',
    '00080060',
    '00080008',
  ];

  function seeded(seed: number): () => number {
    let state = seed;
    return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  }

  function any(next: () => number, depth: number): unknown {
    const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T;
    const roll = next();
    if (depth > 4 || roll < 0.35) return pick(ATOMS);
    if (roll < 0.5) return Array.from({ length: Math.floor(next() * 7) }, () => any(next, depth + 1));
    if (roll < 0.75) {
      return { vr: pick(['DS', 'IS', 'US', 'SQ', 'PN', 'CS', 5, undefined]), Value: any(next, depth + 1) };
    }
    return Object.fromEntries(Array.from({ length: 6 }, () => [pick(TAGS), any(next, depth + 1)]));
  }

  test('3,000 made at random', () => {
    let read = 0;
    for (let seed = 1; seed <= 3000; seed++) {
      const next = seeded(seed * 7919);
      const wild = Object.fromEntries(TAGS.map((tag) => [tag, any(next, 0)]));
      const json = { ...wild, '00280010': { Value: [8] }, '00280011': { Value: [8] }, ...UIDS };
      if (toInstance(json)) read += 1;
      expect(() => readAll(json), JSON.stringify(json)).not.toThrow();
      expect(() => normalise(any(next, 0))).not.toThrow();
    }
    expect(read).toBe(3000);
  }, 120_000);

  test.each([[undefined], [null], [5], ['text'], [[]], [[UIDS]], [{ Value: 1 }]])('%j', (json) => {
    expect(toInstance(json)).toBeUndefined();
  });
});

// A Patient ID and a name of 60,000 letters: the header of the viewer was laid out for more than 40 s.
test('what stands in a line is no longer than can be laid out, and says how long it is', () => {
  const long = 'N'.repeat(60_000);
  const said = `${'N'.repeat(1_024)}… (60000)`;
  const dataset = normaliseRow({
    '00100010': { vr: 'PN', Value: [{ Alphabetic: long, Ideographic: long }] },
    '00081050': { vr: 'PN', Value: [`${long}=山田^太郎`] },
    '00100020': { Value: [long] },
    '0008103E': { vr: 'LO', Value: ['short', long] },
    '00204000': { vr: 'LT', Value: [long] },
    '0040A160': { vr: 'UT', Value: [long] },
  });
  expect(dataset['00100010']?.Value).toEqual([{ Alphabetic: said, Ideographic: said }]);
  expect(dataset['00081050']?.Value).toEqual([{ Alphabetic: said, Ideographic: '山田^太郎' }]);
  expect(text(dataset, '00100020')).toBe(said);
  expect(dataset['0008103E']?.Value).toEqual(['short', said]);
  expect([text(dataset, '00204000'), text(dataset, '0040A160')]).toEqual([long, long]);
});

test.skipIf(!hasSharedFiles)('real objects of every kind are read, whatever is in them', () => {
  const instances = ['odd', 'enhanced', 'us', 'nm-pt', 'geometry'].flatMap((folder) =>
    readSharedFiles(folder),
  );
  expect(instances.length).toBeGreaterThan(30);
  for (const { dataset } of instances) expect(() => readAll(dataset)).not.toThrow();
  expect(instances.every(({ dataset }) => text(dataset, '00080060') !== undefined)).toBe(true);
  expect(instances.some(({ dataset }) => numbers(dataset, '00280030').length === 2)).toBe(true);
});

describe('what the objects of a series say alike', () => {
  const sent = (place: number, more: object = {}) =>
    JSON.parse(
      JSON.stringify({
        ...UIDS,
        '00100010': { vr: 'PN', Value: ['Doe^J'] },
        '00200013': { vr: 'IS', Value: [String(place)] },
        '00400275': { vr: 'SQ', Value: [{ '00400007': { vr: 'LO', Value: ['Head'] } }] },
        ...more,
      }),
    ) as unknown;

  test('is kept once, and is what it would be alone', () => {
    const likeBefore = new LikeBefore();
    const [one, other, third] = [1, 2, 2].map((place) => normalise(sent(place), likeBefore));
    expect(other).toEqual(normalise(sent(2)));
    expect(other?.['00100010']).toBe(one?.['00100010']);
    expect(other?.['00400275']).toBe(one?.['00400275']);
    expect(other?.['00200013']).not.toBe(one?.['00200013']);
    expect(third).toEqual(other);
  });

  test.each([
    ['another value', { vr: 'DS', Value: ['1', '3'] }],
    ['a value more', { vr: 'DS', Value: ['1', '2', '2'] }],
    ['a value less', { vr: 'DS', Value: ['1'] }],
    ['a number in place of a text', { vr: 'DS', Value: [1, 2] }],
    ['another VR', { vr: 'LO', Value: ['1', '2'] }],
    ['no VR', { Value: ['1', '2'] }],
    ['a null in place of a value', { vr: 'DS', Value: [null, '2'] }],
    ['no values', { vr: 'DS' }],
    ['a bare value', '1'],
    ['nothing', null],
    ['bulk data', { vr: 'DS', BulkDataURI: '/bulk' }],
  ])('%s is not taken for the one before', (_, element) => {
    const likeBefore = new LikeBefore();
    normalise(sent(1, { '00280030': { vr: 'DS', Value: ['1', '2'] } }), likeBefore);
    const next = sent(2, { '00280030': element });
    expect(normalise(next, likeBefore)).toEqual(normalise(next));
    const again = sent(3, { '00280030': { vr: 'DS', Value: ['1', '2'] } });
    expect(normalise(again, likeBefore)).toEqual(normalise(again));
  });
});
