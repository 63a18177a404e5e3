import type { Page } from '@playwright/test';
import { rows, STUDY_UID, attributeText } from '../../harness/dicomWeb';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import type { Viewer } from '../../pages/viewer';

/** The loop of 30 frames of the ultrasound sample. */
async function openLoop(viewer: Viewer, root: string): Promise<void> {
  const all = await rows(root, 'studies');
  const study = all.find((row) => attributeText(row, '00100020') === 'SAMPLE-US');
  await viewer.openStudy(study ? attributeText(study, STUDY_UID) : '');
  await viewer.shown();
  await expect(
    viewer.page.locator('[data-testid="series-thumb"][data-loaded="30/30"]').first(),
  ).toBeVisible();
}

/** Runs an action of the command list by its name. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').locator('input').first().fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** Frames in the order they are shown, from now on until there are so many. */
const watch = (page: Page, count: number): Promise<number[]> =>
  page.evaluate(
    (most) =>
      new Promise<number[]>((resolve) => {
        const pane = document.querySelector<HTMLElement>('[data-pane="0"]');
        const seen: number[] = [];
        if (!pane) return resolve(seen);
        const watcher = new MutationObserver(() => {
          const frame = Number(pane.dataset['frame']);
          if (seen.at(-1) !== frame) seen.push(frame);
          if (seen.length < most) return;
          watcher.disconnect();
          resolve(seen);
        });
        watcher.observe(pane, { attributes: true, attributeFilter: ['data-frame'] });
      }),
    count,
  );

const cine = async (page: Page) => (await inspect.view(page)).panes[0]?.cine;
const frame = async (page: Page) => Number(await page.locator('[data-pane="0"]').getAttribute('data-frame'));

async function goTo(page: Page, wanted: number): Promise<void> {
  await page.keyboard.press('Home');
  for (let at = 1; at < wanted; at++) await page.keyboard.press('ArrowDown');
  await expect.poll(() => frame(page)).toBe(wanted);
}

test('a range is played to and fro, slower and once, and a link carries it', async ({
  page,
  viewer,
  companion,
}) => {
  await openLoop(viewer, companion.dicomWeb);
  await goTo(page, 5);
  await command(page, 'Play from this image on');
  await goTo(page, 8);
  await command(page, 'Play up to this image');
  await expect(page.locator('[role="slider"][data-played="5-8"]')).toBeVisible();
  await command(page, 'Play to and fro');
  await expect.poll(() => cine(page)).toMatchObject({ mode: 'yoyo', from: { frame: 5 }, to: { frame: 8 } });
  for (let i = 0; i < 40 && (await cine(page))?.fps !== 2; i++) await page.keyboard.press('-');
  expect((await cine(page))?.fps).toBe(2);
  const yoyo = watch(page, 12);
  await page.keyboard.press('Space');
  const seen = await yoyo;
  expect(
    seen.every((now) => now >= 5 && now <= 8),
    seen.join(' '),
  ).toBe(true);
  // Late frames are skipped, so only the way is sure: round and round would never go back twice in a row.
  const isRun = (way: 1 | -1) =>
    seen.some(
      (now, i) =>
        i > 1 &&
        way * (now - (seen[i - 1] ?? now)) > 0 &&
        way * ((seen[i - 1] ?? 0) - (seen[i - 2] ?? 0)) > 0,
    );
  expect(isRun(1) && isRun(-1), seen.join(' ')).toBe(true);

  // A step pauses.
  await page.keyboard.press(',');
  await expect(viewer.button(/^Play$|^Play \(/)).toBeVisible();
  await goTo(page, 6);
  await page.keyboard.press(',');
  await expect.poll(() => frame(page)).toBe(5);

  await command(page, 'Play once');
  await page.keyboard.press('Space');
  await expect.poll(() => frame(page)).toBe(8);
  await expect(viewer.button(/^Play$|^Play \(/)).toBeVisible();
  expect(await frame(page)).toBe(8);

  const before = await cine(page);
  await viewer.written();
  await page.reload();
  await viewer.shown();
  await expect.poll(() => cine(page)).toEqual(before);
  await command(page, 'Play all, as the file says');
  await expect.poll(() => cine(page)).toBeUndefined();
  await expect(page.locator('[role="slider"][data-played]:not([data-played=""])')).toHaveCount(0);
});
