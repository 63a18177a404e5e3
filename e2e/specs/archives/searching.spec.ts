import { expect, test } from '../../fixtures/fixtures';
import { startHostile, type Hostile } from '../../hostile/server';

/** Studies of the hostile archive: two with objects, the rest in the list alone; every second is the second patient's. */
const ALL = 26;
const OF_OTHER = 13;

/** Switches of QIDO-RS under which the list must hold every study all the same. */
const SWITCHES = [
  'ignoreFilters=on',
  'ignoreLimit=on',
  'limitMax=400',
  'limitMax=413',
  'limitMax=silent',
  'limitMax=silent+total=warn299',
  'includefield=refused400',
  'keywordsRefused=on',
  'wildcards=refused400',
  'dupRows=patients',
  'missing=Modality',
  'json=single',
  'static=noQuery',
];

test.describe('a list from an archive that', () => {
  let hostile: Hostile;
  test.beforeAll(async ({ companion }) => {
    hostile = await startHostile({
      page: companion.url,
      archives: ['plain', 'modalities=last', 'modalities=none', ...SWITCHES],
    });
  });
  test.afterAll(() => hostile.close());

  test('searches as it should not holds every study, and finds one by number and modality', async ({
    page,
  }) => {
    test.slow();
    const status = page.getByRole('status');
    for (const switches of SWITCHES)
      await test.step(switches, async () => {
        // In the page that is there: the list of before is narrowed, and holds fewer.
        const before = hostile.seen(switches).length;
        await page.goto(`${hostile.url}/#/?archive=${hostile.id(switches)}`);
        await expect(status.filter({ hasText: `${ALL} studies` }).first()).toBeVisible();
        expect(hostile.seen(switches).length).toBeGreaterThan(before);
        await page.getByTestId('filter-patient').fill('other');
        await expect(status.filter({ hasText: `${OF_OTHER} studies` }).first()).toBeVisible();
      });
  });

  test('knows no list of modalities is asked for each', async ({ page }) => {
    const counts: Record<string, number> = {};
    for (const switches of ['plain', 'modalities=last', 'modalities=none']) {
      await page.goto('about:blank');
      await page.goto(`${hostile.url}/#/?archive=${hostile.id(switches)}&mod=CT,MR`);
      await expect(page.getByTestId('study-row').first()).toBeVisible();
      await expect(page.getByText(/^\d+ studies$/).first()).toBeVisible();
      counts[switches] = Number.parseInt(
        await page
          .getByText(/^\d+ studies$/)
          .first()
          .innerText(),
        10,
      );
    }
    expect(counts['plain']).toBeGreaterThan(15);
    expect(counts['modalities=last']).toBe(counts['plain']);
    expect(counts['modalities=none']).toBe(counts['plain']);
  });

  test('is new here is looked at once the list is there, and what was found is kept without a patient', async ({
    page,
  }) => {
    const archive = 'limitMax=413';
    const kept = () =>
      page.evaluate((id) => localStorage.getItem(`isocenter.archive.${id}`), hostile.id(archive));
    // What is kept when the first row comes.
    await page.addInitScript(
      (key) => {
        new MutationObserver((_, self) => {
          if (!document.querySelector('[data-testid="study-row"]')) return;
          self.disconnect();
          document.documentElement.dataset['keptAtFirst'] = localStorage.getItem(key) ?? 'nothing';
        }).observe(document, { childList: true, subtree: true });
      },
      `isocenter.archive.${hostile.id(archive)}`,
    );
    await page.goto(`${hostile.url}/#/?archive=${hostile.id(archive)}`);
    await expect(page.getByTestId('study-row').first()).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-kept-at-first', 'nothing');
    const before = hostile.seen(archive).length;
    await expect.poll(kept, { timeout: 30_000 }).toContain('"limitMax":10');
    expect(await kept()).not.toMatch(/Hostile|Other|HOST-|2\.25\.\d{20}/);
    // The list itself had to find out that fewer rows are wanted; the probe asks for no pixels.
    expect(
      hostile
        .seen(archive)
        .slice(before)
        .map(({ path }) => path)
        .join('\n'),
    ).not.toMatch(/frames|instances|PatientName=[^&]{6}/);
    const asked = hostile.seen(archive).length;
    await page.reload();
    await expect(page.getByText(`${ALL} studies`).first()).toBeVisible();
    const again = hostile
      .seen(archive)
      .slice(asked)
      .filter(({ path }) => path.startsWith('/studies?'));
    // Known beforehand: no request is refused, and none repeated.
    expect(again.every(({ path }) => Number(/[?&]limit=(\d+)/.exec(path)?.[1]) <= 10)).toBe(true);
  });
});

test.describe('an archive on another origin', () => {
  const FOREIGN = ['cors=full', 'cors=none', 'cors=noExpose', 'cors=noOn4xx'];

  for (const [name, bypassCSP, expected] of [
    ['that the policy of the page leaves out is named', false, { 'cors=full': 'security policy forbids' }],
    [
      'that hides its answers is named; others work',
      true,
      {
        'cors=full': 'It answers with a list',
        'cors=none': 'does not allow this page',
        'cors=noExpose': 'It answers with a list',
        'cors=noOn4xx': 'Its refusals come without CORS headers',
      },
    ],
  ] as const)
    test(name, async ({ browser, companion }) => {
      const hostile = await startHostile({
        page: companion.url,
        archives: ['plain'],
        foreign: FOREIGN,
        keepsPolicy: true,
      });
      // Not a watched page: what is forbidden elsewhere is what is looked at here.
      const context = await browser.newContext({ bypassCSP });
      try {
        const page = await context.newPage();
        for (const [switches, sentence] of Object.entries(expected)) {
          await page.goto('about:blank');
          await page.goto(`${hostile.url}/#/diagnose/${hostile.id(switches)}`);
          await expect(page.locator('[data-diagnosed="yes"]')).toBeVisible({ timeout: 30_000 });
          await expect(page.locator('[data-check="answers"]'), switches).toContainText(sentence);
        }
      } finally {
        await context.close();
        await hostile.close();
      }
    });
});
