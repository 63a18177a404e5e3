import type { Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { freshView, type Pane } from '@/view/viewState';
import { expect, test } from '../../fixtures/fixtures';
import { startCompanion, type Companion } from '../../harness/companion';
import { inspect } from '../../harness/inspect';
import { E2E_CACHE } from '../../harness/machine';
import { whereIs, writePhantoms } from '../../numbers/phantoms';
import { Viewer } from '../../pages/viewer';

let companion: Companion;
let data = '';
test.beforeAll(async () => {
  data = mkdtempSync(join(E2E_CACHE, 'data-picture-change-'));
  writePhantoms(data);
  companion = await startCompanion({ data, noSamples: true });
});
test.afterAll(async () => {
  await companion.stop();
  rmSync(data, { recursive: true, force: true });
});

async function open(page: Page, name: string): Promise<Viewer> {
  const { study, series } = whereIs(name);
  const [studyUid, seriesUid] = [toStudyUid(study), toSeriesUid(series)];
  if (!studyUid || !seriesUid) throw new Error('no UID');
  const pane: Pane = { study: studyUid, series: seriesUid };
  const viewer = new Viewer(page, companion.url);
  await viewer.openLink({ view: { ...freshView(studyUid), panes: [pane] }, marks: [] });
  await viewer.pane().focus();
  return viewer;
}

const painted = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
const count = async (page: Page) => (await inspect.measurements(page)).length;

const press = (element: Element) => element.dispatchEvent(new MouseEvent('click', { bubbles: true }));

/** How a pane comes to another picture while the mouse is down: a series of pixels of other sizes, and another image of the series. */
const WAYS = [
  [
    // A finger on a tile, while the mouse draws.
    ({ page }: Viewer) =>
      page.locator('[data-testid="series-thumb"]:not([data-shown])').first().evaluate(press),
    'anisotropic CT',
    'another series',
  ],
  [({ page }: Viewer) => page.mouse.wheel(0, 100), 'enhanced MR', 'the next image'],
] as const;

/** Goes on, and waits for the picture that this leads to. */
async function leave(viewer: Viewer, way: (typeof WAYS)[number][0]): Promise<void> {
  const { page } = viewer;
  const where = async () => {
    const [pane] = await inspect.panes(page);
    return pane?.state === 'shown' ? `${pane.seriesUid}/${pane.index}` : 'on its way';
  };
  const before = await where();
  await way(viewer);
  await expect.poll(async () => [before, 'on its way'].includes(await where())).toBe(false);
}

for (const [way, name, what] of WAYS) {
  test(`a line in the hand when ${what} comes is no measurement, and the next one is`, async ({ page }) => {
    const viewer = await open(page, name);
    const [from, to] = [await viewer.fromMiddle(-80, 30), await viewer.fromMiddle(80, 30)];
    await viewer.chooseTool('length');
    await viewer.pane().focus();
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x - 40, to.y, { steps: 3 });
    await leave(viewer, way);
    await page.mouse.move(to.x, to.y, { steps: 3 });
    await page.mouse.up();
    await painted(page);
    expect(await count(page)).toBe(0);
    await viewer.drag(from, to);
    const made = await viewer.measured(1);
    expect(made.readings[0]?.value).toBeGreaterThan(0);
  });

  test(`a handle in the hand when ${what} comes is where it was`, async ({ page }) => {
    const viewer = await open(page, name);
    const [from, to] = [await viewer.fromMiddle(-80, 30), await viewer.fromMiddle(80, 30)];
    await viewer.chooseTool('length');
    await viewer.drag(from, to);
    const { pointsPx, readings } = await viewer.measured(1);
    await viewer.pane().focus();
    await page.mouse.move(to.x, to.y);
    await page.mouse.down();
    await page.mouse.move(to.x - 30, to.y + 30, { steps: 3 });
    await painted(page);
    expect((await inspect.measurements(page))[0]?.pointsPx).not.toEqual(pointsPx);
    await leave(viewer, way);
    await page.mouse.move(to.x, to.y + 60, { steps: 3 });
    await page.mouse.up();
    const after = await viewer.measured(1);
    expect([after.pointsPx, after.readings]).toEqual([pointsPx, readings]);
  });
}

test('undo in the middle of a drag ends it, and where it began is a step of undo', async ({ page }) => {
  const viewer = await open(page, 'anisotropic CT');
  const [from, to] = [await viewer.fromMiddle(-80, 30), await viewer.fromMiddle(80, 30)];
  await viewer.chooseTool('length');
  await viewer.drag(from, to);
  const { pointsPx } = await viewer.measured(1);
  await viewer.pane().focus();
  await page.mouse.move(to.x, to.y);
  await page.mouse.down();
  await page.mouse.move(to.x - 30, to.y + 30, { steps: 3 });
  await painted(page);
  expect((await inspect.measurements(page))[0]?.pointsPx).not.toEqual(pointsPx);
  await page.keyboard.press('Control+z');
  await page.mouse.move(to.x, to.y + 60, { steps: 3 });
  await page.mouse.up();
  expect((await viewer.measured(1)).pointsPx).toEqual(pointsPx);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await inspect.measurements(page))[0]?.pointsPx).not.toEqual(pointsPx);
  await page.keyboard.press('Control+z');
  expect((await viewer.measured(1)).pointsPx).toEqual(pointsPx);
  await page.keyboard.press('Control+z');
  await expect.poll(() => count(page)).toBe(0);
});
