import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { Archive, VerifiedFrame } from '@/archive/contract/archive';
import { aborted } from '@/archive/http/faults';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { freshView } from '@/view/viewState';
import { StudyAhead } from './studyAhead';

const MEGABYTE = 2 ** 20;
const studyOf = (at: number) => `1.2.${at}` as StudyUid;
const seriesOf = (study: StudyUid) => `${study}.1` as SeriesUid;

/** One image of 2048 x 2048 of 16 bits: 8 MB. */
const object = (study: StudyUid): Instance =>
  ({
    ...{ study, series: seriesOf(study), sop: `${study}.1.1` as SopUid },
    ...{ sopClass: '1.2.840.10008.5.1.4.1.1.2', modality: 'CT', number: 1, frames: 1 },
    dataset: Object.fromEntries(
      Object.entries({
        '00200013': ['IS', 1],
        '00280002': ['US', 1],
        '00280004': ['CS', 'MONOCHROME2'],
        '00280010': ['US', 2048],
        '00280011': ['US', 2048],
        '00280100': ['US', 16],
        '00280101': ['US', 16],
        '00280102': ['US', 15],
        '00280103': ['US', 0],
      }).map(([tag, [vr, value]]) => [tag, { vr, Value: [value] }]),
    ),
  }) as unknown as Instance;

function start(more: Partial<Archive['frames']> = {}) {
  const asked: string[] = [];
  const signals: AbortSignal[] = [];
  const note = <T>(what: string, signal: AbortSignal, answer: T): Promise<T> => {
    asked.push(what);
    signals.push(signal);
    return signal.aborted ? Promise.reject(aborted(what)) : Promise.resolve(answer);
  };
  const source = {
    id: 'a',
    series: (study: StudyUid, signal: AbortSignal) =>
      note('list', signal, [{ study, series: seriesOf(study), modality: 'CT', instanceCount: 1 }]),
    opening: (study: StudyUid, _: SeriesUid, __: unknown, signal: AbortSignal) =>
      note('opening', signal, object(study)),
    instances: (study: StudyUid, _: SeriesUid, signal: AbortSignal) =>
      note('instances', signal, [object(study)]),
    frames: {
      one: (key: object, _: Instance, signal: AbortSignal) =>
        note('frame', signal, {
          ...{ ...key, form: 'values', min: 0, max: 1, slope: 1, intercept: 0 },
          ...{ transferSyntax: '1.2.840.10008.1.2.1', values: new Uint16Array(2048 * 2048) },
        } as unknown as VerifiedFrame),
      stream: () => undefined,
      ...more,
    },
  } as unknown as Archive;
  const lists = new QueryClient();
  return { asked, signals, source, lists };
}

const never = () => new AbortController().signal;
const bring = (ahead: StudyAhead, source: Archive, at: number, signal = never()) =>
  ahead.bring(source, studyOf(at), freshView(studyOf(at)), signal);

test('whoever opens the study asks for nothing that is here, and the archive for everything else', async () => {
  const { asked, source, lists } = start();
  const ahead = new StudyAhead(lists, () => 100 * MEGABYTE);
  await bring(ahead, source, 1);
  expect(asked.toSorted()).toEqual(['frame', 'instances', 'list', 'opening']);
  expect(ahead.bytes).toBe(8 * MEGABYTE);
  const archive = ahead.open(source, studyOf(1));
  // Rendered twice before it is shown, it is the same.
  expect(ahead.open(source, studyOf(1))).toBe(archive);
  expect(ahead.bytes).toBe(0);
  const study = studyOf(1);
  await archive.opening?.(study, seriesOf(study), undefined, never());
  const [instance] = await archive.instances(study, seriesOf(study), never());
  const key = { study, series: seriesOf(study), sop: `${study}.1.1` as SopUid, frame: 1 };
  await archive.frames.one(key, instance as Instance, never());
  expect(asked).toHaveLength(4);
  await archive.frames.one(key, instance as Instance, never());
  expect(asked).toHaveLength(5);
});

test('another study that opens gets nothing of it, nor an archive of the same study elsewhere', async () => {
  const { source, lists } = start();
  const ahead = new StudyAhead(lists, () => 100 * MEGABYTE);
  await bring(ahead, source, 1);
  expect(ahead.open(source, studyOf(2))).toBe(source);
  const elsewhere = { ...source, id: 'b' };
  expect(ahead.open(elsewhere, studyOf(1))).toBe(elsewhere);
});

test('one study at a time is kept, however many follow each other', async () => {
  const { source, lists } = start();
  const ahead = new StudyAhead(lists, () => 100 * MEGABYTE);
  for (let at = 1; at <= 50; at++) {
    await bring(ahead, source, at);
    expect(ahead.bytes).toBe(8 * MEGABYTE);
    if (at % 2 === 0) ahead.open(source, studyOf(at));
  }
  ahead.end();
  expect(ahead.bytes).toBe(0);
  // The last is the one that opened: its list is its own.
  expect(lists.getQueryData(['series', 'a', studyOf(49)])).toBeUndefined();
});

test('what there is no room for is not asked for', async () => {
  const { asked, source, lists } = start();
  const ahead = new StudyAhead(lists, () => 7 * MEGABYTE);
  await bring(ahead, source, 1);
  expect(asked).not.toContain('frame');
  expect(ahead.bytes).toBe(0);
});

test('called off, nothing more is asked; begun again, only what is lacking', async () => {
  let release = () => undefined as void;
  const held = new Promise<void>((go) => (release = go));
  const { asked, signals, source, lists } = start({
    one: (_, __, signal) => {
      asked.push('frame');
      signals.push(signal);
      return held.then(() => Promise.reject(aborted('frame')));
    },
  });
  const ahead = new StudyAhead(lists, () => 100 * MEGABYTE);
  const busy = new AbortController();
  const run = bring(ahead, source, 1, busy.signal).catch(() => 'off');
  await expect.poll(() => asked.includes('frame')).toBe(true);
  busy.abort();
  expect(signals.at(-1)?.aborted).toBe(true);
  release();
  expect(await run).toBe('off');
  void bring(ahead, source, 1).catch(() => undefined);
  await expect.poll(() => asked.filter((what) => what === 'frame').length).toBe(2);
  expect(asked.filter((what) => what === 'list')).toHaveLength(1);
});

test('what is under way goes on when its study opens, and ends with it', async () => {
  const { asked, signals, source, lists } = start({
    one: (_, __, signal) => {
      asked.push('frame');
      signals.push(signal);
      return new Promise(() => undefined);
    },
  });
  const ahead = new StudyAhead(lists, () => 100 * MEGABYTE);
  const busy = new AbortController();
  void bring(ahead, source, 1, busy.signal).catch(() => undefined);
  await expect.poll(() => asked.includes('frame')).toBe(true);
  const frame = signals[asked.indexOf('frame')];
  ahead.open(source, studyOf(1));
  busy.abort();
  expect(frame?.aborted).toBe(false);
  ahead.open(source, studyOf(2));
  expect(frame?.aborted).toBe(true);
});

test('what a second screen would show of it is known once it is here, until it is given up', async () => {
  const { source, lists } = start();
  const ahead = new StudyAhead(lists, () => 100 * MEGABYTE);
  const next = () => ahead.beside.getState().next;
  await bring(ahead, source, 1);
  expect(next()?.archive).toBe('a');
  expect(next()?.view.panes).toEqual([{ study: studyOf(1), series: seriesOf(studyOf(1)) }]);
  // The other window opens it a moment later.
  ahead.open(source, studyOf(1));
  expect(next()?.view.studies).toEqual([studyOf(1)]);
  await bring(ahead, source, 2);
  expect(next()?.view.studies).toEqual([studyOf(2)]);
  ahead.drop();
  expect(next()).toBeUndefined();
  await bring(ahead, source, 3);
  ahead.open(source, studyOf(3));
  ahead.end();
  expect(next()).toBeUndefined();
});
