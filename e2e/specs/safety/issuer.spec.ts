import type { Page } from '@playwright/test';
import { freePort } from '../../harness/ports';
import { expect, test } from '../../fixtures/fixtures';
import { startCompanion } from '../../harness/companion';
import { house } from '../../harness/identityProvider';
import { inspect } from '../../harness/inspect';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

const MINUTE = 60_000;

/** The whole page lives with a clock that is off; the machine's own is right. */
const setClockOff = (page: Page, byMs: number) =>
  page.addInitScript((offMs) => {
    const RealDate = Date;
    class OffDate extends RealDate {
      constructor(...given: unknown[]) {
        if (given.length === 0) super(RealDate.now() + offMs);
        else super(...(given as [number]));
      }
      static override now = () => RealDate.now() + offMs;
    }
    globalThis.Date = OffDate as unknown as DateConstructor;
  }, byMs);

test('a clock that is ten minutes fast or slow changes nothing', async ({
  page,
  colleague,
  companion: open,
  folder,
}) => {
  const { study, series } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, { tokenSeconds: 4 }, 'short');
  // Next to each other: most of it is waiting for tokens to end.
  const works = async (one: Page, byMs: number) => {
    await setClockOff(one, byMs);
    const signIn = new SignIn(one);
    const viewer = new Viewer(one, companion.url);
    let renewals = 0;
    one.on('request', (request) => {
      if (request.url().endsWith('/demo-login/token')) renewals += 1;
    });
    await one.goto(`${companion.url}/#/view/main/${study}`);
    await signIn.as('Dr Ada Demo');
    await viewer.shown();
    // The first token, and two renewals after three seconds each.
    await expect.poll(() => renewals, { timeout: 30_000 }).toBeGreaterThan(2);
    await viewer.loaded(viewer.thumbOf(series));
    await expect(one.getByRole('alert')).toHaveCount(0);
    await one.reload();
    await viewer.shown();
  };
  await Promise.all([works(page, 10 * MINUTE), works(colleague, -10 * MINUTE)]);
  await companion.stop();
});

test('an issuer that does not answer: said before the sign-in, worked through after it, and nothing is lost', async ({
  page,
  companion: open,
  folder,
  guard,
}) => {
  test.setTimeout(180_000);
  const { study, series } = await ctPhantom(open.dicomWeb);
  const port = await freePort();
  const ownPort = await freePort();
  const issuerUrl = `http://127.0.0.1:${port}`;
  const startIssuer = (state = `${folder}/issuer`) =>
    startCompanion({
      port,
      state,
      demoLogin: true,
      tokenSeconds: 6,
      demoFriend: `http://127.0.0.1:${ownPort}`,
      data: `${folder}/none`,
      noSamples: true,
    });
  guard.allow(issuerUrl);
  let issuer = await startIssuer();
  const parts = { demoLogin: false, issuer: `${issuerUrl}/demo-login`, port: ownPort };
  const companion = await house(folder, parts, 'short');
  const signIn = new SignIn(page);
  const viewer = new Viewer(page, companion.url);
  const address = `${companion.url}/#/view/main/${study}`;

  await issuer.stop();
  await page.goto(address);
  await signIn.screen.getByRole('button', { name: /^Sign in$/ }).click();
  await expect(signIn.screen.getByRole('alert')).toContainText('does not answer');
  expect(page.url()).toBe(address);
  issuer = await startIssuer();
  await signIn.as('Dr Ada Demo');
  await viewer.shown();
  expect(page.url()).toContain(address);
  await viewer.loaded(viewer.thumbOf(series));
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-50, 0), await viewer.fromMiddle(50, 0));
  await viewer.measured(1);

  // Out of reach for a while: the token ends, a banner says so, the work goes on; then all is as before.
  const away = page.getByTestId('issuer-away');
  await page.context().route(`${issuerUrl}/**`, (route) => route.abort());
  await expect(away).toBeVisible({ timeout: 30_000 });
  await viewer.drag(await viewer.fromMiddle(-50, 40), await viewer.fromMiddle(50, 40));
  await viewer.measured(2);
  await viewer.shown();
  await page.context().unroute(`${issuerUrl}/**`);
  await expect(away).toHaveCount(0, { timeout: 30_000 });

  // A page opened anew in the meantime says so, and finds itself again.
  await page.context().route(`${issuerUrl}/**`, (route) => route.abort());
  const address2 = page.url();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(signIn.screen.getByRole('alert')).toContainText('does not answer');
  expect(page.url()).toBe(address2);
  await page.context().unroute(`${issuerUrl}/**`);
  await signIn.screen.getByRole('button', { name: /^Try again$/ }).click();
  await viewer.shown();
  // What the address carries is drawn again, and is therefore not offered.
  await expect.poll(async () => (await inspect.measurements(page)).length).toBe(2);
  await expect(page.getByTestId('draft-offer')).toHaveCount(0);

  // It comes back having forgotten everybody: the sign-in has lapsed, what is on the screen stays.
  await issuer.kill();
  issuer = await startIssuer(`${folder}/another`);
  const lapsed = page.getByTestId('lapsed');
  await expect(lapsed).toContainText(
    /You were signed out at \d\d:\d\d\. 2 changes are kept on this device\./,
    {
      timeout: 60_000,
    },
  );
  await viewer.shown();
  expect(await inspect.measurements(page)).toHaveLength(2);
  const before = await inspect.view(page);
  await lapsed.getByRole('button', { name: /^Sign in$/ }).click();
  await signIn.choose('Dr Ada Demo');
  await viewer.shown();
  expect(await inspect.view(page)).toEqual(before);
  await expect.poll(async () => (await inspect.measurements(page)).length).toBe(2);
  await expect(page.getByTestId('draft-offer')).toHaveCount(0);
  await companion.stop();
  await issuer.stop();
});
