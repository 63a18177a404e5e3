import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { watchBlocks, writeBlocks } from '../../harness/blocks';
import { startCompanion, type Companion } from '../../harness/companion';
import { startFaultProxy } from '../../harness/faultProxy';
import { follows, seen } from '../../fixtures/earlyBlocks';
import { expect, test } from '../../fixtures/fixtures';
import { holdEngine } from '../../harness/holdEngine';
import { inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';
import { Touch } from '../../harness/touch';

const SLICES = 60;

const paneOf = async (page: Page) => (await inspect.view(page)).panes[0];

async function open(page: Page, companion: Companion, study: string) {
  const viewer = new Viewer(page, companion.url);
  await watchBlocks(page);
  const engine = await holdEngine(page);
  const asked = engine.asked();
  await viewer.openStudy(study);
  await asked;
  await expect(viewer.slice).toHaveText(`1 / ${SLICES}`);
  await follows(page, { told: 0 });
  return { viewer, engine };
}

/** Lets the engine come: its picture is the early one, byte for byte, and the view that of before. */
async function comes(page: Page, viewer: Viewer, engine: { release(): void }): Promise<void> {
  const early = () =>
    page.evaluate(
      () => document.querySelector<HTMLCanvasElement>('canvas[data-layer="early"]')?.toDataURL() ?? '',
    );
  const before = await early();
  const view = await inspect.view(page);
  engine.release();
  await expect.poll(early).toBe('');
  const after = await viewer.still();
  expect(`data:image/png;base64,${after.toString('base64')}` === before, 'the same picture').toBe(true);
  expect(await inspect.view(page)).toEqual(view);
  const { lies, compared, early: frames } = await page.evaluate(() => window.blocksLog);
  expect(lies).toEqual([]);
  expect(compared).toBeGreaterThan(10);
  expect(frames).toBeGreaterThan(5);
}

test('with the engine held back the picture follows a mouse and keys', async ({ page, folder }) => {
  const { study, sops } = writeBlocks(join(folder, 'blocks'), SLICES);
  const companion = await startCompanion({ data: join(folder, 'blocks'), noSamples: true });
  const { viewer, engine } = await open(page, companion, study);
  const box = await viewer.pane().boundingBox();
  if (!box) throw new Error('no pane');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const drag = async (button: 'left' | 'right' | 'middle', dx: number, dy: number) => {
    await page.mouse.move(at.x, at.y);
    await page.mouse.down({ button });
    await page.mouse.move(at.x + dx, at.y + dy, { steps: 3 });
    await page.mouse.up({ button });
    await page.mouse.move(at.x, at.y);
  };
  const key = (name: string) => page.keyboard.press(name);
  await page.mouse.move(at.x, at.y);
  await test.step('window, inversion, presets', async () => {
    await drag('right', 40, 25);
    const window = (await paneOf(page))?.window;
    expect(window?.width).toBeGreaterThan(900);
    expect(window?.center).toBeGreaterThan(500);
    await follows(page);
    await drag('left', -60, -20);
    expect((await paneOf(page))?.window?.width).toBeLessThan(window?.width ?? 0);
    await follows(page);
    await key('x');
    await follows(page);
    await key('2');
    await follows(page);
    expect((await paneOf(page))?.inverted).toBe(true);
    await key('0');
    expect((await paneOf(page))?.window).toBeUndefined();
    await follows(page);
  });
  await test.step('zoom, pan, turns', async () => {
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await expect.poll(async () => (await paneOf(page))?.zoom).toBeGreaterThan(1.2);
    await page.keyboard.up('Control');
    await follows(page);
    await drag('middle', 37, -21);
    expect((await paneOf(page))?.centre).toBeDefined();
    await follows(page);
    for (const name of ['r', 'f', 'v', '8']) {
      await key(name);
      await follows(page);
    }
    expect((await paneOf(page))?.zoom).toBeLessThan(1);
    await key('9');
    expect((await paneOf(page))?.zoom).toBeUndefined();
    await follows(page);
    await viewer.chooseTool('zoom');
    await drag('left', 0, -80);
    await follows(page);
    await key('0');
  });
  await test.step('scrolling, by wheel, keys, slice bar and drag', async () => {
    await page.mouse.wheel(0, 300);
    await expect(viewer.slice).toHaveText(`4 / ${SLICES}`);
    await follows(page, { told: 3, asked: 3 });
    await key('PageDown');
    await follows(page, { told: 13 });
    await key('End');
    await follows(page, { told: SLICES - 1 });
    await key('Home');
    await key(',');
    await follows(page, { told: 0 });
    await viewer.chooseTool('scroll');
    await drag('left', 0, 120);
    expect((await seen(page))?.asked).toBeGreaterThan(5);
    await follows(page);
    const bar = await viewer.pane().getByRole('slider').boundingBox();
    if (!bar) throw new Error('no slice bar');
    await page.mouse.click(bar.x + bar.width / 2, bar.y + bar.height / 2);
    expect(Math.abs(((await seen(page))?.asked ?? 0) - SLICES / 2)).toBeLessThan(3);
    await follows(page);
    // The star is of the image on the screen.
    await key('y');
    const { panes, keyImages } = await inspect.view(page);
    expect(keyImages?.map(({ sop }) => sop)).toEqual([panes[0]?.at?.sop]);
    expect(sops).toContain(panes[0]?.at?.sop);
  });
  await key('r');
  await drag('right', 30, 10);
  await follows(page);
  await comes(page, viewer, engine);
  await test.step('undo takes back what was done before the engine', async () => {
    await key('Control+z');
    await expect.poll(async () => (await paneOf(page))?.window).toBeUndefined();
    expect((await paneOf(page))?.rotationDeg).toBe(90);
    await key('Control+z');
    await expect.poll(async () => (await paneOf(page))?.rotationDeg).toBeUndefined();
  });
  await companion.stop();
});

test('a slice that is not here yet is waited for under its own number, and the newest is shown', async ({
  page,
  folder,
}) => {
  const { study, sops } = writeBlocks(join(folder, 'blocks'), SLICES);
  const companion = await startCompanion({ data: join(folder, 'blocks'), noSamples: true });
  const faults = await startFaultProxy(companion.url);
  // No stream brings what is not asked for.
  faults.rule({ path: /\/series\/[\d.]+(\?.*)?$/, fault: { kind: 'hang' } });
  const late = 20;
  faults.rule({ path: new RegExp(`/instances/${sops[late]}(/|$)`), fault: { kind: 'hang' } });
  const { viewer, engine } = await open(page, { ...companion, url: faults.url }, study);
  const starred = async () => (await inspect.view(page)).keyImages?.map(({ sop }) => sop) ?? [];
  await viewer.pane().focus();
  for (const at of [10, late, late + 1]) {
    await page.keyboard.press(at > late ? 'ArrowDown' : 'PageDown');
    await expect(viewer.slice).toHaveText(`${at + 1} / ${SLICES}`);
    if (at !== late) await follows(page, { told: at, asked: at });
    else {
      expect(await seen(page)).toMatchObject({ state: 'loading', told: at, asked: at, off: undefined });
      await expect(viewer.pane()).toContainText(en['state.loading.slice'].replace('{{place}}', `${at + 1}`));
      await expect(page.locator('canvas[data-layer="early"]')).toBeHidden();
      // What needs no picture is done meanwhile.
      await page.keyboard.press('x');
      expect((await paneOf(page))?.inverted).toBe(true);
      // A star is of the image that the pane names, and holds nothing back.
      await page.keyboard.press('y');
      expect(await starred()).toEqual([sops[late]]);
    }
  }
  await comes(page, viewer, engine);
  await test.step('with the engine nothing is done to the picture before, which lies below the words', async () => {
    await page.keyboard.press('ArrowUp');
    await expect(viewer.pane()).toContainText(en['state.loading.slice'].replace('{{place}}', `${late + 1}`));
    await page.keyboard.press('y');
    expect(await starred()).toEqual([]);
    await page.keyboard.press('y');
    expect(await starred()).toEqual([sops[late]]);
    await viewer.tool('length').click();
    const box = await viewer.pane().boundingBox();
    if (!box) throw new Error('no pane');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const draw = async () => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 60, y, { steps: 3 });
      await page.mouse.up();
    };
    await draw();
    await viewer.pane().focus();
    await page.keyboard.press('ArrowDown');
    await viewer.shown();
    expect(await inspect.measurements(page)).toEqual([]);
    await draw();
    await expect.poll(() => inspect.measurements(page)).toMatchObject([{ sop: sops[late + 1] }]);
  });
  await faults.close();
  await companion.stop();
});

test('with the engine held back the picture follows fingers @only-touch @phone', async ({ page, folder }) => {
  const { study } = writeBlocks(join(folder, 'blocks'), SLICES);
  const companion = await startCompanion({ data: join(folder, 'blocks'), noSamples: true });
  const { viewer, engine } = await open(page, companion, study);
  const touch = new Touch(page);
  const box = await viewer.pane().boundingBox();
  if (!box) throw new Error('no pane');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const from = (dx: number, dy: number) => ({ x: at.x + dx, y: at.y + dy });
  await test.step('a swipe scrolls', async () => {
    await touch.drag(at, from(0, 90));
    await follows(page);
    expect((await seen(page))?.told).toBeGreaterThan(4);
  });
  await test.step('two fingers zoom and move', async () => {
    await touch.move([from(-30, 0), from(30, 0)], [from(-70, 20), from(70, 20)]);
    await expect.poll(async () => (await paneOf(page))?.zoom).toBeGreaterThan(1.5);
    await follows(page);
  });
  await test.step('a double tap shows all of it again', async () => {
    await touch.tap(at, 2);
    await expect.poll(async () => (await paneOf(page))?.zoom).toBeUndefined();
    await follows(page);
  });
  await test.step('a drag windows', async () => {
    await viewer.tool('window').tap();
    await touch.drag(at, from(40, 30));
    await expect.poll(async () => (await paneOf(page))?.window).toBeDefined();
    await follows(page);
  });
  await comes(page, viewer, engine);
  await companion.stop();
});
