import { axeFindings } from '../../harness/axe';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { SignIn } from '../../pages/signIn';

test.use({ samples: 'short' });

test(
  'the page that asks who it is can be used by everybody, by keyboard and by finger',
  { tag: ['@tablet', '@phone'] },
  async ({ page, folder }) => {
    const companion = await startCompanion({ data: folder, noSamples: true, demoLogin: true });
    const signIn = new SignIn(page);
    await page.goto(`${companion.url}/`);
    await signIn.screen.getByRole('button', { name: 'Sign in' }).click();
    const choices = page.getByRole('button');
    await expect(choices).toHaveText([
      /^\s*AD\s*Dr Ada Demo/,
      /^\s*BD\s*Dr Ben Demo/,
      /^\s*SD\s*Student Demo/,
    ]);
    expect(await page.title()).toBe('Isocenter');
    expect(await axeFindings(page)).toEqual([]);
    for (const box of await choices.evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect().toJSON()),
    )) {
      expect(box.height).toBeGreaterThanOrEqual(44);
      expect(box.right).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
    }

    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(choices.nth(1)).toBeFocused();
    expect(await choices.nth(1).evaluate((one) => getComputedStyle(one).outlineWidth)).toBe('2px');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('account')).toBeVisible();
    await signIn.signOut();

    // Another person on the same browser.
    await signIn.as('Student Demo');
    await signIn.openAccount();
    await expect(page.getByText('Student Demo').first()).toBeVisible();
    await companion.stop();
  },
);

test('a sign-in page that was left open says how to go on', async ({ page, folder }) => {
  const companion = await startCompanion({ data: folder, noSamples: true, demoLogin: true });
  await page.goto(`${companion.url}/demo-login/who/of-long-ago`);
  await expect(page.getByRole('heading')).toHaveText('This sign-in page is out of date');
  await page.getByRole('link', { name: 'Back to Isocenter' }).click();
  await expect(new SignIn(page).screen).toBeVisible();
  await companion.stop();
});
