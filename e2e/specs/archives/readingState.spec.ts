import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/fixtures';
import { openReadingList, PREVIOUS, studyOfAddress } from '../../fixtures/steppedList';
import type { Companion } from '../../harness/companion';
import type { Listed } from '../../material/readingList';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import { Worklist } from '../../pages/worklist';
import { en } from '@/i18n/en';

test.use({ samples: 'short' });

type Name = Parameters<SignIn['as']>[0];

/** The list of a site, as somebody who has signed in sees it. */
async function listOf(page: Page, { url }: Companion, name: Name): Promise<Worklist> {
  await page.goto(`${url}/`);
  await new SignIn(page).as(name);
  const list = new Worklist(page, url);
  await expect(list.rows.first()).toBeVisible();
  return list;
}

/** The state of a study in the list, in words. */
const stateOf = (list: Worklist, { study }: Listed) =>
  list.page.locator(`[data-study="${study}"] [data-state]`);
const readsHere = (page: Page) => page.getByTestId('others-here');
const saidOn = (page: Page) => page.getByTestId('reading-said');
const chip = (list: Worklist, name: string) => list.page.getByRole('button', { name, exact: true });

test('two readers: what one opens, reads and bookmarks the other sees at once; a narrowed list keeps its rows', async ({
  page,
  colleague,
  folder,
}) => {
  test.slow();
  const { list: studies, companion } = await openReadingList(folder, 4, { demoLogin: true });
  const [first, second, third] = studies as [Listed, Listed, Listed];
  const ada = await listOf(page, companion, 'Dr Ada Demo');
  const ben = await listOf(colleague, companion, 'Dr Ben Demo');
  await expect(stateOf(ben, first)).toHaveAccessibleName(en['worklist.state.isNew']);
  await chip(ben, en['worklist.state.new']).click();
  await expect(ben.rows).toHaveCount(4);
  const order = () =>
    ben.rows.evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['study']));
  const before = await order();

  // Chosen in Ada's list, and marked there.
  await page.getByTestId('state-actions').getByRole('button', { name: en['reading.markRead'] }).click();
  await page.getByTestId('state-actions').getByRole('button', { name: en['reading.bookmark'] }).click();
  await expect(stateOf(ben, first)).toHaveAccessibleName(
    /Read by Dr Ada Demo, .* Bookmarked by Dr Ada Demo\.$/,
  );
  expect(await order()).toEqual(before);

  // On Ada's screen, as long as it is there: also over a reload.
  await ada.openStudy(ada.rows.nth(1));
  await expect(stateOf(ben, second)).toHaveAccessibleName(/^Open now: Dr Ada Demo\./);
  await page.reload();
  const viewer = new Viewer(page, companion.url);
  await viewer.shown();
  await ben.openStudy(ben.rows.nth(1));
  await expect(readsHere(page)).toContainText('Dr Ben Demo is reading this study.');
  await expect(readsHere(colleague)).toContainText('Dr Ada Demo is reading this study.');

  // Read by a key that goes on to the next of Ben's list of what was new; hit by mistake, it is taken back from there.
  await colleague.keyboard.press('Control+Enter');
  await expect.poll(() => studyOfAddress(colleague)).toBe(third.study);
  await expect(saidOn(colleague)).toContainText('The study before was marked as read.');
  await expect(readsHere(page)).toHaveCount(0);
  await saidOn(colleague).getByRole('button', { name: 'Undo' }).click();
  await expect(saidOn(colleague)).toHaveCount(0);
  await colleague.keyboard.press('Control+d');
  await expect(saidOn(colleague)).toContainText('Bookmarked.');
  await colleague.keyboard.press('Control+Shift+Enter');
  await expect(saidOn(colleague)).toContainText('Marked as read.');
  await colleague.keyboard.press(PREVIOUS);
  await expect.poll(() => studyOfAddress(colleague)).toBe(second.study);
  await colleague.goBack();
  await expect(ben.rows).toHaveCount(4);
  expect(await order()).toEqual(before);
  await page.goBack();
  await expect(stateOf(ben, second)).toHaveAccessibleName(en['worklist.state.isNew']);

  // Asked again, what is read is no more among the new.
  await chip(ben, en['worklist.state.new']).click();
  await chip(ben, en['worklist.state.bookmarked']).click();
  await expect(ben.rows).toHaveCount(2);
  await chip(ben, en['worklist.state.new']).click();
  await expect(ben.rows).toHaveCount(2);
  await chip(ben, en['worklist.state.mine']).click();
  await expect(ben.rows).toHaveCount(1);
});
