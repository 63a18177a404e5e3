import type { Browser, BrowserContext, Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startCompanion, type Companion } from './companion';
import { expect, test } from './fixtures';
import type { Guard } from './guard';
import { inspect } from './inspect';
import { linkFolder, SAMPLES } from './machine';
import { RoomPage } from './pages/room';
import { ctPhantom } from './phantom';

const ADA = 'Dr Ada Demo';
const BEN = 'Dr Ben Demo';

/** A companion of the test's own with the samples, where one has to sign in. */
async function house(folder: string, port?: number): Promise<Companion> {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  linkFolder(SAMPLES, data);
  const state = join(folder, 'state');
  return startCompanion({ data, state, noSamples: true, demoLogin: true, ...(port ? { port } : {}) });
}

/** Another browser profile, on a tablet. */
async function tablet(browser: Browser, guard: Guard): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1024, height: 768 },
    hasTouch: true,
    isMobile: true,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  await guard.watch(context);
  return context;
}

const viewOf = async (page: Page) => ({ ...(await inspect.view(page)), active: 0 });

/** Waits until a page shows what another one shows. */
async function expectSameView(one: Page, other: Page): Promise<void> {
  await expect.poll(async () => JSON.stringify(await viewOf(other))).toBe(JSON.stringify(await viewOf(one)));
  await expect
    .poll(async () => (await inspect.panes(other)).map(({ sopUid }) => sopUid))
    .toEqual((await inspect.panes(one)).map(({ sopUid }) => sopUid));
}

test('a tablet follows a desktop: images, window, layout, measurements and pointer; the presenting is handed over', async ({
  page,
  browser,
  guard,
  companion: open,
  folder,
}) => {
  test.setTimeout(180_000);
  const { study, sops } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder);
  const other = await tablet(browser, guard);
  const ada = new RoomPage(page, companion.url);
  const ben = new RoomPage(await other.newPage(), companion.url);
  await ada.open(`${companion.url}/#/view/main/${study}`, ADA);
  const link = await ada.start();
  await ada.stands('together.alone');
  await ben.open(link, BEN);
  await ben.stands('together.following');
  await ada.stands('together.presenting');
  await expectSameView(ada.page, ben.page);

  // Scrolling, the window, the layout.
  await ada.viewer.pane().focus();
  for (let i = 0; i < 4; i++) await ada.page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await inspect.panes(ben.page))[0]?.sopUid).toBe(sops[4]);
  await ada.viewer.preset(/lung/i);
  await expectSameView(ada.page, ben.page);
  await ada.viewer.grid(1, 2);
  await expectSameView(ada.page, ben.page);
  await ada.viewer.grid(1, 1);
  await expectSameView(ada.page, ben.page);

  // A measurement, and its moving.
  await ada.viewer.chooseTool('length');
  await ada.viewer.drag(await ada.viewer.pointAt(100, 120), await ada.viewer.pointAt(180, 120));
  const drawn = await ada.viewer.measured(1);
  const theirs = await ben.viewer.measured(1);
  expect(theirs).toMatchObject({ id: drawn.id, kind: 'length', sop: drawn.sop, readings: drawn.readings });
  await ada.viewer.drag(await ada.viewer.pointAt(180, 120), await ada.viewer.pointAt(180, 200));
  await expect
    .poll(async () => (await inspect.measurements(ben.page))[0]?.readings)
    .toEqual((await ada.viewer.measured(1)).readings);

  // The pointer lies on the same pixel of the image, on a smaller screen.
  const at = await ada.viewer.pointAt(140, 90);
  await ada.page.mouse.move(at.x, at.y);
  const there = await ben.viewer.pointAt(140, 90);
  await expect
    .poll(async () => {
      const box = await ben.pointer.evaluate((ring) => ring.getBoundingClientRect().toJSON() as DOMRect);
      return Math.hypot(box.x - there.x, box.y - there.y) < 1.5;
    })
    .toBe(true);

  // Ben presents.
  await ada.handTo(BEN);
  await ben.stands('together.presenting');
  await ada.stands('together.following');
  await ben.viewer.presetByTouch(/bone/i);
  await expectSameView(ben.page, ada.page);

  // Nothing that could be read went over the wire.
  const wire = [...ada.wire, ...ben.wire].join('\n');
  expect(wire.length).toBeGreaterThan(1_000);
  expect(wire).not.toContain(study);
  expect(wire).not.toMatch(/\d+\.\d+\.\d+\.\d+\.\d+/);
  const [, key] = /\.([\w-]{43})$/.exec(link) ?? [];
  expect(wire).not.toContain(key);

  await ben.press(/^Leave$/);
  await ada.stands('together.free.alone');
  await expect(ben.bar).toHaveCount(0);
  expect(await inspect.measurements(ben.page)).toEqual([]);
  await other.close();
  await companion.stop();
});
