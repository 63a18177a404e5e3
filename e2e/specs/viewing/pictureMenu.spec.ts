import { en } from '@/i18n/en';
import { LONG_PRESS_MS } from '@/ui/longPress';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import type { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';
import { Touch } from '../../harness/touch';

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
    expect((await inspect.view(page)).panes[0]?.inverted).toBe(true);
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
