import type { Page } from '@playwright/test';
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import type { ViewState } from '@/view/viewState';
import { startCompanion } from '../../harness/companion';
import { rows, STUDY_UID, attributeText } from '../../harness/dicomWeb';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { hasRealFiles, NO_REAL_FILES, REAL_FILES } from '../../harness/machine';
import { MARKED } from '../../material/marked';
import { Viewer } from '../../pages/viewer';

const WARNINGS = 'Warnings on this picture';

/** Two panes side by side, each with a series. */
function side(...panes: readonly (readonly ['anna' | 'bert', number])[]): ViewState {
  const placed = panes.map(([who, number]) => {
    const study = toStudyUid(MARKED[who]);
    const series = toSeriesUid(MARKED.series(who, number));
    if (!study || !series) throw new Error('no UIDs');
    return { study, series };
  });
  const [first] = placed;
  if (!first) throw new Error('no panes');
  const others = [...new Set(placed.map(({ study }) => study))].filter((study) => study !== first.study);
  return {
    studies: [first.study, ...others],
    grid: { rows: 1, columns: placed.length },
    panes: placed,
    active: 0,
  };
}

/** How much of the shorter side of the first pane its picture fills, along the middle. */
const litShare = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const canvases = [...document.querySelectorAll<HTMLCanvasElement>('[data-pane="0"] canvas')];
    const [picture] = canvases.sort((a, b) => b.clientHeight - a.clientHeight);
    const context = picture && new OffscreenCanvas(1, picture.height).getContext('2d');
    if (!picture || !context) return 0;
    context.drawImage(picture, -Math.floor(picture.width / 2), 0);
    const { data } = context.getImageData(0, 0, 1, picture.height);
    const lit = Array.from({ length: picture.height }, (_, y) => data[4 * y] ?? 0).filter(
      (grey) => grey > 50,
    );
    return lit.length / Math.min(picture.width, picture.height);
  });

test('an image says what it lost, which side it shows, and whom @both-ways', async ({ page, marked }) => {
  const viewer = new Viewer(page, marked.url);
  await viewer.openStudy(MARKED.anna);
  const warnings = viewer.pane().getByRole('list', { name: WARNINGS }).getByRole('listitem');
  const show = async (number: number) => {
    const series = MARKED.series('anna', number);
    await viewer.place(series);
    await expect.poll(async () => (await inspect.panes(page))[0]?.seriesUid).toBe(series);
    await viewer.shown();
  };
  await show(MARKED.plain);
  await expect(warnings).toHaveCount(0);
  await show(MARKED.lossy);
  await expect(warnings).toHaveText(['Lossy 12:1 JPEG']);
  await show(MARKED.side);
  await expect(viewer.pane()).toContainText(/R\s*Right\s*MLO/);
  await expect(warnings).toHaveCount(0);
  // Also with nothing but a spacing at the detector the picture fills its pane.
  await expect.poll(() => litShare(page)).toBeGreaterThan(0.95);
  await show(MARKED.sideConflict);
  await expect(warnings).toHaveText([/^Side doubtful: R, but its directions are of the other side$/]);
  await show(MARKED.mosaic);
  await expect(warnings).toHaveText(['Mosaic: many slices in one picture']);
  // The list's patient is not the image's: the image's stands on it and in the header, with a warning.
  await show(MARKED.stranger);
  await expect(warnings).toHaveText([
    /^The list names another patient for this study: name, birth date differ$/,
  ]);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Carla');
  await expect(viewer.pane()).toContainText('Carla');
  await viewer.openStudy(MARKED.twins);
  await expect(warnings.first()).toHaveText('This study stands in the archive under two patients');
});

test('two patients on screen are told apart in each pane, also for screen readers', async ({
  page,
  marked,
}) => {
  const viewer = new Viewer(page, marked.url);
  await viewer.openLink({ view: side(['anna', MARKED.plain], ['bert', MARKED.plain]), marks: [] });
  await viewer.shown(1);
  await expect(viewer.pane(0)).toHaveAttribute('data-patient', '1');
  await expect(viewer.pane(1)).toHaveAttribute('data-patient', '2');
  await expect(page.getByRole('region', { name: /^Pane 1, patient 1 of 2: .*Anna/ })).toBeVisible();
  await expect(page.getByRole('region', { name: /^Pane 2, patient 2 of 2: .*Bert/ })).toBeVisible();
  await expect(viewer.pane(1)).toContainText(/Patient 2 of 2 on screen.*Bert/);
  const frame = (pane: number) =>
    viewer.pane(pane).evaluate((element) => getComputedStyle(element, '::before').borderTopColor);
  expect(await frame(0)).not.toBe(await frame(1));
  // Names stay off the screen when they are hidden; the difference does not.
  await page.keyboard.press('t');
  await expect(viewer.pane(1)).toContainText('Patient 2 of 2 on screen');
  await expect(page.locator('main')).not.toContainText(/Anna|Bert/);

  await viewer.openLink({ view: side(['anna', MARKED.plain], ['anna', MARKED.lossy]), marks: [] });
  await viewer.shown(1);
  await expect(viewer.pane(1)).not.toHaveAttribute('data-patient');
  await expect(page.getByRole('region', { name: 'Pane 2', exact: true })).toBeVisible();
});

test('real files: a syntax that loses is said, without a word in the object', async ({ page, folder }) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  const says = async (path: string, text: string) => {
    const own = join(folder, path.replaceAll('/', '-'));
    mkdirSync(own);
    copyFileSync(join(REAL_FILES, path), join(own, 'image.dcm'));
    const companion = await startCompanion({ data: own, noSamples: true });
    const viewer = new Viewer(page, companion.url);
    const [study] = await rows(companion.dicomWeb, 'studies');
    await viewer.openStudy(study ? attributeText(study, STUDY_UID) : '');
    const warnings = viewer.pane().getByRole('list', { name: WARNINGS }).getByRole('listitem');
    await expect.poll(() => warnings.allInnerTexts()).toContainEqual(text);
    await companion.stop();
  };
  const [echo] = readdirSync(join(REAL_FILES, 'us/echo-cine-30-frames'));
  await says(`us/echo-cine-30-frames/${echo}`, 'Lossy 19:1 JPEG Baseline');
});
