import { expect, test } from 'vitest';
import type { SeriesSummary } from '@/archive/contract/archive';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { decodeLink } from '@/view/link/codec';
import type { Mark } from '@/measurement/measurement';
import { defaultSettings, givable, scopeOf, settingsKey, toOrder, type Seen } from './settings';

const [now, prior] = ['1.2.1', '1.2.2'] as [StudyUid, StudyUid];
const [ct, pet, report, old] = ['1.3.1', '1.3.2', '1.3.3', '1.3.4'] as [
  SeriesUid,
  SeriesUid,
  SeriesUid,
  SeriesUid,
];
const sop = '1.4.1' as SopUid;
const series = (study: StudyUid, uid: SeriesUid, modality: string, instanceCount: number): SeriesSummary => ({
  study,
  series: uid,
  modality,
  instanceCount,
});
const mark = (study: StudyUid, on: SeriesUid): Mark => ({
  kind: 'length',
  study,
  series: on,
  sop,
  frame: 1,
  pointsPx: [
    [1, 1],
    [2, 2],
  ],
});
const seen: Seen = {
  archive: 'main',
  view: {
    studies: [now, prior],
    grid: { rows: 1, columns: 2 },
    panes: [{ study: now, series: ct }, null],
    active: 0,
  },
  marks: [mark(now, ct), mark(now, pet), mark(prior, old)],
  series: [
    series(now, ct, 'CT', 135),
    series(now, pet, 'PT', 130),
    series(now, report, 'SR', 1),
    series(prior, old, 'CT', 90),
  ],
};
const monday = new Date(2026, 10, 16, 10);
const order = (change: object) => toOrder({ ...defaultSettings(seen), ...change }, seen, monday);
const linkOf = (view: string) => {
  const link = decodeLink(view);
  if (!link.ok) throw new Error(link.reason);
  return link;
};

test('one press shares the study as it is seen, for looking and measuring, until Friday, behind a passcode', () => {
  const { order: asked, leftOut } = order({});
  const { view, ...rest } = asked;
  expect(rest).toEqual({
    archive: 'main',
    studies: [now],
    rights: ['look', 'measure'],
    until: new Date(2026, 10, 20, 18).getTime(),
    passcode: true,
    about: { modalities: ['CT', 'PT', 'SR'], series: 3, images: 266 },
  });
  expect(linkOf(view).view.studies).toEqual([now]);
  expect(linkOf(view).marks).toEqual(seen.marks.slice(0, 2));
  expect(leftOut).toBe(0);
});

test('priors that are on the screen come along unless they are taken out', () => {
  const both: Seen = {
    ...seen,
    view: {
      ...seen.view,
      panes: [
        { study: now, series: ct },
        { study: prior, series: old },
      ],
    },
  };
  const settings = defaultSettings(both);
  expect(toOrder(settings, both, monday).order.studies).toEqual([now, prior]);
  const without = toOrder({ ...settings, hasPriors: false }, both, monday).order;
  expect(without.studies).toEqual([now]);
  expect(linkOf(without.view).view.panes).toEqual([{ study: now, series: ct }, null]);
  expect(JSON.stringify(linkOf(without.view))).not.toContain(prior);
});

test('this view is its series and no other; measurements on others stay out', () => {
  const { order: asked } = order({ what: 'view' });
  expect(asked.series).toEqual([ct]);
  expect(asked.about).toEqual({ modalities: ['CT'], series: 1, images: 135 });
  expect(linkOf(asked.view).marks).toEqual([mark(now, ct)]);
});

test('a view of nothing yet is the study', () => {
  const empty: Seen = { ...seen, view: { ...seen.view, panes: [null, null] } };
  expect(scopeOf({ ...defaultSettings(empty), what: 'view' }, empty)).toEqual({ studies: [now] });
});

test('chosen series name only the studies they belong to', () => {
  const asked = order({ what: 'series', chosen: new Set([old]), hasPriors: true }).order;
  expect([asked.studies, asked.series]).toEqual([[prior], [old]]);
});

test('rights, passcode, words and measurements are as chosen', () => {
  const { order: asked } = order({
    mayMeasure: false,
    mayDownload: true,
    hasPasscode: false,
    hasMarks: false,
    to: '  Dr Sample ',
    note: ' see slice 66 ',
  });
  expect(asked.rights).toEqual(['look', 'download']);
  expect(asked.passcode).toBeUndefined();
  expect([asked.to, asked.note]).toEqual(['Dr Sample', 'see slice 66']);
  expect(linkOf(asked.view).marks).toEqual([]);
});

test('settings that make the same link have the same key', () => {
  const settings = defaultSettings(seen);
  expect(settingsKey({ ...settings, chosen: new Set([pet]), hours: 8, to: ' ' })).toBe(settingsKey(settings));
  expect(settingsKey({ ...settings, mayDownload: true })).not.toBe(settingsKey(settings));
  expect(settingsKey({ ...settings, what: 'series', chosen: new Set([pet]) })).not.toBe(
    settingsKey({ ...settings, what: 'series' }),
  );
});

test('nobody is offered to give away what they may not do', () => {
  const referrer = defaultSettings(seen, new Set(['read', 'measure', 'share']));
  expect(toOrder(referrer, seen, monday).order.rights).toEqual(['look']);
  expect(givable(new Set(['read', 'share', 'export']))).toEqual({ measure: false, download: true });
});
