import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startCompanion, type Companion, type CompanionParts } from './companion';
import { expect, test } from './fixtures';
import { linkFolder, SAMPLES } from './machine';
import { SignIn } from './pages/signIn';
import { Viewer } from './pages/viewer';
import { ctPhantom } from './phantom';

/** A companion of the test's own with the samples, where one has to sign in. */
async function house(folder: string, parts: CompanionParts = {}): Promise<Companion> {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  linkFolder(SAMPLES, data);
  return startCompanion({ data, noSamples: true, demoLogin: true, ...parts });
}

test('a link leads to the sign-in, the sign-in to the view; a reload asks nothing, a lock does', async ({
  page,
  companion: open,
  folder,
}) => {
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder);
  const signIn = new SignIn(page);
  const viewer = new Viewer(page, companion.url);
  const address = `${companion.url}/#/view/main/${study}`;
  await page.goto(address);
  await expect(signIn.screen).toContainText('A colleague sent you a view');
  await signIn.as('Dr Ada Demo');
  await viewer.shown();
  expect(page.url()).toBe(address);

  await page.reload();
  await viewer.shown();
  await signIn.openAccount();
  await page.getByRole('button', { name: /^Lock now$/ }).click();
  await expect(signIn.lock).toBeVisible();
  await signIn.as('Dr Ada Demo');
  await viewer.shown();

  await signIn.signOut();
  await expect(signIn.screen).toContainText('Sign in to Demo house');
  await page.goto(address);
  await expect(signIn.screen).toBeVisible();
  await companion.stop();
});
