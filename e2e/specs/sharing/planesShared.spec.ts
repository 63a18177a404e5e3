import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/fixtures';
import { house } from '../../harness/identityProvider';
import { inspect } from '../../harness/inspect';
import { cube } from '../../material/phantom';
import { RoomPage } from '../../pages/room';
import { GuestPage, ShareDialog } from '../../pages/sharing';

test.use({ samples: 'short' });

const ADA = 'Dr Ada Demo';
const BEN = 'Dr Ben Demo';
const PLANES = [0, 1, 2];

/** Where each plane lies, how thick it is, and what values are on it once all of it is there. */
const planesOf = async (page: Page) =>
  Promise.all(
    PLANES.map(async (pane) => {
      const cut = (await inspect.panes(page))[pane]?.cut;
      const whole = cut && !cut.isWaiting && cut.had === cut.images;
      return {
        ...{ atLps: cut?.atLps, turn: cut?.turn, slab: cut?.slab, plane: cut?.plane, size: cut?.size },
        values: whole ? (await inspect.pixels(page, pane))?.sha256 : undefined,
      };
    }),
  );

/** Both show the same planes, whole. */
async function expectSamePlanes(one: Page, other: Page): Promise<void> {
  await expect(async () => {
    const mine = await planesOf(one);
    expect(mine.every(({ values }) => values !== undefined)).toBe(true);
    expect(await planesOf(other)).toEqual(mine);
  }).toPass({ timeout: 20_000 });
}

test('planes that are turned and thick are the same for a guest and for who looks along, and follow', async ({
  page,
  colleague,
  browser,
  guard,
  companion: open,
  folder,
}) => {
  test.setTimeout(180_000);
  const { study } = await cube(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  const ada = new RoomPage(page, companion.url);
  await ada.open(`${companion.url}/#/view/main/${study}`, ADA);
  await page.getByTestId('mpr').click();
  for (const pane of PLANES) await ada.viewer.shown(pane);
  // Moved, turned, and one of them 10 mm thick.
  const middle = ada.viewer.pane(0).locator('[data-cross]');
  await middle.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowDown');
  await ada.viewer.pane(0).locator('[data-end]').first().focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByRole('combobox', { name: 'Slab', exact: true }).selectOption('10');
  await expect.poll(async () => (await planesOf(page))[0]?.slab).toEqual({ mm: 10, by: 'max' });
  await expect.poll(async () => (await planesOf(page))[0]?.turn).toBeDefined();

  const dialog = new ShareDialog(page);
  await dialog.open();
  const link = await dialog.create();
  await dialog.close();
  const context = await browser.newContext({ viewport: page.viewportSize() });
  await guard.watch(context);
  const third = await context.newPage();
  const guest = new GuestPage(third);
  await guest.open(link);
  const { height = 0 } = (await guest.banner.boundingBox()) ?? {};
  const { width, height: whole } = page.viewportSize() ?? { width: 0, height: 0 };
  await third.setViewportSize({ width, height: whole + height });
  await expectSamePlanes(page, third);
  await context.close();

  const room = await ada.start();
  const ben = new RoomPage(colleague, companion.url);
  await ben.open(room, BEN);
  await ben.stands('together.following');
  await expectSamePlanes(page, colleague);
  // What the hand does with them is seen there: planes that move, another thickness, and their end.
  await middle.focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press('Shift+ArrowUp');
  await page.getByRole('combobox', { name: 'Slab', exact: true }).selectOption('0');
  await expectSamePlanes(page, colleague);
  await page.getByTestId('mpr').click();
  await expect
    .poll(async () => (await inspect.view(colleague)).panes.map((pane) => pane?.cut))
    .toEqual([undefined]);
  await ben.viewer.shown();
  await companion.stop();
});
