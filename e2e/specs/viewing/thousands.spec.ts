import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { freshView } from '@/view/viewState';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { startCompanion, type Companion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { E2E_CACHE } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';
import { THOUSANDS, writeThousands } from '../../material/thousands';

const { study, small, large, count, sopAt } = THOUSANDS;

/** Pages that keep some 550 of these slices: their device says that it has a megabyte. */
const shrink = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(navigator, 'deviceMemory', { value: 0.001 }));

const here = async (page: Page) => (await inspect.loading(page))[`${study}/${large}`]?.loaded ?? 0;

/** The slice at a place, from 0, is on the screen: by its name, and by its values. */
async function shows(page: Page, place: number): Promise<void> {
  const pane = page.locator('[data-pane="0"]');
  await expect(pane).toHaveAttribute('data-sop', sopAt(place));
  await expect(pane).toHaveAttribute('data-state', 'shown');
  expect((await inspect.pixels(page, 0))?.max).toBe(place + 1);
}

/** The window of the first pane, once no more images change it. */
async function windowOf(page: Page) {
  await expect.poll(async () => (await inspect.panes(page))[0]?.window?.width).toBe(count + 1);
  return (await inspect.panes(page))[0]?.window;
}

async function open(viewer: Viewer, place: number, of = large): Promise<void> {
  const [inStudy, series, sop] = [toStudyUid(study), toSeriesUid(of), toSopUid(sopAt(place, of))];
  if (!inStudy || !series || !sop) throw new Error('no UID');
  const panes = [{ study: inStudy, series, at: { sop, frame: 1 } }];
  await viewer.openLink({ view: { ...freshView(inStudy), panes }, marks: [] });
}

let companion: Companion;
let data = '';
test.beforeAll(async () => {
  data = mkdtempSync(join(E2E_CACHE, 'data-thousands-'));
  writeThousands(data);
  companion = await startCompanion({ data, noSamples: true });
});
test.afterAll(async () => {
  await companion.stop();
  rmSync(data, { recursive: true, force: true });
});

test('5,000 slices on a small device: around the reader, jumped through by the bar, in one window wherever one looks', async ({
  page,
  colleague,
}) => {
  test.slow();
  await shrink(page);
  await shrink(colleague);
  const viewer = new Viewer(page, companion.url);
  await open(viewer, 0);
  await shows(page, 0);
  const tile = viewer.thumbOf(large);
  await expect(tile).toHaveAccessibleName(/Loaded near the image/, { timeout: 30_000 });
  const most = await here(page);
  expect(most).toBeGreaterThan(100);
  expect(most).toBeLessThan(count / 4);

  const bar = page.getByRole('slider').first();
  const rail = await bar.locator('[data-rail]').boundingBox();
  if (!rail) throw new Error('no bar');
  // Over all of it, where nothing is here, and to the end: what is on the way to where the hand was is not waited for.
  await page.mouse.move(rail.x + 2, rail.y + 1);
  await page.mouse.down();
  await page.mouse.move(rail.x + 2, rail.y + rail.height, { steps: 40 });
  await page.mouse.up();
  await shows(page, count - 1);
  await expect.poll(() => here(page)).toBe(most);
  await page.locator('[data-pane="0"]').focus();
  await page.keyboard.press('Home');
  await shows(page, 0);
  await expect.poll(() => here(page)).toBe(most);

  const seen = await windowOf(page);
  await open(new Viewer(colleague, companion.url), count - 1);
  await shows(colleague, count - 1);
  expect(await windowOf(colleague)).toEqual(seen);
});

test('a series of thousands that is left while it is described is asked for no further, and says what it waits for', async ({
  page,
}) => {
  test.slow();
  const viewer = new Viewer(page, companion.url);
  await open(viewer, 0, small);
  await page.route(`**/series/${large}/metadata`, () => undefined);
  const asked = page.waitForRequest(`**/series/${large}/metadata`);
  await viewer.place(large);
  await asked;
  await expect(viewer.thumbOf(large)).toHaveAccessibleName(/Asking what it holds/);
  const stopped = page.waitForEvent('requestfailed', (one) => one.url().includes(`${large}/metadata`));
  await viewer.place(small);
  await stopped;
  await viewer.shown();
  await page.unroute(`**/series/${large}/metadata`);
  await viewer.place(large);
  await shows(page, 0);
});
