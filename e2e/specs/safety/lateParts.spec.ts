import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { expect, test } from '../../fixtures/fixtures';
import { Documents, test as withDocuments } from '../../fixtures/pdfPane';
import { inspect } from '../../harness/inspect';
import { MARKED } from '../../material/marked';
import { Viewer } from '../../pages/viewer';

/** A file of the page that does not come until it is given back; `lost` counts how often it was asked for in vain. */
async function lose(page: Page, file: RegExp) {
  let lost = 0;
  await page.route(file, (route) => {
    lost++;
    return route.abort();
  });
  return { lost: () => lost, giveBack: () => page.unroute(file) };
}

/** The picture, and the page around it. */
async function stands(page: Page, viewer: Viewer): Promise<void> {
  await expect(page.getByText(en['app.broken'])).toHaveCount(0);
  await expect(viewer.pane()).toHaveAttribute('data-state', 'shown');
}

for (const [what, file] of [
  ['code', /\/assets\/DocumentsList[^/]*\.js/],
  ['style', /\/assets\/DocumentsList[^/]*\.css/],
] as const)
  test(`where the ${what} of the list of documents does not come, its place says so, and another try keeps the view`, async ({
    page,
    marked,
  }) => {
    const viewer = new Viewer(page, marked.url);
    const part = await lose(page, file);
    await viewer.openStudy(MARKED.anna);
    await expect.poll(part.lost).toBeGreaterThan(0);
    const gone = page.getByText(en['layer.gone.documents']);
    await expect(gone).toBeVisible();
    await stands(page, viewer);
    await page.keyboard.press('r');
    await expect.poll(async () => (await inspect.view(page)).panes[0]?.rotationDeg).toBe(90);
    // Its server away, the page that is here is the better one.
    const settings = await lose(page, /\/config\.json$/);
    await page.getByRole('alert').getByRole('button', { name: en['common.retry'] }).click();
    await expect(page.getByText(en['layer.away'])).toBeVisible();
    await stands(page, viewer);
    await settings.giveBack();
    await part.giveBack();
    const come = page.waitForResponse(file);
    await page.getByRole('alert').getByRole('button', { name: en['common.retry'] }).click();
    await come;
    await viewer.shown();
    await expect(page.getByText(en['layer.gone.documents'])).toHaveCount(0);
    expect((await inspect.view(page)).panes[0]?.rotationDeg).toBe(90);
  });

test('what opens over the page and does not come says so, is closed, and leaves the keys to the picture', async ({
  page,
  marked,
}) => {
  const viewer = new Viewer(page, marked.url);
  const notes = await lose(page, /\/assets\/FindingDialog[^/]*\.js/);
  const parts = await lose(page, /\/assets\/(TagBrowser|HelpDialog|CommandPalette|CalibrateDialog)[^/]*\.js/);
  await viewer.openStudy(MARKED.anna);
  await expect.poll(notes.lost).toBeGreaterThan(0);
  await stands(page, viewer);
  // Nobody asked for notes.
  await expect(page.getByText(en['layer.gone'])).toHaveCount(0);
  for (const [at, key] of ['d', '?', 'Control+k', 'k'].entries()) {
    await page.keyboard.press(key);
    await expect.poll(parts.lost).toBe(at + 1);
    await expect(page.getByText(en['layer.gone'])).toBeVisible();
    await stands(page, viewer);
    await page.getByRole('alert').getByRole('button', { name: en['common.close'] }).click();
    await expect(page.getByText(en['layer.gone'])).toHaveCount(0);
  }
  await page.keyboard.press('r');
  await expect.poll(async () => (await inspect.view(page)).panes[0]?.rotationDeg).toBe(90);
});

test('where the code of what a study holds does not come, its place in the preview says so, and the list stays', async ({
  page,
  worklist,
}) => {
  const part = await lose(page, /\/assets\/StudyParts[^/]*\.js/);
  await worklist.open();
  await expect.poll(part.lost).toBeGreaterThan(0);
  const preview = page.getByRole('complementary', { name: en['worklist.preview'] });
  const gone = preview.getByText(en['worklist.seriesFailed']);
  await expect(gone).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(worklist.rows.nth(1)).toBeFocused();
  await expect(gone).toBeVisible();
  await part.giveBack();
  await preview.getByRole('button', { name: en['common.retry'] }).click();
  await expect(preview.locator('.wl-series').first()).toBeVisible();
  await expect(gone).toHaveCount(0);
});

withDocuments('where the code of a kind of pane does not come, that pane says so', async ({ page, own }) => {
  await lose(page, /\/assets\/PdfPane[^/]*\.js/);
  await new Documents(page, own).open('report');
  const pane = page.locator('[data-pane="0"]');
  await expect(pane.getByText(en['layer.gone.title'])).toBeVisible();
  await expect(pane.getByRole('button', { name: en['common.retry'] })).toBeVisible();
  await expect(page.getByText(en['app.broken'])).toHaveCount(0);
});
