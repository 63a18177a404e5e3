import type { Locator, Page } from '@playwright/test';
import { en } from '@/i18n/en';
import { hands as words } from '@/i18n/en/hands';
import { bind } from '@/features/viewer/commands/bindings';
import { PLAIN_HANDS, type Act } from '@/protocol/hands';
import { pressNames } from '@/ui/pressNames';
import { eventOf, KEYBOARD_IDS, pressesOf, type KeyboardId } from '@/ui/testing/keyboardLayouts';
import { axeFindings } from '../../harness/axe';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { Keyboard, type LayoutKey } from '../../harness/keyboard';
import { ctPhantom } from '../../material/phantom';
import type { Viewer } from '../../pages/viewer';
import type { Point } from '../../harness/touch';

test.use({ samples: 'short' });

async function openPhantom(viewer: Viewer, root: string): Promise<void> {
  const { study, series } = await ctPhantom(root);
  await viewer.openStudy(study);
  await viewer.place(series);
  await viewer.shown();
}

const { actOf } = bind(PLAIN_HANDS);

/** The first press of a keyboard, without AltGr, that does something. */
function pressFor(keyboard: KeyboardId, act: Act): LayoutKey {
  const found = pressesOf(keyboard).find((press) => {
    const name = pressNames(eventOf(press)).find((one) => actOf(one) !== undefined);
    return !press.isAltGr && name !== undefined && actOf(name) === act;
  });
  if (!found) throw new Error(`nothing on ${keyboard} does ${act}`);
  const { key, code, ctrlKey, shiftKey } = found;
  return { key, code, ctrl: ctrlKey, shift: shiftKey };
}

test('letters, digits and what only signs do are reached on four keyboards', async ({
  page,
  viewer,
  companion,
}) => {
  await openPhantom(viewer, companion.dicomWeb);
  const keyboard = new Keyboard(page);
  const dialog = page.getByRole('dialog');
  const pane = async () => (await inspect.view(page)).panes[0];
  const panel = page.getByRole('navigation', { name: en['series.study'] });
  for (const id of KEYBOARD_IDS) {
    const press = (act: Act) => keyboard.press(pressFor(id, act));
    await press('reset');
    await expect.poll(async () => (await pane())?.rotationDeg ?? 0, id).toBe(0);
    await press('rotate');
    await expect.poll(async () => (await pane())?.rotationDeg, id).toBe(90);
    await press('length');
    await expect(viewer.tool('length'), id).toHaveAttribute('aria-pressed', 'true');
    await press('window');
    await press('preset2');
    await expect.poll(async () => (await pane())?.window?.center, id).toBe(-600);
    await press('left');
    await expect(panel, id).toBeHidden();
    await press('left');
    await expect(panel, id).toBeVisible();
    for (const act of ['hangings', 'help'] as const) {
      await press(act);
      await expect(dialog, `${id}: ${act}`).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
    }
  }
});

/** A button that Playwright's mouse does not have. */
async function pressBack(page: Page, { x, y }: Point): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await page.mouse.move(x, y);
  for (const type of ['mousePressed', 'mouseReleased'] as const)
    await session.send('Input.dispatchMouseEvent', {
      ...{ type, x, y, button: 'back', clickCount: 1 },
      buttons: type === 'mousePressed' ? 8 : 0,
    });
}

async function middle(of: Locator): Promise<Point> {
  await of.scrollIntoViewIfNeeded();
  const box = await of.boundingBox();
  if (!box) throw new Error('it is not on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a key and a button are given to something else, refused where they are not free, and kept', async ({
  page,
  viewer,
  companion,
}) => {
  await openPhantom(viewer, companion.dicomWeb);
  const dialog = page.getByRole('dialog', { name: en['action.hands'] });
  const find = dialog.getByRole('searchbox', { name: words['hands.find'] });
  const field = dialog.getByTestId('hands-press');
  const refused = dialog.getByTestId('hands-refused');
  const done = dialog.getByTestId('hands-done');
  const add = (act: string) =>
    dialog.getByRole('button', { name: words['hands.add.to'].replace('{{act}}', act), exact: true });
  const before = await inspect.view(page);

  await page.keyboard.press('Shift+K');
  await expect(find).toBeFocused();
  await page.keyboard.type('rotate');
  await add(en['action.rotate']).press('Enter');
  await expect(field).toBeFocused();
  await page.keyboard.press('Control+f');
  await expect(refused).toHaveText('Ctrl+F belongs to the browser. Choose another.');
  await page.keyboard.press('Enter');
  await expect(refused).toContainText('Enter moves between controls');
  await page.keyboard.press('x');
  await expect(refused).toHaveText('X does “Invert”.');
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Take it for “Rotate' }).press('Enter');
  await expect(done).toContainText('X does “Rotate');
  await expect(add(en['action.rotate'])).toBeFocused();

  await find.fill('horizontal');
  await add(en['action.mirror']).click();
  await pressBack(page, await middle(field));
  await expect(done).toContainText('Back button does “Flip left-right');
  // Escape ends the field first, then the dialog; nothing of all this did anything to the picture.
  await add(en['action.mirror']).click();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(await inspect.view(page)).toEqual(before);

  await page.reload();
  await viewer.shown();
  await viewer.pane().focus();
  const address = new URL(page.url()).pathname;
  const pane = async () => (await inspect.view(page)).panes[0];
  await expect(viewer.button(en['action.rotate'])).toHaveAttribute('aria-keyshortcuts', 'R X');
  await page.keyboard.press('x');
  await expect.poll(async () => (await pane())?.rotationDeg).toBe(90);
  expect((await pane())?.inverted).toBeUndefined();
  await pressBack(page, await viewer.middleOf());
  await expect.poll(async () => (await pane())?.mirrored).toBe(true);
  expect(new URL(page.url()).pathname).toBe(address);

  // The other set: the left button scrolls, the wheel zooms, and what was chosen is gone until it is taken back.
  await page.keyboard.press('Shift+K');
  await dialog.getByText(words['hands.set.leftScrolls'], { exact: true }).click();
  await expect(done).toContainText(words['hands.set.leftScrolls']);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(viewer.tool('scroll')).toHaveAttribute('aria-pressed', 'true');
  const index = async () => (await inspect.panes(page))[0]?.index ?? -1;
  const from = await index();
  await viewer.drag(await viewer.fromMiddle(0, -80), await viewer.fromMiddle(0, 80));
  await expect.poll(index).toBeGreaterThan(from);
  await page.mouse.wheel(0, -200);
  await expect.poll(async () => (await pane())?.zoom ?? 1).toBeGreaterThan(1);
  await page.keyboard.press('x');
  await expect.poll(async () => (await pane())?.inverted).toBe(true);
});
