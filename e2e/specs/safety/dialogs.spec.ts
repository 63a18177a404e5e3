import type { Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { expect, test } from '../../fixtures/fixtures';
import { holdCode } from '../../harness/holdCode';
import { inspect } from '../../harness/inspect';
import { atBothSizes } from '../../harness/sizes';
import type { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';
import { Touch } from '../../harness/touch';

test.use({ samples: 'short' });

const TEXT = 'old infarct';

/** All that a letter could have changed behind a dialog. */
async function behind(page: Page, viewer: Viewer) {
  return {
    view: await inspect.view(page),
    marks: (await inspect.measurements(page)).length,
    tool: await viewer.tool('arrow').getAttribute('aria-pressed'),
    isHidden: await viewer.button(/^(Hide|Show) identity$/).getAttribute('aria-pressed'),
    name: await viewer.pane().getAttribute('aria-label'),
  };
}

const dialogOf = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });
const question = (page: Page) => page.getByRole('alertdialog', { name: en['layer.unkept'] });

async function openWithArrow(viewer: Viewer, root: string): Promise<void> {
  await viewer.openStudy((await ctPhantom(root)).study);
  await viewer.tool('arrow').click();
}

const drawArrow = async (viewer: Viewer) =>
  viewer.drag(await viewer.fromMiddle(-60, 40), await viewer.fromMiddle(-120, -20));

test('what is typed at once after an arrow is its text, and nothing else', async ({
  page,
  viewer,
  companion,
}) => {
  await openWithArrow(viewer, companion.dicomWeb);
  const before = await behind(page, viewer);
  await drawArrow(viewer);
  // Most of its letters are keys of the viewer.
  await page.keyboard.type(TEXT);
  await expect(dialogOf(page, en['arrow.title']).getByRole('textbox')).toHaveValue(TEXT);
  await page.keyboard.press('Enter');
  await expect(dialogOf(page, en['arrow.title'])).toBeHidden();
  await expect.poll(async () => (await inspect.measurements(page)).map(({ label }) => label)).toEqual([TEXT]);
  expect(await behind(page, viewer)).toEqual({ ...before, marks: 1 });

  // The keys are the picture's again.
  await page.keyboard.press('x');
  await expect.poll(async () => (await inspect.view(page)).panes[0]?.inverted).toBe(true);
});

/** Presses Escape for a question and Escape in it, within one frame; whether it came, and where one then is. */
async function escapeTwice() {
  const key = { key: 'Escape', bubbles: true, cancelable: true };
  const press = async () => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', key));
    // React answers in a microtask.
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  await press();
  const isAsked = document.querySelector('[role="alertdialog"]') !== null;
  await press();
  const { activeElement } = document;
  return {
    isAsked,
    isIn: activeElement instanceof HTMLInputElement && activeElement.labels?.[0]?.textContent,
  };
}

test('Escape asks before a text is lost; nothing behind the question moves', async ({
  page,
  viewer,
  companion,
}) => {
  await openWithArrow(viewer, companion.dicomWeb);
  const before = await behind(page, viewer);
  await drawArrow(viewer);
  await page.keyboard.type(TEXT);
  const field = dialogOf(page, en['arrow.title']).getByRole('textbox');
  await expect(field).toHaveValue(TEXT);
  await page.keyboard.press('Escape');
  await expect(question(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question(page)).toBeHidden();
  await expect(field).toHaveValue(TEXT);
  await expect(field).toBeFocused();
  // Both before the next frame is drawn, as on a slow machine: what is typed then is text again.
  expect(await page.evaluate(escapeTwice)).toEqual({ isAsked: true, isIn: en['arrow.label'] });
  await page.keyboard.type('s');
  await expect(field).toHaveValue(`${TEXT}s`);
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await question(page).getByRole('button', { name: en['layer.unkept.leave'] }).click();
  await expect(question(page)).toBeHidden();
  await expect(field).toBeHidden();
  await expect.poll(async () => (await inspect.measurements(page)).length).toBe(0);
  expect(await behind(page, viewer)).toEqual(before);
});

test('what is typed while a dialog is still on its way waits for its first field', async ({
  page,
  viewer,
  companion,
}) => {
  const letGo = await holdCode(page, 'FindingDialog');
  await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-60, 0), await viewer.fromMiddle(60, 0));
  await viewer.measured(1);
  const before = await behind(page, viewer);
  const { x, y } = await viewer.fromMiddle(0, 0);
  await page.mouse.dblclick(x, y);
  await page.keyboard.type(TEXT);
  letGo();
  await expect(dialogOf(page, en['finding.title']).getByRole('textbox')).toHaveValue(TEXT);
  expect(await behind(page, viewer)).toEqual(before);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await inspect.measurements(page))[0]?.label).toBe(TEXT);
});

test('Escape gives up what is still on its way, and closes what has come from the first moment that it is seen', async ({
  page,
  viewer,
  companion,
}) => {
  const letGo = await holdCode(page, 'PopoverFrame');
  await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
  const layout = page.getByRole('button', { name: en['layout.choose'], exact: true });
  const owners = page.locator('[data-owns-keys]');
  await layout.click();
  await expect(owners).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(owners).toHaveCount(0);
  const come = page.waitForResponse(/\/assets\/PopoverFrame-/);
  letGo();
  await come;
  // As soon as it stands on the page: before what React and the library do after a paint.
  const escapeAtOnce = () =>
    page.evaluate(() => {
      const watcher = new MutationObserver(() => {
        const owner = document.querySelector('[data-owns-keys]:not([hidden])');
        if (!owner?.contains(document.activeElement)) return;
        watcher.disconnect();
        document.documentElement.dataset['seen'] = '';
        const press = { key: 'Escape', bubbles: true, cancelable: true };
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', press));
      });
      watcher.observe(document.body, { childList: true, subtree: true });
    });
  const closedAtOnce = async () => {
    await expect(page.locator('html[data-seen]')).toHaveCount(1);
    await expect(owners).toHaveCount(0);
    await page.evaluate(() => delete document.documentElement.dataset['seen']);
  };
  await escapeAtOnce();
  await layout.click();
  await closedAtOnce();
  await viewer.pane().focus();
  await escapeAtOnce();
  await page.keyboard.press('Shift+F10');
  await closedAtOnce();
});

test('Calibrate, Edit and Share start where one types or acts; the focus comes back', async ({
  page,
  viewer,
  companion,
}) => {
  await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-60, 0), await viewer.fromMiddle(60, 0));
  await viewer.measured(1);
  await page.keyboard.press('Escape');

  const { x, y } = await viewer.fromMiddle(0, 0);
  await page.mouse.dblclick(x, y);
  const edit = dialogOf(page, en['finding.title']);
  await expect(edit.getByLabel(en['finding.label'], { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(edit).toBeHidden();

  const share = page.getByTestId('share');
  await share.focus();
  await page.keyboard.press('Enter');
  const sharing = page.getByRole('dialog', { name: /^Share/ });
  await expect(sharing.getByRole('button', { name: en['share.copy'] })).toBeFocused();
  // Tab goes round: from the first control back to the last, and on to the first. While parts of it come, another is the last.
  const first = sharing.getByRole('button', { name: en['common.close'] });
  await expect(async () => {
    await first.focus();
    await page.keyboard.press('Shift+Tab');
    await expect(sharing.locator(':focus')).toHaveCount(1);
    await expect(first).not.toBeFocused();
    await page.keyboard.press('Tab');
    await expect(first).toBeFocused({ timeout: 2_000 });
  }).toPass();
  await page.keyboard.press('Escape');
  await expect(sharing).toBeHidden();
  await expect(share).toBeFocused();

  await viewer.pane().focus();
  await page.keyboard.press('k');
  await expect(dialogOf(page, en['calibrate.title'])).toBeVisible();
  await expect(
    dialogOf(page, en['calibrate.title']).getByRole('button', { name: en['common.close'] }),
  ).not.toBeFocused();
});

test(
  'with a finger: an arrow asks for its text, and the field has the keyboard',
  { tag: ['@phone', '@only-touch'] },
  async ({ page, viewer, companion }) => {
    await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
    await viewer.toolByTouch('arrow');
    const touch = new Touch(page);
    await touch.move([await viewer.fromMiddle(60, 40)], [await viewer.fromMiddle(-40, -40)]);
    const field = dialogOf(page, en['arrow.title']).getByRole('textbox');
    await expect(field).toBeFocused();
    await page.keyboard.type(TEXT);
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await inspect.measurements(page)).map(({ label }) => label))
      .toEqual([TEXT]);
  },
);

test('a dialog longer than the screen opens at its beginning @tablet', async ({
  page,
  viewer,
  companion,
}) => {
  const { study } = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(study);
  const dialog = page.getByRole('dialog', { name: en['help.title'] });
  // Opened anew on each screen.
  await atBothSizes(page, async (size) => {
    await page.keyboard.press('?');
    await expect(dialog.getByRole('group', { name: en['help.title'] }), size).toBeFocused();
    await expect(dialog.getByRole('heading', { name: en['help.title'] }), size).toBeInViewport({ ratio: 1 });
    await expect(dialog.getByRole('button', { name: en['common.close'] }), size).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Escape');
    await expect(dialog, size).toHaveCount(0);
  });
});

/** What has the focus in a dialog is taken away, and Escape pressed before anybody could give the focus on. */
async function escapeFromNothing() {
  const gone = document.createElement('button');
  document.querySelector('[role="dialog"]')?.append(gone);
  gone.focus();
  gone.remove();
  // Told of changes of the page in a microtask.
  for (let i = 0; i < 20; i++) await Promise.resolve();
  const isNowhere = document.activeElement === document.body;
  const key = { key: 'Escape', bubbles: true, cancelable: true };
  document.body.dispatchEvent(new KeyboardEvent('keydown', key));
  return isNowhere;
}

test('Escape closes a dialog also in the moment in which what had the focus is gone', async ({
  page,
  viewer,
  companion,
}) => {
  await viewer.openStudy((await ctPhantom(companion.dicomWeb)).study);
  await viewer.pane().focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await page.evaluate(escapeFromNothing)).toBe(true);
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(viewer.pane()).toBeFocused();
});
