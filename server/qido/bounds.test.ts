import { describe, expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { ArchiveIndex } from '../archive/archiveIndex';
import type { StoredInstance } from '../archive/readInstance';
import { Effort, firstInTurns } from './effort';
import { readQuery } from './query';
import { MOST_FOUND_ROWS, search } from './search';
import { isLike } from './wildcard';

const uid = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('no UID');
  return value;
};
/** An object that stands in the index alone. */
const stored = (
  study: string,
  series: string,
  sop: string,
  more: Partial<DicomJson> = {},
): StoredInstance => ({
  path: '/nowhere',
  sizeBytes: 1,
  study: uid(toStudyUid(study)),
  series: uid(toSeriesUid(series)),
  sop: uid(toSopUid(sop)),
  sopClass: '1.2.840.10008.5.1.4.1.1.2',
  transferSyntax: '1.2.840.10008.1.2.1',
  hasPixels: false,
  bare: false,
  frames: 1,
  adopted: false,
  headerCheck: 0,
  isReceived: false,
  kind: 0,
  storedMs: 0,
  studyAttributes: { '0020000D': { vr: 'UI', Value: [study] }, ...more } as DicomJson,
  seriesAttributes: { '0020000E': { vr: 'UI', Value: [series] } },
  attributes: { '00080018': { vr: 'UI', Value: [sop] }, '00200013': { vr: 'IS', Value: [1] } },
});
const indexOf = (count: number, more: Partial<DicomJson> = {}): ArchiveIndex => {
  const index = new ArchiveIndex();
  for (let at = 1; at <= count; at += 1) index.add(stored('1.1', `1.1.${at % 7}`, `1.2.${at}`, more));
  return index;
};
const ask = async (index: ArchiveIndex, level: 'study' | 'series' | 'instance', query: string) => {
  const found = await search(index, level, {}, readQuery(new URLSearchParams(query)), '', async () => ({}));
  return { ...found, rows: JSON.parse(Buffer.from(found.json).toString()) as DicomJson[] };
};

describe('wildcards', () => {
  test.each([
    ['', '', true],
    ['*', '', true],
    ['?', '', false],
    ['a*b', 'ab', true],
    ['a*b*', 'axxbxxbx', true],
    ['*a?c', 'xxabcabc', true],
    ['a*b', 'abc', false],
    ['??', '\u{1f600}x', true],
    ['?', '\u{1f600}', true],
    ['a.c', 'abc', false],
    ['**a**', 'bab', true],
  ])('%j against %j', (pattern, text, is) => expect(isLike(pattern, text)).toBe(is));

  test('thirty stars that all but fit end at once', async () => {
    // A regular expression of this kind tried 10^20 ways; the request is 200 bytes long.
    const pattern = `${'*a'.repeat(30)}*b`;
    expect(isLike(pattern, 'a'.repeat(1000))).toBe(false);
    const name = { '00100010': { vr: 'PN', Value: [{ Alphabetic: 'a'.repeat(64) }] } };
    const { rows } = await ask(indexOf(5, name), 'study', `PatientName=${pattern}`);
    expect(rows).toEqual([]);
  });
});

test('an answer has a page of rows, says that there are more, and goes on by offset', async () => {
  const index = indexOf(MOST_FOUND_ROWS + 5);
  const all = await ask(index, 'instance', 'limit=99999999');
  expect([all.rows.length, all.isCut]).toEqual([MOST_FOUND_ROWS, true]);
  const rest = await ask(index, 'instance', `offset=${MOST_FOUND_ROWS}`);
  expect([rest.rows.length, rest.isCut]).toEqual([5, false]);
  const sops = [...all.rows, ...rest.rows].map((row) => row['00080018']?.Value?.[0]);
  expect(new Set(sops).size).toBe(MOST_FOUND_ROWS + 5);
  // Fewer by one's own wish are no cut answer.
  expect((await ask(index, 'instance', 'limit=3')).isCut).toBe(false);
});

test.each([
  [
    'keys',
    Array.from({ length: 33 }, (_, at) => `000800${at.toString(16).padStart(2, '0')}=1`).join('&'),
    200,
  ],
  [
    'keys that are kept',
    [...Array(40)].map((_, at) => `${['00080020', '00080030'][at % 2]}=1`).join('&'),
    200,
  ],
  ['values of a key', `PatientID=${Array(65).fill('a').join('%5C')}`, 400],
  ['characters of a value', `PatientID=${'a'.repeat(257)}`, 400],
  [
    'attributes to include',
    `includefield=${[...Array(129)].map((_, at) => `0009${(0x1000 + at).toString(16)}`).join()}`,
    400,
  ],
  ['attributes to order by', 'orderby=PatientID,PatientName,StudyDate,StudyTime', 400],
])('too many %s', async (_, query, status) => {
  const given = await ask(indexOf(1), 'study', query).then(
    () => 200,
    (error: { status?: number }) => error.status,
  );
  expect(given).toBe(status);
});

test('a UID list is a list, however long; it is looked up, not gone through', async () => {
  const index = indexOf(1000);
  const uids = Array.from({ length: 500 }, (_, at) => `1.9.${at}`);
  expect((await ask(index, 'study', `StudyInstanceUID=${uids.join()},1.1`)).rows).toHaveLength(1);
  expect((await ask(index, 'instance', 'SOPInstanceUID=1.2.77')).rows).toHaveLength(1);
  expect((await ask(index, 'instance', 'SOPInstanceUID=1.2.77&PatientID=x')).rows).toEqual([]);
});

test('a search that goes through too much ends by name, and gives way while it runs', async () => {
  const index = indexOf(30_000);
  const effort = new Effort(1000);
  expect(() => effort.spend(1001)).toThrow(/too much at once/);
  let turns = 0;
  const others = setInterval(() => (turns += 1), 0);
  const keys = ['00200012', '00280010', '00280011', '00280100'].map((tag) => `${tag}=""`).join('&');
  const many = Array.from({ length: 64 }, (_, at) => at).join('%5C');
  await ask(index, 'instance', `${keys}&InstanceNumber=${many}`).catch(() => undefined);
  clearInterval(others);
  expect(turns).toBeGreaterThan(2);
  await expect(ask(index, 'instance', `${keys}&00200013=${many.replace('1%5C', '')}`)).rejects.toMatchObject({
    status: 413,
  });
});

test('a sort that is too much is refused before anything is sorted', async () => {
  const index = indexOf(42_000);
  let reads = 0;
  const [row] = index.newestFirst();
  const attributes = row?.attributes ?? {};
  // A trap on what each sort key is read from.
  if (row)
    row.attributes = new Proxy(attributes, { get: (all, tag) => ((reads += 1), Reflect.get(all, tag)) });
  const order = 'PatientName,StudyDate,PatientID';
  await expect(ask(index, 'instance', `orderby=${order}`)).rejects.toMatchObject({ status: 413 });
  expect(reads).toBeLessThan(1_000);
});

test('the same SOP UID in two series is found in both, whichever the address names', () => {
  const index = indexOf(3);
  index.add(stored('1.1', '1.1.9', '1.2.1'));
  expect(index.instances('1.1', '1.1.9', '1.2.1')).toHaveLength(1);
  expect(index.instances('1.1', '1.1.1', '1.2.1')).toHaveLength(1);
  expect(index.placesOf('1.2.1')).toBeUndefined();
});

test.each([1, 999, 10_000, 20_000])(
  'the first %i of a long list are those of the whole in order',
  async (count) => {
    const list = Array.from({ length: 10_000 }, (_, at) => ({ key: (at * 7919) % 1000, at }));
    const compare = (a: { key: number }, b: { key: number }): number => a.key - b.key;
    const first = await firstInTurns(list, count, compare, new Effort());
    expect(first).toEqual([...list].sort(compare).slice(0, count));
  },
);
