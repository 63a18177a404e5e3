import { expect, type Page } from '@playwright/test';
import { test } from '../../fixtures/fixtures';
import { LanguageWalk, SPOKEN, foreignWords } from '../../fixtures/languageWalk';
import { house } from '../../harness/identityProvider';
import { tipFaults } from '../../harness/language';
import { atBothSizes, turnInto } from '../../harness/sizes';
import { ctPhantom } from '../../material/phantom';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

const TOKEN = '**/demo-login/token';

/** A length, drawn by keys, and a star: on every screen. */
async function work(page: Page, viewer: Viewer, count: number): Promise<void> {
  await viewer.pane().focus();
  for (const key of ['l', 'Enter']) await page.keyboard.press(key);
  for (let i = 1; i < count; i++) for (let j = 0; j < 4; j++) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Enter');
  for (let i = 0; i < count + 2; i++) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await viewer.measured(count);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}

test('what is said of work and of a sign-in: no text cut, no English left @tablet', async ({
  page,
  companion: open,
  folder,
}) => {
  test.setTimeout(180_000);
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder, { tokenSeconds: 6 }, 'short');
  // What is saved says in the standard's words what it is.
  const written = 'measurements key images imaging measurement report of interest'.split(' ');
  const words = [...(await foreignWords(open.dicomWeb)), ...written, 'key images'];
  const walk = await LanguageWalk.begin(SPOKEN, new Set(words), page);
  const viewer = new Viewer(page, companion.url);
  const isDesk = test.info().project.name === 'desk';
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await page.getByTestId('sign-in').getByRole('button').first().click();
  await new SignIn(page).choose('Dr Ada Demo');
  await viewer.shown();
  await expect(page.getByTestId('save')).toBeEnabled();
  if (isDesk) await walk.judge(page, tipFaults);

  // Measurements and key images, in their panel.
  await work(page, viewer, 1);
  await page.keyboard.press('y');
  await expect(page.getByTestId('save')).toHaveText('2');
  const results = async (what: string) => {
    if (isDesk) return walk.look(page, what);
    await walk.button(page, 'viewer.more').or(walk.button(page, 'sheet.more')).first().click();
    await walk.button(page, 'sheet.results').click();
    await walk.look(page, what);
    await walk.button(page.locator('section'), 'common.close').last().click();
  };
  await results('measurements and key images');

  // There is no next one.
  await viewer.pane().focus();
  await page.keyboard.press('Control+ArrowDown');
  await walk.look(page, 'end');

  // Saving: refused, then done.
  const store = /\/dicom-web\/studies\/[\d.]+$/;
  await page.route(store, (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 413 }) : route.fallback(),
  );
  const dialog = page.getByRole('dialog');
  await page.keyboard.press('Control+s');
  await walk.button(dialog, 'save.do').click();
  await expect(walk.button(dialog, 'save.again')).toBeVisible();
  await walk.look(page, 'save refused');
  await page.unroute(store);
  await walk.button(dialog, 'save.again').click();
  await expect(dialog.getByText(walk.say('save.state.saved'), { exact: true }).first()).toBeVisible();
  await expect(walk.button(dialog, 'save.done')).toBeVisible();
  await walk.look(page, 'saved');
  await walk.leave(page);
  await results('documents');

  // Left with work that is not saved, which is offered again.
  await work(page, viewer, 2);
  const back = walk.button(page, 'action.back');
  await back.click();
  await expect(walk.button(dialog, 'leave.leave')).toBeVisible();
  await walk.look(page, 'leaving');
  await walk.button(dialog, 'leave.leave').click();
  await expect(viewer.pane()).toHaveCount(0);
  await page.goto(`${companion.url}/#/view/main/${study}/v99.of-another-time`);
  await viewer.shown();
  const offer = page.getByTestId('draft-offer');
  await expect(offer).toBeVisible();
  await walk.look(page, 'draft and newer link');
  await walk.button(offer, 'draft.discard').click();
  await walk.look(page, 'draft given up');
  await walk.button(offer, 'draft.discard.sure').click();
  await expect(offer).toHaveCount(0);

  // The identity provider is away, then has forgotten everybody. Each line can be closed, and the picture stays.
  const places = new Map<string, unknown>();
  const place = () => viewer.pane().boundingBox();
  await atBothSizes(page, async (size) => void places.set(size, await place()));
  const lookBeside = (what: string) =>
    atBothSizes(page, async (size) => {
      await walk.lookHere(page, what);
      expect(await place(), `the picture on a ${size}`).toEqual(places.get(size));
    });
  await page.route(TOKEN, (route) => route.abort());
  const away = page.getByTestId('issuer-away');
  await expect(away).toBeVisible({ timeout: 30_000 });
  await lookBeside('issuer away');
  await walk.button(away, 'common.close').click();
  await expect(away).toHaveCount(0);
  await page.unroute(TOKEN);
  await page.route(TOKEN, (route) =>
    route.fulfill({
      status: 400,
      contentType: 'application/json',
      body: JSON.stringify({ error: 'invalid_grant' }),
    }),
  );
  const lapsed = page.getByTestId('lapsed');
  await expect(lapsed).toBeVisible({ timeout: 30_000 });
  await lookBeside('lapsed');
  await walk.button(lapsed, 'common.close').click();
  await expect(lapsed).toHaveCount(0);
  await page.getByTestId('account').click();
  await expect(walk.button(page, 'signIn.do')).toBeVisible();
  await walk.lookHere(page, 'account lapsed');
  if (test.info().project.name === 'tablet') {
    await walk.leave(page);
    await turnInto(page, 'phone');
    await walk.button(page, 'viewer.more').or(walk.button(page, 'sheet.more')).first().click();
    await expect(walk.button(page, 'signIn.do')).toBeVisible();
    await walk.lookHere(page, 'account lapsed');
  }
  await companion.stop();
  walk.end();
});
