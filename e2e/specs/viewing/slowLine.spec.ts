import { join } from 'node:path';
import type { Request } from '@playwright/test';
import { writeBlocks } from '../../harness/blocks';
import { startCompanion } from '../../harness/companion';
import { startFaultProxy } from '../../harness/faultProxy';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';

const SLICES = 60;
/** Of the stream: slow enough that the hand is at the end of the series long before it. */
const SLOW_BYTES_PER_S = 40_000;
/** Once what is looked at while it is slow is looked at. */
const FAST_BYTES_PER_S = 1_000_000;

test('over a slow line a scroll through the series asks for the slice under the hand, and for none that it passed', async ({
  page,
  folder,
}) => {
  test.setTimeout(180_000);
  const { study, sops } = writeBlocks(join(folder, 'blocks'), SLICES);
  const companion = await startCompanion({ data: join(folder, 'blocks'), noSamples: true });
  const faults = await startFaultProxy(companion.url);
  let rate = SLOW_BYTES_PER_S;
  faults.rule({
    path: /\/series\/[\d.]+(\?.*)?$/,
    fault: { kind: 'throttle', bytesPerSecond: () => rate },
  });
  const viewer = new Viewer(page, faults.url);
  await viewer.openStudy(study);
  await viewer.shown();
  await expect(page.locator('canvas[data-layer="early"]')).toHaveCount(0);

  // What is passed does not come by itself: the browser's few connections stay with it until somebody lets go.
  for (const sop of sops.slice(1, -1))
    faults.rule({ path: new RegExp(`/instances/${sop}(/frames/1)?$`), fault: { kind: 'hang' } });
  const open = new Set<Request>();
  let passed = 0;
  const isAlone = (request: Request) => /\/instances\/[\d.]+(\/frames\/1)?$/.test(request.url());
  page.on('request', (request) => {
    if (!isAlone(request)) return;
    open.add(request);
    passed += 1;
  });
  page.on('requestfailed', (request) => void open.delete(request));
  page.on('requestfinished', (request) => void open.delete(request));
  const isLast = (url: string) => new RegExp(`/instances/${sops.at(-1) ?? ''}(/frames/1)?$`).test(url);
  const last = page.waitForEvent('response', (response) => isLast(response.url()));

  const at = await viewer.middleOf();
  await page.mouse.move(at.x, at.y);
  for (let notch = 1; notch < SLICES; notch += 1) await page.mouse.wheel(0, 100);
  await expect(viewer.slice).toHaveText(`${SLICES} / ${SLICES}`);
  await last;
  // That the others are called off is told a moment later than the answer.
  await expect
    .poll(() => [...open].map((request) => request.url()).filter((url) => !isLast(url)))
    .toEqual([]);
  expect(passed, 'slices were passed that were not here').toBeGreaterThan(1);
  await viewer.shown();
  expect((await inspect.panes(page))[0]?.index).toBe(SLICES - 1);
  const load = async () => Object.values(await inspect.loading(page))[0];
  const { loaded = SLICES, failed } = (await load()) ?? {};
  expect(loaded, 'the stream is still on its way').toBeLessThan(SLICES);
  expect(failed).toBe(0);

  rate = FAST_BYTES_PER_S;
  // The stream went on meanwhile, and brings all that the hand passed.
  await expect.poll(load, { timeout: 120_000 }).toMatchObject({ loaded: SLICES, failed: 0 });
  await faults.close();
  await companion.stop();
});
