import { join } from 'node:path';
import { boot as german } from '@/i18n/de/boot';
import { boot } from '@/i18n/en/boot';
import { expect, test } from '../../fixtures/fixtures';
import { startBrowser } from '../../harness/browserProcess';

/** The sentences that the page brings itself. */
const { 'boot.wait': COMING, 'boot.late': LATE, 'boot.fault': GONE } = boot;

test('a page whose code is slow says so, and later what can be done; a fast one shows nothing of it', async ({
  page,
  worklist,
}) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/assets\/.*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(worklist.origin, { waitUntil: 'commit' });
  const seen = (text: string) => page.getByText(text, { exact: true });
  // Nothing flashes by while a page comes as fast as it should.
  await expect(seen(COMING)).toBeAttached();
  await expect(seen(COMING)).toBeHidden();
  /** Brings the animation that shows a sentence to so many milliseconds after its beginning. */
  const pass = (ms: number) =>
    page.evaluate((at) => {
      for (const each of document.getAnimations()) each.currentTime = at;
    }, ms);
  await pass(3_000);
  await expect(seen(COMING)).toBeInViewport();
  await expect(seen(LATE)).toBeHidden();
  await pass(60_000);
  await expect(seen(LATE)).toBeInViewport();
  release();
  await expect(worklist.rows.first()).toBeVisible();
  await expect(seen(COMING)).toHaveCount(0);
});

test('a page whose code is lost says so where it is seen @phone', async ({ page, worklist }) => {
  await page.route(/\/assets\/main-.*\.js$/, (route) => route.abort());
  await page.goto(worklist.origin, { waitUntil: 'commit' });
  await expect(page.getByText(GONE, { exact: true })).toBeInViewport({ ratio: 1 });
  await expect(page.getByText(COMING, { exact: true })).toHaveCount(0);
});

test('a page whose code is lost says so in the language of the browser', async ({ companion, folder }) => {
  const browser = await startBrowser(join(folder, 'profile'), ['--accept-lang=de-AT,de']);
  const page = await browser.context.newPage();
  await page.route(/\/assets\/main-.*\.js$/, (route) => route.abort());
  await page.goto(companion.url, { waitUntil: 'commit' });
  await expect(page.getByText(german['boot.fault'], { exact: true })).toBeInViewport({ ratio: 1 });
  await expect(page.getByText(GONE, { exact: true })).toBeHidden();
  await browser.kill();
});
