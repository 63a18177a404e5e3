import type { Page } from '@playwright/test';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { en } from '@/i18n/en';
import { LONG_PRESS_MS } from '@/ui/longPress';
import { freshView } from '@/view/viewState';
import { expect, test } from '../../fixtures/fixtures';
import { holdEngine } from '../../harness/holdEngine';
import { inspect } from '../../harness/inspect';
import { Touch, type Point } from '../../harness/touch';
import { ctPhantom, cube } from '../../material/phantom';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

/** What a hand does is told apart alike on each touch screen; a pen is used on tablets. */
const TABLET = { tag: ['@tablet', '@only-touch'] };

/** A timer that was set after the page's own for a rest, and the frames in which what it opens is painted, end after it. */
const restOver = (page: Page) =>
  page.evaluate(
    (restMs) =>
      new Promise((done) =>
        setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))), restMs),
      ),
    LONG_PRESS_MS,
  );

/** A pen on the glass, as the browser sees a real one. */
async function penOf(page: Page) {
  const session = await page.context().newCDPSession(page);
  const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', { x, y }: Point) =>
    session.send('Input.dispatchMouseEvent', {
      ...{ type, x, y, pointerType: 'pen', button: 'left', clickCount: 1 },
      buttons: type === 'mouseReleased' ? 0 : 1,
    });
  return {
    press: (at: Point) => send('mousePressed', at),
    move: (at: Point) => send('mouseMoved', at),
    lift: (at: Point) => send('mouseReleased', at),
  };
}

test(
  'two fingers, the second of them resting on a drawing, ask nothing of it',
  TABLET,
  async ({ page, viewer, companion }) => {
    const { study, series } = await ctPhantom(companion.dicomWeb);
    await viewer.openStudy(study);
    await viewer.loaded(viewer.thumbOf(series));
    const touch = new Touch(page);
    await viewer.toolByTouch('length');
    await touch.drag(await viewer.fromMiddle(-60, -40), await viewer.fromMiddle(60, -40));
    await viewer.measured(1);
    // One finger does: what opens is here by then.
    const dialog = page.getByRole('dialog');
    await touch.hold([await viewer.fromMiddle(0, -40)]);
    await expect(dialog).toBeVisible();
    await touch.lift();
    await dialog.getByRole('button', { name: en['common.cancel'] }).tap();
    await expect(dialog).toHaveCount(0);
    const session = await page.context().newCDPSession(page);
    const fingers = [await viewer.fromMiddle(0, 60), await viewer.fromMiddle(0, -40)];
    const touchPoints = fingers.map(({ x, y }, id) => ({ x, y, id }));
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await restOver(page);
    await expect(dialog).toHaveCount(0);
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  },
);

test(
  'a hand that rests on the picture beside a pen opens nothing and moves nothing',
  TABLET,
  async ({ page, viewer, companion }) => {
    const { study, series } = await ctPhantom(companion.dicomWeb);
    await viewer.openStudy(study);
    await viewer.loaded(viewer.thumbOf(series));
    const [touch, pen] = [new Touch(page), await penOf(page)];
    const index = async () => (await inspect.panes(page))[0]?.index;
    // A finger alone does: what opens is here by then.
    const menu = page.getByRole('menu');
    await touch.hold([await viewer.fromMiddle(60, 60)]);
    await expect(menu).toBeVisible();
    await touch.lift();
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
    await pen.press(await viewer.fromMiddle(-60, -60));
    await touch.hold([await viewer.fromMiddle(60, 60)]);
    await restOver(page);
    await expect(menu).toHaveCount(0);
    const before = await index();
    await pen.move(await viewer.fromMiddle(-60, 40));
    await expect.poll(index, 'the pen goes on scrolling').not.toBe(before);
    await pen.lift(await viewer.fromMiddle(-60, 40));
    await touch.lift();
    await expect(menu).toHaveCount(0);
  },
);

test('a double click that draws before the engine is there leaves the other pane on the screen', async ({
  page,
  companion,
}) => {
  const { study } = await cube(companion.dicomWeb);
  const viewer = new Viewer(page, companion.url);
  const engine = await holdEngine(page);
  const asked = engine.asked();
  await viewer.openStudy(study);
  await asked;
  await viewer.grid(1, 2);
  await viewer.shown();
  const box = await viewer.pane().boundingBox();
  if (!box) throw new Error('no pane');
  await viewer.chooseTool('probe');
  await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
  engine.release();
  // All that waited for the engine is done in one go.
  await viewer.measured(1);
  expect((await inspect.view(page)).grid).toEqual({ rows: 1, columns: 2 });
});

test('a pane that goes while something of it is in the hand leaves that where it was, and the hand free', async ({
  page,
  viewer,
  companion,
}) => {
  const { study, seriesAsStored } = await cube(companion.dicomWeb);
  const of = toStudyUid(study);
  const [first, second] = seriesAsStored.map(({ series }) => toSeriesUid(series));
  if (!of || !first || !second) throw new Error('no cube');
  const panes = [first, second].map((series) => ({ study: of, series }));
  await viewer.openLink({ view: { ...freshView(of), grid: { rows: 1, columns: 2 }, panes }, marks: [] });
  await viewer.shown(1);
  const points = async () => (await inspect.measurements(page)).map(({ pointsPx }) => pointsPx);
  const middle = async (pane: number): Promise<Point> => {
    const box = await viewer.pane(pane).boundingBox();
    if (!box) throw new Error('no pane');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const { x, y } = await middle(1);
  await viewer.chooseTool('length');
  await viewer.drag({ x: x - 60, y }, { x: x + 60, y });
  await viewer.measured(1);
  const before = await points();
  await page.mouse.move(x + 60, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 50, { steps: 4 });
  await expect.poll(points).not.toEqual(before);
  // One pane, chosen by another hand: its place on the page goes, and what it shows comes to stand in the other's. (No key does that meanwhile.)
  await page.getByRole('button', { name: en['layout.choose'], exact: true }).dispatchEvent('click');
  await page.getByRole('button', { name: /^1\s*×\s*1/ }).dispatchEvent('click');
  await expect(viewer.pane(1)).toHaveCount(0);
  await page.mouse.up();
  await viewer.shown();
  expect(await points()).toEqual(before);
  const at = await middle(0);
  await viewer.drag({ x: at.x - 60, y: at.y + 80 }, { x: at.x + 60, y: at.y + 80 });
  await viewer.measured(2);
});
