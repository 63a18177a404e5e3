import { expect, type Locator, type Page } from '@playwright/test';
import { en } from '@/i18n/en';
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
