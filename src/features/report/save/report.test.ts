import { describe, expect, test, vi } from 'vitest';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { Measurement } from '@/measurement/measurement';
import { mergeDraft, partDraft, readDraft, toDraft, type Draft } from '@/features/report/drafts/draft';
import { createJournal } from '@/features/report/drafts/journal';
import { changeCount, Ledger } from '@/features/report/state/ledger';
import { stateOf } from '@/features/report/state/state';

const study = '1.2' as StudyUid;
const document = { sop: '1.2.9' as SopUid, series: '1.2.8' as SeriesUid };
const made = (id: string, more: Partial<Measurement> = {}): Measurement => ({
  id,
  tracking: `2.25.${id}`,
  label: `肝 ${id}`,
  kind: 'length',
  study,
  series: '1.2.3' as SeriesUid,
  sop: '1.2.3.4' as SopUid,
  frame: 1,
  pointsPx: [
    [10, Number(id)],
    [20, Number(id)],
  ],
  readings: [{ name: 'length', value: 5, unit: 'mm' }],
  ...more,
});

test('what a document holds is saved until it changes, or one of its measurements is deleted', () => {
  const ledger = new Ledger();
  const list = [made('1'), made('2')];
  expect(changeCount(ledger.work(study, list, []))).toBe(2);
  ledger.saved(list, document);
  expect(changeCount(ledger.work(study, list, []))).toBe(0);
  expect(list.every((one) => ledger.isSaved(one))).toBe(true);
  // As single precision of a document has it, and before its pixels are here.
  const reread = made('1', { pointsPx: [[10.000001, 1], [20, 1]], readings: [] }); // prettier-ignore
  expect(ledger.isSaved(reread)).toBe(true);
  expect(ledger.isSaved(made('1', { label: 'other' }))).toBe(false);
  expect(ledger.isSaved(made('1', { readings: [{ name: 'length', value: 6, unit: 'mm' }] }))).toBe(false);
  expect(changeCount(ledger.work(study, [made('2')], []))).toBe(1);
  expect(ledger.documents(study, [...list, made('3')])).toEqual([document]);
});

test('a finding that was here under two ids is deleted once, and not at all while one of them is here', () => {
  const ledger = new Ledger();
  ledger.saved([made('1'), made('2')], document);
  const reread = made('9', {
    tracking: made('2').tracking,
    origin: { ...document } as Measurement['origin'] & object,
  });
  ledger.meet([reread]);
  expect(changeCount(ledger.work(study, [made('1')], []))).toBe(1);
  expect(changeCount(ledger.work(study, [made('1'), reread], []))).toBe(0);
});

test('what a link brought is no work, and not saved either', () => {
  const ledger = new Ledger();
  const list = [made('1')];
  ledger.begin(list, []);
  expect(changeCount(ledger.work(study, list, []))).toBe(0);
  expect(ledger.isSaved(made('1'))).toBe(false);
});

test('stars that changed are work until they are saved', () => {
  const ledger = new Ledger();
  const star = { study, series: '1.2.3' as SeriesUid, sop: '1.2.3.4' as SopUid, frame: 1 };
  expect(ledger.work(study, [], [star]).areStarsChanged).toBe(true);
  ledger.savedStars(study, [star], document);
  expect(ledger.work(study, [], [star]).areStarsChanged).toBe(false);
  expect(ledger.work(study, [], []).areStarsChanged).toBe(false);
  expect(ledger.work(study, [], [star, { ...star, frame: 2 }]).areStarsChanged).toBe(true);
});

test('what a page drew and starred before it was loaded again is no link’s word', () => {
  const star = { study, series: '1.2.3' as SeriesUid, sop: '1.2.3.4' as SopUid, frame: 1 };
  const other = { ...star, frame: 2 };
  const list = [made('1', { label: '' }), made('2', { label: '' })];
  const ledger = new Ledger();
  ledger.begin(list, [star, other], { marks: [made('2')], starsHeld: [star] });
  const work = ledger.work(study, list, [star, other]);
  expect([work.changed.map(({ id }) => id), work.areStarsChanged]).toEqual([['2'], true]);
  // By a draft alone, where the browser kept nothing of the page.
  const opened = new Ledger();
  opened.begin(list, [star, other]);
  expect(changeCount(opened.work(study, list, [star, other]))).toBe(0);
  opened.recall(study, { baselines: [], stars: [star] }, new Set(), [star, other]);
  expect(changeCount(opened.work(study, list, [star, other]))).toBe(1);
  expect(changeCount(opened.work(study, list, [star]))).toBe(0);
});

test('a draft is whole: ids, tracking, words, order, and what of it was saved', () => {
  const ledger = new Ledger();
  const list = [made('2', { colour: 3, isLocked: true }), made('1', { origin: document })];
  ledger.meet(list);
  const parts = { study, unsaved: 1, list, stars: [], numbers: {}, pending: [] };
  const draft = readDraft({
    at: '2026-11-27T14:03:00Z',
    ...(JSON.parse(JSON.stringify(toDraft({ ...parts, ledger: ledger.record(study) }))) as object),
  });
  expect(draft?.measurements.map(({ id }) => id)).toEqual(['2', '1']);
  expect(draft?.measurements[0]).toMatchObject({
    tracking: '2.25.2',
    label: '肝 2',
    colour: 3,
    isLocked: true,
  });
  expect(draft?.measurements[0]).not.toHaveProperty('readings');
  const later = new Ledger();
  if (draft) later.recall(study, draft.ledger, new Set(['1', '2']));
  expect(later.isSaved(made('1'))).toBe(true);
  expect(readDraft({ version: 2 })).toBeUndefined();
});

const fresh = { id: () => 'new', tracking: () => '2.25.99' };

test('a draft beside what is here loses and doubles nothing', () => {
  const draft = { measurements: [made('1'), made('2'), made('3')] };
  // 1 came with the link, nameless; 2 is here as the draft has it; 3 was changed in both.
  const here = [
    made('7', { label: '', pointsPx: made('1').pointsPx }),
    made('2'),
    made('3', { label: 'changed here' }),
  ];
  const { replaced, added } = mergeDraft(draft, here, () => false, fresh);
  expect(replaced).toEqual(['7']);
  expect(added.map(({ id, tracking }) => [id, tracking])).toEqual([
    ['1', '2.25.1'],
    ['new', '2.25.99'],
  ]);
});

describe('a draft is parted by what is drawn', () => {
  const baselineOf = (one: Measurement) => [one.id, { state: stateOf(one), document }] as const;
  const drafted = (more: Partial<Draft>): Draft => ({
    version: 1,
    at: '2026-11-28T10:00:00Z',
    unsaved: 2,
    measurements: [made('1'), made('2')],
    stars: [],
    numbers: {},
    ledger: { baselines: [], stars: [] },
    pending: [],
    ...more,
  });
  const twin = (id: string) => made(`${id}0`, { label: '', pointsPx: made(id).pointsPx });

  test('all drawn by the address: nothing is missing', () => {
    const { drawn, missing } = partDraft(drafted({}), [twin('1'), twin('2')], []);
    expect(drawn.measurements).toHaveLength(2);
    expect(missing).toBeUndefined();
  });

  test('one is not drawn: it alone is offered', () => {
    const { drawn, missing } = partDraft(drafted({}), [twin('2')], []);
    expect(drawn.measurements.map(({ id }) => id)).toEqual(['2']);
    expect(missing).toMatchObject({ unsaved: 1, measurements: [{ id: '1' }] });
  });

  test('what a document holds is no work, drawn or not', () => {
    const ledger = { baselines: [baselineOf(made('1'))], stars: [] };
    expect(partDraft(drafted({ ledger }), [], []).missing).toMatchObject({ unsaved: 1 });
    const one = drafted({ ledger, measurements: [made('1')] });
    expect(partDraft(one, [], []).missing).toBeUndefined();
  });

  test('what was deleted is offered again only where its document has drawn it again', () => {
    const ledger = { baselines: [baselineOf(made('1')), baselineOf(made('3'))], stars: [] };
    const one = drafted({ ledger, measurements: [made('1')], unsaved: 1 });
    const away = partDraft(one, [twin('1')], []);
    expect(away.missing).toBeUndefined();
    expect(away.drawn.removed).toEqual(['3']);
    const again = partDraft(one, [made('1'), made('3', { id: 'other' })], []);
    expect(again.missing).toMatchObject({ unsaved: 1, measurements: [], removed: ['3'] });
    // Looked at once more, it is still that.
    expect(again.missing && partDraft(again.missing, [made('3')], []).missing).toMatchObject({ unsaved: 1 });
  });

  test('a calibration that is not here is offered, never applied', () => {
    const calibration = {
      ...{ study, series: '1.2.3' as SeriesUid, rows: 64, columns: 64 },
      ...{ fileRowMm: 1, fileColumnMm: 1, rowMm: 0.2, columnMm: 0.2 },
    };
    const draft = drafted({ numbers: { calibrations: [calibration], petUnit: 'bw' } });
    const twins = [twin('1'), twin('2')];
    const { drawn, missing } = partDraft(draft, twins, []);
    expect(drawn.numbers).toEqual({});
    expect(missing).toMatchObject({
      unsaved: 1,
      measurements: [],
      numbers: { calibrations: [calibration], petUnit: 'bw' },
    });
    // Another one of the same images is not the same.
    const other = { ...calibration, rowMm: 0.3 };
    expect(partDraft(draft, twins, [], twins, [other]).missing).toMatchObject({ unsaved: 1 });
    expect(partDraft(draft, twins, [], twins, [{ ...calibration }]).missing).toBeUndefined();
  });

  test('a star that the address has not is offered', () => {
    const star = { study, series: '1.2.3' as SeriesUid, sop: '1.2.3.4' as SopUid, frame: 1 };
    const { drawn, missing } = partDraft(drafted({ stars: [star] }), [twin('1'), twin('2')], []);
    expect(drawn).toMatchObject({ measurements: [{}, {}], stars: [] });
    expect(missing).toMatchObject({ unsaved: 1, measurements: [], stars: [star] });
  });
});

test('changes are written within the time, one write at a time, the newest last', async () => {
  vi.useFakeTimers();
  let now = 0;
  const seen: number[] = [];
  let finish = () => undefined as void;
  const told: boolean[] = [];
  const journal = createJournal(
    () => {
      seen.push(now);
      return new Promise((resolve) => (finish = resolve));
    },
    250,
    (isKept) => void told.push(isKept),
  );
  // A drag that goes on for a second.
  for (now = 1; now <= 20; now += 1) {
    journal.touch();
    await vi.advanceTimersByTimeAsync(50);
    finish();
  }
  now = 21;
  journal.touch();
  const done = journal.flush();
  await vi.advanceTimersByTimeAsync(0);
  finish();
  await done;
  expect(seen.at(-1)).toBe(21);
  expect(seen.length).toBeGreaterThanOrEqual(4);
  expect(seen.every((at, i) => i === 0 || at - (seen[i - 1] ?? 0) <= 6)).toBe(true);
  expect(told.every(Boolean)).toBe(true);
  vi.useRealTimers();
});

test('a write that fails is told of', async () => {
  const told: boolean[] = [];
  const journal = createJournal(
    () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
    10,
    (isKept) => void told.push(isKept),
  );
  journal.touch();
  await journal.flush();
  expect(told).toEqual([false]);
});

test('what a document holds makes way for the change of it that a draft kept', () => {
  const draft = { measurements: [made('1', { label: 'changed' }), made('2')] };
  const here = [
    made('8', { tracking: '2.25.1', origin: document }),
    made('9', { tracking: '2.25.2', label: made('2').label, pointsPx: made('2').pointsPx, origin: document }),
  ];
  const { replaced, added } = mergeDraft(draft, here, () => true, fresh);
  expect(replaced).toEqual(['8']);
  expect(added.map(({ id, label }) => [id, label])).toEqual([['1', 'changed']]);
});

test('a draft in which a saved measurement was made nothing of takes nothing away', () => {
  const nothing = made('1', {
    pointsPx: [
      [10, 1],
      [10, 1],
    ],
  });
  const draft = { measurements: [nothing] } as unknown as Draft;
  const fresh = { id: () => 'new', tracking: () => '2.25.99' };
  const here = [made('8', { tracking: '2.25.1', origin: document })];
  expect(mergeDraft(draft, here, () => true, fresh)).toEqual({ replaced: [], added: [] });
});
