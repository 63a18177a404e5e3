import { palette as paletteWords } from '@/i18n/en/palette';
import { viewer as words } from '@/i18n/en/viewer';
import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/fixtures';
import { house } from '../../harness/identityProvider';
import { inspect } from '../../harness/inspect';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

const palette = (page: Page) => page.getByRole('dialog', { name: words['action.commands'] });

/** By keyboard alone: opens the palette, types, and sees what would be done first. */
async function ask(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k');
  // At once, as people do: what is typed while the palette is on its way is in its field.
  await page.keyboard.type(typed);
  await expect(palette(page).getByRole('combobox')).toHaveValue(typed);
}
const first = (page: Page) => palette(page).getByRole('option').first();

/** Notes every mark that names nothing when a frame is drawn. */
async function watchMark(page: Page): Promise<() => Promise<string[]>> {
  const watch = await page.evaluateHandle(() => {
    const lost: string[] = [];
    const look = () => {
      const marked = document.querySelector('[role="combobox"]')?.getAttribute('aria-activedescendant');
      if (marked && !document.getElementById(marked)) lost.push(marked);
      requestAnimationFrame(look);
    };
    look();
    return lost;
  });
  return () => watch.evaluate((lost) => [...new Set(lost)]);
}

test('by keyboard alone: words in any order find it, Enter does the first', async ({
  page,
  viewer,
  companion,
}) => {
  const { study } = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(study);
  await viewer.pane().focus();
  const before = await inspect.view(page);

  // Every letter of these is a key of the viewer.
  await ask(page, 'invert');
  expect(await inspect.view(page)).toEqual(before);
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeHidden();
  await expect.poll(async () => (await inspect.view(page)).panes[0]?.inverted).toBe(true);
  await expect(viewer.pane()).toBeFocused();

  for (const [typed, rows, columns] of [
    ['2 x 2', 2, 2],
    ['layout 1x3', 1, 3],
    ['3 × 3', 3, 3],
    ['panes 1 x 1', 1, 1],
  ] as const) {
    await ask(page, typed);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await inspect.view(page)).grid, typed).toEqual({ rows, columns });
  }

  await ask(page, 'length');
  await page.keyboard.press('Enter');
  await expect(viewer.tool('length')).toHaveAttribute('aria-pressed', 'true');

  const window = async () => (await inspect.view(page)).panes[0]?.window;
  await ask(page, 'lung');
  await page.keyboard.press('Enter');
  await expect.poll(window).toBeDefined();

  await ask(page, 'share');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('textbox', { name: /link/i })).toHaveValue(/#\/view\//);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await ask(page, 'copy link');
  await expect(first(page)).toContainText('Copy link');
  await page.keyboard.press('Escape');
  await ask(page, 'diagnose');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/diagnose\//);
});

test('Escape closes it, the arrows mark, nothing reaches the viewer, the focus returns', async ({
  page,
  viewer,
  companion,
}) => {
  await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
  await viewer.pane().focus();
  const before = await inspect.view(page);
  await ask(page, 'rfvx0981');
  await expect(palette(page)).toContainText(paletteWords['palette.nothing']);
  // Nothing found, nothing done.
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
  await expect(viewer.pane()).toBeFocused();
  expect(await inspect.view(page)).toEqual(before);

  // What it marks is there to be read out, also in the half second after a letter that takes the marked line away.
  await ask(page, 'l');
  await expect(palette(page).getByRole('combobox')).toHaveAttribute('aria-activedescendant', /-lung$/);
  const lost = await watchMark(page);
  await page.keyboard.type('ay');
  await expect(palette(page).getByRole('combobox')).toHaveAttribute('aria-activedescendant', /-grid-/);
  expect(await lost()).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();

  await ask(page, 'flip');
  await expect(first(page)).toContainText(/flip/i);
  const second = await palette(page).getByRole('option').nth(1).innerText();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(palette(page).locator('[role="option"][data-focused]')).toHaveText(second.replace(/\n/g, ''));
  await page.keyboard.press('Enter');
  await expect.poll(async () => inspect.view(page)).not.toEqual(before);
});

test('where people sign in, it signs out, passes on and looks together', async ({
  page,
  companion: open,
  folder,
}) => {
  const { study } = await ctPhantom(open.dicomWeb);
  const companion = await house(folder);
  const signIn = new SignIn(page);
  const viewer = new Viewer(page, companion.url);
  await page.goto(`${companion.url}/#/view/main/${study}`);
  await signIn.as('Dr Ada Demo');
  await viewer.shown();
  await expect(page.getByTestId('look-together')).toBeVisible();
  await viewer.pane().focus();
  for (const typed of ['together look', 'another device', 'guest share', 'lock']) {
    await ask(page, typed);
    await expect(first(page), typed).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(palette(page)).toBeHidden();
  }
  await ask(page, 'sign out');
  await page.keyboard.press('Enter');
  await expect(signIn.screen).toBeVisible();
  await companion.stop();
});
