import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '@/i18n/en';
import { handoff } from '@/i18n/en/handoff';
import { shareGate } from '@/i18n/en/shareGate';
import { axeFindings } from '../../harness/axe';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { forceWay, inspect, roundedReadings } from '../../harness/inspect';
import { linkSamples } from '../../harness/machine';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

test('a code on the screen opens the same view on a tablet, once, until the person signs out', async ({
  page,
  browser,
  guard,
  companion: open,
  folder,
}) => {
  test.setTimeout(180_000);
  const { study } = await ctPhantom(open.dicomWeb);
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  linkSamples(data, 'short');
  const companion = await startCompanion({ data, noSamples: true, demoLogin: true });
  const signIn = new SignIn(page);
  const desk = new Viewer(page, companion.url);
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await signIn.as('Dr Ada Demo');
  await desk.shown();
  await desk.preset(/lung/i);
  await desk.pane().focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
  await desk.arrived();
  await desk.chooseTool('length');
  await desk.drag(await desk.pointAt(100, 120), await desk.pointAt(180, 120));
  const drawn = await desk.measured(1);

  await page.getByTestId('share').click();
  await page.getByText(shareGate['shares.who.colleague']).click();
  const made = page.waitForResponse((answer) => answer.url().endsWith('/handoff'));
  await page.getByTestId('handoff').click();
  const dialog = page.getByRole('dialog', { name: handoff['handoff.title'] });
  await expect(dialog.getByRole('img', { name: handoff['handoff.qr'] })).toBeVisible();
  await expect(dialog.getByRole('timer')).toContainText(/\d+ s/);
  expect(await axeFindings(page)).toEqual([]);
  const { id, secret } = (await (await made).json()) as { id: string; secret: string };
  const address = `${companion.url}/#h=${id}.${secret}`;

  const context = await browser.newContext({
    viewport: { width: 1024, height: 768 },
    hasTouch: true,
    isMobile: true,
  });
  await guard.watch(context);
  await forceWay(context);
  const tablet = new Viewer(await context.newPage(), companion.url);
  // Looked at by whatever fetches links, with its scripts and without a press: the code is not used up.
  for (let visit = 0; visit < 2; visit++) {
    await tablet.page.goto('about:blank');
    await tablet.page.goto(address);
    await expect(tablet.page.getByTestId('handoff-page')).toContainText(handoff['handoff.land.title']);
  }
  const press = async (name: string) => tablet.page.getByRole('button', { name, exact: true }).tap();
  await press(handoff['handoff.land.open']);
  await tablet.shown();
  await expect.poll(() => inspect.view(tablet.page)).toEqual(await inspect.view(desk.page));
  expect(roundedReadings(await tablet.measured(1))).toEqual(roundedReadings(drawn));
  await tablet.page.getByTestId('account').tap();
  await expect(tablet.page.getByText('Dr Ada Demo')).toBeVisible();
  await tablet.page.keyboard.press('Escape');
  // The code stands in no address any more.
  expect(tablet.page.url()).not.toContain(secret);

  // Once only.
  const again = new Viewer(await context.newPage(), companion.url);
  await again.page.goto(address);
  await again.page.getByRole('button', { name: handoff['handoff.land.open'], exact: true }).tap();
  await expect(again.page.getByTestId('handoff-page')).toContainText(handoff['handoff.closed.used']);
  await again.page.goto('about:blank');
  await again.page.goto(address.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')));
  await again.page.getByRole('button', { name: handoff['handoff.land.open'], exact: true }).tap();
  await expect(again.page.getByTestId('handoff-page')).toContainText(handoff['handoff.closed.unknown']);

  // Signed out on the first device, it is over on the second, though nobody touches it.
  await dialog.getByRole('button', { name: en['common.close'] }).click();
  await page.getByRole('dialog').getByRole('button', { name: en['common.close'] }).click();
  await signIn.signOut();
  await page.getByRole('dialog').getByRole('button', { name: en['leave.signOut'] }).click();
  await expect(tablet.page.getByTestId('handoff-over')).toBeVisible({ timeout: 40_000 });
  await expect(tablet.pane()).toHaveCount(0);
  await context.close();
  await companion.stop();
});
