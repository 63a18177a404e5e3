import { join } from 'node:path';
import { watchBlocks, writeBlocks } from '../../harness/blocks';
import { startCompanion } from '../../harness/companion';
import { startFaultProxy } from '../../harness/faultProxy';
import { holdEngine } from '../../harness/holdEngine';
import { inspect, wayOfRun } from '../../harness/inspect';
import { expect, test } from '../../fixtures/fixtures';
import { Viewer } from '../../pages/viewer';

/** Half of them lie, half stand: two parts, of which each has a window of its own. */
const SLICES = 16;
/** Slower than the screen, so that images come one by one, and the change of their window is seen. */
const BYTES_PER_SECOND = 150_000;
/** Until the first of them has been looked at: a slow machine takes longer for that than the line would for all. */
const AT_FIRST = 20_000;

for (const by of ['early', 'engine'] as const)
  test(`of images without windows every moment shows a picture in the window that the pane says: ${by} @both-ways`, async ({
    page,
    folder,
  }) => {
    const { study } = writeBlocks(join(folder, 'blocks'), SLICES, 'rising');
    const companion = await startCompanion({ data: join(folder, 'blocks'), noSamples: true });
    const faults = await startFaultProxy(companion.url);
    let bytesPerSecond = AT_FIRST;
    const fault = { kind: 'throttle', bytesPerSecond: () => bytesPerSecond } as const;
    faults.rule({ path: /\/series\/[\d.]+(\?.*)?$/, fault });
    const viewer = new Viewer(page, faults.url);
    await watchBlocks(page, 'rising');
    const engine = await holdEngine(page);
    const asked = engine.asked();
    await page.goto(`${faults.url}/?StudyInstanceUIDs=${study}`);
    await asked;
    await expect(viewer.pane()).toHaveAttribute('data-state', 'shown');
    if (by === 'engine') {
      engine.release();
      await inspect.drawnBy(page, wayOfRun());
    }
    await page.waitForFunction(
      (whose) => [...window.blocksLog.windows].some((one) => one.startsWith(`${whose} 0 `)),
      by,
    );
    bytesPerSecond = BYTES_PER_SECOND;
    await expect
      .poll(async () => Object.values(await inspect.loading(page))[0]?.loaded, { timeout: 30_000 })
      .toBe(SLICES);
    await viewer.pane().focus();
    for (let step = 0; step < SLICES; step++) await page.keyboard.press('ArrowDown');
    // Seen before the way back: of steps that come faster than pictures the newest alone is painted.
    await page.waitForFunction(
      ([whose, half]) =>
        [...window.blocksLog.windows].some((one) => {
          const [by, index] = one.split(' ');
          return by === whose && Number(index) >= half;
        }),
      [by, SLICES / 2] as const,
    );
    for (let step = 0; step < SLICES; step++) await page.keyboard.press('ArrowUp');
    await expect.poll(async () => (await inspect.panes(page))[0]?.index).toBe(0);
    if (by === 'early') engine.release();
    await viewer.shown();
    await expect(page.locator('canvas[data-layer="early"]')).toHaveCount(0);
    const { lies, windows } = await page.evaluate(() => ({
      lies: window.blocksLog.lies,
      windows: [...window.blocksLog.windows].map((one) => one.split(' ')),
    }));
    expect(lies).toEqual([]);
    const widths = (which: (index: number) => boolean) =>
      new Set(windows.filter(([whose, index]) => whose === by && which(Number(index))).map((one) => one[2]));
    expect(widths((index) => index === 0).size, 'windows of the first image, while it was looked at').toBe(2);
    expect(widths((index) => index >= SLICES / 2).size, 'windows of the other part').toBe(1);
    await faults.close();
    await companion.stop();
  });
