import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/fixtures';
import { house } from '../../harness/identityProvider';
import { inspect } from '../../harness/inspect';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

const WARNING = 'Are you still there?';
const warning = (page: Page) => page.getByRole('alertdialog', { name: WARNING });

/** Signed in with a study on the screen, under a clock that the test moves. */
async function atWork(page: Page, url: string, study: string) {
  await page.clock.install();
  const signIn = new SignIn(page);
  const viewer = new Viewer(page, url);
  await page.goto(`${url}/#/view/main/${study}`);
  await signIn.as('Dr Ada Demo');
  await viewer.shown();
  return { signIn, viewer };
}

test('nobody touches the page: it warns, then covers itself; whoever comes back finds everything', async ({
  page,
  companion: open,
  folder,
}) => {
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, { tokenSeconds: 3600 }, 'short');
  const { signIn, viewer } = await atWork(page, companion.url, study);
  const title = await page.title();
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-50, 0), await viewer.fromMiddle(50, 0));
  await viewer.measured(1);
  const before = await inspect.view(page);

  await page.clock.fastForward('14:05');
  await expect(warning(page)).toBeVisible();
  await page.keyboard.press('Shift');
  await expect(warning(page)).toHaveCount(0);
  await page.clock.fastForward('14:05');
  await page.getByRole('button', { name: /^Stay signed in$/ }).click();
  await expect(warning(page)).toHaveCount(0);
  await expect(signIn.lock).toHaveCount(0);

  await page.clock.fastForward('14:05');
  await expect(warning(page)).toBeVisible();
  await page.clock.fastForward('01:00');
  await expect(signIn.lock).toBeVisible();
  expect(await page.title()).toBe(title);
  await expect(viewer.pane()).toBeHidden();
  // What can be read of the page by any means of assistance is the lock alone.
  await expect(page.locator('body')).toMatchAriaSnapshot(`
    - dialog "Isocenter is locked":
      - text: Isocenter
      - heading "Sign in to Demo house"
      - paragraph
      - button "Sign in"
  `);
  await expect(page.getByRole('heading')).toHaveCount(1);
  await signIn.as('Dr Ada Demo');
  await viewer.shown();
  expect(await inspect.view(page)).toEqual(before);
  // What was drawn came back drawn: nothing is left to offer.
  await viewer.measured(1);
  await expect(page.getByTestId('draft-offer')).toHaveCount(0);
  await companion.stop();
});

test('a device that slept is locked when it wakes, before anything else happens', async ({
  page,
  companion: open,
  folder,
}) => {
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, { tokenSeconds: 3600 }, 'short');
  const { signIn, viewer } = await atWork(page, companion.url, study);
  await page.clock.setSystemTime(Date.now() + 40 * 60_000);
  const { x, y } = await viewer.middleOf();
  await page.mouse.move(x, y);
  await expect(signIn.lock).toBeVisible();

  // Without an issuer to go to, the page stays where it is and says so.
  await companion.stop();
  await signIn.lock.getByRole('button', { name: /^Sign in$/ }).click();
  await expect(signIn.lock.getByRole('alert')).toContainText('does not answer');
  await expect(signIn.lock.getByRole('button', { name: /^Try again$/ })).toBeEnabled();
});

test('a touch in one tab keeps the others open; a lock covers them all, and one sign-in opens them all', async ({
  page,
  context,
  companion: open,
  folder,
}) => {
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, { tokenSeconds: 3600 }, 'short');
  const { signIn, viewer } = await atWork(page, companion.url, study);
  const other = await context.newPage();
  await other.goto(`${companion.url}/#/view/main/${study}`);
  const otherSignIn = new SignIn(other);
  await otherSignIn.screen.getByRole('button', { name: /^Sign in$/ }).click();
  const otherViewer = new Viewer(other, companion.url);
  await otherViewer.shown();

  await page.clock.fastForward('14:05');
  await expect(warning(page)).toBeVisible();
  const { x, y } = await otherViewer.middleOf();
  await other.mouse.move(x, y);
  await expect(warning(page)).toHaveCount(0);

  await otherSignIn.lockNow();
  for (const one of [signIn, otherSignIn]) await expect(one.lock).toBeVisible();
  await signIn.as('Dr Ada Demo');
  await viewer.shown();
  await otherViewer.shown();
  await expect(otherSignIn.lock).toHaveCount(0);
  await companion.stop();
});
