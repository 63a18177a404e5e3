import type { Page, Request } from '@playwright/test';
import { expect, test } from '../../fixtures/fixtures';
import { NEXT, openFirst, openReadingList, studyOfAddress } from '../../fixtures/steppedList';
import { openSecondWindow } from '../../fixtures/twoWindows';
import { seenFrames, watchFrames } from '../../harness/frameWatch';

const CHANGES = 10;

/** What a page asks about studies. */
function watchStudies(page: Page) {
  const asked: { readonly study: string; readonly what: string; readonly request: Request }[] = [];
  const done = new Set<Request>();
  page.on('request', (request) => {
    const [, study, what = ''] = /\/dicom-web\/studies\/([\d.]+)\/?(.*)/.exec(request.url()) ?? [];
    if (study !== undefined) asked.push({ study, what, request });
  });
  page.on('requestfinished', (request) => done.add(request));
  page.on('requestfailed', (request) => done.add(request));
  const of = (study: string) => asked.filter((one) => one.study === study);
  const pixels = (study: string) =>
    of(study).filter(({ what }) => /\/frames\/|\/instances\/[\d.]+$|^series\/[\d.]+$/.test(what));
  return {
    pixels,
    /** Its first picture is here, and nothing more of it on its way. */
    isReady: (study: string) =>
      pixels(study).length > 0 && of(study).every(({ request }) => done.has(request)),
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
  const viewer = await openFirst(page, companion);
  const second = await openSecondWindow(viewer);
  const windows = [page, second.page].map((one) => ({
    page: one,
    asks: watchStudies(one),
    took: [] as number[],
  }));
  await watchCover(page);
  for (const wanted of list.slice(1, CHANGES + 1)) {
    for (const { asks } of windows) await expect.poll(() => asks.isReady(wanted.study)).toBe(true);
    const before = windows.map(({ asks }) => asks.pixels(wanted.study).length);
    for (const one of windows) await watchFrames(one.page);
    await page.keyboard.press(NEXT);
    await expect.poll(() => studyOfAddress(page)).toBe(wanted.study);
    await viewer.shown();
    await second.shown();
    const coverAtMs = await page.evaluate(() => window.coverAtMs ?? NaN);
    for (const [at, { page: one, asks, took }] of windows.entries()) {
      took.push(await tookMs(one, wanted.grey, coverAtMs));
      // Its first picture came before; what comes now is the rest of its series, once.
      expect(asks.pixels(wanted.study).length - (before[at] ?? 0)).toBeLessThanOrEqual(1);
    }
  }
  const [here, there] = windows.map(({ took }) => took);
  const description = `from the cover to the picture: ${said('here', here ?? [])}, ${said('there', there ?? [])}`;
  test.info().annotations.push({ type: 'measured', description });
  await companion.stop();
});
