import { en } from '@/i18n/en';
import { LONG_PRESS_MS } from '@/ui/longPress';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import type { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';
import { differingShare } from '../../harness/pictures';
import { Touch } from '../../harness/touch';

test.use({ samples: 'short' });

async function openPhantom(viewer: Viewer, root: string): Promise<void> {
  const { study, series } = await ctPhantom(root);
  await viewer.openStudy(study);
  await viewer.loaded(viewer.thumbOf(series));
}
const rightClick = async (viewer: Viewer, right: number, below: number) => {
  const { x, y } = await viewer.fromMiddle(right, below);
  await viewer.page.mouse.click(x, y, { button: 'right' });
};

test('a right click opens a menu of what can be done, a right drag windows as ever', async ({
  page,
  viewer,
  companion,
}) => {
  await openPhantom(viewer, companion.dicomWeb);
  const menu = page.getByRole('menu');
  const from = await viewer.middleOf();
  await page.mouse.move(from.x, from.y);
  await page.mouse.down({ button: 'right' });
  await page.mouse.move(from.x + 60, from.y + 20, { steps: 5 });
  await page.mouse.up({ button: 'right' });
  await expect.poll(async () => (await inspect.view(page)).panes[0]?.window).toBeDefined();
  await expect(menu).toHaveCount(0);
  await rightClick(viewer, 20, 20);
  await expect(menu).toBeVisible();
  for (const name of [en['preset.lung'], en['action.fit'], en['action.oneToOne'], en['action.keyImage']])
    await expect(menu.getByText(name, { exact: true })).toBeVisible();
  await menu.getByText(en['action.reset'], { exact: true }).click();
  await expect(menu).toHaveCount(0);
  await expect.poll(async () => (await inspect.view(page)).panes[0]?.window).toBeUndefined();
  // In the pane: the press itself may have given it to the picture's own element.
  const inPane = () => page.evaluate(() => document.activeElement?.closest('[data-pane]') !== null);
  await expect.poll(inPane).toBe(true);
});

test('a right click on a measurement offers what can be done with it', async ({
  page,
  viewer,
  companion,
}) => {
  await openPhantom(viewer, companion.dicomWeb);
  await viewer.chooseTool('length');
  await viewer.drag(await viewer.fromMiddle(-60, -40), await viewer.fromMiddle(60, -40));
  await viewer.measured(1);
  const menu = page.getByRole('menu');
  const choose = async (name: string) => {
    await rightClick(viewer, 0, -40);
    await menu.getByText(name, { exact: true }).click();
    await expect(menu).toHaveCount(0);
  };
  await choose(en['measure.lock']);
  await expect.poll(async () => (await inspect.measurements(page))[0]?.isLocked).toBe(true);
  await choose(en['measure.unlock']);
  await choose(en['measure.copyLink']);
  await expect(page.getByText(en['measure.said.link'])).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('#/view/');
  await choose(en['measure.delete']);
  await expect.poll(async () => (await inspect.measurements(page)).length).toBe(0);
  await page.keyboard.press('Control+z');
  await viewer.measured(1);
});

for (const key of ['Shift+F10', 'ContextMenu']) {
  test(`${key} opens the same menu, Escape leaves it for the picture`, async ({
    page,
    viewer,
    companion,
  }) => {
    await openPhantom(viewer, companion.dicomWeb);
    await viewer.pane().focus();
    await page.keyboard.press(key);
    const menu = page.getByRole('menu');
    await expect(menu).toBeVisible();
    const before = await inspect.view(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('r');
    expect(await inspect.view(page)).toEqual(before);
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
    await expect(viewer.pane()).toBeFocused();
  });
}

test(
  'a finger that rests on the picture opens the menu; one that draws does not',
  { tag: ['@tablet', '@phone', '@only-touch'] },
  async ({ page, viewer, companion }) => {
    await openPhantom(viewer, companion.dicomWeb);
    const touch = new Touch(page);
    const menu = page.getByRole('menu');
    const index = async () => (await inspect.panes(page))[0]?.index;
    const before = await index();
    await touch.hold([await viewer.middleOf()]);
    await expect(menu).toBeVisible();
    await touch.lift();
    await expect(menu).toBeVisible();
    expect(await index()).toBe(before);
    await menu.getByText(en['action.invert'], { exact: true }).tap();
    await expect(menu).toHaveCount(0);
    await expect.poll(async () => (await inspect.view(page)).panes[0]?.inverted).toBe(true);
    // Scrolling is no rest.
    await touch.drag(await viewer.middleOf(), await viewer.fromMiddle(0, 80));
    await expect.poll(index).not.toBe(before);
    await expect(menu).toHaveCount(0);
    await viewer.toolByTouch('length');
    await touch.hold([await viewer.fromMiddle(-60, -40), await viewer.fromMiddle(60, -40)]);
    // A timer that was set after the page's own for a rest, and the frame that it waits for, end after it.
    await page.evaluate(
      (restMs) => new Promise((done) => setTimeout(() => requestAnimationFrame(done), restMs)),
      LONG_PRESS_MS,
    );
    await expect(menu).toHaveCount(0);
    await touch.lift();
    await viewer.measured(1);
  },
);

test('a menu that is longer than the screen says at its edges that there is more', async ({
  page,
  browser,
  viewer,
  companion,
}) => {
  await page.setViewportSize({ width: 1024, height: 500 });
  await openPhantom(viewer, companion.dicomWeb);
  await viewer.pane().focus();
  await page.keyboard.press('Shift+F10');
  const panel = page.locator('[data-kind="menu"]');
  await expect(panel).toBeVisible();
  /** The edges beside the items, where nothing is but the panel. */
  const edges = async (to: 'start' | 'end') => {
    await panel.evaluate((one, to) => one.scrollTo(0, to === 'end' ? one.scrollHeight : 0), to);
    const box = await panel.boundingBox();
    if (!box) throw new Error('no menu');
    const strip = (y: number) => page.screenshot({ clip: { x: box.x + 2, y, width: 3, height: 6 } });
    return { top: await strip(box.y + 2), bottom: await strip(box.y + box.height - 8) };
  };
  const [start, end] = [await edges('start'), await edges('end')];
  expect(await differingShare(browser, start.bottom, end.bottom)).toBeGreaterThan(0.5);
  expect(await differingShare(browser, start.top, end.top)).toBeGreaterThan(0.5);
});

test(
  'what a reader wants over a picture comes first, all of it in sight, wherever the menu opens',
  { tag: ['@tablet', '@phone'] },
  async ({ page, viewer, companion }) => {
    await openPhantom(viewer, companion.dicomWeb);
    const menu = page.getByRole('menu');
    const items = menu.getByRole('menuitem').or(menu.getByRole('menuitemcheckbox'));
    const of = (name: string) => menu.getByText(name, { exact: true });
    const size = page.viewportSize();
    const pane = await viewer.pane().boundingBox();
    if (!size || !pane) throw new Error('no pane');
    /** From the edge, where names and bars are. */
    const inPx = 60;
    for (const [x, y] of [
      [pane.x + pane.width / 2, pane.y + pane.height / 2],
      [pane.x + pane.width - inPx, pane.y + pane.height - inPx],
      [pane.x + inPx, pane.y + pane.height - inPx],
    ] as const) {
      await page.mouse.click(x, y, { button: 'right' });
      await expect(menu).toBeVisible();
      await expect(async () => {
        const box = await page.locator('[data-kind="menu"]').boundingBox();
        if (!box) throw new Error('no menu');
        expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(size.width);
        expect(box.y + box.height).toBeLessThanOrEqual(size.height);
        // Longer than the window, it has the whole of it.
        expect(box.height).toBeGreaterThan(size.height - 40);
      }).toPass({ timeout: 15_000 });
      const wanted = [en['tool.length'], en['tool.angle'], en['preset.lung'], en['preset.bone']];
      // Fingers need more room: what is in sight on a small screen ends with the windows.
      const also = [en['action.reset'], en['action.fit'], en['action.keyImage']];
      for (const name of [...wanted, ...(size.height > 850 ? also : [])])
        await expect(of(name)).toBeInViewport({ ratio: 1 });
      await page.keyboard.press('Escape');
      await expect(menu).toHaveCount(0);
    }
    await viewer.pane().focus();
    await page.keyboard.press('Shift+F10');
    await expect(of(en['tool.length'])).toBeVisible();
    const names = (await items.locator('span:not([aria-hidden])').allInnerTexts()).map((name) => name.trim());
    const at = names.indexOf(en['action.rotate']);
    expect(names.slice(at, at + 3)).toEqual([en['action.rotate'], en['action.upend'], en['action.mirror']]);
    expect(names.slice(0, 2)).toEqual([en['tool.length'], en['tool.angle']]);
    // Nothing stands there twice.
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  },
);
