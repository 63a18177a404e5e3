import { decodeLink } from '@/view/link/codec';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pdfText } from '@/i18n/en/pdfText';
import { findNginx } from '../../../scripts/machine.mjs';
import { axeFindings } from '../../harness/axe';
import { expect } from '../../fixtures/fixtures';
import { pressWith } from '../../harness/firstMoment';
import { house } from '../../harness/identityProvider';
import { holdEngine } from '../../harness/holdEngine';
import { inspect } from '../../harness/inspect';
import { startNginx } from '../../harness/nginx';
import { GuestPage, ShareDialog } from '../../pages/sharing';
import { SignIn } from '../../pages/signIn';
import { Documents, test } from '../../fixtures/pdfPane';
import { encapsulated, PDF_STUDY } from '../../material/pdfs';
import { Touch } from '../../harness/touch';

for (const archive of ['own', 'before'] as const)
  test(`a PDF of ${archive === 'own' ? 'the embedded archive' : 'Orthanc'} is shown page by page, with its text${archive === 'own' ? ' @tablet @phone' : ''}`, async ({
    page,
    own,
    before,
  }) => {
    const documents = new Documents(page, archive === 'own' ? own : before);
    await documents.open('report');
    await documents.painted();
    await expect(documents.pane.locator('[data-kind="pdf"]')).toHaveCount(1);
    expect((await inspect.panes(page))[0]).toMatchObject({ state: 'unsupported', kind: 'pdf' });
    await expect(page.getByTestId('pdf-count')).toHaveText('of 3');
    expect(await documents.ink(1)).toBeGreaterThan(0.0005);
    // Pages are landmarks, and their text is there to be read, line after line.
    const first = page.getByRole('region', { name: 'Page 1 of 3' });
    await expect(first.getByTestId('pdf-text')).toHaveText(
      /Radiology report.*no acute haemorrhage.*lungs are clear/s,
    );
    // Whose it is stands above it, as above a picture.
    await expect(documents.pane.getByTestId('pane-patient')).toHaveText(/Documents/);
  });

test('a document is read before the engine of images is there, and stays as it is when that comes', async ({
  page,
  own,
}) => {
  const documents = new Documents(page, own);
  const engine = await holdEngine(page);
  await documents.open('report');
  await documents.painted();
  expect((await inspect.panes(page))[0]).toMatchObject({ state: 'unsupported', kind: 'pdf' });
  await documents.pane.press('End');
  await expect(documents.number).toHaveValue('3');
  await documents.pane.press('r');
  await expect.poll(documents.view).toMatchObject({ rotationDeg: 90, at: { frame: 3 } });
  await documents.painted(3);
  // The very picture: nothing is drawn anew when the engine takes over.
  await documents.sheet(3).evaluate((sheet) => sheet.setAttribute('data-kept', ''));
  // It comes for what only it can do.
  const asked = engine.asked();
  await documents.pane.press('Control+z');
  await asked;
  // Pages do not wait for it.
  await documents.pane.press('Home');
  await expect(documents.number).toHaveValue('1');
  engine.release();
  await page.waitForFunction(() => document.querySelector('[data-picture="0"]'));
  await expect(documents.sheet(3)).toHaveAttribute('data-kept', '');
  // Undone is the turn, not the page.
  await expect.poll(documents.view).not.toHaveProperty('rotationDeg');
  expect(await documents.view()).toMatchObject({ at: { frame: 1 } });
  await expect(documents.number).toHaveValue('1');
});

test('pages turn by buttons, keys and numbers, and the link says which one is seen @tablet', async ({
  page,
  own,
}) => {
  const documents = new Documents(page, own);
  await documents.open('report');
  await documents.painted();
  await documents.button(pdfText['pdf.nextPage']).click();
  await expect(documents.number).toHaveValue('2');
  await expect.poll(async () => (await documents.view())?.at?.frame).toBe(2);
  await documents.painted(2);
  await documents.pane.press('End');
  await expect(documents.number).toHaveValue('3');
  await expect(documents.button(pdfText['pdf.nextPage'])).toBeDisabled();
  const below = () => documents.pages.evaluate((at) => at.scrollHeight - at.clientHeight - at.scrollTop);
  await documents.painted(3);
  await expect.poll(below).toBeLessThanOrEqual(1);
  await documents.pane.press('Home');
  await expect(documents.number).toHaveValue('1');
  await documents.number.fill('3');
  await documents.number.press('Enter');
  await expect.poll(async () => (await documents.view())?.at?.frame).toBe(3);
  // What is no number changes nothing; beyond the end is the last page.
  await documents.number.fill('2');
  await documents.number.press('Enter');
  await expect.poll(async () => (await documents.view())?.at?.frame).toBe(2);
  await documents.number.fill('two');
  await documents.number.press('Enter');
  await expect(documents.number).toHaveValue('2');
  await documents.number.fill('400');
  await documents.number.press('Enter');
  await expect(documents.number).toHaveValue('3');
  // The address alone brings it back.
  await expect
    .poll(() => {
      const link = decodeLink(new URL(page.url()).hash.slice(1));
      return link.ok ? link.view.panes[0]?.at?.frame : undefined;
    })
    .toBe(3);
  await page.reload();
  await documents.painted(3);
  await expect(documents.number).toHaveValue('3');
  await expect(documents.sheet(3)).toBeInViewport();
});

test('a key that is pressed as the pages appear is theirs', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await pressWith(page, '[data-testid="pdf"]', { key: 'End', code: 'End' });
  await documents.open('report');
  await documents.painted(3);
  await expect(documents.number).toHaveValue('3');
  await expect(documents.sheet(3)).toBeInViewport();
});

test('a link opens a document on its page, as large and turned as it was sent', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await documents.open('report', { ...documents.at('report', 2), zoom: 1, rotationDeg: 90 });
  await documents.painted(2);
  await expect(documents.number).toHaveValue('2');
  const [sheet, place] = [await documents.sheet(2).boundingBox(), await documents.pages.boundingBox()];
  // The lying page stands: all of it is seen.
  expect(sheet?.height ?? 0).toBeGreaterThan(sheet?.width ?? 0);
  expect(sheet?.height ?? Infinity).toBeLessThanOrEqual(place?.height ?? 0);
  await expect(documents.button(pdfText['pdf.fitPage'])).toHaveAttribute('aria-pressed', 'true');
  await documents.button(pdfText['pdf.rotate']).click();
  await expect.poll(async () => (await documents.view())?.rotationDeg).toBe(180);
  await documents.painted(2);
});

test('the wheel scrolls, with Ctrl it zooms at the point; keys and buttons zoom; no key of images is missed', async ({
  page,
  own,
}) => {
  const documents = new Documents(page, own);
  await documents.open('report');
  await documents.painted();
  const place = await documents.pages.boundingBox();
  if (!place) throw new Error('no pages');
  const width = async () => (await documents.sheet(1).boundingBox())?.width ?? 0;
  const before = await width();
  await page.mouse.move(place.x + place.width / 2, place.y + 200);
  await page.mouse.wheel(0, 300);
  await expect.poll(() => documents.pages.evaluate((at) => at.scrollTop)).toBeGreaterThan(200);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  await expect.poll(width).toBeGreaterThan(before * 1.2);
  const zoomed = await width();
  await documents.pane.press('-');
  await expect.poll(width).toBeCloseTo(zoomed / 1.25, 0);
  await documents.button(pdfText['pdf.zoomIn']).click();
  await expect.poll(width).toBeCloseTo(zoomed, 0);
  await documents.pane.press('9');
  await expect.poll(async () => (await documents.view())?.zoom).toBe(1);
  await documents.pane.press('0');
  await expect.poll(width).toBeCloseTo(before, 0);
  expect((await documents.view())?.zoom).toBeUndefined();
  // The turn has the key that it has everywhere.
  await documents.pane.press('r');
  await expect.poll(async () => (await documents.view())?.rotationDeg).toBe(90);
  for (const deg of [180, 270, undefined]) {
    await documents.pane.press('r');
    await expect.poll(async () => (await documents.view())?.rotationDeg).toBe(deg);
  }
  // Keys of images are none here.
  const view = await inspect.view(page);
  for (const key of ['x', 'f', 'v', 'g', 'y', '1', '8', ',']) await documents.pane.press(key);
  expect(await inspect.view(page)).toEqual(view);
});

test('two fingers make the pages larger, one scrolls; what is pressed is large enough @only-touch @tablet @phone', async ({
  page,
  own,
}) => {
  const documents = new Documents(page, own);
  await documents.open('report');
  await documents.painted();
  const place = await documents.pages.boundingBox();
  if (!place) throw new Error('no pages');
  const touch = new Touch(page);
  const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
  const width = async () => (await documents.sheet(1).boundingBox())?.width ?? 0;
  const before = await width();
  await touch.move(
    [
      { x: x - 40, y },
      { x: x + 40, y },
    ],
    [
      { x: x - 90, y },
      { x: x + 90, y },
    ],
  );
  await expect.poll(width).toBeGreaterThan(before * 1.5);
  const top = () => documents.pages.evaluate((at) => at.scrollTop);
  const at = await top();
  await touch.drag({ x, y: y + 100 }, { x, y: y - 100 });
  await expect.poll(top).toBeGreaterThan(at + 50);
  for (const control of await page
    .getByRole('toolbar', { name: pdfText['pdf.tools'] })
    .getByRole('button')
    .all()) {
    const box = await control.boundingBox();
    expect(
      Math.min(box?.width ?? 0, box?.height ?? 0),
      (await control.getAttribute('aria-label')) ?? '',
    ).toBeGreaterThanOrEqual(44);
    await expect(control).toBeInViewport({ ratio: 1 });
  }
});

test('text is found on all pages, counted, marked and gone through @phone', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await documents.open('report');
  await documents.painted();
  await documents.pages.focus();
  await page.keyboard.press('Control+f');
  const box = page.getByRole('textbox', { name: pdfText['pdf.find.box'] });
  await expect(box).toBeFocused();
  await box.fill('haemorrhage');
  await expect(documents.found).toHaveText('1 of 2');
  const shown = documents.pages.locator('mark[data-shown]');
  await expect(shown).toBeInViewport();
  await expect(documents.sheet(1).locator('mark')).toHaveCount(1);
  // The mark lies where the word is.
  await expect(async () => {
    const [mark, line] = [
      await shown.boundingBox(),
      await documents.sheet(1).getByText('Findings: no acute haemorrhage.').boundingBox(),
    ];
    expect(mark?.x ?? 0).toBeGreaterThan((line?.x ?? 0) + (line?.width ?? 0) * 0.4);
    expect(Math.abs((mark?.y ?? 0) - (line?.y ?? 99))).toBeLessThan(4);
  }).toPass({ timeout: 15_000 });
  await box.press('Enter');
  await expect(documents.found).toHaveText('2 of 2');
  await expect(documents.sheet(3).locator('mark[data-shown]')).toBeInViewport();
  await expect(documents.number).toHaveValue('3');
  await box.press('Enter');
  await expect(documents.found).toHaveText('1 of 2');
  await box.press('Shift+Enter');
  await expect(documents.found).toHaveText('2 of 2');
  await box.fill('tumour');
  await expect(documents.found).toHaveText(pdfText['pdf.find.none']);
  await expect(documents.pages.locator('mark')).toHaveCount(0);
  await box.press('Escape');
  await expect(box).toHaveCount(0);
  await expect(documents.pages).toBeFocused();
});

test('the number is that of the page that was asked for, where others are seen with it', async ({
  page,
  own,
}) => {
  const documents = new Documents(page, own);
  // All of three pages on the screen, or nearly: none but the first can stand at its top.
  await documents.open('report', { zoom: 0.3 });
  await documents.painted(3);
  await documents.number.fill('2');
  await documents.number.press('Enter');
  await expect(documents.number).toHaveValue('2');
  await documents.pages.focus();
  await page.keyboard.press('Control+f');
  const box = page.getByRole('textbox', { name: pdfText['pdf.find.box'] });
  await box.fill('haemorrhage');
  // From the page that is seen on.
  await expect(documents.found).toHaveText('2 of 2');
  await expect(documents.number).toHaveValue('3');
  await box.press('Enter');
  await expect(documents.found).toHaveText('1 of 2');
  await expect(documents.number).toHaveValue('1');
});

test('pages are printed as pages, and nothing else of the screen', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await page.addInitScript(() => {
    window.print = () => void document.documentElement.setAttribute('data-printed', document.title);
  });
  await documents.open('report');
  await documents.painted();
  await documents.button(pdfText['pdf.print']).click();
  await expect(page.locator('html')).toHaveAttribute('data-printed', 'Isocenter');
  const pictures = page.getByTestId('pdf-print').locator('img');
  await expect(pictures).toHaveCount(3);
  // 150 dots per inch.
  expect(await pictures.first().evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1239);
  await page.emulateMedia({ media: 'print' });
  await expect(pictures.first()).toBeVisible();
  await expect(documents.pages).toBeHidden();
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(paper.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(3);
  await page.emulateMedia({ media: null });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(page.getByTestId('pdf-print')).toHaveCount(0);
  await expect(documents.pages).toBeVisible();
});

test('a page that turns itself is turned, and its text lies on it', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await documents.open('turned');
  await documents.painted();
  const sheet = await documents.sheet(1).boundingBox();
  expect(sheet?.width ?? 0).toBeGreaterThan(sheet?.height ?? 0);
  const text = await documents.sheet(1).getByText('A page that turns itself').boundingBox();
  // It reads downwards, at the right edge.
  expect(text?.height ?? 0).toBeGreaterThan((text?.width ?? 0) * 3);
  expect(text?.x ?? 0).toBeGreaterThan((sheet?.x ?? 0) + (sheet?.width ?? 0) / 2);
});

test('a guest reads a shared document on its page, and may not take it away', async ({
  page,
  colleague,
  folder,
}) => {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'report.dcm'), encapsulated('report'));
  const companion = await house(folder);
  const documents = new Documents(page, companion);
  await page.goto(`${companion.url}/#/view/main/${PDF_STUDY}`);
  await new SignIn(page).as('Dr Ada Demo');
  await documents.painted();
  await documents.button(pdfText['pdf.nextPage']).click();
  await expect.poll(async () => (await documents.view())?.at?.frame).toBe(2);
  await expect(documents.button(pdfText['pdf.print'])).toBeVisible();
  const dialog = new ShareDialog(page);
  await dialog.open();
  const link = await dialog.create();
  await new GuestPage(colleague).open(link);
  const theirs = new Documents(colleague, companion);
  await theirs.painted(2);
  await expect(theirs.number).toHaveValue('2');
  await expect(theirs.button(pdfText['pdf.find'])).toBeVisible();
  await expect(theirs.button(pdfText['pdf.print'])).toHaveCount(0);
  await expect(theirs.button(pdfText['pdf.download'])).toHaveCount(0);
  await companion.stop();
});

test('axe finds nothing on a document, nor while it is searched', async ({ page, own }) => {
  const documents = new Documents(page, own);
  await documents.open('report');
  await documents.painted();
  expect(await axeFindings(page)).toEqual([]);
  await documents.button(pdfText['pdf.find']).click();
  await page.keyboard.type('lung');
  await expect(documents.found).toHaveText('1 of 2');
  expect(await axeFindings(page)).toEqual([]);
  await documents.open('locked');
  await expect(documents.pane.getByRole('alert')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});

test('from a web server with files alone, under its policy, a document opens too', async ({
  page,
  own,
  folder,
  guard,
}) => {
  test.skip(!findNginx(), 'needs nginx, which is not here');
  const nginx = await startNginx(folder, undefined, own.url);
  const answer = await page.request.get(nginx.url);
  expect(answer.headers()['content-security-policy']).toContain("require-trusted-types-for 'script'");
  for (const name of ['report', 'japanese'] as const) {
    const documents = new Documents(page, { ...own, url: nginx.url });
    await documents.open(name);
    await documents.painted();
  }
  expect(guard.requests.some((url) => url.includes('/cmaps/'))).toBe(true);
  await nginx.stop();
});
