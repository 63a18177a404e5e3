import { chromium, type Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHROMIUM_SWITCHES, findChromium } from '../../../scripts/machine.mjs';
import { ctImage, writeDicom } from '../../../server/testing/writeDicom';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { forceWay, inspect, type WayName } from '../../harness/inspect';
import { differingShare } from '../../harness/pictures';
import { Viewer } from '../../pages/viewer';

const ROOT = '1.2.826.0.1.3680043.10.1.412';
const SIDE = 64;

/** An image with a shutter and an overlay of 20 pixels. */
function withGraphics(): Buffer {
  const bits = Buffer.alloc((SIDE * SIDE) / 8);
  for (let row = 30; row < 50; row++) bits.writeUInt8(1 << (20 & 7), (row * SIDE + 20) >> 3);
  const pixels = Uint16Array.from({ length: SIDE * SIDE }, (_, i) => i);
  const uids = { study: ROOT, series: `${ROOT}.1`, sop: `${ROOT}.1.1` };
  return writeDicom(
    ctImage(uids, {
      '00181600': ['CS', 'CIRCULAR'],
      '00181610': ['IS', '32\\32'],
      '00181612': ['IS', '28'],
      '00280010': ['US', SIDE],
      '00280011': ['US', SIDE],
      '60000010': ['US', SIDE],
      '60000011': ['US', SIDE],
      '60000040': ['CS', 'G'],
      '60000050': ['SS', Buffer.from(Int16Array.from([1, 1]).buffer)],
      '60000100': ['US', 1],
      '60000102': ['US', 0],
      '60003000': ['OW', bits],
      '7FE00010': ['OW', Buffer.from(pixels.buffer)],
    }),
  );
}

/** Canvases of the page that lost what they showed, by what they are for. */
declare const lost: string[];

const watchLosses = (page: Page) =>
  page.addInitScript(() => {
    const names: string[] = [];
    Object.assign(window, { lost: names });
    const tell = ({ target }: Event) => {
      if (target instanceof HTMLCanvasElement) names.push(target.dataset['layer'] ?? 'picture');
    };
    document.addEventListener('contextlost', tell, true);
  });

test('what lay in graphics memory is drawn again when that is lost: picture, shutter, overlay, slice bar', async ({
  guard,
  folder,
}) => {
  const files = join(folder, 'files');
  mkdirSync(files);
  writeFileSync(join(files, 'image.dcm'), withGraphics());
  const companion = await startCompanion({ data: files, noSamples: true });
  // Canvases in the memory of a graphics process that can be ended: those of other tests lie in the page's.
  const program = findChromium();
  const browser = await chromium.launch({
    ...(program ? { executablePath: program } : {}),
    args: [...CHROMIUM_SWITCHES, '--enable-gpu-rasterization', '--disable-gpu-process-crash-limit'],
  });
  /** As canvas 2D draws it, which takes over: one level beside what WebGL2 drew, at some pixels. */
  let whole: Buffer | undefined;
  for (const way of ['canvas', 'gl'] satisfies readonly WayName[])
    await test.step(way, async () => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await guard.watch(context);
      await forceWay(context, way);
      const page = await context.newPage();
      await watchLosses(page);
      const viewer = new Viewer(page, companion.url);
      await viewer.openStudy(ROOT);
      await inspect.drawnBy(page, way);
      await viewer.loaded();
      await expect.poll(async () => (await inspect.panes(page))[0]?.graphics).toBe('shown');
      const pane = viewer.pane();
      // At rest: all that comes later has to look like it.
      let before = await pane.screenshot();
      await expect
        .poll(async () => {
          const last = before;
          before = await pane.screenshot();
          return last.equals(before);
        })
        .toBe(true);
      whole ??= before;
      const commands = await browser.newBrowserCDPSession();
      await commands.send('Browser.crashGpuProcess');
      await expect.poll(() => page.evaluate(() => [...lost].sort())).toContain('graphics');
      await expect.poll(() => page.evaluate(() => lost)).toContain('picture');
      await inspect.drawnBy(page, 'canvas');
      // The icon of a notice is rastered one level apart from one time to the next.
      await expect
        .poll(async () => differingShare(browser, await pane.screenshot(), whole ?? before, 1))
        .toBe(0);
      await context.close();
    });
  await browser.close();
  await companion.stop();
});
