import type { Page, Request } from '@playwright/test';
import { ARRIVAL_STAYS_MS } from '@/features/viewer/state/steps';
import { en } from '@/i18n/en';
import { expect, test } from '../../fixtures/fixtures';
import { seenFrames, watchFrames } from '../../harness/frameWatch';
import { holdTimers } from '../../harness/holdTimers';
import { inspect } from '../../harness/inspect';
import type { Listed } from '../../material/readingList';
import {
  NEXT,
  openFirst,
  openReadingList,
  PREVIOUS,
  stepTo,
  studyOfAddress,
} from '../../fixtures/steppedList';
import { Viewer } from '../../pages/viewer';
import { Worklist } from '../../pages/worklist';

/** What the page asks of studies' pixels and descriptions. */
function watchRequests(page: Page) {
  const asked: { readonly study: string; readonly what: string; readonly request: Request }[] = [];
  const done = new Set<Request>();
  page.on('request', (request) => {
    const [, study, rest = ''] = /\/dicom-web\/studies\/([\d.]+)\/?(.*)/.exec(request.url()) ?? [];
    if (study !== undefined) asked.push({ study, what: rest, request });
  });
  page.on('requestfinished', (request) => done.add(request));
  page.on('requestfailed', (request) => done.add(request));
  const isPixels = (what: string) => /\/frames\/|\/instances\/[\d.]+$|^series\/[\d.]+$/.test(what);
  return {
    asked,
    /** How many requests for pixels of a study were made. */
    pixels: (study: string) => asked.filter((one) => one.study === study && isPixels(one.what)).length,
    /** Whether a study's first picture is here, and nothing more of it on its way. */
    isReady: (study: string) => {
      const of = asked.filter((one) => one.study === study);
      return of.some(({ what }) => isPixels(what)) && of.every(({ request }) => done.has(request));
    },
  };
}

test('the next study is brought once this one has its pictures; its step asks for nothing that is here', async ({
  page,
  folder,
}) => {
  const { list, companion } = await openReadingList(folder, 4);
  const requests = watchRequests(page);
  const viewer = await openFirst(page, companion);
  const [first, second, third] = list as [Listed, Listed, Listed];
  await expect.poll(() => requests.isReady(second.study)).toBe(true);
  // Not before: the pictures of this one were asked for first, all of them.
  const order = requests.asked.map(({ study }) => study);
  expect(order.indexOf(second.study)).toBeGreaterThan(order.indexOf(first.study));
  const pixels = requests.asked.findLastIndex(
    ({ study, what }) => study === first.study && /^series\/[\d.]+$|frames/.test(what),
  );
  expect(order.indexOf(second.study)).toBeGreaterThan(pixels);
  expect(requests.asked.some(({ study }) => study === third.study)).toBe(false);

  const before = requests.pixels(second.study);
  const described = requests.asked.filter(
    ({ study, what }) => study === second.study && what.endsWith('metadata'),
  ).length;
  await stepTo(page, viewer, NEXT, second);
  const after = requests.asked.filter(
    ({ study, what }) => study === second.study && what.endsWith('metadata'),
  ).length;
  expect(after).toBe(described);
  // The first picture came before; what comes now is the rest of its series, once.
  await viewer.loaded();
  expect(requests.pixels(second.study) - before).toBeLessThanOrEqual(1);
  await companion.stop();
});

test('the address is of the study on the screen, also once the one before is gone; a reload finds what was done', async ({
  page,
  folder,
}) => {
  const { list, companion } = await openReadingList(folder, 3);
  const viewer = await openFirst(page, companion);
  const [first, second] = list as [Listed, Listed, Listed];
  // The UID of the second begins with that of the first.
  expect(second.study.startsWith(first.study)).toBe(true);
  await stepTo(page, viewer, NEXT, second);
  // Each is written once the hand has rested: by then whatever the viewer of before had to say is said.
  for (const key of ['End', 'Home', 'End']) {
    await page.keyboard.press(key);
    await viewer.written();
    expect(page.url()).toContain(`/${second.study}/v`);
  }
  await page.reload();
  await viewer.shown();
  await expect(viewer.slice).toHaveText('2 / 2');
  expect((await inspect.panes(page))[0]?.studyUid).toBe(second.study);
});

test('no picture and no name of the patient of before stands under the next, in any frame', async ({
  page,
  folder,
}) => {
  const { list, companion } = await openReadingList(folder, 5);
  const requests = watchRequests(page);
  const viewer = await openFirst(page, companion);
  const steps = [...list.slice(1), ...list.slice(0, -1).reverse()];
  await watchFrames(page);
  for (const [at, wanted] of steps.entries()) {
    // Every second one is stepped to before it is here.
    if (at % 2 === 0 && at < 4) await expect.poll(() => requests.isReady(wanted.study)).toBe(true);
    await stepTo(page, viewer, at < 4 ? NEXT : PREVIOUS, wanted);
    // Its picture is looked at in a frame at least.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
    );
    // On the way back, and where it turns, the name is waited for: it comes after the picture.
    if (at >= 3) await expect(page.locator('header h1')).toHaveText(wanted.name);
  }
  const frames = await seenFrames(page);
  const byStudy = new Map(list.map((one) => [one.study, one]));
  const wrong = frames.filter(({ study, name, arrival, greys, sops }) => {
    const one = byStudy.get(study);
    if (!one) return true;
    const isHis = (said: string) => said === '' || said === one.name;
    // UIDs of one series of these follow each other.
    const afterSeries = (sop: string) => BigInt(sop.slice(5)) - BigInt(one.series.slice(5));
    const isOf = (sop: string) => sop === '' || (afterSeries(sop) > 0n && afterSeries(sop) < 2n ** 16n);
    return (
      !isHis(name) ||
      !isHis(arrival) ||
      !sops.every(isOf) ||
      greys.some((grey) => Math.abs(grey - one.grey) > 1)
    );
  });
  expect(wrong).toEqual([]);
  // It looked: every study's picture was seen, and its name.
  for (const { study, grey, name } of list) {
    const of = frames.filter((one) => one.study === study);
    expect(of.some(({ greys }) => greys.some((seen) => Math.abs(seen - grey) <= 1))).toBe(true);
    expect(of.some((one) => one.name === name)).toBe(true);
  }
  expect(frames.some(({ arrival }) => arrival !== '')).toBe(true);
  await companion.stop();
});

test('a step says whose the study is now, and that it is somebody else, until the hand does something', async ({
  page,
  folder,
}) => {
  const { list, companion } = await openReadingList(folder, 3);
  await holdTimers(page, ARRIVAL_STAYS_MS, true);
  const viewer = await openFirst(page, companion);
  const [, second] = list as [Listed, Listed];
  await expect(page.getByTestId('arrival')).toHaveCount(0);
  await stepTo(page, viewer, NEXT, second);
  const said = page.getByTestId('arrival');
  await expect(said).toBeVisible();
  await expect(said).toContainText(second.name);
  await expect(said).toContainText(en['arrival.other']);
  await expect(said).toContainText('2');
  expect(await said.evaluate((element) => element.closest('[role="status"]') !== null)).toBe(true);
  if (process.env['E2E_SHOTS'])
    await page.screenshot({ path: `${process.env['E2E_SHOTS']}/arrival-1440.png` });
  // It lies over the picture and takes nothing from it.
  const hit = await said.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
  expect(hit).toBe(false);
  await page.mouse.wheel(0, 1);
  await expect(said).toHaveCount(0);
  // Back is one step to the list, and there is nothing of the study of before to undo.
  await page.keyboard.press('Control+z');
  expect((await inspect.view(page)).studies).toEqual([second.study]);
  await page.goBack();
  await expect(new Worklist(page, companion.url).rows.first()).toBeVisible();
  await companion.stop();
});

test(
  'fingers find the next study behind More, and are told whose it is',
  { tag: ['@tablet', '@phone', '@only-touch'] },
  async ({ page, folder }) => {
    const { list, companion } = await openReadingList(folder, 3);
    const worklist = new Worklist(page, companion.url);
    await holdTimers(page, ARRIVAL_STAYS_MS, true);
    await worklist.open();
    await worklist.openStudy(worklist.rows.first());
    const viewer = new Viewer(page, companion.url);
    await viewer.shown();
    const more = viewer.button(new RegExp(`^${en['viewer.more']}$`));
    // What an action of a tall sheet says stands before nothing, and takes its answer.
    await more.tap();
    await viewer.button(en['sheet.higher']).tap();
    await viewer.button(en['action.bookmarkStudy']).tap();
    const said = page.getByTestId('reading-said');
    await said.getByRole('button', { name: en['reading.undo'] }).tap();
    await expect(said).toHaveCount(0);
    await more.tap();
    const way = page.getByText(en['action.nextStudy'], { exact: true }).last();
    await way.scrollIntoViewIfNeeded();
    const box = await way.evaluate((element) => {
      const pressed = element.closest('button, [role="menuitem"]') ?? element;
      const { width, height } = pressed.getBoundingClientRect();
      return { width, height };
    });
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
    await way.tap();
    await expect.poll(() => studyOfAddress(page)).toBe(list[1]?.study);
    await viewer.shown();
    await expect(page.getByTestId('arrival')).toContainText(list[1]?.name ?? '?');
    if (process.env['E2E_SHOTS'])
      await page.screenshot({
        path: `${process.env['E2E_SHOTS']}/arrival-${page.viewportSize()?.width}.png`,
      });
    await companion.stop();
  },
);

test('nobody who came by a link has a next study, and none is asked for', async ({ page, folder }) => {
  const { list, companion } = await openReadingList(folder, 3);
  const requests = watchRequests(page);
  const viewer = new Viewer(page, companion.url);
  const [first] = list as [Listed];
  await viewer.openStudy(first.study);
  await viewer.loaded();
  await page.keyboard.press(NEXT);
  await expect(page.getByText(en['end.study.unlisted'])).toBeVisible();
  expect(requests.asked.filter(({ study }) => study !== first.study)).toEqual([]);
  await companion.stop();
});

test('where the archive gives no more of the list, it is said, and asked again', async ({ page, folder }) => {
  const { list, companion } = await openReadingList(folder, 32);
  let isDown = true;
  await page.route(/\/dicom-web\/studies\?.*offset=30/, (route) =>
    isDown ? route.abort() : route.continue(),
  );
  const worklist = new Worklist(page, companion.url);
  await worklist.open();
  await worklist.openStudy(page.locator(`[data-testid="study-row"][data-study="${list[28]?.study}"]`));
  const viewer = new Viewer(page, companion.url);
  await viewer.shown();
  await stepTo(page, viewer, NEXT, list[29] as Listed);
  await page.keyboard.press(NEXT);
  await expect(page.getByText(en['end.study.unasked'])).toBeVisible();
  expect(await studyOfAddress(page)).toBe(list[29]?.study);
  isDown = false;
  await stepTo(page, viewer, NEXT, list[30] as Listed);
  await companion.stop();
});

test('what is under way for the next study gives way at once, and nothing is left of it after the list', async ({
  page,
  folder,
}) => {
  const { list, companion } = await openReadingList(folder, 3);
  const [first, second] = list as [Listed, Listed];
  const requests = watchRequests(page);
  const held: (() => void)[] = [];
  const failed = new Set<Request>();
  page.on('requestfailed', (request) => failed.add(request));
  // The description of the next study does not come.
  await page.route(new RegExp(`/studies/${second.study}/series/.*`), async (route) => {
    await new Promise<void>((go) => held.push(go));
    await route.continue().catch(() => undefined);
  });
  const viewer = await openFirst(page, companion);
  await expect.poll(() => held.length).toBeGreaterThan(0);
  const waiting = () =>
    requests.asked.filter(({ study, what }) => study === second.study && what.startsWith('series/'));
  const under = waiting().length;
  expect(under).toBeGreaterThan(0);
  // This study needs the wire: the series list is asked for again.
  await viewer.button(en['action.back']).click();
  await expect(new Worklist(page, companion.url).rows.first()).toBeVisible();
  await expect.poll(() => waiting().every(({ request }) => failed.has(request))).toBe(true);
  expect(await page.evaluate(() => location.hash)).not.toContain(first.study);
  for (const go of held) go();
  await companion.stop();
});

test('the list goes on beyond what it had loaded, and says where it ends; what is kept of fifty studies stays within its budget', async ({
  page,
  folder,
}) => {
  test.setTimeout(240_000);
  const { list, companion } = await openReadingList(folder, 51);
  // The next page of the list does not come while it is on the screen. One that is held for ever would hold who asks from the viewer.
  await page.route(/\/dicom-web\/studies\?.*offset=30/, (route) =>
    new URL(page.url()).hash.startsWith('#/view/') ? route.continue() : route.abort(),
  );
  const requests = watchRequests(page);
  const viewer = await openFirst(page, companion);
  const devTools = await page.context().newCDPSession(page);
  const heldBytes = async () => {
    await devTools.send('HeapProfiler.collectGarbage');
    const { usedSize, ...more } = (await devTools.send('Runtime.getHeapUsage')) as {
      usedSize: number;
      backingStorageSize?: number;
    };
    return usedSize + (more.backingStorageSize ?? 0);
  };
  const held: number[] = [];
  for (const [at, wanted] of list.slice(1).entries()) {
    await expect.poll(() => requests.isReady(wanted.study)).toBe(true);
    await stepTo(page, viewer, NEXT, wanted);
    if (at === 9 || at === 49) held.push(await heldBytes());
  }
  const [tenth = 0, fiftieth = 0] = held;
  expect(tenth).toBeGreaterThan(0);
  // Forty studies of two images of half a megabyte would be 40 MB.
  expect(fiftieth - tenth).toBeLessThan(10 * 2 ** 20);
  await page.keyboard.press(NEXT);
  await expect(page.getByText(en['end.study.last'])).toBeVisible();
  expect(await studyOfAddress(page)).toBe(list.at(-1)?.study);
  await companion.stop();
});
