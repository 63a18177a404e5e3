import { pdfText } from '@/i18n/en/pdfText';
import { expect } from '../../fixtures/fixtures';
import { Documents, test } from '../../fixtures/pdfPane';

test('a PDF with scripts, links, forms and files does nothing: no request, no dialog, no other page', async ({
  page,
  own,
  guard,
}) => {
  const documents = new Documents(page, own);
  const acts: string[] = [];
  page.on('dialog', (dialog) => acts.push(`dialog ${dialog.message()}`));
  page.on('popup', (popup) => acts.push(`popup ${popup.url()}`));
  page.on('download', (file) => acts.push(`download ${file.suggestedFilename()}`));
  await documents.open('hostile');
  await documents.painted();
  await expect(documents.sheet(1).getByTestId('pdf-text')).toContainText('https://evil.example/text');
  const url = page.url();
  // Nothing on it can be pressed, also where the file says that a link or a button is.
  const box = await documents.sheet(1).boundingBox();
  if (!box) throw new Error('no page');
  for (const y of [70, 150, 230, 310, 390, 470, 550, 630, 730])
    for (const x of [75, 175, 300]) {
      await documents.pages.evaluate((at, top) => at.scrollTo(0, top), (y / 842) * box.height - 200);
      const now = await documents.sheet(1).boundingBox();
      if (now) await page.mouse.click(now.x + (x / 595) * now.width, now.y + (y / 842) * now.height);
    }
  await expect(
    documents.pages.locator('a, button, input, select, textarea, iframe, object, embed, form'),
  ).toHaveCount(0);
  await documents.button(pdfText['pdf.rotate']).click();
  await documents.painted();
  expect(acts).toEqual([]);
  expect(page.url().split('#')[0]).toBe(url.split('#')[0]);
  expect(await page.title()).toBe('Isocenter');
  expect(guard.requests.filter((one) => one.includes('evil'))).toEqual([]);
  expect(page.context().pages()).toHaveLength(1);
});

const REFUSED = [
  ['page', 'pdf.refused.page', true],
  ['model', 'pdf.refused.other', true],
  ['empty', 'pdf.refused.empty', false],
  ['locked', 'pdf.fault.password', true],
  ['foreignLock', 'pdf.fault.password', true],
  ['broken', 'pdf.fault.broken', true],
  ['endless', 'pdf.fault.long', true],
] as const;

for (const archive of ['own', 'before'] as const)
  test(`what is no PDF, or cannot be opened, is refused in words (${archive}) @phone`, async ({
    page,
    own,
    before,
  }) => {
    const documents = new Documents(page, archive === 'own' ? own : before);
    await documents.open('report');
    await documents.painted();
    for (const [name, key, hasFile] of REFUSED)
      await test.step(name, async () => {
        await documents.turnTo(name);
        const said = documents.pane.getByRole('alert');
        await expect(said).toContainText(pdfText[key]);
        await expect(said).toContainText(pdfText[`${key}.text`]);
        await expect(said.getByRole('button', { name: pdfText['pdf.download'] })).toHaveCount(
          hasFile ? 1 : 0,
        );
        await expect(documents.pages).toHaveCount(0);
        expect(await page.title()).toBe('Isocenter');
      });
    // What is handed on is what its bytes are.
    await documents.turnTo('page');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      documents.button(pdfText['pdf.download']).click(),
    ]);
    expect(file.suggestedFilename()).toBe('document.bin');
  });

test('a document whose end is missing says so, above what there is', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await documents.open('cut');
  await expect(documents.pane.getByRole('alert')).toContainText(pdfText['pdf.cut']);
  await documents.painted();
});

test('500 pages: few are painted at once, any is reached, all are searched, and printing has a bound', async ({
  page,
  own,
}) => {
  const documents = new Documents(page, own);
  await documents.open('long');
  await documents.painted();
  await documents.number.fill('377');
  await documents.number.press('Enter');
  await documents.painted(377);
  await expect(documents.sheet(377)).toBeInViewport();
  expect(await documents.pages.locator('canvas').count()).toBeLessThan(8);
  await documents.pages.focus();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('page 12');
  // 12, 120 to 129; 377 is behind them all: round and on.
  await expect(documents.found).toHaveText('1 of 11', { timeout: 30_000 });
  await expect(documents.sheet(12).locator('mark[data-shown]')).toBeInViewport();
  await documents.button(pdfText['pdf.print']).click();
  await expect(documents.pane.getByText(/More than 100 pages are not printed/)).toBeVisible();
});

test('pages of kilometres are shown within what a browser can hold', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await documents.open('huge');
  await documents.painted();
  for (let step = 0; step < 12; step += 1) await documents.pane.press('+');
  await documents.painted();
  const sides = await documents.pages
    .locator('canvas')
    .evaluateAll((all) =>
      all.map((one) => [(one as HTMLCanvasElement).width, (one as HTMLCanvasElement).height]),
    );
  for (const [width = 0, height = 0] of sides) {
    expect(width * height).toBeLessThanOrEqual(4096 * 4096);
    expect(Math.max(width, height)).toBeLessThanOrEqual(8192);
  }
  await documents.pane.press('0');
  await documents.pane.press('End');
  await documents.painted(3);
});

test('what few PDFs need comes from the page itself, and only where one needs it', async ({
  page,
  own,
  guard,
}) => {
  const documents = new Documents(page, own);
  const ofPdf = () => guard.requests.filter((url) => /\/assets\/(pdfjs-|Pdf|pdfWorker)/.test(url));
  await page.goto(own.url);
  await expect(page.getByTestId('study-row').first()).toBeVisible();
  expect(ofPdf()).toEqual([]);
  await documents.open('japanese');
  await documents.painted();
  await expect.poll(() => ofPdf().some((url) => /pdfjs-[\d.]+\/cmaps\/[\w-]+\.bcmap$/.test(url))).toBe(true);
  expect(ofPdf().filter((url) => !url.startsWith(`${own.url}/assets/`))).toEqual([]);
});

test('where bulk data is not given, the document comes out of the whole object', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await page.route(/\/bulkdata|\/bulk\//, (route) => route.fulfill({ status: 404, body: '' }));
  await documents.open('report');
  await documents.painted();
  await expect(page.getByTestId('pdf-count')).toHaveText('of 3');
});

test('a document that does not come says so, and comes when it is asked for again', async ({ page, own }) => {
  const documents = new Documents(page, own);
  const isDocument = /\/bulkdata|\/bulk\/|instances\/[\d.]+$/;
  await page.route(isDocument, (route) => route.fulfill({ status: 404, body: '' }));
  await documents.open('report');
  await expect(documents.pane.getByRole('alert')).toContainText(pdfText['pdf.failed']);
  await page.unroute(isDocument);
  await documents.button('Try again').click();
  await documents.painted();
});
