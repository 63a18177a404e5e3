import { pdfText } from '@/i18n/en/pdfText';
import { expect } from '../../fixtures/fixtures';
import { Documents, test } from '../../fixtures/pdfPane';
import type { DocumentName } from '../../material/pdfs';

/** Waits for 60 pictures of the browser's page, and tells whether page 1 was decided before they were here: it holds its thread then. */
const isDecidedAfterFrames = (documents: Documents): Promise<boolean> =>
  documents.sheet(1).evaluate(async (sheet) => {
    for (let frame = 0; frame < 60; frame += 1) await new Promise((next) => requestAnimationFrame(next));
    return sheet.hasAttribute('data-painted') || sheet.querySelector('[role="alert"]') !== null;
  });

for (const name of ['mesh', 'glyphs', 'tiles'] satisfies DocumentName[])
  test(`a page that would draw for minutes is stopped, and holds nothing meanwhile (${name})`, async ({
    page,
    own,
  }) => {
    const documents = new Documents(page, own);
    await page.clock.install();
    await documents.open(name);
    await expect(documents.sheet(1).locator('[data-drawing]')).toBeAttached();
    expect(await isDecidedAfterFrames(documents)).toBe(false);
    await page.clock.fastForward(21_000);
    const said = documents.sheet(1).getByRole('alert');
    await expect(said).toContainText(pdfText['pdf.page.slow']);
    await expect(documents.sheet(1).locator('canvas')).toHaveCount(0);
    // The others are drawn, and their text is found.
    await documents.pane.press('End');
    await documents.painted(2);
    await documents.pane.press('Control+f');
    await page.keyboard.type('page after');
    await expect(documents.found).toHaveText('1 of 1');
    // Asked for again, it is tried again.
    await documents.pages.press('Home');
    await said.getByRole('button', { name: 'Try again' }).click();
    await expect(documents.sheet(1).locator('[data-drawing]')).toBeAttached();
  });

// Which bound is met first depends on the device.
const ENDED = new RegExp(`${pdfText['pdf.page.slow']}|${pdfText['pdf.page.heavy']}`);

for (const name of ['forms', 'pictures'] satisfies DocumentName[])
  test(`a page that would take gigabytes is stopped, and the next is drawn (${name})`, async ({
    page,
    own,
  }) => {
    const documents = new Documents(page, own);
    await documents.open(name);
    await expect(documents.sheet(1).getByRole('alert')).toContainText(ENDED, { timeout: 60_000 });
    await expect(documents.sheet(1).locator('canvas')).toHaveCount(0);
    await documents.pane.press('End');
    await documents.painted(2);
  });

test('groups within groups are drawn as long as there is room for them', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await documents.open('layers');
  await documents.painted();
  await expect(documents.sheet(1).getByRole('alert')).toHaveCount(0);
});

const HEAVY = pdfText['pdf.page.heavy'];
for (const name of ['path', 'spaces', 'inline', 'states'] satisfies DocumentName[])
  test(`a page whose content becomes too large is ended for that (${name})`, async ({ page, own }) => {
    const documents = new Documents(page, own);
    await documents.open(name);
    await expect(documents.sheet(1).getByRole('alert')).toContainText(HEAVY, { timeout: 60_000 });
    await documents.pane.press('End');
    await documents.painted(2);
  });

for (const name of ['halfContent', 'noContent', 'noBlend'] satisfies DocumentName[])
  test(`a page whose content is cut, or not there, is not shown as whole (${name})`, async ({
    page,
    own,
  }) => {
    const documents = new Documents(page, own);
    await documents.open(name);
    await documents.painted();
    await expect(documents.sheet(1).getByRole('alert')).toContainText(pdfText['pdf.page.leftOut']);
    await documents.pane.press('End');
    await documents.painted(2);
    await expect(documents.sheet(2).getByRole('alert')).toHaveCount(0);
  });

for (const name of ['leftOut', 'damaged'] satisfies DocumentName[])
  test(`what is left out of a page is said, on the page and in print (${name})`, async ({ page, own }) => {
    const documents = new Documents(page, own);
    await page.addInitScript(() => {
      window.print = () => void window.dispatchEvent(new Event('afterprint'));
    });
    await documents.open(name);
    await documents.painted();
    await expect(documents.sheet(1).getByRole('alert')).toContainText(pdfText['pdf.page.leftOut']);
    expect(await documents.ink(1)).toBeGreaterThan(0);
    // Drawn anew, it is said anew.
    await documents.button(pdfText['pdf.rotate']).click();
    await documents.painted();
    await expect(documents.sheet(1).getByRole('alert')).toContainText(pdfText['pdf.page.leftOut']);
    await documents.pane.press('End');
    await documents.painted(2);
    await expect(documents.sheet(2).getByRole('alert')).toHaveCount(0);
    await documents.button(pdfText['pdf.print']).click();
    await expect(documents.pane.getByText(/missing in print: 1\./)).toBeVisible();
  });
