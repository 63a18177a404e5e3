import { expect, type Locator } from '@playwright/test';
import type { TextKey } from '@/i18n/parts';
import { test } from '../../fixtures/fixtures';
import { LanguageWalk, SPOKEN, foreignWords } from '../../fixtures/languageWalk';
import { house } from '../../harness/identityProvider';
import { speakFromNextLoading } from '../../harness/language';
import type { LanguageId } from '../../harness/spokenTexts';
import { ctPhantom } from '../../material/phantom';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

const RTL = SPOKEN;

/** The one that says the others too on every screen; each other where its own fetching, numbers and dates are seen as well. */
const WALKED: readonly (readonly [id: LanguageId, sizes: string])[] = [
  [SPOKEN, '@tablet'],
  ['en-XA', ''],
  ['de', '@phone @only-touch'],
];

for (const [id, sizes] of WALKED) {
  test(`the list in ${id}: no text cut, no English left ${sizes}`, async ({ page, worklist, companion }) => {
    const walk = await LanguageWalk.begin(id, await foreignWords(companion.dicomWeb), page);
    const scripts = new Set<string>();
    page.on('request', (request) => {
      if (/\/assets\/[^/]*\.js$/.test(request.url())) scripts.add(request.url());
    });
    await worklist.open();
    await walk.look(page, 'list');
    const isDesk = test.info().project.name === 'desk';
    const rows: (readonly [string, () => Promise<void>])[] = isDesk
      ? [
          ['list keys', () => page.keyboard.press('?')],
          ['list dates', () => walk.button(page, 'worklist.date.choose').click()],
          ['list modalities', () => page.locator('.wl-select[aria-haspopup]').first().click()],
        ]
      : [['list filters', () => walk.button(page, 'worklist.filters').click()]];
    await worklist.rows.first().focus();
    await walk.openEach(page, rows);
    // What is new, read, bookmarked. For fingers nothing is, which is said.
    if (isDesk) {
      await walk.look(page, 'a new study');
      await walk.button(page, 'reading.markRead').click();
      await expect(walk.button(page, 'reading.markUnread')).toBeVisible();
      await walk.button(page, 'reading.bookmark').click();
      await expect(walk.button(page, 'reading.unbookmark')).toBeVisible();
      await walk.look(page, 'a study that is read');
    }
    const bookmarked = walk.button(page, 'worklist.state.bookmarked');
    await bookmarked.click();
    await expect(bookmarked).toHaveAttribute('aria-pressed', 'true');
    await expect(worklist.rows).toHaveCount(isDesk ? 1 : 0);
    await walk.look(page, 'list bookmarked');
    await worklist.open();
    await page.getByTestId('filter-patient').fill('qqqq');
    await expect(worklist.rows).toHaveCount(0);
    await walk.look(page, 'list empty');
    walk.end();
    // No text of another language was fetched: no file that came holds an English sentence of the list.
    const bodies = await Promise.all([...scripts].map(async (url) => (await page.request.get(url)).text()));
    expect(bodies.length).toBeGreaterThan(3);
    const english = walk.texts.english['worklist.preview.none'] ?? '';
    expect(bodies.filter((body) => body.includes(english))).toEqual([]);
    expect(bodies.filter((body) => body.includes(walk.say('worklist.preview.none')))).toHaveLength(1);
  });

  test(`the viewer in ${id}: no text cut, no English left ${sizes}`, async ({ page, viewer, companion }) => {
    test.setTimeout(180_000);
    const walk = await LanguageWalk.begin(id, await foreignWords(companion.dicomWeb), page);
    const { study } = await ctPhantom(companion.dicomWeb);
    await viewer.openStudy(study);
    await expect(page.locator('html')).toHaveAttribute('dir', id === RTL ? 'rtl' : 'ltr');
    await expect(walk.button(page, 'viewer.more').or(walk.button(page, 'sheet.more')).first()).toBeVisible();
    await walk.look(page, 'viewer');
    if (test.info().project.name === 'desk') {
      await page.keyboard.press('l');
      await viewer.drag(await viewer.fromMiddle(-60, -40), await viewer.fromMiddle(60, -40));
      await viewer.measured(1);
    }
    await walk.look(page, 'viewer measured');
    await walk.openEach(page, viewerRows(walk, viewer));
    walk.end();
  });
}

/** What opens over the viewer, and how. */
function viewerRows(walk: LanguageWalk, viewer: Viewer) {
  const { page } = viewer;
  const press = (what: string, key: string) =>
    [
      what,
      async () => {
        await viewer.pane().focus();
        await page.keyboard.press(key);
      },
    ] as const;
  const click = (what: string, key: TextKey) => [what, () => walk.button(page, key).click()] as const;
  const isDesk = test.info().project.name === 'desk';
  return [
    press('help', '?'),
    press('hands', 'Shift+K'),
    press('commands', 'Control+k'),
    press('calibrate', 'k'),
    press('tags', 'd'),
    press('picture menu', 'Shift+F10'),
    ...(isDesk
      ? [
          press('save', 'Control+s'),
          click('more tools', 'viewer.moreTools'),
          click('more', 'viewer.more'),
          click('layout', 'layout.choose'),
          click('measure menu', 'measure.more'),
          click('finding', 'measure.edit'),
          click('profile', 'measure.profile'),
          click('slices', 'measure.copyTo'),
        ]
      : []),
    ['share', () => page.getByTestId('share').first().click()] as const,
  ];
}

// The sign-in is walked by languageScreens.spec.ts.
test(`other screens in ${RTL}: diagnose, screen check @tablet`, async ({ page, companion }) => {
  const walk = await LanguageWalk.begin(RTL, await foreignWords(companion.dicomWeb), page);
  await page.goto(`${companion.url}/#/diagnose/main`);
  await page.waitForLoadState('networkidle');
  await walk.look(page, 'diagnose');
  await page.goto(`${companion.url}/#/screen`);
  await expect(page.getByTestId('screen-result')).toBeVisible();
  await walk.look(page, 'screen check');
  walk.end();
});

/** The characters of an element in the order in which they stand on the screen, from left to right; spaces left out. */
const readOff = (one: Locator): Promise<string> =>
  one.evaluate((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const seen: { readonly x: number; readonly sign: string }[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const [at, sign] of [...(node.textContent ?? '')].entries()) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const [box] = range.getClientRects();
        if (box && box.width > 0 && /\S/.test(sign)) seen.push({ x: box.left, sign });
      }
    return seen
      .toSorted((one, other) => one.x - other.x)
      .map(({ sign }) => sign)
      .join('');
  });

test('from right to left a slice, a key, a time and an address are read as they are written', async ({
  page,
  viewer,
  worklist,
  companion,
}) => {
  await speakFromNextLoading(page, RTL);
  await worklist.open();
  const times = page.locator('.wl-when > span');
  await expect(times.first()).toBeVisible();
  for (const time of await times.all()) {
    expect(await readOff(time)).toBe((await time.innerText()).trim());
    const isWhole = await time.evaluate((one) => {
      const cell = one.closest('[role="gridcell"]')?.getBoundingClientRect();
      const { left, right } = one.getBoundingClientRect();
      return cell !== undefined && left >= cell.left && right <= cell.right;
    });
    expect(isWhole, 'a time that is not cut').toBe(true);
  }
  const { study } = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(study);
  await viewer.loaded();
  const count = (await viewer.slice.innerText()).split('/')[1]?.trim();
  expect(await readOff(viewer.slice)).toBe(`1/${count}`);
  await viewer.pane().focus();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog').locator('kbd');
  await expect(keys.first()).toBeVisible();
  const faces = await keys.allInnerTexts();
  expect(faces).toEqual(expect.arrayContaining(['[', ']', 'Ctrl+↓']));
  for (const key of await keys.all()) {
    expect(await key.evaluate((one) => getComputedStyle(one).direction), 'brackets are mirrored').toBe('ltr');
    expect(await readOff(key)).toBe((await key.innerText()).replaceAll(/\s/g, ''));
  }
});

test('from right to left a passcode is read and typed from left to right, from the first moment', async ({
  page,
  colleague,
  companion: open,
  folder,
}) => {
  test.setTimeout(120_000);
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  const walk = await LanguageWalk.begin(RTL, new Set(), page, colleague);
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await page.getByTestId('sign-in').getByRole('button').first().click();
  await new SignIn(page).choose('Dr Ada Demo');
  await new Viewer(page, companion.url).shown();
  await page.getByTestId('share').click();
  await walk.button(page, 'shares.create').click();
  const code = page.getByLabel(walk.say('shares.code'), { exact: true });
  await expect(code).toBeVisible();
  const passcode = (await code.innerText()).replaceAll(/\D/g, '');
  expect(passcode).toMatch(/^\d{6}$/);
  expect(await readOff(code)).toBe(passcode);
  const link = page.getByLabel(walk.say('shares.link'), { exact: true });
  expect(await link.evaluate((one) => getComputedStyle(one).direction)).toBe('ltr');
  await colleague.goto(await link.inputValue());
  const field = colleague.getByRole('textbox');
  await expect(field).toBeFocused();
  await colleague.keyboard.type(passcode);
  await expect(field).toHaveValue(passcode);
  expect(await readOff(field.locator('..'))).toBe(passcode);
  // What is known of the accesses, the row says too.
  const row = page.getByRole('dialog').getByRole('listitem').first();
  const notOpened = walk.say('shares.mine.notOpened');
  await expect(row).toContainText(notOpened);
  await colleague.keyboard.press('Enter');
  await expect(colleague.getByTestId('guest-banner')).toBeVisible();
  await row.getByText(walk.say('shares.mine.accesses'), { exact: true }).click();
  await expect(row.getByRole('listitem').first()).toBeVisible();
  await expect(row).not.toContainText(notOpened);
  await companion.stop();
});

/** Where things are, in CSS pixels of the window. */
const placeOf = async (one: Locator): Promise<{ x: number; y: number; width: number; height: number }> => {
  const box = await one.boundingBox();
  if (!box) throw new Error('not on the page');
  return box;
};

test('from right to left the page is mirrored, and no picture, side or bar of slices is', async ({
  viewer,
  companion,
  colleague,
}) => {
  const { study } = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(study);
  await viewer.loaded();
  const other = new Viewer(colleague, companion.url);
  await speakFromNextLoading(colleague, RTL);
  await other.openStudy(study);
  await other.loaded();
  const facts = async (one: Viewer) => {
    const pane = await placeOf(one.pane());
    const inPane = async (place: Locator) => {
      const { x, y, width, height } = await placeOf(place);
      return [x - pane.x, y - pane.y, width, height].map(Math.round);
    };
    return {
      picture: await inPane(one.picture()),
      left: await inPane(one.pane().locator('[data-edge="left"]').first()),
      right: await inPane(one.pane().locator('[data-edge="right"]').first()),
      // Nothing of the patient is clipped where a line of an other direction would begin.
      facts: await one
        .pane()
        .getByTestId('pane-about')
        .locator('span')
        .first()
        .evaluate((facts) => getComputedStyle(facts).clipPath),
      bar: await inPane(one.pane().getByRole('slider').first()),
    };
  };
  await expect(async () => expect(await facts(other)).toEqual(await facts(viewer))).toPass({
    timeout: 15_000,
  });
});
