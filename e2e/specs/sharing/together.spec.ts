import type { Browser, BrowserContext, Page } from '@playwright/test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { axeFindings } from '../../harness/axe';
import { startCompanion, type Companion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import type { PageGuard } from '../../harness/guard';
import { namesPatient } from '../../fixtures/identityWords';
import { holdCode } from '../../harness/holdCode';
import { forceWay, inspect, roundedReadings } from '../../harness/inspect';
import { en } from '@/i18n/en';
import { linkSamples } from '../../harness/machine';
import { RoomPage } from '../../pages/room';
import { ctPhantom, cube } from '../../material/phantom';

test.use({ samples: 'short' });

const ADA = 'Dr Ada Demo';
const BEN = 'Dr Ben Demo';

/** A companion of the test's own with the samples, where one has to sign in. */
async function house(folder: string, port?: number): Promise<Companion> {
  const data = join(folder, 'data');
  if (!existsSync(data)) linkSamples(data, 'short');
  const state = join(folder, 'state');
  return startCompanion({ data, state, noSamples: true, demoLogin: true, ...(port ? { port } : {}) });
}

/** Another browser profile, on a tablet. */
async function tablet(browser: Browser, guard: PageGuard): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1024, height: 768 },
    hasTouch: true,
    isMobile: true,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  await guard.watch(context);
  await forceWay(context);
  return context;
}

const viewOf = async (page: Page) => ({ ...(await inspect.view(page)), active: 0 });

const sopsOf = async (page: Page) => (await inspect.panes(page)).map(({ sopUid }) => sopUid);

/** Waits until a page shows what another one shows, whose own picture may still be on its way. */
async function expectSameView(one: Page, other: Page): Promise<void> {
  await expect(async () => {
    expect(await viewOf(other)).toEqual(await viewOf(one));
    expect(await sopsOf(other)).toEqual(await sopsOf(one));
  }).toPass({ timeout: 15_000 });
}

/** Presses the arrow down in the very moment in which the bar comes to stand in the page. */
async function pressWithTheBar(page: Page): Promise<void> {
  await page.evaluate(() => {
    new MutationObserver((_, self) => {
      if (!document.querySelector('[data-testid="together-bar"]')) return;
      self.disconnect();
      const key = { key: 'ArrowDown', code: 'ArrowDown', bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', key));
    }).observe(document, { childList: true, subtree: true });
  });
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
  await namesPatient(ben.page, open.dicomWeb, study);

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
  expect(theirs).toMatchObject({ id: drawn.id, kind: 'length', sop: drawn.sop });
  expect(roundedReadings(theirs)).toEqual(roundedReadings(drawn));
  await ada.viewer.drag(await ada.viewer.pointAt(180, 120), await ada.viewer.pointAt(180, 200));
  await expect
    .poll(async () => (await inspect.measurements(ben.page)).map(roundedReadings))
    .toEqual([roundedReadings(await ada.viewer.measured(1))]);

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

  // Everything that is new here can be reached and read.
  await ada.people();
  for (const one of [ada, ben]) expect(await axeFindings(one.page)).toEqual([]);
  await ada.close();

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
  expect(wire).not.toMatch(/phantom|sample|inserts/i);

  await ben.press(/^Leave$/);
  await ada.stands('together.free.alone');
  await expect(ben.bar).toHaveCount(0);
  expect(await inspect.measurements(ben.page)).toEqual([]);
  await other.close();
  await companion.stop();
});

test('whoever scrolls looks around and comes back; who comes late is in sync; a relay that dies is found again', async ({
  page,
  colleague,
  browser,
  guard,
  companion: open,
  folder,
}) => {
  test.setTimeout(180_000);
  const { study, sops } = await ctPhantom(open.dicomWeb);
  let companion = await house(folder);
  const ada = new RoomPage(page, companion.url);
  const ben = new RoomPage(colleague, companion.url);
  await ada.open(`${companion.url}/#/view/main/${study}`, ADA);
  const link = await ada.start();
  const letGo = await holdCode(ben.page, 'TogetherWork');
  await ben.open(link, BEN);

  // Ben scrolls by himself as soon as he is told that he follows, sees his own image while Ada goes on, and comes back to hers.
  await ben.viewer.pane().focus();
  await pressWithTheBar(ben.page);
  letGo();
  await ben.stands('together.wandering');
  for (let i = 0; i < 2; i++) await ben.page.keyboard.press('ArrowDown');
  // The bar speaks from the first step on; the picture of the last one may still be on its way.
  await expect.poll(async () => (await inspect.panes(ben.page))[0]?.sopUid).toBe(sops[3]);
  await ada.viewer.pane().focus();
  for (let i = 0; i < 7; i++) await ada.page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await inspect.panes(ada.page))[0]?.sopUid).toBe(sops[7]);
  expect((await inspect.panes(ben.page))[0]?.sopUid).toBe(sops[3]);
  await ben.press(/^Follow/);
  await ben.stands('together.following');
  await expectSameView(ada.page, ben.page);

  // Somebody comes late, when there is already a window and a measurement.
  await ada.viewer.preset(/bone/i);
  await ada.viewer.chooseTool('length');
  await ada.viewer.drag(await ada.viewer.pointAt(100, 120), await ada.viewer.pointAt(180, 120));
  const drawn = await ada.viewer.measured(1);
  const third = await tablet(browser, guard);
  const student = new RoomPage(await third.newPage(), companion.url);
  await student.open(link, 'Student Demo');
  await student.stands('together.following');
  await expectSameView(ada.page, student.page);
  expect((await student.viewer.measured(1)).id).toBe(drawn.id);

  // A reload leads back into the room, as whoever presents.
  await ada.page.reload();
  await ada.stands('together.presenting');
  await ada.viewer.shown();
  await expectSameView(ben.page, ada.page);
  // What she drew comes back from the others for the moment, and as her own work out of its draft.
  await ada.viewer.button(en['draft.restore']).click();
  await ada.viewer.measured(1);

  // The companion dies. Everybody goes on alone, and is back in step once it is there again.
  const { url } = companion;
  await companion.kill();
  await ben.stands('together.lost');
  await ada.stands('together.lost');
  await ada.viewer.pane().focus();
  await ada.page.keyboard.press('ArrowDown');
  companion = await house(folder, Number(new URL(url).port));
  const backMs = Date.now();
  await ada.stands('together.presenting');
  await ben.stands('together.following');
  console.log(`back in the room ${Date.now() - backMs} ms after the relay`);
  await expectSameView(ada.page, ben.page);
  await expectSameView(ada.page, student.page);
  await ada.press(/^Leave$/);
  await ben.press(/^Leave$/);
  await expect(ben.bar).toHaveCount(0);
  expect((await ada.viewer.measured(1)).id).toBe(drawn.id);
  expect(await inspect.measurements(ben.page)).toEqual([]);
  await third.close();
  await companion.stop();
});

test('a guest of another study, led into the room, sees a refusal and no image; one of this study follows', async ({
  page,
  browser,
  guard,
  companion: open,
  folder,
}) => {
  test.setTimeout(180_000);
  const { study } = await ctPhantom(open.dicomWeb);
  const { study: otherStudy } = await cube(open.dicomWeb);
  const companion = await house(folder);
  const ada = new RoomPage(page, companion.url);
  await ada.open(`${companion.url}/#/view/main/${otherStudy}`, ADA);
  const elsewhere = await ada.shareWithGuest();
  await ada.page.goto('about:blank');
  await ada.page.goto(`${companion.url}/#/view/main/${study}`);
  await ada.viewer.shown();
  const link = await ada.start();
  const here = await ada.shareWithGuest();
  const [, room] = /together\/(.*)$/.exec(link) ?? [];
  expect(here.url).toContain(`&r=${room}`);
  expect(elsewhere.url).not.toContain('&r=');

  const stranger = new RoomPage(await (await tablet(browser, guard)).newPage(), companion.url);
  const asked: string[] = [];
  stranger.page.on('response', (answer) => {
    if (answer.url().includes(study)) asked.push(`${answer.status()} ${answer.url()}`);
  });
  await stranger.openShare({ ...elsewhere, url: `${elsewhere.url}&r=${room}` });
  await stranger.stands('together.following');
  await expect(stranger.viewer.pane()).toHaveAttribute('data-state', 'refused');
  await expect(stranger.viewer.pane()).not.toHaveAttribute('data-sop', /./);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((one) => !one.startsWith('403'))).toEqual([]);
  // By itself it is back at what was shared.
  await stranger.press(/^Look around/);
  await stranger.viewer.shown();
  expect((await inspect.view(stranger.page)).studies).toEqual([otherStudy]);

  const guest = new RoomPage(await (await tablet(browser, guard)).newPage(), companion.url);
  await guest.openShare(here);
  await guest.stands('together.following');
  await ada.viewer.preset(/lung/i);
  await expectSameView(ada.page, guest.page);
  const dialog = await ada.people();
  await expect(dialog.getByTestId('room-member').filter({ hasText: `Guest of ${ADA}` })).toHaveCount(2);
  await ada.close();

  // The share ends: the guest is out of the room, and of the study.
  await ada.endShares();
  await expect(guest.viewer.pane()).toHaveCount(0);
  await ada.stands('together.alone');
  await companion.stop();
});
