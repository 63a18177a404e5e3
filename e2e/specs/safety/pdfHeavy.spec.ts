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

/** Does the same with one document after the other, in one page. */
async function inTurn(
  documents: Documents,
  names: readonly DocumentName[],
  act: (name: DocumentName) => Promise<void>,
): Promise<void> {
  for (const [at, name] of names.entries())
    await test.step(name, async () => {
      // The first comes with the page; of the one before, nothing stands there any more.
      if (at === 0) await documents.open(name);
      else await documents.turnTo(name);
      await act(name);
    });
}

test('a page that would draw for minutes is stopped, and holds nothing meanwhile', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await page.clock.install();
  await inTurn(documents, ['mesh', 'glyphs', 'tiles'], async () => {
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
});

// Which bound is met first depends on the device.
const ENDED = new RegExp(`${pdfText['pdf.page.slow']}|${pdfText['pdf.page.heavy']}`);

test('a page that would take gigabytes is stopped, and the next is drawn', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await inTurn(documents, ['forms', 'pictures'], async () => {
    await expect(documents.sheet(1).getByRole('alert')).toContainText(ENDED, { timeout: 60_000 });
    await expect(documents.sheet(1).locator('canvas')).toHaveCount(0);
    await documents.pane.press('End');
    await documents.painted(2);
  });
});

test('groups within groups are drawn as long as there is room for them', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await documents.open('layers');
  await documents.painted();
  await expect(documents.sheet(1).getByRole('alert')).toHaveCount(0);
});

const HEAVY = pdfText['pdf.page.heavy'];
test('a page whose content becomes too large is ended for that', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await inTurn(documents, ['path', 'spaces', 'inline', 'states'], async () => {
    await expect(documents.sheet(1).getByRole('alert')).toContainText(HEAVY, { timeout: 60_000 });
    await documents.pane.press('End');
    await documents.painted(2);
  });
});

test('a page whose content is cut, or not there, is not shown as whole', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await inTurn(documents, ['halfContent', 'noContent', 'noBlend'], async () => {
    await documents.painted();
    await expect(documents.sheet(1).getByRole('alert')).toContainText(pdfText['pdf.page.leftOut']);
    await documents.pane.press('End');
    await documents.painted(2);
    await expect(documents.sheet(2).getByRole('alert')).toHaveCount(0);
  });
});

test('what is left out of a page is said, on the page and in print', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await page.addInitScript(() => {
    window.print = () => void window.dispatchEvent(new Event('afterprint'));
  });
  await inTurn(documents, ['leftOut', 'damaged'], async () => {
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
});
