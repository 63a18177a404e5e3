import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { startCompanion, type Companion } from '../../harness/companion';
import { DiscBench } from '../../fixtures/discBench';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { E2E_CACHE } from '../../harness/machine';
import { writePhantoms } from '../../numbers/phantoms';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { Touch } from '../../harness/touch';

let companion: Companion;
let data = '';
test.beforeAll(async () => {
  data = mkdtempSync(join(E2E_CACHE, 'data-drawing-'));
  writePhantoms(data);
  companion = await startCompanion({ data, noSamples: true });
});
test.afterAll(async () => {
  await companion.stop();
  rmSync(data, { recursive: true, force: true });
});

const FROM: PointPx = [60, 40];
const TO: PointPx = [160, 40];

/** A length drawn, at rest, its tool put away. */
async function withLength(bench: DiscBench) {
  await bench.choose('length');
  await bench.do([{ along: [FROM, [110, 40], TO] }]);
  const made = await bench.viewer.measured(1);
  await bench.page.keyboard.press('Escape');
  return made;
}

/** What is pressed is what is on the screen: a change is there with the second frame. */
const painted = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Lets no work of the next frame be done until the result is called. */
async function holdFrames(page: Page): Promise<() => Promise<void>> {
  const held = await page.evaluateHandle(() => {
    const own = window.requestAnimationFrame;
    const waiting: FrameRequestCallback[] = [];
    window.requestAnimationFrame = (work) => waiting.push(work);
    return () => {
      window.requestAnimationFrame = own;
      for (const work of waiting) own(work);
    };
  });
  return () => held.evaluate((letGo) => letGo());
}

const pointsOf = async (bench: DiscBench) => (await inspect.measurements(bench.page))[0]?.pointsPx ?? [];

test('arrow keys move what was clicked by image pixels, a handle by itself, and else scroll', async ({
  page,
}) => {
  const bench = new DiscBench(page, companion.url, false);
  // Turned: the keys go by the screen.
  await bench.open({ rotationDeg: 90 });
  const before = (await withLength(bench)).pointsPx ?? [];
  await page.keyboard.press('ArrowRight');
  expect(await pointsOf(bench)).toEqual(before);

  const moved = async (keys: readonly string[], by: readonly PointPx[]) => {
    const from = await pointsOf(bench);
    for (const key of keys) await page.keyboard.press(key);
    await expect
      .poll(async () =>
        (await pointsOf(bench)).map(([x, y], i) => [
          Math.round(x - (from[i]?.[0] ?? 0)),
          Math.round(y - (from[i]?.[1] ?? 0)),
        ]),
      )
      .toEqual(by);
    await painted(page);
  };
  await bench.do([{ tap: [110, 40] }]);
  // Turned clockwise by 90 degrees, rows run to the left of the screen and columns down.
  await moved(
    ['ArrowDown'],
    [
      [1, 0],
      [1, 0],
    ],
  );
  await moved(
    ['ArrowRight', 'ArrowRight'],
    [
      [0, -2],
      [0, -2],
    ],
  );
  await moved(
    ['Shift+ArrowUp'],
    [
      [-10, 0],
      [-10, 0],
    ],
  );
  await bench.do([{ tap: [151, 38] }]);
  await moved(
    ['ArrowDown'],
    [
      [0, 0],
      [1, 0],
    ],
  );
  await page.keyboard.press('Control+z');
  await moved(
    [],
    [
      [0, 0],
      [0, 0],
    ],
  );
});

test(
  'a second finger takes back what the first began, whatever the tool',
  { tag: ['@tablet', '@only-touch'] },
  async ({ page }) => {
    const bench = new DiscBench(page, companion.url, true);
    await bench.open();
    const touch = new Touch(page);
    const place = await bench.places();
    const two = async () => {
      const [a, b] = [place([90, 90]), place([150, 120])];
      await touch.move(
        [a, b],
        [
          { x: a.x - 20, y: a.y },
          { x: b.x + 20, y: b.y },
        ],
      );
    };
    for (const tool of ['length', 'polyline', 'spline', 'cobb', 'freehand', 'region'] as const) {
      await bench.choose(tool);
      if (tool !== 'freehand' && tool !== 'region') await bench.do([{ tap: [50, 160] }]);
      await two();
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      expect(await inspect.measurements(page), tool).toEqual([]);
    }
    // And nothing of it is left over for the next drawing.
    await page.keyboard.press('0');
    const made = await bench.measure('length', [{ along: [FROM, [110, 40], TO] }]);
    expect(Math.abs((made.readings[0]?.value ?? 0) - 50)).toBeLessThan(0.25);
  },
);

/** Pixels of a line of what is drawn in the inner part of a picture (PNG in base64) of the loupe: its rim is left out. */
const blueWithin = (page: Page, png: string): Promise<number> =>
  page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const [width, height] = [bitmap.width, bitmap.height];
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (!context) throw new Error('no 2D canvas');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    let count = 0;
    for (let i = 0; i < width * height; i++) {
      const away = Math.hypot((i % width) - width / 2, Math.floor(i / width) - height / 2);
      const [red = 0, , blue = 0] = data.subarray(4 * i, 4 * i + 3);
      if (away < 0.4 * width && blue - red > 80) count++;
    }
    return count;
  }, png);

test(
  'a finger sees under itself through a loupe while it draws',
  { tag: ['@tablet', '@phone', '@only-touch'] },
  async ({ page }) => {
    const bench = new DiscBench(page, companion.url, true);
    await bench.open();
    await bench.choose('length');
    const place = await bench.places();
    const touch = new Touch(page);
    const loupe = page.locator('[data-layer="loupe"]');
    const finger = place([120, 130]);
    await touch.hold([place([60, 130]), finger]);
    await expect(loupe).toBeVisible();
    const ink = page.locator('[data-layer="loupe-ink"]');
    // It comes where the finger began, and follows it.
    await expect(async () => {
      const box = await loupe.boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(finger.y - 20);
      expect(Math.abs((box?.x ?? 0) + (box?.width ?? 0) / 2 - finger.x)).toBeLessThan(80);
      // The line is in it, its number above it, and nowhere else.
      const clip = box ?? { x: 0, y: 0, width: 1, height: 1 };
      const shot = (await page.screenshot({ clip })).toString('base64');
      expect(await blueWithin(page, shot)).toBeGreaterThan(40);
    }).toPass({ timeout: 15_000 });
    await expect(ink.locator('text')).toHaveText([/^\d+\.\d mm$/]);
    const box = await loupe.boundingBox();
    await expect(page.locator('[data-layer="drawings"] text')).toHaveCount(0);
    const value = await ink.locator('text').boundingBox();
    expect((value?.y ?? 0) + (value?.height ?? 0)).toBeLessThanOrEqual((box?.y ?? 0) + 2);
    await touch.lift();
    await expect(loupe).toBeHidden();
    await bench.viewer.measured(1);
    // The one being drawn is the one at work: what was drawn before rests meanwhile.
    await bench.choose('length');
    await touch.hold([place([60, 60]), place([60, 100])]);
    const lines = page.locator('[data-layer="drawings"] path[stroke="rgb(90, 182, 255)"]');
    const drawn = () => lines.evaluateAll((all) => all.map((one) => one.dataset['measurement']));
    await expect.poll(async () => new Set(await drawn()).size).toBe(1);
    await expect(page.locator('[data-layer="drawings"] path[stroke="rgb(255, 213, 74)"]')).not.toHaveCount(0);
    // It hides neither end: the start lies right above the finger.
    const start = place([60, 60]);
    const away = async () => {
      const round = await loupe.boundingBox();
      return Math.hypot(start.x - (round?.x ?? 0) - 64, start.y - (round?.y ?? 0) - 64);
    };
    await expect.poll(away).toBeGreaterThan(64);
    await touch.lift();
    await bench.viewer.measured(2);
  },
);

test('a double click on a drawing or its label opens its notes; the label can be dragged', async ({
  page,
}) => {
  const bench = new DiscBench(page, companion.url, false);
  await bench.open();
  await withLength(bench);
  const place = await bench.places();
  const spot = place([110, 40]);
  await page.mouse.dblclick(spot.x, spot.y);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('Ὀστοῦν 骨');
  await dialog.getByRole('textbox').first().press('Enter');
  await expect.poll(async () => (await inspect.measurements(page))[0]?.label).toBe('Ὀστοῦν 骨');
  const label = bench.viewer.pane().locator('svg text', { hasText: '骨' });
  const before = await label.boundingBox();
  if (!before) throw new Error('no label');
  const points = await pointsOf(bench);
  const [x, y] = [before.x + before.width / 2, before.y + before.height / 2];
  await bench.along([
    { x, y },
    { x: x + 20, y: y + 60 },
    { x: x + 40, y: y + 120 },
  ]);
  await expect.poll(async () => Math.round(((await label.boundingBox())?.y ?? 0) - before.y)).toBe(120);
  // The ground of the label lies below all its lines, also now that a line leads to it.
  const order = label.evaluate((text) =>
    Array.from(text.parentElement?.children ?? [], (one) => one.tagName),
  );
  expect(await order).toEqual(['rect', 'text', 'text']);
  expect(await pointsOf(bench)).toEqual(points);
});

test('a long press on a drawing opens its notes', { tag: ['@phone', '@only-touch'] }, async ({ page }) => {
  const bench = new DiscBench(page, companion.url, true);
  await bench.open();
  await withLength(bench);
  const place = await bench.places();
  const touch = new Touch(page);
  await touch.hold([place([110, 40])]);
  await expect(page.getByRole('dialog')).toBeVisible();
  await touch.lift();
  await page.getByRole('dialog').getByRole('button', { name: en['common.cancel'] }).tap();
  await bench.viewer.measured(1);
});

test('a handle that is dragged moves alone, a line moves whole; Escape takes a drawing back', async ({
  page,
}) => {
  const bench = new DiscBench(page, companion.url, false);
  await bench.open();
  const [, end = [0, 0]] = (await withLength(bench)).pointsPx ?? [];
  await bench.do([{ along: [TO, [160, 50], [160, 60]] }]);
  await bench.viewer.measured(1);
  const [start = [0, 0], dragged = [0, 0]] = await pointsOf(bench);
  expect(Math.hypot(dragged[0] - end[0], dragged[1] - end[1] - 20)).toBeLessThan(0.5);
  await bench.do([
    {
      along: [
        [110, 50],
        [110, 60],
        [110, 70],
      ],
    },
  ]);
  await bench.viewer.measured(1);
  const [after = [0, 0]] = await pointsOf(bench);
  expect(Math.hypot(after[0] - start[0], after[1] - start[1] - 20)).toBeLessThan(0.5);
  await bench.choose('polyline');
  await bench.do([{ tap: [30, 150] }, { tap: [60, 170] }]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await bench.viewer.measured(1);
  await bench.do([{ tap: [30, 150] }, { tap: [60, 170] }]);
  await page.keyboard.press('Enter');
  expect((await bench.viewer.measured(2)).kind).toBe('polyline');
});

test('the eraser takes away what it touches, and undo brings it back; what is locked is not moved, and what is hidden is neither drawn nor hit', async ({
  page,
}) => {
  const bench = new DiscBench(page, companion.url, false);
  await bench.open();
  await withLength(bench);
  await page.keyboard.press('u');
  await bench.do([{ tap: [200, 180] }]);
  await bench.viewer.measured(1);
  await bench.do([{ tap: [110, 40] }]);
  await expect.poll(async () => (await inspect.measurements(page)).length).toBe(0);
  // What comes back is under the pointer at once: a slow machine draws later than people press.
  const letGo = await holdFrames(page);
  await page.keyboard.press('Control+z');
  await bench.do([{ tap: [110, 40] }]);
  expect(await inspect.measurements(page)).toHaveLength(0);
  await letGo();
  await page.keyboard.press('Control+z');
  await bench.viewer.measured(1);
  await page.keyboard.press('Escape');
  // What is chosen has its controls.
  await bench.do([{ tap: [85, 40] }]);
  const before = await pointsOf(bench);
  await page.getByRole('button', { name: en['measure.lock'], exact: true }).first().click();
  await bench.do([{ along: [TO, [160, 50], [160, 60]] }]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('u');
  await bench.do([{ tap: [110, 40] }]);
  expect((await bench.viewer.measured(1)).pointsPx).toEqual(before);
  await page.getByRole('button', { name: en['measure.hide'], exact: true }).first().click();
  await expect(bench.viewer.pane().locator('svg [data-measurement]')).toHaveCount(0);
});
