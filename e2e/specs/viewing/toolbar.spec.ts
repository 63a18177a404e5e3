import type { Page } from '@playwright/test';
import { ACTIONS } from '@/features/viewer/commands/actions';
import { en } from '@/i18n/en';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

/** Notes, frame by frame, every button of the header that is at another place than where it first was. */
const watchButtons = (page: Page) =>
  page.addInitScript(() => {
    const first = new Map<string, string>();
    const moves: string[] = [];
    Object.assign(window, { headerMoves: moves });
    const look = () => {
      for (const button of document.querySelectorAll(
        'header[data-screen] button[aria-label]:not([popover] *)',
      )) {
        const { left, top, width } = button.getBoundingClientRect();
        const name = button.getAttribute('aria-label') ?? '';
        const place = [left, top, width].map(Math.round).join();
        if (width > 0 && !first.has(name)) first.set(name, place);
        if (width > 0 && first.get(name) !== place) moves.push(`${name}: ${first.get(name)} > ${place}`);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
const movesOf = (page: Page) =>
  page.evaluate(() => [...new Set((window as unknown as { headerMoves: string[] }).headerMoves)]);

for (const width of [1200, 1440, 1920]) {
  test(`no button moves while others arrive, nor when a rare tool is chosen, at ${width}`, async ({
    page,
    viewer,
    companion,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await watchButtons(page);
    const { study, series } = await ctPhantom(companion.dicomWeb);
    await viewer.openStudy(study);
    await viewer.loaded(viewer.thumbOf(series));
    await expect(page.getByTestId('save')).toBeVisible();
    await viewer.chooseTool('cobb');
    await expect(viewer.tool('cobb')).toHaveAttribute('aria-pressed', 'true');
    await viewer.chooseTool('length');
    await viewer.drag(await viewer.fromMiddle(-60, -40), await viewer.fromMiddle(60, -40));
    await viewer.measured(1);
    expect(await movesOf(page)).toEqual([]);
    const overlaps = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('header[data-screen] button')]
        .map((button) => button.getBoundingClientRect())
        .filter(({ width }) => width > 0);
      const end = document.documentElement.clientWidth;
      return boxes.filter(
        (a, i) =>
          a.right > end ||
          boxes.some((b, j) => j > i && a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom),
      ).length;
    });
    expect(overlaps, 'nothing lies on another or beyond the edge').toBe(0);
  });
}

const PICTURE = ['fit', 'oneToOne', 'upend', 'mirror', 'graphics', 'calibrate', 'rotate'] as const;

for (const width of [1200, 1440, 1920]) {
  test(`everything that can be done with a picture has a button or stands under More at ${width}`, async ({
    page,
    viewer,
    companion,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    const { study } = await ctPhantom(companion.dicomWeb);
    await viewer.openStudy(study);
    const bar = page.getByRole('toolbar', { name: en['viewer.tools'] });
    await bar.getByRole('button', { name: en['viewer.more'], exact: true }).click();
    const menu = page.getByRole('menu');
    await expect(menu).toBeVisible();
    for (const id of PICTURE) {
      const name = en[ACTIONS[id].label];
      const places =
        (await menu.getByText(name, { exact: true }).count()) +
        (await page.locator(`[role="toolbar"] [aria-label="${name}"]`).count());
      expect(places, name).toBeGreaterThan(0);
    }
    const item = menu.getByText(en['action.upend'], { exact: true });
    if ((await item.count()) > 0) await item.click();
    else {
      await page.keyboard.press('Escape');
      await viewer.button(en['action.upend']).click();
    }
    await expect(menu).toBeHidden();
    await expect
      .poll(async () => (await inspect.view(page)).panes[0])
      .toMatchObject({ mirrored: true, rotationDeg: 180 });
  });
}
