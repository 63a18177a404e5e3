import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import type { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';
import { Touch } from '../../harness/touch';

test.use({ samples: 'short' });

/** A finger draws alike on both; where tools and buttons lie otherwise, on the tablet too. */
const PHONE = { tag: ['@phone', '@only-touch'] };
const TOUCH_SCREENS = { tag: ['@tablet', '@phone', '@only-touch'] };

async function openPhantom(viewer: Viewer, root: string): Promise<Touch> {
  const { study, series } = await ctPhantom(root);
  await viewer.openStudy(study);
  await viewer.loaded(viewer.thumbOf(series));
  return new Touch(viewer.page);
}

/** A finger along a line, so many CSS pixels below the middle. */
const draw = async (viewer: Viewer, touch: Touch, below: number): Promise<void> =>
  touch.drag(await viewer.fromMiddle(-60, below), await viewer.fromMiddle(60, below));
const drawn = async (page: Page): Promise<number> => (await inspect.measurements(page)).length;
const slice = async (page: Page) => (await inspect.panes(page))[0]?.index;

test(
  'after one drawing the finger scrolls again, and nothing more is drawn',
  PHONE,
  async ({ page, viewer, companion }) => {
    const touch = await openPhantom(viewer, companion.dicomWeb);
    await viewer.toolByTouch('length');
    await draw(viewer, touch, -50);
    await expect(viewer.pane(), 'the pane has the keys, not what lies in it').toBeFocused();
    const { readings } = await viewer.measured(1);
    await expect(viewer.tool('scroll')).toHaveAttribute('aria-pressed', 'true');
    const before = await slice(page);
    await touch.drag(await viewer.fromMiddle(-100, 20), await viewer.fromMiddle(-100, 120));
    await expect.poll(() => slice(page)).not.toBe(before);
    const [one, ...more] = await inspect.measurements(page);
    expect(more).toEqual([]);
    expect(one?.readings).toEqual(readings);
  },
);

test(
  'a swipe that begins on a drawing scrolls; what a tap has chosen is moved',
  PHONE,
  async ({ page, viewer, companion }) => {
    const touch = await openPhantom(viewer, companion.dicomWeb);
    for (const [at, below] of [-50, 50].entries()) {
      await viewer.toolByTouch('length');
      await draw(viewer, touch, below);
      await viewer.measured(at + 1);
    }
    const points = async () => (await inspect.measurements(page)).map(({ pointsPx }) => pointsPx);
    const before = [await points(), await slice(page)] as const;
    const swipe = async (fromY: number, toY: number) =>
      touch.drag(await viewer.fromMiddle(10, fromY), await viewer.fromMiddle(10, toY));
    // From the first line, which is not chosen.
    await swipe(-50, 10);
    await expect.poll(() => slice(page)).not.toBe(before[1]);
    await swipe(10, -50);
    await expect.poll(() => slice(page)).toBe(before[1]);
    expect(await points()).toEqual(before[0]);
    await touch.tap(await viewer.fromMiddle(10, -50));
    await swipe(-50, 10);
    await expect.poll(points).not.toEqual(before[0]);
    expect(await slice(page)).toBe(before[1]);
    expect((await points())[1]).toEqual(before[0][1]);
    // A tap beside all of it lets go: the next swipe over it scrolls.
    const moved = await points();
    await touch.tap(await viewer.fromMiddle(-120, 100));
    await swipe(10, 60);
    await expect.poll(() => slice(page)).not.toBe(before[1]);
    expect(await points()).toEqual(moved);
  },
);

test(
  'a second tap on the tool keeps it, visibly, and a third lets it go',
  TOUCH_SCREENS,
  async ({ page, viewer, companion }) => {
    const touch = await openPhantom(viewer, companion.dicomWeb);
    await viewer.toolByTouch('length');
    await expect(page.getByRole('status').filter({ hasText: /^Length: one drawing/ })).toHaveCount(1);
    await viewer.toolByTouch('length');
    await expect(page.getByRole('status').filter({ hasText: /^Length stays chosen/ })).toHaveCount(1);
    await expect(page.locator(`[aria-description="${en['tool.kept']}"]`).first()).toBeVisible();
    await draw(viewer, touch, -50);
    await viewer.measured(1);
    await draw(viewer, touch, 50);
    await viewer.measured(2);
    await viewer.toolByTouch('length');
    await expect(viewer.tool('scroll')).toHaveAttribute('aria-pressed', 'true');
    const before = await slice(page);
    await touch.drag(await viewer.fromMiddle(-100, 80), await viewer.fromMiddle(-100, 160));
    await expect.poll(() => slice(page)).not.toBe(before);
    expect(await drawn(page)).toBe(2);
  },
);

test(
  'a drawing is taken back by one button, without a sheet',
  TOUCH_SCREENS,
  async ({ page, viewer, companion }) => {
    const touch = await openPhantom(viewer, companion.dicomWeb);
    await viewer.toolByTouch('ellipse');
    await touch.drag(await viewer.middleOf(), await viewer.fromMiddle(40, 30));
    await viewer.measured(1);
    const undo = page.getByRole('button', { name: en['action.undo'] });
    await expect(undo).toHaveCount(1);
    const box = await undo.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await undo.tap();
    await expect.poll(() => drawn(page)).toBe(0);
  },
);

test('an erasing finger erases once', PHONE, async ({ page, viewer, companion }) => {
  const touch = await openPhantom(viewer, companion.dicomWeb);
  for (const [at, below] of [-70, 70].entries()) {
    await viewer.toolByTouch('length');
    await draw(viewer, touch, below);
    await viewer.measured(at + 1);
  }
  await viewer.button(new RegExp(`^${en['viewer.measure']}$`)).tap();
  await viewer.tool('erase').tap();
  await touch.tap(await viewer.fromMiddle(0, -70));
  await expect.poll(() => drawn(page)).toBe(1);
  await expect(viewer.tool('scroll')).toHaveAttribute('aria-pressed', 'true');
  await touch.tap(await viewer.fromMiddle(0, 70));
  expect(await drawn(page)).toBe(1);
});

test('a mouse keeps its tool', async ({ page, viewer, companion }) => {
  await openPhantom(viewer, companion.dicomWeb);
  await viewer.chooseTool('length');
  for (const [at, below] of [-50, 50].entries()) {
    await viewer.drag(await viewer.fromMiddle(-60, below), await viewer.fromMiddle(60, below));
    await viewer.measured(at + 1);
  }
  await viewer.tool('length').click();
  await expect(viewer.tool('length')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator(`[aria-description="${en['tool.kept']}"]`)).toHaveCount(0);
});
