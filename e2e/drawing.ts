import { expect } from '@playwright/test';
import { inspect, type MeasurementFacts } from './inspect';
import { join } from 'node:path';
import { hasRealFiles, REAL_FILES } from './machine';
import type { Viewer } from './pages/viewer';
import { rows, SERIES_UID, STUDY_UID, valueOf } from './dicomWeb';

/** The prostate study of issue 4, as folders of real files; a sample study elsewhere. */
export const PROSTATE = hasRealFiles ? join(REAL_FILES, 'mr', 'prostatex-0207') : undefined;

/** A study and those of its series that can be measured on. */
export interface Measurable {
  readonly study: string;
  readonly series: readonly string[];
}

/** The study of an archive that has most series of images. */
export async function findMeasurable(root: string, atLeast: number): Promise<Measurable> {
  for (const row of await rows(root, 'studies')) {
    const study = valueOf(row, STUDY_UID);
    const series = (await rows(root, `studies/${study}/series`))
      .filter((one) => ['MR', 'CT'].includes(valueOf(one, '00080060')))
      .map((one) => valueOf(one, SERIES_UID));
    if (series.length >= atLeast) return { study, series };
  }
  throw new Error(`no study of ${atLeast} series in the archive`);
}

/** What must come back of a measurement, whatever happened to the browser. */
export const essence = (list: readonly MeasurementFacts[]) =>
  list.map(({ id, tracking, label, kind, sop, frame, pointsPx, readings }) => ({
    id,
    tracking,
    label,
    kind,
    sop,
    frame,
    points: pointsPx?.map((point) => point.map((value) => value.toFixed(2)).join(' ')),
    readings: readings.map(({ name, value, unit }) => `${name} ${value.toPrecision(6)} ${unit}`),
  }));

/** Draws four measurements on each of these series: two lines, an ellipse, an arrow with a text. */
export async function drawOn(viewer: Viewer, series: readonly string[]): Promise<void> {
  const { page } = viewer;
  let count = (await inspect.measurements(page)).length;
  for (const uid of series) {
    await viewer.place(uid);
    await expect.poll(async () => (await inspect.panes(page))[0]?.seriesUid).toBe(uid);
    await viewer.shown();
    await viewer.tool('length').click();
    for (const down of [-60, 0]) {
      await viewer.drag(await viewer.fromMiddle(-70, down), await viewer.fromMiddle(60, down + 20));
      await viewer.measured(++count);
    }
    await viewer.tool('ellipse').click();
    await viewer.drag(await viewer.fromMiddle(0, 100), await viewer.fromMiddle(40, 130));
    await viewer.measured(++count);
    await viewer.tool('arrow').click();
    await viewer.drag(await viewer.fromMiddle(-90, 130), await viewer.fromMiddle(-140, 90));
    const text = page.getByRole('dialog').getByRole('textbox').first();
    await text.fill(WORDS[count % WORDS.length] ?? '');
    await text.press('Enter');
    await viewer.measured(++count);
    await page.keyboard.press('Escape');
  }
}

/** Texts in several scripts, as people write them. */
export const WORDS = ['Lésion', '前立腺 右葉', 'Προστάτης', 'Lesion 4', 'поражение'];
