import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { axeFindings } from '../../harness/axe';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { atBothSizes } from '../../harness/sizes';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

/** Opens, looks at both sizes for fingers, and says where it was looked. */
type Look = (where: string, open: () => Promise<unknown>, close?: () => Promise<unknown>) => Promise<void>;

const looker =
  (page: Page, told: string[]): Look =>
  async (where, open, close) => {
    await open();
    await atBothSizes(page, async (size) => {
      told.push(...(await axeFindings(page)).map((line) => `${where} (${size}): ${line}`));
    });
    await close?.();
  };

test(
  'axe finds nothing on the worklist and in what it opens',
  { tag: '@tablet' },
  async ({ page, worklist }) => {
    test.slow();
    const told: string[] = [];
    const look = looker(page, told);
    const dialog = page.getByRole('dialog');
    const leave = async () => {
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
    };
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await look('list', () => worklist.open());
    await look('keys', () => page.keyboard.press('?').then(() => dialog.waitFor()), leave);
    if (isDesk(page)) {
      await look('preview', async () => {
        await worklist.rows.first().click();
        await expect(page.locator('.wl-previewbody')).toBeVisible();
      });
    } else {
      await look(
        'filters',
        () =>
          page
            .getByRole('button', { name: en['worklist.filters'] })
            .click()
            .then(() => dialog.waitFor()),
        leave,
      );
    }
    await look('dates', async () => {
      await page.getByRole('button', { name: en['worklist.date.choose'], exact: true }).click();
      await expect(dialog.getByRole('grid').first()).toBeVisible();
    });
    await leave();
    await look('nothing found', async () => {
      await page.getByTestId('filter-patient').fill('nobody of that name');
      await expect(worklist.rows).toHaveCount(0);
      await expect(
        page
          .getByRole('button', { name: en['worklist.empty.anyDate'] })
          .or(page.getByText(/No study/))
          .first(),
      ).toBeVisible();
    });
    expect(told).toEqual([]);
  },
);

test(
  'axe finds nothing on the viewer and in what it opens',
  { tag: '@tablet' },
  async ({ page, viewer, companion }) => {
    test.slow();
    const told: string[] = [];
    const look = looker(page, told);
    const dialog = page.getByRole('dialog');
    const menu = page.getByRole('menu');
    const press = (key: string) => async () => {
      await page.keyboard.press(key);
      await expect(dialog.or(menu).first()).toBeVisible();
    };
    const leave = async () => {
      await page.keyboard.press('Escape');
      await expect(dialog.or(menu)).toHaveCount(0);
    };
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await look('study', async () => viewer.openStudy((await ctPhantom(companion.dicomWeb)).study));
    await viewer.pane().focus();
    await look('palette', press('Control+k'));
    await look('palette, asked', () => page.keyboard.type('lay'), leave);
    await look('help', press('?'), leave);
    await look('hands', press('Shift+K'), leave);
    await look('calibrate', press('k'), leave);
    await look('save', press('Control+s'), leave);
    await look('picture menu', press('Shift+F10'), leave);
    await look('tags', press('d'));
    await look(
      'tag',
      async () => {
        await page.getByRole('treeitem').first().click();
        await expect(page.getByRole('button', { name: 'Copy value' })).toBeVisible();
      },
      leave,
    );
    await look('share', () => viewer.share(), leave);
    if (isDesk(page)) {
      await look(
        'layout',
        () =>
          viewer
            .button(/^Panes$/)
            .click()
            .then(() => dialog.waitFor()),
        leave,
      );
      await look(
        'tools',
        () =>
          viewer
            .button('More measuring tools')
            .click()
            .then(() => menu.waitFor()),
        leave,
      );
    } else {
      for (const tab of ['sheet.series', 'sheet.results', 'sheet.more'] as const)
        await look(tab, async () => {
          if ((await page.getByRole('region', { name: en['sheet.name'] }).count()) === 0)
            await viewer.button(/^More$/).click();
          await page.getByRole('button', { name: en[tab], exact: true }).last().click();
        });
    }
    expect(told).toEqual([]);
  },
);

test('axe finds nothing in what measuring opens', async ({ page, viewer, companion }) => {
  const told: string[] = [];
  const look = looker(page, told);
  const dialog = page.getByRole('dialog');
  const leave = async () => {
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
  await look('arrow', async () => {
    await viewer.tool('arrow').click();
    await viewer.drag(await viewer.fromMiddle(-60, 40), await viewer.fromMiddle(-120, -20));
    await dialog.waitFor();
    await page.keyboard.type('text');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
  });
  await look(
    'finding',
    async () => {
      await page.getByRole('button', { name: en['measure.edit'], exact: true }).click();
      await dialog.waitFor();
    },
    leave,
  );
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-60, -40), await viewer.fromMiddle(60, -40));
  await viewer.measured(2);
  for (const name of ['measure.profile', 'measure.copyTo', 'action.back'] as const)
    await look(
      en[name],
      async () => {
        await page.getByRole('button', { name: en[name], exact: true }).first().click();
        await dialog.waitFor();
      },
      leave,
    );
  expect(told).toEqual([]);
});

const isDesk = (page: Page): boolean => (page.viewportSize()?.width ?? 0) > 1024;

/** Presses Tab until an element has the focus. */
async function tabTo(page: Page, what: string, matches: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 150; i++) {
    if (await matches()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${what}`);
}

test('by keyboard alone: find, open, scroll, window, measure, share', async ({
  page,
  worklist,
  viewer,
  companion,
}) => {
  const found = await ctPhantom(companion.dicomWeb);
  await worklist.open();
  const focused = (selector: string) =>
    page.evaluate((css) => document.activeElement?.closest(css) !== null, selector);
  await tabTo(page, 'the patient filter', () => focused('[data-testid="filter-patient"]'));
  const name = found.patient.split('^').at(-1) ?? '';
  await page.keyboard.type(name);
  // The list is at rest: a row that goes takes the focus along.
  await expect(worklist.rows.filter({ hasNotText: new RegExp(name, 'i') })).toHaveCount(0);
  await expect(worklist.rows.first()).toBeVisible();
  await tabTo(page, 'a study', () => focused('[data-testid="study-row"]'));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/view\//);
  await viewer.shown();

  await page.keyboard.press('End');
  await expect(viewer.slice).toHaveText(new RegExp(`^${found.sops.length}\\s*/`));
  await page.keyboard.press('2');
  await expect.poll(async () => (await inspect.view(page)).panes[0]?.window).toBeDefined();
  await page.keyboard.press('l');
  await expect(viewer.tool('length')).toHaveAttribute('aria-pressed', 'true');

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('invert');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await inspect.view(page)).panes[0]?.inverted).toBe(true);

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  const bar = `[role="toolbar"][aria-label="${en['viewer.screenTools']}"]`;
  await tabTo(page, 'the bar of Share', () => focused(bar));
  await page.keyboard.press('End');
  for (let i = 0; i < 12 && !(await focused('[data-testid="share"]')); i++)
    await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('textbox', { name: /link/i })).toHaveValue(/#\/view\//);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByTestId('share'), 'focus comes back to what opened the dialog').toBeFocused();
});

test('a press on the picture gives the focus to its pane, whose ring cuts no letter', async ({
  page,
  viewer,
  companion,
}) => {
  await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
  await viewer.shown();
  await viewer.picture().click();
  await expect(viewer.pane()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(viewer.pane()).toBeFocused();
  const rings = await page.evaluate(
    () =>
      [...document.querySelectorAll('[data-pane] *')].filter((one) => one.matches(':focus-visible')).length,
  );
  expect(rings).toBe(0);
});

test('what has the focus can be seen', async ({ page, worklist }) => {
  await worklist.open();
  const unseen = new Set<string>();
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      // A ring may be drawn by the element or by the field around it.
      const isMarked = [element, element.parentElement, element.closest('[class*="Input"], tr, li')].some(
        (each) => {
          if (!each) return false;
          const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(each);
          return (
            (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) ||
            boxShadow !== 'none' ||
            /90, 182, 255/.test(borderColor)
          );
        },
      );
      return isMarked ? undefined : element.outerHTML.slice(0, 160);
    });
    if (name) unseen.add(name);
  }
  expect([...unseen]).toEqual([]);
});

test(
  'targets are 44 px for fingers',
  { tag: ['@tablet', '@only-touch'] },
  async ({ page, worklist, viewer, companion }) => {
    const small = () =>
      page.evaluate(() =>
        [
          ...document.querySelectorAll<HTMLElement>(
            'button, a[href], [role="button"], [role="tab"], input:not([type="hidden"])',
          ),
        ]
          .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
          .map((element) => {
            // A label or a row around a small control is part of its target.
            const target = element.closest('label, [data-testid="study-row"]') ?? element;
            const { width, height, bottom, right } = target.getBoundingClientRect();
            return {
              width,
              height,
              isOff: bottom <= 0 || right <= 0 || width === 0,
              html: element.outerHTML.slice(0, 140),
            };
          })
          .filter(({ width, height, isOff }) => !isOff && (width < 43.5 || height < 43.5))
          .map(({ width, height, html }) => `${Math.round(width)} x ${Math.round(height)} ${html}`),
      );
    await worklist.open();
    await atBothSizes(page, async (size) => expect(await small(), `worklist, ${size}`).toEqual([]));
    await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
    await atBothSizes(page, async (size) => expect(await small(), `viewer, ${size}`).toEqual([]));
  },
);
