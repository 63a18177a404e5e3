import type { Page } from '@playwright/test';
import { axeFindings } from '../../harness/axe';
import { expect, test } from '../../fixtures/fixtures';
import { house } from '../../harness/identityProvider';
import { inspect } from '../../harness/inspect';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import { Worklist } from '../../pages/worklist';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

/** All addresses of our page in the tab's history. */
async function pastAddresses(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page);
  const { entries } = await devtools.send('Page.getNavigationHistory');
  return entries
    .map(({ url }) => url)
    .filter((url) => !url.includes('/demo-login/'))
    .join('\n');
}

/** Nothing of an archive is on the page. */
async function showsNothing(page: Page, name: string): Promise<void> {
  await expect(page.locator('canvas')).toHaveCount(0);
  expect(await page.content()).not.toContain(name);
}

test(
  'a link leads to the sign-in, the sign-in to the view; a reload asks nothing, a lock does',
  { tag: ['@tablet', '@phone'] },
  async ({ page, companion: open, folder }) => {
    const { study } = await ctPhantom(open.dicomWeb);
    const companion = await house(folder, {}, 'short');
    const signIn = new SignIn(page);
    const viewer = new Viewer(page, companion.url);
    const address = `${companion.url}/#/view/main/${study}`;
    await page.goto(address);
    await expect(signIn.screen).toContainText('A colleague sent you a view');
    expect(await axeFindings(page)).toEqual([]);
    await signIn.as('Dr Ada Demo');
    await viewer.shown();
    expect(page.url()).toContain(address);
    expect(await pastAddresses(page)).not.toMatch(/[#?&](code|state|error)=/);

    await page.reload();
    await viewer.shown();
    await signIn.lockNow();
    await expect(signIn.lock).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    // Neither Escape nor a reload is a way around it.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(signIn.lock).toBeVisible();
    await page.reload();
    await expect(signIn.screen).toContainText('This page was locked');
    await showsNothing(page, 'Phantom');
    await signIn.as('Dr Ada Demo');
    await viewer.shown();
    expect(page.url()).toContain(address);
    await companion.stop();
  },
);

test('sign-out takes everything off the screen, in every tab, and Back brings nothing back', async ({
  page,
  context,
  companion: open,
  folder,
  guard,
}) => {
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  const signIn = new SignIn(page);
  const list = new Worklist(page, companion.url);
  await page.goto(companion.url);
  await signIn.as('Dr Ada Demo');
  await expect(list.rows.first()).toBeVisible();
  await list.openStudy(list.row(/Rod Phantom/).first());
  await new Viewer(page, companion.url).shown();

  const other = await context.newPage();
  await other.goto(`${companion.url}/#/view/main/${study}`);
  const otherSignIn = new SignIn(other);
  // A tab of its own asks once; the issuer knows the person.
  await otherSignIn.screen.getByRole('button', { name: /^Sign in$/ }).click();
  await new Viewer(other, companion.url).shown();

  await signIn.signOut();
  await expect(signIn.screen).toBeVisible();
  await expect(otherSignIn.screen).toContainText('You were signed out in another tab');
  for (const one of [page, other]) await showsNothing(one, 'Phantom');
  const before = guard.requests.length;
  for (const one of [page, other]) {
    await one.goBack().catch(() => undefined);
    await expect(one.locator('canvas')).toHaveCount(0);
    if (new URL(one.url()).origin === companion.url) await expect(new SignIn(one).screen).toBeVisible();
    expect(await one.content()).not.toContain('Phantom');
  }
  expect(guard.requests.slice(before).filter((url) => url.includes('/dicom-web/'))).toEqual([]);
  expect(await page.evaluate(() => ({ ...sessionStorage }))).toEqual({});
  const databases = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  await expect.poll(databases).toEqual([]);
  await companion.stop();
});

test('sign-out asks about unsaved work first', async ({ page, companion: open, folder }) => {
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  const signIn = new SignIn(page);
  const viewer = new Viewer(page, companion.url);
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await signIn.as('Dr Ada Demo');
  await viewer.shown();
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-50, 0), await viewer.fromMiddle(50, 0));
  await viewer.measured(1);
  await signIn.signOut();
  const question = page.getByRole('dialog', { name: 'Sign out with unsaved work?' });
  await expect(question).toContainText('1 change is not in the archive');
  await question.getByRole('button', { name: /^Stay$/ }).click();
  expect(await inspect.measurements(page)).toHaveLength(1);
  await signIn.signOut();
  await question.getByRole('button', { name: /^Sign out$/ }).click();
  await expect(signIn.screen).toBeVisible();
  await companion.stop();
});

test('another person at the same tab does not see where the first one was, nor their drafts', async ({
  page,
  companion: open,
  folder,
}) => {
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  const signIn = new SignIn(page);
  const viewer = new Viewer(page, companion.url);
  const list = new Worklist(page, companion.url);
  const offer = page.getByTestId('draft-offer');
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await signIn.as('Dr Ada Demo');
  await viewer.shown();
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-50, 0), await viewer.fromMiddle(50, 0));
  await viewer.measured(1);
  await signIn.lockNow();
  await signIn.as('Dr Ben Demo');
  await expect(list.rows.first()).toBeVisible();
  expect(new URL(page.url()).hash).toBe('#/');
  await list.openStudy(list.row(/Rod Phantom/).first());
  await viewer.shown();
  expect(await inspect.measurements(page)).toHaveLength(0);
  await expect(offer).toHaveCount(0);
  await signIn.signOut();
  await expect(signIn.screen).toBeVisible();

  // The first one finds the draft again.
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await signIn.as('Dr Ada Demo');
  await viewer.shown();
  await expect(offer).toBeVisible();
  await companion.stop();
});

test('who may only look is offered nothing else', async ({ page, companion: open, folder }) => {
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  const signIn = new SignIn(page);
  const viewer = new Viewer(page, companion.url);
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await signIn.as('Student Demo');
  await viewer.shown();
  await expect(page.getByTestId('save')).toHaveCount(0);
  await expect(viewer.tool('length')).toHaveCount(0);
  // A star is theirs all the same: what becomes of it is said once.
  const said = page.getByTestId('may-not-store');
  await page.keyboard.press('y');
  await expect(said).toContainText('stays in this browser as a draft, and in the link');
  await said.getByRole('button').click();
  await page.keyboard.press('ArrowDown');
  await viewer.shown();
  await page.keyboard.press('y');
  await expect.poll(async () => (await inspect.view(page)).keyImages?.length).toBe(2);
  await expect(said).toHaveCount(0);
  await signIn.openAccount();
  await expect(page.getByText('You may look here, but not measure, save, share')).toBeVisible();
  await companion.stop();
});

test('a sign-in that is not let through is said, the address is kept, and it can be tried again', async ({
  page,
  companion: open,
  folder,
}) => {
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, {}, 'short');
  const signIn = new SignIn(page);
  const address = `${companion.url}/#/view/main/${study}`;
  for (const [error, sentence] of [
    ['access_denied', 'did not let this sign-in through'],
    ['invalid_request', 'did not accept this page'],
  ] as const) {
    await page.goto(address);
    await signIn.screen.getByRole('button').click();
    await expect(page.getByRole('button', { name: /Dr Ada Demo/ })).toBeVisible();
    // What an issuer answers that refuses (RFC 6749 4.1.2.1); the demo refuses nobody.
    const state = await page.evaluate(
      () =>
        Object.keys(sessionStorage)
          .find((key) => key.startsWith('oidc.'))
          ?.slice('oidc.'.length) ?? '',
    );
    await page.goto(`${companion.url}/#error=${error}&state=${state}`);
    await expect(signIn.screen.getByRole('alert')).toContainText(sentence);
    expect(page.url()).toBe(address);
    expect(await page.evaluate(() => ({ ...sessionStorage }))).toEqual({});
  }
  await signIn.as('Dr Ada Demo');
  await new Viewer(page, companion.url).shown();
  expect(page.url()).toContain(address);
  await companion.stop();
});

test('an archive that is open to everybody asks nobody, beside one that does', async ({
  page,
  companion,
}) => {
  await page.route('**/config.json', async (route) => {
    const config = (await (await route.fetch()).json()) as { archives: object[] };
    const [first] = config.archives;
    await route.fulfill({
      json: {
        ...config,
        archives: [first, { id: 'closed', name: 'Closed archive', root: '/dicom-web', signIn: 'house' }],
        signIn: [{ id: 'house', name: 'Demo house', issuer: '/nowhere', clientId: 'isocenter' }],
      },
    });
  });
  const list = new Worklist(page, companion.url);
  await list.open();
  await expect(page.getByTestId('account')).toHaveCount(0);
  await page.locator('.wl-archivebutton').click();
  await page.getByRole('button', { name: 'Closed archive' }).click();
  const signIn = new SignIn(page);
  await expect(signIn.screen).toContainText('Sign in to Demo house');
  await expect(list.rows).toHaveCount(0);
  await page.goBack();
  await expect(list.rows.first()).toBeVisible();
});
