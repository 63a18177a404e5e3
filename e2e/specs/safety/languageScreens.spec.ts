import { expect, type Locator, type Page } from '@playwright/test';
import type { RoomStanding } from '@/features/together/standing';
import { test } from '../../fixtures/fixtures';
import { LanguageWalk, SPOKEN, foreignWords } from '../../fixtures/languageWalk';
import { Documents, test as withDocuments } from '../../fixtures/pdfPane';
import type { Rule } from '../../harness/faultProxy';
import { hurry } from '../../harness/hurry';
import { house } from '../../harness/identityProvider';
import { atBothSizes, sizeOf, turnInto } from '../../harness/sizes';
import { MARKED } from '../../material/marked';
import type { DocumentName } from '../../material/pdfs';
import { ctPhantom } from '../../material/phantom';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });
withDocuments.use({ samples: 'short' });

const ADA = /Dr Ada Demo/;
const BEN = /Dr Ben Demo/;
/** An address that is built as ours are, of nothing. */
const NOTHING = `${'a'.repeat(16)}.${'b'.repeat(43)}`;

/** Says at the demo issuer's page who it is. */
async function signInAs(page: Page, who: RegExp): Promise<void> {
  await page.getByTestId('sign-in').getByRole('button').first().click();
  await page.getByRole('button', { name: who }).click();
  await expect(page.getByTestId('sign-in')).toHaveCount(0);
}

/** Goes to another address of the page, as one that is opened anew. */
async function openAnew(page: Page, url: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(url);
}

/** On a desk it stands in the header, a little later than the rest of it; on touch screens behind More. */
async function reach(walk: LanguageWalk, page: Page, one: Locator): Promise<void> {
  const isDesk = (page.viewportSize()?.width ?? 0) >= 1200;
  if (!isDesk) await walk.button(page, 'viewer.more').or(walk.button(page, 'sheet.more')).first().click();
  await one.click();
}

test('signing in, sharing and guests: no text cut, no English left @tablet', async ({
  page,
  colleague,
  companion: open,
  folder,
}) => {
  test.setTimeout(180_000);
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  const walk = await LanguageWalk.begin(SPOKEN, await foreignWords(open.dicomWeb), page, colleague);
  await page.goto(`${companion.url}/`);
  await expect(page.getByTestId('sign-in')).toContainText(walk.say('signIn.text'));
  await walk.look(page, 'sign-in');
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await expect(page.getByTestId('sign-in')).toContainText(walk.say('signIn.link'));
  await walk.look(page, 'sign-in by a link');
  await signInAs(page, ADA);
  await new Viewer(page, companion.url).shown();
  const account = page.getByTestId('account');
  await page.getByTestId('share').first().click();
  const dialog = page.getByRole('dialog');
  await expect(walk.button(dialog, 'shares.create')).toBeVisible();
  await walk.look(page, 'share');
  await walk.button(dialog, 'shares.create').click();
  const code = dialog.getByLabel(walk.say('shares.code'), { exact: true });
  await expect(code).toBeVisible();
  const passcode = (await code.innerText()).replaceAll(/\D/g, '');
  const link = await dialog.getByLabel(walk.say('shares.link'), { exact: true }).inputValue();
  await walk.look(page, 'share made');

  await colleague.goto(link);
  const field = colleague.getByRole('textbox');
  await expect(field).toBeFocused();
  await walk.look(colleague, 'guest landing');
  await colleague.keyboard.type('1234');
  await colleague.keyboard.press('Enter');
  await walk.look(colleague, 'guest short');
  await field.fill(passcode === '123456' ? '654321' : '123456');
  await colleague.keyboard.press('Enter');
  await expect(colleague.getByText(walk.texts.pattern('guest.wrong_other'))).toBeVisible();
  await walk.look(colleague, 'guest wrong');
  await field.fill(passcode);
  await colleague.keyboard.press('Enter');
  await expect(colleague.getByTestId('guest-banner')).toBeVisible();
  await new Viewer(colleague, companion.url).shown();
  await walk.look(colleague, 'guest viewer');

  const row = dialog.getByRole('listitem').first();
  await row.getByText(walk.say('shares.mine.accesses'), { exact: true }).click();
  await expect(row.getByRole('listitem').first()).toBeVisible();
  await walk.look(page, 'accesses');
  await dialog
    .getByRole('button', { name: walk.texts.pattern('shares.mine.end.of') })
    .first()
    .click();
  await walk.look(page, 'share end asked');
  await walk.button(dialog, 'shares.mine.end.yes').click();
  await expect(colleague.getByText(walk.say('guest.over.revoked'), { exact: true })).toBeVisible();
  await walk.look(colleague, 'guest over');
  await walk.button(dialog, 'shares.mine.ended_one').click();
  await walk.look(page, 'shares ended');
  const who = walk.say('shares.who');
  const list = dialog.getByRole('combobox', { name: who });
  if ((await list.count()) > 0) await list.selectOption(walk.say('shares.who.colleague'));
  else
    await dialog.getByRole('radiogroup', { name: who }).getByText(walk.say('shares.who.colleague')).click();
  await expect(dialog.getByLabel(walk.say('share.link'), { exact: true })).toHaveValue(/#\/view\//);
  const direction = await dialog
    .getByLabel(walk.say('share.link'), { exact: true })
    .evaluate((one) => getComputedStyle(one).direction);
  expect(direction, 'an address is read from left to right').toBe('ltr');
  await walk.look(page, 'colleague link');
  await page.getByTestId('handoff').click();
  await expect(page.getByRole('timer')).toBeVisible();
  await walk.look(page, 'handoff');

  await openAnew(colleague, `${companion.url}/#s=${NOTHING}`);
  await expect(colleague.getByText(walk.say('guest.unknown'), { exact: true })).toBeVisible();
  await walk.look(colleague, 'guest unknown');
  await openAnew(colleague, `${companion.url}/#h=${NOTHING}`);
  await expect(colleague.getByTestId('handoff-page')).toBeVisible();
  await walk.look(colleague, 'handoff landing');
  await walk.button(colleague, 'handoff.land.open').click();
  await expect(colleague.getByText(walk.say('handoff.closed.title'), { exact: true })).toBeVisible();
  await walk.look(colleague, 'handoff closed');

  // The code lies over the dialog that it was asked for in.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('timer')).toHaveCount(0);
  await walk.leave(page);
  // In the header it comes later than the picture; a phone has it behind More.
  await account.click();
  await expect(walk.button(page, 'account.lock')).toBeVisible();
  await walk.lookHere(page, 'account');
  await walk.leave(page);
  if (test.info().project.name === 'tablet') {
    await turnInto(page, 'phone');
    await reach(walk, page, walk.button(page, 'account.lock'));
    await turnInto(page, 'tablet');
  } else {
    await account.click();
    await walk.button(page, 'account.lock').click();
  }
  await expect(page.getByTestId('lock')).toBeVisible();
  await walk.look(page, 'locked');
  await companion.stop();
  walk.end();
});

test('looking together: no text cut, no English left @tablet', async ({
  page,
  colleague,
  companion: open,
  folder,
}) => {
  test.setTimeout(180_000);
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  const walk = await LanguageWalk.begin(SPOKEN, await foreignWords(open.dicomWeb), page, colleague);
  const places = new Map<string, unknown>();
  const here = (one: Page) => `${one === page ? 'own' : 'other'} ${sizeOf(one)}`;
  const placeOf = (one: Page) =>
    atBothSizes(one, async () => {
      places.set(here(one), await one.locator('[data-pane="0"]').boundingBox());
    });
  const stands = async (one: Page, how: RoomStanding['key']) => {
    await expect(one.getByTestId('together-bar')).toHaveAttribute('data-standing', how, {
      timeout: 20_000,
    });
    await atBothSizes(one, async () => {
      await walk.lookHere(one, how);
      expect(
        await one.locator('[data-pane="0"]').boundingBox(),
        `the picture at ${how}, ${here(one)}`,
      ).toEqual(places.get(here(one)));
    });
  };
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await signInAs(page, ADA);
  await new Viewer(page, companion.url).shown();
  await reach(walk, page, page.getByTestId('look-together'));
  const dialog = page.getByRole('dialog');
  const field = dialog.getByRole('textbox', { name: walk.say('together.link') });
  await expect(field).toBeVisible();
  await expect(dialog.getByTestId('room-member')).toHaveCount(1);
  expect(await field.evaluate((one) => getComputedStyle(one).direction)).toBe('ltr');
  const link = await field.inputValue();
  await walk.look(page, 'room');
  await walk.leave(page);
  await placeOf(page);
  await stands(page, 'together.alone');
  // Hidden, it says no more, until something else is to be said.
  const bar = page.getByTestId('together-bar');
  await walk.button(bar, 'together.hide').click();
  await expect(bar.getByRole('button')).toHaveCount(0);

  await openAnew(colleague, `${companion.url}/#/together/aaaaaa${NOTHING}`);
  await signInAs(colleague, BEN);
  await expect(colleague.getByTestId('together-wait')).toBeVisible();
  await walk.look(colleague, 'waiting');
  // In the list, who has the study open.
  await openAnew(colleague, `${companion.url}/`);
  await expect(colleague.locator('[data-state="open"]').first()).toBeVisible();
  await walk.look(colleague, 'list of what is open');
  await openAnew(colleague, link);
  const other = new Viewer(colleague, companion.url);
  await other.shown();
  await placeOf(colleague);
  await stands(colleague, 'together.following');
  await stands(page, 'together.presenting');
  await other.pane().focus();
  await colleague.keyboard.press('ArrowDown');
  await stands(colleague, 'together.wandering');
  await page
    .getByTestId('together-bar')
    .getByRole('button', { name: walk.texts.pattern('together.people') })
    .click();
  await walk.look(page, 'people');
  await dialog.getByRole('button', { name: walk.texts.pattern('together.hand') }).click();
  await walk.leave(page);
  await stands(page, 'together.following');
  await walk.button(page, 'together.leave').click();
  await stands(colleague, 'together.alone');
  await companion.kill();
  await stands(colleague, 'together.lost');
  walk.end();
});

withDocuments('documents: no text cut, no English left @tablet', async ({ page, own, marked }) => {
  withDocuments.setTimeout(180_000);
  // Beside the lists of both archives, what the report says of itself.
  const report = 'document title finding nothing to be seen'.split(' ');
  const words = [...(await foreignWords(own.dicomWeb)), ...(await foreignWords(marked.dicomWeb)), ...report];
  const walk = await LanguageWalk.begin(SPOKEN, new Set(words), page);
  const documents = new Documents(page, own);
  await documents.open('report');
  await documents.painted();
  await walk.look(page, 'pdf');
  const find = walk.button(page, 'pdf.find');
  await find.click();
  await page
    .getByRole('searchbox')
    .or(page.getByLabel(walk.say('pdf.find.box')))
    .first()
    .fill('qqqq');
  await expect(page.getByTestId('pdf-found')).toHaveText(walk.say('pdf.find.none'));
  await walk.look(page, 'pdf find');
  const states: readonly DocumentName[] = ['locked', 'broken', 'empty', 'page', 'model', 'endless', 'cut'];
  for (const name of states) {
    await documents.turnTo(name);
    await expect(documents.pane.getByRole('heading').or(documents.pages).first()).toBeVisible();
    await walk.look(page, `pdf ${name}`);
  }
  await openAnew(page, `${marked.url}/?StudyInstanceUIDs=${MARKED.anna}`);
  const viewer = new Viewer(page, marked.url);
  await viewer.shown();
  await walk.look(page, 'marked');
  await openAnew(page, `${marked.url}/#/open/${MARKED.anna}/${MARKED.series('anna', MARKED.report)}`);
  await expect(page.getByTestId('sr')).toBeVisible();
  await walk.look(page, 'sr');
  walk.end();
});

test('faults: no text cut, no English left @tablet', async ({ page, faults, companion }) => {
  test.setTimeout(180_000);
  const walk = await LanguageWalk.begin(SPOKEN, await foreignWords(companion.dicomWeb), page);
  await hurry(page);
  const { study } = await ctPhantom(companion.dicomWeb);
  const listFaults: readonly Rule['fault'][] = [
    ...[401, 404, 413, 500].map((status) => ({ kind: 'status', status }) as const),
    { kind: 'html' },
    { kind: 'reset' },
  ];
  // One page all along: each fault answers another question, asked from a list that is at rest.
  const rows = page.getByTestId('study-row');
  const asked = ['CT', 'MR', 'US', 'CR', 'DX', 'PT'];
  for (const [at, fault] of listFaults.entries()) {
    const what = `list ${fault.kind === 'status' ? fault.status : fault.kind}`;
    faults.clear();
    await page.goto(`${faults.url}/#/`);
    await expect(rows.first(), what).toBeVisible();
    faults.rule({ path: /\/studies(\?|$)/, fault });
    await page.goto(`${faults.url}/#/?mod=${asked[at]}`);
    await expect(rows, what).toHaveCount(0);
    await expect(page.getByRole('alert').first(), what).toBeVisible();
    await walk.look(page, what);
  }
  const pixels = /\/(frames|rendered)|\/series\/[\d.]+(\?|$)|\/instances\/[\d.]+(\?|$)/;
  const paneFaults: readonly Rule[] = [
    { path: /\/metadata/, fault: { kind: 'status', status: 401 } },
    { path: /\/metadata/, fault: { kind: 'status', status: 404 } },
    { path: /\/metadata/, fault: { kind: 'html' } },
    { path: pixels, fault: { kind: 'status', status: 404 } },
    { path: pixels, fault: { kind: 'status', status: 403 } },
    { path: pixels, fault: { kind: 'html' } },
    { path: pixels, fault: { kind: 'halves' } },
    { path: /\/dicom-web\/.*series/, fault: { kind: 'reset' } },
  ];
  for (const rule of paneFaults) {
    const { fault, path } = rule;
    const what = `pane ${path === pixels ? 'pixels' : String(path).replaceAll(/\W/g, '')} ${fault.kind === 'status' ? fault.status : fault.kind}`;
    faults.clear();
    faults.rule(rule);
    // From a screen that asks for nothing: what the page has fetched of this study is not at fault.
    await page.goto(`${faults.url}/#/view/`);
    const pane = page.locator('[data-pane="0"]');
    await expect(pane).toHaveCount(0);
    await page.goto(`${faults.url}/#/view/main/${study}`);
    // And has ended: that it is on its way is a heading too.
    await expect(pane, what).toHaveAttribute('data-state', /^(refused|failed|unverified|unreachable)$/, {
      timeout: 30_000,
    });
    await expect(pane.getByRole('heading').or(pane.getByRole('alert')).first(), what).toBeVisible();
    await walk.look(page, what);
  }
  faults.clear();
  const lookInto = async (what: string, isOpen: boolean): Promise<boolean> => {
    const note = page.getByTestId('series-note');
    const isTile = await note.isVisible();
    if (isTile) await note.click();
    if (isTile || isOpen) await walk.lookHere(page, `${what}, list`);
    return isTile || isOpen;
  };
  for (const [what, address] of [
    ['study gone', '#/view/main/1.2.3.4.5'],
    ['no link', '#/view/'],
    ['unknown archive', `#/view/nowhere/${study}`],
    ['unknown diagnose', '#/diagnose/nowhere'],
  ] as const) {
    await openAnew(page, `${faults.url}/${address}`);
    await expect(page.getByRole('heading').first(), what).toBeVisible();
    await page.waitForLoadState('networkidle');
    await walk.look(page, what);
    // Where there is room for pictures only, a tile leads to the sentence.
    const isOpened = await lookInto(what, false);
    if (test.info().project.name !== 'tablet') continue;
    await turnInto(page, 'phone');
    await lookInto(what, isOpened);
    await turnInto(page, 'tablet');
  }
  faults.rule({ path: /config\.json/, fault: { kind: 'status', status: 404 } });
  await openAnew(page, `${faults.url}/`);
  await expect(page.getByText(walk.say('app.settings'), { exact: true })).toBeVisible();
  await walk.look(page, 'no settings');
  walk.end();
});
