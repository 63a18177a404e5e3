import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { expect, test } from '../../fixtures/fixtures';
import { startCompanion } from '../../harness/companion';
import { inspect } from '../../harness/inspect';
import { freePort } from '../../harness/ports';
import { writePriors } from '../../material/priors';
import { Viewer } from '../../pages/viewer';

const BEST = 'Control+Shift+ArrowRight';
const OLDER = 'Control+Shift+ArrowLeft';

/** A companion before three archives: its own, a second whose IDs the settings say the issuer of, and one that is gone. */
async function open(page: Page, folder: string) {
  const [here, there] = [join(folder, 'here'), join(folder, 'there')];
  for (const each of [here, there]) mkdirSync(each);
  const of = writePriors(here, there);
  const second = await startCompanion({ data: there, noSamples: true });
  const gone = await freePort();
  const companion = await startCompanion({
    data: here,
    noSamples: true,
    others: [`second=${second.dicomWeb}`, `gone=http://127.0.0.1:${gone}/dicom-web`],
  });
  await page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    const config = (await answer.json()) as { archives: { id: string; issuer?: string }[] };
    for (const archive of config.archives) if (archive.id === 'second') archive.issuer = 'NORTH';
    await route.fulfill({ response: answer, json: config });
  });
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(of.now);
  const stop = async () => {
    await companion.stop();
    await second.stop();
  };
  return { of, viewer, stop };
}

const rows = (page: Page) => page.getByTestId('prior');
const studies = (page: Page) =>
  rows(page).evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset['study']));
const paneStudies = async (page: Page) => (await inspect.panes(page)).map(({ studyUid }) => studyUid);

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['E2E_SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}-${page.viewportSize()?.width}.png` });
}

test('over two archives with equal IDs of two issuers and one that is gone: order, reasons, nobody mixed', async ({
  page,
  folder,
}) => {
  const { of, viewer, stop } = await open(page, folder);
  const left = page.getByTestId('prior-left-out');
  await expect(left.filter({ hasText: 'gone' })).toBeVisible();
  await expect.poll(() => studies(page)).toEqual([of.elsewhere, of.months, of.years, of.film, of.knee]);
  await expect(rows(page).nth(0)).toContainText('same region, CT, 5 months');
  await expect(rows(page).nth(0)).toContainText('second');
  await expect(rows(page).nth(1)).toContainText('same region, CT, 8 months');
  await expect(rows(page).nth(2)).toContainText('same region, CT, 3 years');
  await expect(rows(page).nth(3)).toContainText('same region, DX, 3 months');
  await expect(rows(page).nth(4)).toContainText('other region, MR, 4 weeks');
  // Berta bears Anna's number of the same issuer: it is said, and she is not named.
  await expect(left).toHaveCount(2);
  await expect(left.filter({ hasText: 'another name' })).toContainText('1 study');
  const words = await page.getByTestId('priors').innerText();
  expect(words).not.toMatch(/Berta|Olga/);
  await shoot(page, 'priors');
  await viewer.shown();
  await stop();
});

test('a key hangs the best prior beside, another walks through older ones; the pane says what it is', async ({
  page,
  folder,
}) => {
  const { of, viewer, stop } = await open(page, folder);
  await expect(rows(page)).toHaveCount(5);
  await page.keyboard.press(BEST);
  await viewer.shown(1);
  await expect.poll(() => paneStudies(page)).toEqual([of.now, of.months]);
  expect((await inspect.view(page)).active).toBe(0);
  const relation = viewer.pane(1).getByTestId('pane-relation');
  await expect(relation).toContainText(en['pane.prior']);
  await expect(relation).toContainText('Main archive');
  await expect(viewer.pane(0).getByTestId('pane-relation')).toHaveCount(0);
  await expect(page.locator(`[data-testid="prior"][data-study="${of.months}"]`)).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await shoot(page, 'prior-beside');
  // A link names it, and nothing of a server.
  await expect.poll(() => page.url()).toMatch(/#\/view\/main\/[\d.]+\/v/);
  await page.keyboard.press(OLDER);
  await expect.poll(() => paneStudies(page)).toEqual([of.now, of.years]);
  await page.keyboard.press(OLDER);
  await expect(page.getByText(en['end.prior.oldest'])).toBeVisible();
  expect(await paneStudies(page)).toEqual([of.now, of.years]);
  await page.keyboard.press(BEST);
  await expect.poll(() => paneStudies(page)).toEqual([of.now, of.months]);
  await stop();
});

test('a study of another archive opens there, and Back leads to this one', async ({ page, folder }) => {
  const { of, viewer, stop } = await open(page, folder);
  await expect(rows(page)).toHaveCount(5);
  await page.locator(`[data-testid="prior"][data-study="${of.elsewhere}"]`).click();
  await expect(page).toHaveURL(new RegExp(`#/view/second/${of.elsewhere}`));
  await viewer.shown();
  await expect.poll(() => paneStudies(page)).toEqual([of.elsewhere]);
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`#/view/main/${of.now}`));
  await viewer.shown();
  await stop();
});

test(
  'fingers find the other studies below the series, and hang one',
  { tag: ['@tablet', '@phone', '@only-touch'] },
  async ({ page, folder }) => {
    const { of, viewer, stop } = await open(page, folder);
    await viewer.button(new RegExp(`^${en['viewer.more']}$`)).tap();
    await viewer.button(new RegExp(`^${en['sheet.series']}$`)).tap();
    await expect(rows(page)).toHaveCount(5);
    const row = page.locator(`[data-testid="prior"][data-study="${of.months}"]`);
    await row.scrollIntoViewIfNeeded();
    await shoot(page, 'priors-sheet');
    expect((await row.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await row.tap();
    await expect.poll(async () => (await inspect.view(page)).panes[1]?.study).toBe(of.months);
    await viewer.shown(1);
    await expect(viewer.pane(1).getByTestId('pane-relation')).toContainText(en['pane.prior']);
    await shoot(page, 'prior-beside');
    await stop();
  },
);
