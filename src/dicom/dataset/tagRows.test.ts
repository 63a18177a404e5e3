import { describe, expect, test } from 'vitest';
import type { DicomJson } from './dicomJson';
import { inWords, tagKeyword, tagName } from './tagNames';
import { base64Bytes, matchingRows, openRows, tagRows, tagText, valueText } from './tagRows';

const dataset: DicomJson = {
  '00291010': { vr: 'OB', InlineBinary: 'AAECAw==' },
  '00290010': { vr: 'LO', Value: ['SIEMENS CSA HEADER'] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Yamada^Tarou', Ideographic: '山田^太郎' }] },
  '00081140': {
    vr: 'SQ',
    Value: [
      { '00081155': { vr: 'UI', Value: ['1.2.3'] }, '00081150': { vr: 'UI', Value: ['1.2.840'] } },
      { '00081155': { vr: 'UI', Value: ['1.2.4'] } },
    ],
  },
  '00200032': { vr: 'DS', Value: [-1.5, 2, null] },
  '00400555': { vr: 'SQ' },
};
const rows = tagRows(dataset);
const paths = (list: readonly { path: string }[]) => list.map(({ path }) => path);

describe('a dataset line by line', () => {
  test('goes by tag, items below their sequence, attributes below their item', () => {
    expect(rows.map(({ path, depth, items, item }) => [path, depth, items, item])).toEqual([
      ['00081140', 0, 2, undefined],
      ['00081140/1', 1, 0, 1],
      ['00081140/1/00081150', 2, 0, undefined],
      ['00081140/1/00081155', 2, 0, undefined],
      ['00081140/2', 1, 0, 2],
      ['00081140/2/00081155', 2, 0, undefined],
      ['00100010', 0, 0, undefined],
      ['00200032', 0, 0, undefined],
      ['00290010', 0, 0, undefined],
      ['00291010', 0, 0, undefined],
      ['00400555', 0, 0, undefined],
    ]);
  });

  test('knows who reserved a private block', () => {
    expect(rows.filter(({ creator }) => creator).map(({ tag, creator }) => [tag, creator])).toEqual([
      ['00291010', 'SIEMENS CSA HEADER'],
    ]);
  });

  test('shows what stands below open lines only', () => {
    expect(paths(openRows(rows, new Set()))).toEqual(paths(rows.filter(({ path }) => !path.includes('/'))));
    expect(paths(openRows(rows, new Set(['00081140', '00081140/2']))).slice(0, 4)).toEqual([
      '00081140',
      '00081140/1',
      '00081140/2',
      '00081140/2/00081155',
    ]);
    // An open line below a closed one stays hidden.
    expect(paths(openRows(rows, new Set(['00081140/2'])))[1]).toBe('00100010');
  });

  test('finds lines with the lines they stand below', () => {
    const found = matchingRows(
      rows,
      ({ element }) => element !== undefined && valueText(element) === '1.2.4',
    );
    expect(paths(found)).toEqual(['00081140', '00081140/2', '00081140/2/00081155']);
  });

  test('writes values as they stand in a file', () => {
    const text = (tag: string) => valueText(dataset[tag] ?? {});
    expect(text('00100010')).toBe('Yamada^Tarou=山田^太郎');
    expect(text('00200032')).toBe('-1.5\\2\\');
    expect(valueText({ Value: [1, 2, 3, 4, 5] }, 4)).toBe('1\\2\\…');
    expect(base64Bytes('AAECAw==')).toBe(4);
    expect(tagText('00080018')).toBe('(0008,0018)');
  });

  test('ends with a hostile dataset', () => {
    const item: DicomJson = { '00080018': { vr: 'UI', Value: ['1'] } };
    const big = { '00081140': { vr: 'SQ', Value: Array.from({ length: 90_000 }, () => item) } };
    expect(tagRows(big).length).toBe(100_000);
  });
});

// Names as in PS3.6 section 6.
test.each([
  ['00080018', 'SOPInstanceUID', 'SOP Instance UID'],
  ['00100010', 'PatientName', 'Patient Name'],
  ['52009230', 'PerFrameFunctionalGroupsSequence', 'Per Frame Functional Groups Sequence'],
  ['60020010', 'OverlayRows', 'Overlay Rows'],
  ['00290010', undefined, 'Private Creator'],
  ['00291010', undefined, undefined],
  ['00080000', undefined, 'Group Length'],
])('%s is %s, %s', (tag, keyword, name) => {
  if (keyword !== undefined) expect(tagKeyword(tag)).toBe(keyword);
  expect(tagName(tag)).toBe(name);
});

test('a keyword in words', () => {
  expect(inWords('CTDIvol')).toBe('CTD Ivol');
  expect(inWords('RescaleSlope')).toBe('Rescale Slope');
});
