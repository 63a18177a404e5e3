import { expect, type Locator, type Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { shareGate } from '@/i18n/en/shareGate';
import { test } from '../../fixtures/fixtures';
import { house } from '../../harness/identityProvider';
import { inPseudo, speak, wordFaults, type PseudoId } from '../../harness/language';
import { ctPhantom } from '../../material/phantom';
import { Viewer } from '../../pages/viewer';

const RTL = 'ar-XB';
const WORD = /[A-Za-z][A-Za-z’']+/g;

/** Words that no text of ours is: of the archive's rows and of an image, of its settings, and of what Intl and the library say. */
async function wordsOf(root: string): Promise<Set<string>> {
  const { study, series } = await ctPhantom(root);
  const answers = await Promise.all(
    [
      'studies?limit=200&includefield=all',
      'series?limit=500&includefield=all',
      `studies/${study}/series/${series}/metadata`,
    ].map(async (path) => {
      const answer = await fetch(`${root}/${path}`, { headers: { Accept: 'application/dicom+json' } });
      return answer.ok ? answer.text() : '';
    }),
  );
  // Twelve months, and more than seven days of the week.
  const months = Array.from({ length: 12 }, (_, month) =>
    (['short', 'long'] as const).flatMap((style) =>
      [1, 2].map((day) =>
        new Date(2026, month, day).toLocaleDateString('de', { month: style, weekday: style }),
      ),
    ),
  ).flat();
  const others =
    'Main archive, Demo house, qqqq, YYYY-MM-DD, Schließen, und, bis, Heute, Zurück, Weiter, Monat, Jahr, Nächster, Vorheriger, Auswahl';
  const all = [...answers, ...months, others].flatMap((text) => text.match(WORD) ?? []);
  return new Set(all.map((word) => word.toLowerCase()));
}

/** Looks at what is on the screen, once nothing moves. */
async function look(page: Page, data: ReadonlySet<string>, what: string, found: string[]): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    await Promise.all(
      document
        .getAnimations()
        .filter(({ playState }) => playState === 'running')
        .map(({ finished }) => finished.catch(() => undefined)),
    );
  });
  for (const fault of await wordFaults(page, data)) found.push(`${what}: ${fault}`);
  const shots = process.env['E2E_SHOTS'];
  if (shots)
    await page.screenshot({
      path: `${shots}/${test.info().project.name}-${what.replaceAll(/\W+/g, '-')}.png`,
    });
}

const button = (page: Page, id: PseudoId, english: string): Locator =>
  page.getByRole('button', { name: inPseudo(id, english), exact: true }).first();

const leave = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-owns-keys]')).toHaveCount(0);
};

async function openEach(
  page: Page,
  data: ReadonlySet<string>,
  found: string[],
  rows: readonly (readonly [what: string, open: () => Promise<void>])[],
): Promise<void> {
  for (const [what, open] of rows) {
    await open();
    await expect(page.locator('[data-owns-keys]').first(), what).toBeVisible();
    await look(page, data, what, found);
    await leave(page);
  }
}

for (const id of [RTL, 'en-XA'] as const) {
  test(`the list in ${id}: no text cut, no English left @tablet @phone`, async ({
    page,
    worklist,
    companion,
  }) => {
    const data = await wordsOf(companion.dicomWeb);
    const scripts = new Set<string>();
    page.on('request', (request) => {
      if (/\/assets\/[^/]*\.js$/.test(request.url())) scripts.add(request.url());
    });
    await speak(page, id);
    await worklist.open();
    const found: string[] = [];
    await look(page, data, `${id} list`, found);
    const isDesk = test.info().project.name === 'desk';
    const rows: (readonly [string, () => Promise<void>])[] = isDesk
      ? [
          [`${id} list keys`, () => page.keyboard.press('?')],
          [`${id} list dates`, () => button(page, id, en['worklist.date.choose']).click()],
          [`${id} list modalities`, () => page.locator('.wl-select[aria-haspopup]').first().click()],
        ]
      : [[`${id} list filters`, () => button(page, id, en['worklist.filters']).click()]];
    await worklist.rows.first().focus();
    await openEach(page, data, found, rows);
    await worklist.open();
    await page.getByTestId('filter-patient').fill('qqqq');
    await expect(worklist.rows).toHaveCount(0);
    await look(page, data, `${id} list empty`, found);
    expect(found).toEqual([]);
    // No text of another language was fetched: no file that came holds an English sentence of the list.
    const bodies = await Promise.all([...scripts].map(async (url) => (await page.request.get(url)).text()));
    expect(bodies.length).toBeGreaterThan(3);
    expect(bodies.filter((body) => body.includes(en['worklist.preview.none']))).toEqual([]);
    expect(bodies.filter((body) => body.includes(inPseudo(id, en['worklist.preview.none'])))).toHaveLength(1);
  });

  test(`the viewer in ${id}: no text cut, no English left @tablet @phone`, async ({
    page,
    viewer,
    companion,
  }) => {
    test.setTimeout(180_000);
    const data = await wordsOf(companion.dicomWeb);
    await speak(page, id);
    const { study } = await ctPhantom(companion.dicomWeb);
    await viewer.openStudy(study);
    await expect(page.locator('html')).toHaveAttribute('dir', id === RTL ? 'rtl' : 'ltr');
    await expect(
      button(page, id, en['viewer.more'])
        .or(button(page, id, en['sheet.more']))
        .first(),
    ).toBeVisible();
    const found: string[] = [];
    await look(page, data, `${id} viewer`, found);
    if (test.info().project.name === 'desk') await measureOne(page, viewer);
    await look(page, data, `${id} viewer measured`, found);
    await openEach(page, data, found, viewerRows(page, viewer, id));
    expect(found).toEqual([]);
  });
}

async function measureOne(page: Page, viewer: Viewer): Promise<void> {
  await page.keyboard.press('l');
  await viewer.drag(await viewer.fromMiddle(-60, -40), await viewer.fromMiddle(60, -40));
  await viewer.measured(1);
}

function viewerRows(page: Page, viewer: Viewer, id: PseudoId) {
  const press = (what: string, key: string) =>
    [
      `${id} ${what}`,
      async () => {
        await viewer.pane().focus();
        await page.keyboard.press(key);
      },
    ] as const;
  const click = (what: string, english: string) =>
    [`${id} ${what}`, () => button(page, id, english).click()] as const;
  const isDesk = test.info().project.name === 'desk';
  return [
    press('help', '?'),
    press('commands', 'Control+k'),
    press('calibrate', 'k'),
    press('tags', 'd'),
    press('picture menu', 'Shift+F10'),
    ...(isDesk
      ? [
          press('save', 'Control+s'),
          click('more tools', en['viewer.moreTools']),
          click('more', en['viewer.more']),
          click('layout', en['layout.choose']),
          click('measure menu', en['measure.more']),
          click('finding', en['measure.edit']),
          click('profile', en['measure.profile']),
          click('slices', en['measure.copyTo']),
        ]
      : []),
    [`${id} share`, () => page.getByTestId('share').first().click()] as const,
  ];
}

test(`other screens in ${RTL}: sign-in, gate, diagnose @tablet @phone`, async ({
  page,
  companion,
  folder,
}) => {
  test.setTimeout(120_000);
  const data = await wordsOf(companion.dicomWeb);
  const found: string[] = [];
  await speak(page, RTL);
  await page.goto(`${companion.url}/#/diagnose/main`);
  await page.waitForLoadState('networkidle');
  await look(page, data, 'diagnose', found);
  const home = await house(folder);
  await page.goto(home.url);
  await expect(page.getByTestId('sign-in')).toBeVisible();
  await look(page, data, 'sign-in', found);
  await home.stop();
  expect(found).toEqual([]);
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
  await speak(page, RTL);
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
  const companion = await house(folder);
  await speak(page, RTL);
  await speak(colleague, RTL);
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await page.getByTestId('sign-in').getByRole('button').first().click();
  await page.getByRole('button', { name: /Dr Ada Demo/ }).click();
  await new Viewer(page, companion.url).shown();
  await page.getByTestId('share').click();
  await button(page, RTL, shareGate['shares.create']).click();
  const code = page.getByLabel(inPseudo(RTL, shareGate['shares.code']), { exact: true });
  await expect(code).toBeVisible();
  const passcode = (await code.innerText()).replaceAll(/\D/g, '');
  expect(passcode).toMatch(/^\d{6}$/);
  expect(await readOff(code)).toBe(passcode);
  const link = page.getByLabel(inPseudo(RTL, shareGate['shares.link']), { exact: true });
  expect(await link.evaluate((one) => getComputedStyle(one).direction)).toBe('ltr');
  await colleague.goto(await link.inputValue());
  const field = colleague.getByRole('textbox');
  await expect(field).toBeFocused();
  await colleague.keyboard.type(passcode);
  await expect(field).toHaveValue(passcode);
  expect(await readOff(field.locator('..'))).toBe(passcode);
  // What is known of the accesses, the row says too.
  const row = page.getByRole('dialog').getByRole('listitem').first();
  const notOpened = inPseudo(RTL, shareGate['shares.mine.notOpened']);
  await expect(row).toContainText(notOpened);
  await colleague.keyboard.press('Enter');
  await expect(colleague.getByTestId('guest-banner')).toBeVisible();
  await row.getByText(inPseudo(RTL, shareGate['shares.mine.accesses']), { exact: true }).click();
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
  await speak(colleague, RTL);
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
  expect(await facts(other)).toEqual(await facts(viewer));
});
