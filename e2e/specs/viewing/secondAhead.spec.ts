import type { BrowserContext, Page, Request } from '@playwright/test';
import { expect, test } from '../../fixtures/fixtures';
import { NEXT, openFirst, openReadingList, studyOfAddress } from '../../fixtures/steppedList';
import { openSecondWindow } from '../../fixtures/twoWindows';
import { seenFrames, watchFrames } from '../../harness/frameWatch';

const CHANGES = 10;

/** What pages of a browser ask about studies, from now on. */
function watchStudies(context: BrowserContext) {
  const asked: {
    readonly by: Page;
    readonly study: string;
    readonly what: string;
    readonly request: Request;
  }[] = [];
  const done = new Set<Request>();
  context.on('request', (request) => {
    const [, study, what = ''] = /\/dicom-web\/studies\/([\d.]+)\/?(.*)/.exec(request.url()) ?? [];
    if (study !== undefined) asked.push({ by: request.frame().page(), study, what, request });
  });
  context.on('requestfinished', (request) => done.add(request));
  context.on('requestfailed', (request) => done.add(request));
  const of = (by: Page, study: string) => asked.filter((one) => one.by === by && one.study === study);
  const pixels = (by: Page, study: string) =>
    of(by, study).filter(({ what }) => /\/frames\/|\/instances\/[\d.]+$|^series\/[\d.]+$/.test(what));
  return {
    pixels,
    /** Its first picture is here, and nothing more of it on its way. */
    isReady: (by: Page, study: string) =>
      pixels(by, study).length > 0 && of(by, study).every(({ request }) => done.has(request)),
  };
}

declare global {
  interface Window {
    coverAtMs?: number;
  }
}

/** Notes when this window last told the other to cover itself, ms since 1970. */
const watchCover = (page: Page) =>
  page.evaluate(() => {
    const post = BroadcastChannel.prototype.postMessage;
    BroadcastChannel.prototype.postMessage = function (
      this: BroadcastChannel,
      data: { word?: { is?: string } },
    ) {
      if (data.word?.is === 'cover') window.coverAtMs = performance.timeOrigin + performance.now();
      post.call(this, data);
    };
  });

/** How long after the cover a window had the next study's picture on its screen, ms. */
async function tookMs(page: Page, grey: number, coverAtMs: number): Promise<number> {
  const isIts = (seen: number) => Math.abs(seen - grey) <= 1;
  await expect
    .poll(async () => {
      const greys = await page.evaluate(() => (window.seenFrames ?? []).flatMap((frame) => frame.greys));
      return greys.some(isIts);
    })
    .toBe(true);
  const originMs = await page.evaluate(() => performance.timeOrigin);
  const frame = (await seenFrames(page)).find(({ greys }) => greys.some(isIts));
  return Math.round(originMs + (frame?.atMs ?? NaN) - coverAtMs);
}

const said = (name: string, values: readonly number[]) =>
  `${name} ${values.toSorted((a, b) => a - b)[values.length >> 1]} ms (${values.join(', ')})`;

test('both windows have the first picture of the next study before somebody asks for it', async ({
  page,
  folder,
}) => {
  test.slow();
  const { list, companion } = await openReadingList(folder, CHANGES + 2);
  // Before the second window is open the first one has brought the next study.
  const asks = watchStudies(page.context());
  const viewer = await openFirst(page, companion);
  const second = await openSecondWindow(viewer);
  const windows = [page, second.page].map((one) => ({ page: one, took: [] as number[] }));
  await watchCover(page);
  for (const wanted of list.slice(1, CHANGES + 1)) {
    for (const one of windows) await expect.poll(() => asks.isReady(one.page, wanted.study)).toBe(true);
    const before = windows.map((one) => asks.pixels(one.page, wanted.study).length);
    for (const one of windows) await watchFrames(one.page);
    await page.keyboard.press(NEXT);
    await expect.poll(() => studyOfAddress(page)).toBe(wanted.study);
    await viewer.shown();
    await second.shown();
    const coverAtMs = await page.evaluate(() => window.coverAtMs ?? NaN);
    for (const [at, { page: one, took }] of windows.entries()) {
      took.push(await tookMs(one, wanted.grey, coverAtMs));
      // Its first picture came before; what comes now is the rest of its series, once.
      expect(asks.pixels(one, wanted.study).length - (before[at] ?? 0)).toBeLessThanOrEqual(1);
    }
  }
  const [here, there] = windows.map(({ took }) => took);
  const description = `from the cover to the picture: ${said('here', here ?? [])}, ${said('there', there ?? [])}`;
  test.info().annotations.push({ type: 'measured', description });
  await companion.stop();
});
