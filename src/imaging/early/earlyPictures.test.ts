import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Archive } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { patchPane, place } from '@/view/actions';
import { freshView } from '@/view/viewState';
import { createViewStore, updateView } from '@/view/viewStore';
import { createEarlyPictures } from './earlyPictures';

const study = '1.2' as StudyUid;
const [reports, others, images] = ['1.2.1', '1.2.2', '1.2.3'] as SeriesUid[];
if (!reports || !others || !images) throw new Error('no UID');

/** A report: it has no pixels. */
const report = (series: SeriesUid, number: number, sopClass: string): Instance =>
  ({
    ...{ study, series, sop: `${series}.${number}` as SopUid, number, frames: 0 },
    ...{ modality: 'SR', sopClass, dataset: {} },
  }) as unknown as Instance;

beforeEach(() => {
  const draw = (run: () => void) => setTimeout(run) as unknown as number;
  vi.stubGlobal('requestAnimationFrame', draw);
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  vi.stubGlobal('navigator', { deviceMemory: 8 });
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('document', { hidden: false });
});
afterEach(() => vi.unstubAllGlobals());

/** A study whose reports come at once, and whose other series are kept back. */
function start(sopClass = '1.2.840.10008.5.1.4.1.1.88.22') {
  const views = createViewStore(freshView(study));
  const archive = {
    id: 'a',
    instances: (_: StudyUid, series: SeriesUid) =>
      series === reports
        ? Promise.resolve([1, 2].map((number) => report(reports, number, sopClass)))
        : new Promise(() => undefined),
    frames: { one: () => new Promise(() => undefined), stream: () => undefined },
  } as unknown as Archive;
  const early = createEarlyPictures(archive, views);
  const stop = early.start();
  const show = (series: SeriesUid) => updateView(views, (view) => place(view, 0, study, series));
  const need = () => early.need.getState().need;
  return { views, early, show, need, stop };
}

test('a document asks for no engine, nor does what nothing is known of in its place; the first image does', async () => {
  const { early, show, need, stop } = start();
  expect(need()).toBe('unknown');
  early.listed((series) => (series === images ? 'CT' : 'SR'));
  show(reports);
  await expect.poll(need).toBe('none');
  show(others);
  expect(need()).toBe('none');
  show(images);
  expect(early.need.getState()).toEqual({ need: 'some', hasRested: true });
  show(reports);
  expect(need()).toBe('some');
  stop();
});

test('a presentation state, which the engine shows on its images, asks for it', async () => {
  const { early, show, need, stop } = start('1.2.840.10008.5.1.4.1.1.11.1');
  show(reports);
  await expect.poll(need).toBe('some');
  expect(early.facts.getState().panes[0]?.state).toBe('loading');
  stop();
});

test('what is told of a document is told of the one that the view asks for', async () => {
  const { views, early, show, stop } = start();
  const told = () => early.facts.getState().panes[0]?.subject?.sop;
  show(reports);
  await expect.poll(told).toBe(`${reports}.1`);
  const sop = `${reports}.2` as SopUid;
  updateView(views, (view) => patchPane(view, 0, { at: { sop, frame: 1 } }));
  await expect.poll(told).toBe(sop);
  stop();
});

test('the hand waits for nothing in a pane that holds a document, and does in one that holds another by now', async () => {
  const { early, show, need, stop } = start();
  show(reports);
  await expect.poll(need).toBe('none');
  expect(early.serves(0, 'picture')).toBe(true);
  show(others);
  expect(early.serves(0, 'picture')).toBe(false);
  stop();
});
