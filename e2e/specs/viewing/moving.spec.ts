import type { Page } from '@playwright/test';
import { STILL_MS } from '@/painting/sharpness';
import { CT_ANSWERS } from '../../../server/samples/answers';
import { expect, test } from '../../fixtures/fixtures';
import { holdTimers } from '../../harness/holdTimers';
import { inspect } from '../../harness/inspect';
import type { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';
import { Touch } from '../../harness/touch';

test.use({ samples: 'short' });

/** Turns the wheel over the picture by a notch a frame; with Ctrl it zooms. */
const scroll = (page: Page, notches: number, ctrlKey = false) =>
  page.evaluate(
    async ([notches, ctrlKey]) => {
      const hole = document.querySelector('[data-picture="0"]');
      const canvas = hole?.querySelector('canvas:not(.cornerstone-canvas)');
      if (!hole || !canvas) throw new Error('no picture');
      const { left, top, width, height } = hole.getBoundingClientRect();
      const place = {
        clientX: left + width / 2,
        clientY: top + height / 2,
        bubbles: true,
        cancelable: true,
        ctrlKey,
      };
      for (let i = 0; i < Math.abs(notches); i++) {
        canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: 100 * Math.sign(notches), ...place }));
        await new Promise((done) => requestAnimationFrame(done));
      }
      await new Promise((done) => requestAnimationFrame(done));
    },
    [notches, ctrlKey] as const,
  );

/** Greatest difference of two pictures of the screen, in levels. */
const difference = (page: Page, pictures: readonly Buffer[]) =>
  page.evaluate(
    async (all) => {
      const [a, b] = await Promise.all(
        all.map(async (data) => {
          const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
          context?.drawImage(bitmap, 0, 0);
          return context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
        }),
      );
      if (!a || a.length !== b?.length || a.length === 0) throw new Error('pictures of two sizes');
      let greatest = 0;
      for (let i = 0; i < a.length; i++) greatest = Math.max(greatest, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
      return greatest;
    },
    pictures.map((picture) => picture.toString('base64')),
  );

async function openPhantom(viewer: Viewer, root: string) {
  const found = await ctPhantom(root);
  // Pictures move on for as long as the test looks at them.
  await holdTimers(viewer.page, STILL_MS);
  await viewer.openStudy(found.study);
  await viewer.shown();
  await viewer.loaded(viewer.thumbOf(found.series));
  return found;
}

test('a picture that moves lies where it rests, turned, mirrored, moved and enlarged, and shows the same @both-ways', async ({
  page,
  viewer,
  companion,
}) => {
  await openPhantom(viewer, companion.dicomWeb);
  const picture = page.locator('[data-picture="0"]');
  const canvas = page.locator('[data-picture="0"] canvas:not(.cornerstone-canvas)');
  const box = await picture.boundingBox();
  if (!box) throw new Error('no picture');
  // Below a canvas that may be transparent, the browser draws the page again with every step.
  const look = await canvas.evaluate((one: HTMLCanvasElement) =>
    one.getContext('2d')?.getContextAttributes(),
  );
  expect(look).toMatchObject({ alpha: false });
  for (const keys of [[], ['r', 'f'], ['r', 'r', 'v', 'x']]) {
    for (const key of keys) await page.keyboard.press(key);
    if (keys.length > 0) {
      // By no whole pixels, and by no whole factor.
      await page.mouse.move(box.x + 300, box.y + 300);
      await page.keyboard.down('Control');
      const zoom = async () => (await inspect.view(page)).panes[0]?.zoom;
      const before = await zoom();
      await page.mouse.wheel(0, -100);
      await page.keyboard.up('Control');
      await expect.poll(zoom).not.toBe(before);
    }
    await viewer.still();
    await scroll(page, 20);
    await viewer.still();
    const size = await canvas.evaluate(({ width, height }: HTMLCanvasElement) => [width, height]);
    const { sopUid } = (await inspect.panes(page))[0] ?? {};
    const atRest = await picture.screenshot();
    await scroll(page, -10);
    await page.evaluate(() => void (window.isHeld = true));
    await scroll(page, 10);
    await expect.poll(async () => (await inspect.panes(page))[0]?.sopUid).toBe(sopUid);
    await expect(canvas).toHaveAttribute('data-moving', '');
    expect(await canvas.evaluate(({ width }: HTMLCanvasElement) => width)).toBeLessThan(size[0] ?? 0);
    const moving = await picture.screenshot();
    const off = await difference(page, [atRest, moving]);
    expect(off, keys.join(' ')).toBeLessThanOrEqual(2);
    await page.evaluate(() => void (window.isHeld = false));
    await viewer.still();
    expect(await canvas.evaluate(({ width, height }: HTMLCanvasElement) => [width, height])).toEqual(size);
    expect((await picture.screenshot()).equals(atRest)).toBe(true);
    await scroll(page, -20);
  }
});

test('a finger that draws sees through its loupe what is on the screen, while that moves and after @both-ways', async ({
  page,
  viewer,
  companion,
}) => {
  await openPhantom(viewer, companion.dicomWeb);
  await viewer.chooseTool('length');
  const touch = new Touch(page);
  const loupe = page.locator('[data-layer="loupe"]');
  // On a cylinder that the first slices do not hold.
  const [, , , , , , bone] = CT_ANSWERS.inserts;
  if (!bone) throw new Error('no insert');
  const finger = await viewer.pointAt(...bone.centre);
  const picture = await viewer.picture().boundingBox();
  if (!picture) throw new Error('no picture');
  const at = [finger.x - picture.x, finger.y - picture.y] as const;
  /** What the loupe shows left of and above its cross, and what the picture's canvas has there. */
  const seen = () =>
    loupe.evaluate((loupe: HTMLCanvasElement, [x, y]) => {
      const [side, part] = [loupe.width, Math.floor(loupe.width * 0.45)];
      const canvas = document.querySelector<HTMLCanvasElement>(
        '[data-picture="0"] canvas:not(.cornerstone-canvas)',
      );
      const context = new OffscreenCanvas(side, side).getContext('2d');
      if (!canvas || !context) throw new Error('no picture');
      const [wide, reach] = [128 / 2.5, canvas.width / canvas.clientWidth];
      const from = [x - wide / 2, y - wide / 2, wide, wide].map((length) => length * reach);
      context.drawImage(canvas, ...(from as [number, number, number, number]), 0, 0, side, side);
      return [loupe.getContext('2d'), context].map((one) =>
        Array.from(one?.getImageData(0, 0, part, part).data ?? []),
      );
    }, at);
  const off = (a: readonly number[] = [], b: readonly number[] = []) =>
    a.reduce((most, level, index) => Math.max(most, Math.abs(level - (b[index] ?? 0))), 0);
  await viewer.still();
  await touch.hold([await viewer.fromMiddle(-60, 40), finger]);
  await expect(loupe).toBeVisible();
  // It comes where the finger began, and follows it.
  await expect
    .poll(async () => off(...((await seen()) as [number[], number[]])), 'before it moves')
    .toBeLessThanOrEqual(1);
  const [before] = await seen();
  expect(before?.length).toBeGreaterThan(1000);
  await page.evaluate(() => void (window.isHeld = true));
  await scroll(page, 20, true);
  const [during] = await seen();
  await page.evaluate(() => void (window.isHeld = false));
  await viewer.still();
  const [after, rested] = await seen();
  expect(off(before, rested), 'zooms that differ there').toBeGreaterThan(20);
  expect(off(during, rested), 'while it moves').toBeLessThanOrEqual(2);
  expect(off(after, rested), 'at rest').toBeLessThanOrEqual(1);
  // Another slice ends what is drawn on this one.
  await scroll(page, 10);
  await expect(loupe).toBeHidden();
  await touch.lift();
  await expect(loupe).toBeHidden();
  expect(await inspect.measurements(page)).toEqual([]);
});
