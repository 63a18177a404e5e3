import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { MARKED } from '../../material/marked';
import { Viewer } from '../../pages/viewer';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'DICOM tags' });
const row = (page: Page, name: string | RegExp) => dialog(page).getByRole('treeitem', { name });
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test('tags of the image on screen: searched, walked by keys, copied; identity stays hidden', async ({
  page,
  marked,
}) => {
  const viewer = new Viewer(page, marked.url);
  await viewer.openStudy(MARKED.anna);
  const lossy = MARKED.series('anna', MARKED.lossy);
  await viewer.place(lossy);
  await expect.poll(async () => (await inspect.panes(page))[0]?.seriesUid).toBe(lossy);
  await viewer.shown();
  await page.keyboard.press('d');
  const search = dialog(page).getByRole('searchbox');
  await expect(search).toBeFocused();
  await expect(
    row(page, /^SOP Class UID, \(0008,0016\), UI, 1\.2\.840\.10008\.5\.1\.4\.1\.1\.7$/),
  ).toBeVisible();
  for (const words of ['0028,2112', '(0028,2112)', 'compression ratio', 'LossyImageCompressionRatio']) {
    await search.fill(words);
    await expect(dialog(page).getByRole('treeitem')).toHaveCount(1);
    await expect(row(page, /^Lossy Image Compression Ratio, \(0028,2112\), DS, 12$/)).toBeVisible();
  }
  await search.fill('no such thing');
  await expect(dialog(page)).toContainText('No attribute matches');
  await search.fill('0010,0010');
  await row(page, /^Patient Name/).focus();
  await page.keyboard.press('Control+c');
  await expect.poll(() => clipboard(page)).toBe('Test^Anna');
  await page.keyboard.press('Escape');
  // Closed for the page too, which hears of it a moment later.
  await expect(page.locator('dialog')).toHaveCount(0);

  await viewer.pane().focus();
  await page.keyboard.press('t');
  await page.keyboard.press('d');
  await search.fill('0010');
  await expect(row(page, /^Patient Name, \(0010,0010\), PN, Hidden with the identity$/)).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Copy found' }).click();
  await expect.poll(() => clipboard(page)).toContain('PatientName: Hidden');
  expect(await clipboard(page)).not.toMatch(/Anna|TEST-ANNA/);
});

test('an object without pixels has its tags too: sequences open by key, private ones have their creator @phone', async ({
  page,
  marked,
}) => {
  const viewer = new Viewer(page, marked.url);
  await page.goto(`${marked.url}/?StudyInstanceUIDs=${MARKED.anna}`);
  await viewer.thumbOf(MARKED.series('anna', MARKED.report)).click();
  await expect(viewer.pane()).toHaveAttribute('data-state', 'unsupported');
  await viewer.pane().getByRole('button', { name: 'Show tags' }).click();
  await expect(dialog(page)).toContainText('Basic Text SR');
  await row(page, /^Specific Character Set/).focus();
  await page.keyboard.press('End');
  await expect(row(page, /^Private · ISOCENTER TEST/)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(row(page, /^Content Sequence/)).toBeFocused();
  await expect(row(page, /^Content Sequence/)).toHaveAttribute('aria-expanded', 'false');
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  await expect(row(page, /^Relationship Type, .*CONTAINS$/)).toBeFocused();
  await dialog(page).getByRole('searchbox').fill('nothing to be');
  // With the lines it stands below.
  await expect(dialog(page).getByRole('treeitem')).toHaveText([/Content Sequence/, /Item 1/, /Text Value/]);
  await dialog(page).getByRole('searchbox').fill('isocenter test');
  await expect(row(page, /^Private · ISOCENTER TEST, \(0041,1001\), LO, a private value$/)).toBeVisible();
  await row(page, /a private value$/).click();
  await dialog(page).getByRole('button', { name: 'Copy value' }).click();
  await expect.poll(() => clipboard(page)).toBe('a private value');
});
