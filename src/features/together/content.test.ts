import { deflateSync, strToU8 } from 'fflate';
import { expect, test } from 'vitest';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import type { ViewState } from '@/view/viewState';
import { decodeLive, decodeMarks, encodeLive, encodeMarks, type SharedMark } from './content';
import { readRelay } from '@/protocol/room';

/** Sixty digits, as many makers write them. */
const uid = (end: number) => `1.3.6.1.4.1.14519.5.2.1.7009.2403.334240657131972136850343${1000 + end}`;
const need = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not a UID');
  return value;
};
const study = need(toStudyUid(uid(0)));
const pane = (at: number) => ({
  study,
  series: need(toSeriesUid(uid(at))),
  at: { sop: need(toSopUid(uid(100 + at))), frame: 1 },
  window: { center: 40.5, width: 400, curve: 'LINEAR' as const },
  zoom: 1.25,
  centre: [0.5, 0.4375] as const,
});
const view: ViewState = {
  studies: [study],
  grid: { rows: 2, columns: 2 },
  panes: [pane(1), pane(2), null, pane(3)],
  active: 1,
};
const mark = (at: number): SharedMark => ({
  id: `id-${at}`,
  tracking: `2.25.${at + 1}`,
  label: at % 2 === 0 ? `name ${at}` : '',
  kind: 'length',
  study,
  series: need(toSeriesUid(uid(1))),
  sop: need(toSopUid(uid(at))),
  frame: 1,
  pointsPx: [
    [10.5, 20.25],
    [30, 40 + at],
  ],
  ...(at === 3 ? { colour: 2 } : {}),
});

test('a view comes back as it was, with the pointer', () => {
  const live = { archive: 'main', view, pointer: { pane: 1, column: 12.34, row: -0.06 } };
  const bytes = encodeLive(live);
  expect(decodeLive(bytes)).toEqual({ ...live, pointer: { pane: 1, column: 12.3, row: -0.1 } });
});

test('four panes with long UIDs take less than a kilobyte', () => {
  expect(encodeLive({ archive: 'main', view }).length).toBeLessThan(1024);
});

test('drawings come back as they were', () => {
  const marks = Array.from({ length: 30 }, (_, at) => mark(at));
  const { bytes, leftOut } = encodeMarks(marks);
  expect(leftOut).toBe(0);
  expect(decodeMarks(bytes)).toEqual(marks);
  expect(bytes.length).toBeLessThan(4_000);
});

test('of too many drawings the newest are sent, and the others counted', () => {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const marks = Array.from({ length: 60 }, (_, at) => ({
    ...mark(at),
    kind: 'freehand' as const,
    pointsPx: Array.from({ length: 900 }, () => [random() * 4000, random() * 4000] as const),
  }));
  const { bytes, leftOut } = encodeMarks(marks);
  expect(bytes.length).toBeLessThanOrEqual(46_000);
  expect(leftOut).toBeGreaterThan(0);
  const read = decodeMarks(bytes);
  expect(read?.length).toBe(60 - leftOut);
  expect(read?.at(-1)?.id).toBe('id-59');
});

test('of what others send only what is valid is taken', () => {
  const packed = (json: unknown) => deflateSync(strToU8(JSON.stringify(json))) as Uint8Array<ArrayBuffer>;
  const sound = JSON.parse(
    JSON.stringify({ n: [`${study}/${uid(1)}`], m: [[0, 0, uid(2), 1, 0, 0, 5, 5]], i: 'a', t: '2.25.7' }),
  ) as object;
  const read = (one: object) => decodeMarks(packed({ v: 1, m: [one] }));
  expect(read(sound)?.length).toBe(1);
  expect(read({ ...sound, i: '"><img>' })).toEqual([]);
  expect(read({ ...sound, t: 'no uid' })).toEqual([]);
  expect(read({ ...sound, m: [[99, 0, uid(2), 1, 0, 0, 5, 5]] })).toEqual([]);
  expect(read({ ...sound, l: 5, c: 1e9 })?.[0]).toMatchObject({ label: '' });
  expect(read({ ...sound, c: 1e9 })?.[0]?.colour).toBeUndefined();
  expect(decodeMarks(packed({ v: 2, m: [] }))).toBeUndefined();
  expect(decodeLive(strToU8('{"v":1,"l":"/view/main/not-a-uid"}'))).toBeUndefined();
  expect(decodeLive(strToU8('{"v":2,"l":"/view/main/1.2.3"}'))).toBeUndefined();
  expect(decodeLive(strToU8(`{"v":1,"l":"/view/main/${study}/v1.0000000.AAAA"}`))).toBeUndefined();
  expect(decodeLive(strToU8(`{"v":1,"l":"/view/main/${study}","p":[99,1,1]}`))?.pointer).toBeUndefined();
});

test('any bytes give a message or nothing, and never an error', () => {
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const sources = [
    encodeLive({ archive: 'main', view, pointer: { pane: 0, column: 1, row: 2 } }),
    encodeMarks([mark(1), mark(2)]).bytes,
    strToU8('{"roster":{"members":[{"id":"a","name":"b"}],"presenter":"a"}}'),
    strToU8('{"say":"live","from":"a","n":1,"sealed":"AAAA"}'),
    strToU8('{"welcome":{"you":"a","ticket":"b"}}'),
  ];
  for (let turn = 0; turn < 4_000; turn++) {
    const bytes = Uint8Array.from(sources[turn % sources.length] ?? []);
    const changes = 1 + Math.floor(random() * 6);
    for (let i = 0; i < changes; i++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    const cut = random() < 0.3 ? bytes.slice(0, Math.floor(random() * bytes.length)) : bytes;
    const live = decodeLive(cut);
    if (live) expect(live.view.panes.length).toBe(live.view.grid.rows * live.view.grid.columns);
    decodeMarks(cut);
    readRelay(new TextDecoder().decode(cut));
  }
});

test('what the relay tells is read', () => {
  expect(
    readRelay(
      '{"roster":{"members":[{"id":"a","name":"Dr A"},{"id":"b","name":"Dr A","guest":true},5],"presenter":"a","free":true}}',
    ),
  ).toEqual({
    is: 'roster',
    members: [
      { id: 'a', name: 'Dr A', isGuest: false },
      { id: 'b', name: 'Dr A', isGuest: true },
    ],
    presenter: 'a',
    isAway: false,
    isFree: true,
  });
  expect(readRelay('{"beat":true}')).toEqual({ is: 'beat' });
  for (const none of ['', '{}', '[]', 'null', '{"say":"x"}', '{"welcome":{"you":1}}', '{"roster":{}}'])
    expect(readRelay(none)).toBeUndefined();
});
