import type { ToolId } from '@/imaging/pointer/tools';
import { en } from '@/i18n/en';
import { expect, test } from '../../fixtures/fixtures';
import { pressWith } from '../../harness/firstMoment';
import { inspect } from '../../harness/inspect';
import { Keyboard, type LayoutKey } from '../../harness/keyboard';
import type { Viewer } from '../../pages/viewer';
import { ctPhantom } from '../../material/phantom';

test.use({ samples: 'short' });

async function openPhantom(viewer: Viewer, root: string): Promise<Keyboard> {
  const { study, series } = await ctPhantom(root);
  await viewer.openStudy(study);
  await viewer.place(series);
  await viewer.shown();
  return new Keyboard(viewer.page);
}

const TOOL_KEYS: readonly (LayoutKey & { readonly layout: string; readonly tool: ToolId })[] = [
  { layout: 'Russian', key: 'д', code: 'KeyL', tool: 'length' },
  { layout: 'Greek', key: 'σ', code: 'KeyS', tool: 'scroll' },
  { layout: 'Hebrew', key: 'ך', code: 'KeyL', tool: 'length' },
  { layout: 'Hebrew', key: "'", code: 'KeyW', tool: 'window' },
  { layout: 'Arabic', key: 'ث', code: 'KeyE', tool: 'ellipse' },
  { layout: 'German', key: 'z', code: 'KeyY', tool: 'zoom' },
  { layout: 'Turkish', key: 'ı', code: 'KeyI', tool: 'probe' },
  { layout: 'Japanese kana', key: 'せ', code: 'KeyP', tool: 'pan' },
];

test('letters choose tools on every keyboard, from the first moment', async ({ page, viewer, companion }) => {
  await pressWith(page, '[data-pane="0"]', { key: 'e', code: 'KeyE' });
  const keyboard = await openPhantom(viewer, companion.dicomWeb);
  await expect(viewer.tool('ellipse')).toHaveAttribute('aria-pressed', 'true');
  for (const { layout, tool, ...key } of TOOL_KEYS) {
    await keyboard.press(key);
    await expect(viewer.tool(tool), `${layout}: ${key.key}`).toHaveAttribute('aria-pressed', 'true');
  }
  expect((await inspect.view(page)).panes[0]?.mirrored).toBeUndefined();
});

test('digits choose presets where the digit row needs Shift, and where digits are others', async ({
  page,
  viewer,
  companion,
}) => {
  const keyboard = await openPhantom(viewer, companion.dicomWeb);
  const window = async () => (await inspect.view(page)).panes[0]?.window;
  const reset: LayoutKey = { key: 'à', code: 'Digit0' };
  await page.keyboard.press('2');
  const second = await window();
  expect(second).toBeDefined();
  for (const key of [
    { key: 'é', code: 'Digit2' },
    { key: '٢', code: 'Digit2' },
    { key: '2', code: 'Numpad2' },
    { key: 'ě', code: 'Digit2' },
  ]) {
    await keyboard.press(reset);
    await expect.poll(window).toBeUndefined();
    await keyboard.press(key);
    await expect.poll(window, key.key).toEqual(second);
  }
});

test('saving, undoing and the command list answer on every keyboard, and the browser keeps out', async ({
  page,
  viewer,
  companion,
}) => {
  const keyboard = await openPhantom(viewer, companion.dicomWeb);
  await page.evaluate(() => {
    const heard: boolean[] = [];
    Object.assign(window, { heard });
    // Behind the page's own listener, which is on the way down.
    window.addEventListener('keydown', (event) => heard.push(event.defaultPrevented), true);
  });
  const heard = () => page.evaluate(() => (window as unknown as { heard: boolean[] }).heard.splice(0));
  await keyboard.press({ key: 'д', code: 'KeyL' });
  await heard();
  await viewer.drag(await viewer.fromMiddle(-60, -40), await viewer.fromMiddle(60, -40));
  await viewer.measured(1);
  await keyboard.press({ key: 'я', code: 'KeyZ', ctrl: true });
  await expect.poll(async () => (await inspect.measurements(page)).length).toBe(0);
  await keyboard.press({ key: 'Я', code: 'KeyZ', ctrl: true, shift: true });
  await viewer.measured(1);
  await keyboard.press({ key: 'ы', code: 'KeyS', ctrl: true });
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await viewer.pane().focus();
  await keyboard.press({ key: 'κ', code: 'KeyK', ctrl: true });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await viewer.pane().focus();
  await keyboard.press({ key: '؟', code: 'Slash', shift: true });
  await expect(page.getByRole('dialog', { name: en['help.title'] })).toBeVisible();
});

test('the list is searched and explains itself on every keyboard', async ({ page, worklist }) => {
  const keyboard = new Keyboard(page);
  await worklist.open();
  await keyboard.press({ key: 'ظ', code: 'Slash' });
  await expect(page.getByRole('textbox', { name: en['worklist.search.label'] })).toBeFocused();
  await page.keyboard.press('Escape');
  await keyboard.press({ key: '؟', code: 'Slash', shift: true });
  await expect(page.getByRole('dialog', { name: en['worklist.keys'] })).toBeVisible();
});
