import type { Browser, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '@/i18n/en';
import { freePort } from '../../harness/ports';
import type { Companion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { house } from '../../harness/identityProvider';
import { namesPatient } from '../../fixtures/identityWords';
import { forceWay, inspect } from '../../harness/inspect';
import { GuestPage, ShareDialog, type SentLink } from '../../pages/sharing';
import { SignIn } from '../../pages/signIn';
import { readingOf, Viewer } from '../../pages/viewer';
import { ctPhantom, cube } from '../../material/phantom';
import { differingShare } from '../../harness/pictures';
import { PRINTABLE } from '../../harness/printable';

test.use({ samples: 'short' });

/** Dr A signs in on a study of her own. */
async function drA(page: Page, companion: Companion, study: string): Promise<Viewer> {
  const viewer = new Viewer(page, companion.url);
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await new SignIn(page).as('Dr Ada Demo');
  await viewer.shown();
  return viewer;
}

/** A layout, windows and a length: what has to arrive. */
async function arrange(page: Page, viewer: Viewer, series: string): Promise<void> {
  await viewer.grid(2, 2);
  await viewer.pane(2).click();
  await viewer.thumbOf(series).click();
  await viewer.shown(2);
  await viewer.preset(/lung/i);
  await viewer.pane(0).click();
  await page.keyboard.press('PageDown');
  await viewer.arrived();
  await viewer.preset(/soft tissue/i);
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-60, -30), await viewer.fromMiddle(50, 20));
  await viewer.measured(1);
  await viewer.shown(0);
}

/** Two pages show the same: view, lengths and pictures. */
async function agree(browser: Browser, mine: Viewer, theirs: Viewer): Promise<void> {
  for (const pane of [0, 2]) await theirs.shown(pane);
  await theirs.measured(1);
  expect(await inspect.view(theirs.page)).toEqual(await inspect.view(mine.page));
  const read = async (where: Page) =>
    (await inspect.measurements(where)).map((one) => readingOf(one, 'length').toFixed(2));
  expect(await read(theirs.page)).toEqual(await read(mine.page));
  for (const pane of [0, 2]) {
    const share = await differingShare(browser, await mine.still(pane), await theirs.still(pane));
    expect(share, `share of pixels that differ in pane ${pane}`).toBeLessThanOrEqual(0.005);
    test
      .info()
      .annotations.push({ type: `pane ${pane}`, description: `${(share * 100).toFixed(3)} % differ` });
  }
}

test('Dr B signs in on the link and sees what Dr A saw; so does a guest with the passcode @both-ways', async ({
  page,
  browser,
  colleague,
  companion: open,
  folder,
}) => {
  test.setTimeout(180_000);
  const { study, series } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  const mine = await drA(page, companion, study);
  await arrange(page, mine, series);
  const dialog = new ShareDialog(page);
  await dialog.open();
  const guestLink = await dialog.create();
  await expect(dialog.dialog.getByTestId('local-only')).toContainText(/works on this machine only.*https/);
  expect(guestLink.passcode).toMatch(/^\d{6}$/);
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(guestLink.url);
  const link = await dialog.colleagueLink();
  await dialog.close();
  const theirs = new Viewer(colleague, companion.url);
  await colleague.goto(link);
  await new SignIn(colleague).as('Dr Ben Demo');
  await agree(browser, mine, theirs);
  // A guest's pictures are as large where the window has room for the banner.
  const context = await browser.newContext({
    viewport: page.viewportSize(),
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  await forceWay(context);
  const third = await context.newPage();
  const guest = new GuestPage(third);
  await guest.open(guestLink);
  const seen = new Viewer(third, companion.url);
  await seen.shown();
  const { height = 0 } = (await guest.banner.boundingBox()) ?? {};
  const { width, height: whole } = page.viewportSize() ?? { width: 0, height: 0 };
  await third.setViewportSize({ width, height: whole + height });
  await agree(browser, mine, seen);
  for (const one of [colleague, third]) await namesPatient(one, open.dicomWeb, study);
  await expect(guest.banner).toContainText('Shared by Dr Ada Demo');
  await expect(third.getByTestId('share')).toHaveCount(0);
  await expect(third.getByRole('button', { name: /^(Save|Back)/ })).toHaveCount(0);
  // The link stays in the address: a reload leads back to its door.
  await third.reload();
  await expect(guest.openButton).toBeVisible();
  expect(third.url()).toBe(guestLink.url);
  await context.close();
  await companion.stop();
});

/** A guest with every image of the study in memory, and what Dr A holds in her hand to end it. */
async function reading(page: Page, colleague: Page, open: Companion, folder: string, named?: string) {
  const study = named ?? (await ctPhantom(open.dicomWeb)).study;
  const companion = await house(folder, {}, 'short');
  await drA(page, companion, study);
  const dialog = new ShareDialog(page);
  await dialog.open();
  const link = await dialog.create();
  const guest = new GuestPage(colleague);
  const tokens: string[] = [];
  colleague.on('request', (request) => {
    const token = request.headers()['authorization'];
    if (token !== undefined && request.url().includes('/dicom-web/')) tokens.push(token);
  });
  await guest.open(link);
  const viewer = new Viewer(colleague, companion.url);
  await viewer.shown();
  return { companion, dialog, guest, viewer, link, study, tokens };
}

/** Nothing of the study is on the page. */
async function cleared(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'This share has ended' })).toBeVisible();
  await expect(page.locator('[data-pane], canvas, img')).toHaveCount(0);
  await expect(page.locator('body')).toContainText('Ask Dr Ada Demo for a new link');
  expect(await page.evaluate(() => window.isocenter?.panes() ?? [])).toEqual([]);
}

test('an end takes the pictures away while the guest scrolls, with all of them in memory', async ({
  page,
  colleague,
  companion: open,
  folder,
}) => {
  const { companion, dialog, viewer, tokens, study } = await reading(page, colleague, open, folder);
  await viewer.loaded();
  const { x, y } = await viewer.middleOf();
  await colleague.mouse.move(x, y);
  let isOver = false;
  const scrolling = (async () => {
    for (let i = 0; !isOver; i++) await colleague.mouse.wheel(0, i % 60 < 30 ? 100 : -100);
  })();
  await expect.poll(() => viewer.slice.innerText()).not.toMatch(/ 1 \//);
  // When the last canvas left the page, by the one clock of this machine.
  const gone = colleague.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelector('canvas')) return;
          watch.disconnect();
          resolve(Date.now());
        };
        const watch = new MutationObserver(look);
        watch.observe(document.body, { childList: true, subtree: true });
      }),
  );
  const answered = page
    .waitForResponse((answer) => answer.request().method() === 'DELETE')
    .then(() => Date.now());
  await dialog.endNewest();
  await cleared(colleague);
  const afterMs = (await gone) - (await answered);
  test.info().annotations.push({ type: 'pictures gone', description: `${afterMs} ms after the end` });
  isOver = true;
  await scrolling;
  const refused = await fetch(`${companion.dicomWeb}/studies/${study}/series`, {
    headers: { authorization: tokens.at(-1) ?? '', accept: 'application/dicom+json' },
  });
  expect(refused.status).toBe(401);
  await colleague.reload();
  await cleared(colleague);
  await companion.stop();
});

test('where the stream is kept from the guest, the next request ends it', async ({
  page,
  colleague,
  companion: open,
  folder,
}) => {
  await colleague.route('**/share/watch', (route) => route.abort());
  const many = await cube(open.dicomWeb);
  const { dialog, guest, viewer, companion } = await reading(page, colleague, open, folder, many.study);
  await viewer.loaded();
  await dialog.endNewest();
  await expect(dialog.dialog).toContainText('Nothing is shared now.');
  await expect(guest.banner).toBeVisible();
  await viewer.thumbOf(many.seriesAsStored[1]?.series ?? '').click();
  await cleared(colleague);
  await companion.stop();
});

test('a scanner that fetches the link and runs its scripts uses up nothing', async ({
  page,
  colleague,
  companion: open,
  folder,
}) => {
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  await drA(page, companion, study);
  const dialog = new ShareDialog(page);
  await dialog.open();
  const link = await dialog.create();
  const guest = new GuestPage(colleague);
  const posted: string[] = [];
  colleague.on('request', (request) => {
    if (request.method() !== 'GET') posted.push(new URL(request.url()).pathname);
  });
  // More often than there are tries.
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) await (await fetch(link.url)).text();
    await guest.land(link.url);
    await colleague.reload();
    await expect(guest.openButton).toBeVisible();
  }
  expect(new Set(posted)).toEqual(new Set(['/share/look']));
  // Nothing about the patient stands there before it is opened.
  const family = (await ctPhantom(open.dicomWeb)).patient.split('^')[0] ?? '?';
  expect(await colleague.locator('body').innerText()).not.toContain(family);
  const file = () => readFileSync(join(companion.state, 'shares.jsonl'), 'utf8');
  expect(file()).not.toMatch(/"is":"(opened|tried)"/);
  await guest.open(link);
  const seen = new Viewer(colleague, companion.url);
  await seen.shown();
  await seen.loaded();
  expect(file()).toMatch(/"is":"opened"/);
  // Nor does a guest who only looks ask for what is not allowed: it would be on record as a try.
  expect(file()).not.toMatch(/"what":"refuse"/);
  await companion.stop();
});

test('wrong passcodes lock the link, with a sentence for each', async ({
  page,
  colleague,
  companion: open,
  folder,
}) => {
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  await drA(page, companion, study);
  const dialog = new ShareDialog(page);
  await dialog.open();
  const { url, passcode } = await dialog.create();
  const guest = new GuestPage(colleague);
  await guest.land(url);
  const field = colleague.getByLabel(/^Passcode/);
  // Whatever is typed into it: its first six digits stand there, and nothing else has happened.
  const address = colleague.url();
  await field.focus();
  await colleague.keyboard.type(PRINTABLE);
  await expect(field).toHaveValue('012345');
  await expect(field).toBeFocused();
  expect(colleague.url()).toBe(address);
  await field.fill('');
  await guest.openButton.click();
  await expect(colleague.getByText('The passcode has six digits')).toBeVisible();
  const wrong = passcode === '000000' ? '111111' : '000000';
  for (const left of ['4 tries are left', '3 tries are left', '2 tries are left', 'One try is left']) {
    await field.fill(wrong);
    await field.press('Enter');
    await expect(colleague.getByText(left)).toBeVisible();
  }
  await field.fill(wrong);
  await guest.openButton.click();
  await expect(colleague.getByRole('heading', { name: 'This link is locked' })).toBeVisible();
  await companion.stop();
});

test('a companion that is killed and comes back is not noticed by a guest who reads', async ({
  page,
  colleague,
  companion: open,
  folder,
}) => {
  test.setTimeout(180_000);
  const port = await freePort();
  const state = join(folder, 'state');
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, { port, state }, 'short');
  await drA(page, companion, study);
  const dialog = new ShareDialog(page);
  await dialog.open();
  const link = await dialog.create();
  const guest = new GuestPage(colleague);
  await guest.open(link);
  const viewer = new Viewer(colleague, companion.url);
  await viewer.loaded();
  await companion.kill();
  const { x, y } = await viewer.middleOf();
  await colleague.mouse.move(x, y);
  await colleague.mouse.wheel(0, 300);
  await viewer.shown();
  // Asked anew, with the token from before, maybe before this test knows that it is up again.
  const answer = colleague.waitForResponse(
    (one) => one.url().endsWith('/share/watch') && one.status() === 200,
    { timeout: 60_000 },
  );
  const again = await house(folder, { port, state }, 'short');
  await answer;
  await colleague.mouse.wheel(0, 300);
  await viewer.shown();
  await expect(guest.banner).toBeVisible();
  // Signed in at the same keys, Dr A ends it at the companion that came back.
  await dialog.endNewest();
  await cleared(colleague);
  await again.stop();
});

const opened = async (page: Page, link: SentLink, origin: string) => {
  await new GuestPage(page).open(link);
  await new Viewer(page, origin).shown();
};

test(
  'a guest may do what was allowed, and is offered nothing else',
  { tag: ['@tablet', '@phone'] },
  async ({ page, colleague, companion: open, folder }) => {
    const { study } = await ctPhantom(open.dicomWeb);
    const companion = await house(folder, {}, 'short');
    const mine = await drA(page, companion, study);
    const dialog = new ShareDialog(page);
    await dialog.open();
    await dialog.check(/^Measure/).uncheck();
    await dialog.check(/six digits/).uncheck();
    await dialog.choose('Until', 'Tomorrow');
    const link = await dialog.create();
    expect(link.passcode).toBeUndefined();
    await opened(colleague, link, companion.url);
    const measure = /^(Length|Measure|Ellipse|Angle)/;
    await expect(colleague.getByRole('button', { name: measure })).toHaveCount(0);
    // Keys of what is not theirs are answered, not swallowed, and not left to the browser.
    for (const [key, said] of [
      ['l', en['end.right.measure']],
      ['Control+s', en['end.right.store']],
    ] as const) {
      await colleague.keyboard.press(key);
      await expect(colleague.getByText(said)).toBeVisible();
    }
    await expect(colleague.getByText(en['measure.none.text'])).toHaveCount(0);
    await colleague.getByRole('button', { name: 'Close study' }).click();
    await expect(colleague.getByRole('heading', { name: 'The study is closed' })).toBeVisible();
    await expect(colleague.locator('[data-pane], canvas')).toHaveCount(0);
    expect(colleague.url()).not.toContain('#s=');

    // Another setting makes another link and ends the former one.
    await dialog.check(/^Measure/).check();
    const second = await dialog.create();
    expect(second.url).not.toBe(link.url);
    await colleague.goto(link.url);
    await expect(colleague.getByRole('heading', { name: 'This share has ended' })).toBeVisible();
    await colleague.goto('about:blank');
    await opened(colleague, second, companion.url);
    await expect(colleague.getByRole('button', { name: measure }).first()).toBeVisible();
    await dialog.close();
    await mine.shown();
    await companion.stop();
  },
);

test('a file that a guest takes away is on record, without a name', async ({
  page,
  colleague,
  companion: open,
  folder,
}) => {
  const { study, series } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  const mine = await drA(page, companion, study);
  await arrange(page, mine, series);
  const dialog = new ShareDialog(page);
  await dialog.open();
  await dialog.check('Download').check();
  await opened(colleague, await dialog.create(), companion.url);
  await new Viewer(colleague, companion.url).measured(1);
  await colleague.getByRole('button', { name: en['measure.more'] }).click();
  const file = colleague.waitForEvent('download');
  await colleague.getByRole('menuitem', { name: en['measure.all.csv'] }).click();
  await file;
  const exports = () =>
    readFileSync(join(companion.state, 'audit.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => /"110106"/.test(line) && line.includes(study));
  await expect.poll(() => exports().length).toBe(1);
  await companion.stop();
});
