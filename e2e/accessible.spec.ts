import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { expect, test } from './fixtures';
import { inspect } from './inspect';
import { ctPhantom } from './phantom';

/** Serious and critical findings as lines: rule, and where. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    );
}

test(
  'axe finds nothing serious on the worklist',
  { tag: ['@tablet', '@phone'] },
  async ({ page, worklist }) => {
    await worklist.open();
    expect(await findings(page)).toEqual([]);
  },
);

test(
  'axe finds nothing serious on the viewer',
  { tag: ['@tablet', '@phone'] },
  async ({ page, viewer, companion }) => {
    await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
    expect(await findings(page)).toEqual([]);
  },
);

test(
  'axe finds nothing serious on the share dialog',
  { tag: ['@phone'] },
  async ({ page, viewer, companion }) => {
    await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
    await viewer.share();
    expect(await findings(page)).toEqual([]);
  },
);

test(
  'axe finds nothing serious on the tag browser',
  { tag: ['@phone'] },
  async ({ page, viewer, companion }) => {
    await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
    await page.keyboard.press('d');
    await page.getByRole('treeitem').first().click();
    await expect(page.getByRole('button', { name: 'Copy value' })).toBeVisible();
    expect(await findings(page)).toEqual([]);
  },
);

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
  await page.keyboard.type(found.patient.split('^').at(-1) ?? '');
  await expect.poll(() => worklist.rows.count()).toBeGreaterThan(0);
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
  { tag: ['@tablet', '@phone', '@only-touch'] },
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
    expect(await small(), 'worklist').toEqual([]);
    await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
    expect(await small(), 'viewer').toEqual([]);
  },
);
