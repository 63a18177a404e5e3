import { expect, type Locator, type Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeLink } from '@/view/link/codec';
import type { DialogName } from '@/features/viewer/state/shell';
import type { ListDialog } from '@/features/worklist/worklistProps';
import { en } from '@/i18n/en';
import { test } from '../../fixtures/fixtures';
import { house } from '../../harness/identityProvider';
import { LETTERS, PRINTABLE, SIGNS } from '../../harness/printable';
import { ROOT } from '../../harness/machine';
import { panelOf } from '../../pages/measurePanel';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import type { Worklist } from '../../pages/worklist';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

/** What opens over the page, and how: by the keyboard alone, but for what is drawn. */
interface Row {
  /** Its file below src/features. */
  readonly file: string;
  /** The key that opens it, or the button that Enter is pressed on. */
  readonly by: string | ((page: Page) => Locator);
  readonly role?: 'dialog' | 'menu';
  /** To open it does something. */
  readonly acts?: true;
  /** Paths that it may ask for as it opens. */
  readonly asks?: RegExp;
}

const named =
  (name: string | RegExp) =>
  (page: Page): Locator =>
    page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).first();

/** Of the shell: a dialog without a row does not compile. */
const SHELL: Readonly<Record<DialogName, Row>> = {
  help: { file: 'viewer/toolbar/HelpDialog.tsx', by: '?' },
  commands: { file: 'viewer/toolbar/CommandPalette.tsx', by: 'Control+k' },
  calibrate: { file: 'viewer/calibrate/CalibrateDialog.tsx', by: 'k' },
  tags: { file: 'viewer/tags/TagBrowser.tsx', by: 'd', asks: /\/metadata$/ },
  hangings: { file: 'viewer/toolbar/HangingsDialog.tsx', by: '_' },
  hands: { file: 'viewer/toolbar/HandsDialog.tsx', by: 'Shift+K' },
  save: { file: 'report/save/SaveDialog.tsx', by: 'Control+s', asks: /\/studies\// },
};

/** And whatever else opens over the viewer, with a measurement chosen. */
const VIEWER: readonly Row[] = [
  ...Object.values(SHELL),
  { file: 'viewer/toolbar/PictureMenu.tsx', by: 'Shift+F10', role: 'menu' },
  { file: 'viewer/toolbar/MoreTools.tsx', by: named(en['viewer.moreTools']), role: 'menu' },
  { file: 'viewer/toolbar/MoreActions.tsx', by: named(en['viewer.more']), role: 'menu' },
  { file: 'viewer/toolbar/LayoutButton.tsx', by: named(en['layout.choose']) },
  { file: 'measure/PanelMenu.tsx', by: named(en['measure.more']), role: 'menu' },
  { file: 'measure/FindingDialog.tsx', by: named(en['measure.edit']) },
  { file: 'measure/SamplesDialog.tsx', by: named(en['measure.profile']) },
  { file: 'measure/SlicesDialog.tsx', by: named(en['measure.copyTo']) },
  { file: 'share/ShareDialog.tsx', by: (page) => page.getByTestId('share') },
];

/** The look ahead at the archive's abilities takes its time. */
const PROBES = /\/dicom-web\/studies$/;

const LIST: Readonly<Record<Exclude<ListDialog, 'filters'> | 'modalities', Row>> = {
  keys: { file: 'worklist/KeysDialog.tsx', by: '?', asks: PROBES },
  dates: { file: 'worklist/DatesDialog.tsx', by: named(en['worklist.date.choose']), asks: PROBES },
  modalities: { file: 'worklist/ModalityFilter.tsx', by: named(/^Modalities/), asks: PROBES },
};

/** Where somebody has signed in. */
const HOUSE: readonly Row[] = [
  { file: 'session/AccountButton.tsx', by: (page) => page.getByTestId('account') },
  { file: 'share/GateDialog.tsx', by: (page) => page.getByTestId('share'), asks: /\/share/ },
  {
    file: 'together/RoomDialog.tsx',
    by: (page) => page.getByTestId('look-together'),
    acts: true,
    asks: /\/room/,
  },
];

/** Opened by more than one key, or by a finger only: each in a test of its own. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'viewer/page/AskTextDialog.tsx': 'below, after a drawing',
  'report/save/LeaveDialog.tsx': 'below, on the way out',
  'viewer/page/FuseBar.tsx': 'with planes open: fusion.spec.ts',
  'worklist/FiltersSheet.tsx': 'touch screens: accessible.spec.ts',
  'worklist/ArchiveSwitch.tsx': 'several archives: worklist.spec.ts',
  'handoff/HandoffButton.tsx': 'inside the share dialog: handoff.spec.ts',
};

test('whatever opens over the page is in this walk', () => {
  const features = join(ROOT, 'src', 'features');
  const opening = readdirSync(features, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .filter((file) =>
      /<(Dialog|Menu|Popover|PaletteDialog)\b/.test(readFileSync(join(features, file), 'utf8')),
    );
  const rows = [...VIEWER, ...Object.values(LIST), ...HOUSE].map(({ file }) => file);
  expect(opening.sort()).toEqual([...rows, ...Object.keys(ELSEWHERE)].sort());
});

const owners = (page: Page): Locator => page.locator('[data-owns-keys]');

/** All that a key could have changed behind what is open. */
const behind = (page: Page) =>
  page.evaluate(() => ({
    view: window.isocenter?.view(),
    marks: window.isocenter?.measurements(),
    pressed: [...document.querySelectorAll('[aria-pressed="true"]:not([data-owns-keys] *)')].map(
      (button) => button.getAttribute('aria-label') ?? button.textContent,
    ),
    landmarks: [...document.querySelectorAll('nav, aside')].map((part) => part.getAttribute('aria-label')),
    fields: [...document.querySelectorAll<HTMLInputElement>('input:not([data-owns-keys] *)')].map(
      ({ value }) => value,
    ),
    address: location.hash,
  }));

/** Where the focus is, once all that follows an action has followed: on something, and in what is open where something is. */
async function focused(page: Page, when: string): Promise<void> {
  const place = await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    const { activeElement } = document;
    const isOpen = document.querySelector('[data-owns-keys]') !== null;
    const isIn = activeElement?.closest('[data-owns-keys]') != null;
    return activeElement === document.body || isOpen !== isIn
      ? (activeElement?.outerHTML.slice(0, 200) ?? '')
      : '';
  });
  expect(place, `focus ${when}`).toBe('');
}

/** Fields of text: a space ticks an input that is a box. */
const TEXT =
  'input:is([type="text"], [type="search"], :not([type])):not([readonly]), textarea:not([readonly])';

/** Types into what has the focus; a space, by which buttons are pressed and items chosen, only where it is text. */
async function typeAll(page: Page): Promise<void> {
  await page.keyboard.type(LETTERS);
  const isText = await page.evaluate((text) => document.activeElement?.matches(text) === true, TEXT);
  await page.keyboard.type(isText ? ` ${SIGNS}` : SIGNS);
}

/** Fields of text in what is open. */
const fieldsIn = (owner: Locator): Locator => owner.locator(TEXT);

async function leaveByKey(page: Page, file: string): Promise<void> {
  const question = page.getByRole('alertdialog', { name: en['layer.unkept'] });
  await page.keyboard.press('Escape');
  await expect(
    question.or(page.locator('body:not(:has([data-owns-keys]))')).first(),
    `Escape leaves ${file}`,
  ).toBeVisible();
  if (await question.isVisible()) {
    await question.getByRole('button', { name: en['layer.unkept.leave'] }).focus();
    await page.keyboard.press('Enter');
  }
  await expect(owners(page)).toHaveCount(0);
}

/** One row of the table: opened, typed into at once and into every field, left; nothing behind it moved. */
async function walk(page: Page, row: Row, home: Locator): Promise<void> {
  const { file, by, role = 'dialog', asks, acts = false } = row;
  let before = await behind(page);
  const asked: string[] = [];
  const onRequest = (request: { url(): string }) => {
    const { protocol, pathname } = new URL(request.url());
    if (protocol.startsWith('http') && !/^\/(assets\/|icon\.svg$)/.test(pathname)) asked.push(pathname);
  };
  page.on('request', onRequest);
  const opener = typeof by === 'string' ? home : by(page);
  await opener.focus();
  await page.keyboard.press(typeof by === 'string' ? by : 'Enter');
  if (acts) {
    await expect(owners(page).first()).toBeVisible();
    before = await behind(page);
  }
  await typeAll(page);
  const open = owners(page)
    .filter({ has: page.getByRole(role) })
    .or(owners(page).and(page.getByRole(role)));
  await expect(open.first(), file).toBeVisible();
  await focused(page, `in ${file}`);
  expect(await behind(page), `behind ${file}`).toEqual(before);
  for (const field of await fieldsIn(open.first()).all()) {
    if (!(await field.isVisible()) || !(await field.isEnabled())) continue;
    const isTyped = (await field.inputValue()).endsWith(SIGNS);
    if (isTyped) continue;
    await field.focus();
    await field.selectText();
    await page.keyboard.type(PRINTABLE);
    const most = Number((await field.getAttribute('maxlength')) ?? PRINTABLE.length);
    await expect(field, `a field of ${file}`).toHaveValue(PRINTABLE.slice(0, most));
    expect(await behind(page), `behind a field of ${file}`).toEqual(before);
  }
  await leaveByKey(page, file);
  await focused(page, `after ${file}`);
  if (typeof by !== 'string') await expect(opener, `${file}: back where one was`).toBeFocused();
  expect(await behind(page), `after ${file}`).toEqual(before);
  page.off('request', onRequest);
  expect(
    asked.filter((path) => asks === undefined || !asks.test(path)),
    `asked by ${file}`,
  ).toEqual([]);
}

test('no printable character typed into what is open does anything to the viewer', async ({
  page,
  viewer,
  companion,
}) => {
  test.setTimeout(180_000);
  await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
  await viewer.loaded();
  await viewer.tool('arrow').click();
  // What comes late has come, and the address says what is seen.
  await page.waitForLoadState('networkidle');
  await expect(panelOf(page)).toBeVisible();
  await viewer.written();

  // Its dialog comes after a drawing; left without its text, the arrow is gone.
  const before = await behind(page);
  await viewer.drag(await viewer.fromMiddle(-60, 40), await viewer.fromMiddle(-120, -20));
  await page.keyboard.type(PRINTABLE);
  await expect(page.getByRole('dialog', { name: en['arrow.title'] }).getByRole('textbox')).toHaveValue(
    PRINTABLE,
  );
  await focused(page, 'in the text of the arrow');
  await leaveByKey(page, 'viewer/page/AskTextDialog.tsx');
  await focused(page, 'after the text of the arrow');
  await expect.poll(() => behind(page)).toEqual(before);

  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-60, -40), await viewer.fromMiddle(60, -40));
  await viewer.measured(1);
  const marksOfAddress = () => {
    const link = decodeLink(new URL(page.url()).hash);
    return link.ok ? link.marks.length : 0;
  };
  await expect.poll(marksOfAddress).toBe(1);
  for (const row of VIEWER) await walk(page, row, viewer.pane());

  // On the way out: what is unsaved is asked about.
  await walk(page, { file: 'report/save/LeaveDialog.tsx', by: named(en['action.back']) }, viewer.pane());
});

async function typeIntoList(page: Page, field: Locator, worklist: Worklist): Promise<void> {
  await field.focus();
  await page.keyboard.type(PRINTABLE);
  await expect(field).toHaveValue(PRINTABLE);
  await expect(field).toBeFocused();
  await expect(worklist.rows.or(page.getByText(/^No study/)).first()).toBeVisible();
  await focused(page, 'in the list');
  await field.selectText();
  await page.keyboard.press('Delete');
  await expect(worklist.rows.first()).toBeVisible();
}

test('no printable character typed into what is open does anything to the list', async ({
  page,
  worklist,
}) => {
  await worklist.open();
  await worklist.rows.first().focus();
  // The look ahead at the archive, and the preview with its pictures, have ended.
  await page.waitForLoadState('networkidle');
  const pictures = page.locator('.wl-preview .wl-thumb');
  await expect(pictures.first()).toBeVisible();
  await expect(pictures.filter({ hasNot: page.locator('img, svg') })).toHaveCount(0);
  const home = worklist.rows.first();
  for (const row of Object.values(LIST)) await walk(page, row, home);
  const before = await behind(page);
  await page.keyboard.press('/');
  await expect(page.getByRole('textbox', { name: en['worklist.search.label'] })).toBeFocused();
  for (const field of await page.locator('.wl-search input, .wl-field input').filter({ visible: true }).all())
    await typeIntoList(page, field, worklist);
  expect(await behind(page)).toEqual({ ...before, address: '#/' });
});

test('nor where somebody has signed in', async ({ page, companion: open, folder }) => {
  test.setTimeout(120_000);
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  const viewer = new Viewer(page, companion.url);
  await page.goto(`${companion.url}/#/view/main/${study}`);
  // What the person set up elsewhere is asked for once, with the first pictures.
  const own = ['/hands', '/hangings'].map((path) =>
    page.waitForResponse((answer) => new URL(answer.url()).pathname === path),
  );
  await new SignIn(page).as('Dr Ada Demo');
  await viewer.shown();
  await viewer.loaded();
  await Promise.all(own);
  await expect(page.getByTestId('look-together')).toBeVisible();
  await viewer.written();
  for (const row of HOUSE) await walk(page, row, viewer.pane());
  await companion.stop();
});
