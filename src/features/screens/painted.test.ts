import { afterEach, expect, test, vi } from 'vitest';
import { painted } from './painted';
import { settled } from './testing/browser';

/** A window whose frames are made by hand. */
function createWindow(isHidden = false) {
  const waiting: (() => void)[] = [];
  const page = Object.assign(new EventTarget(), { visibilityState: isHidden ? 'hidden' : 'visible' });
  vi.stubGlobal('document', page);
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => waiting.push(run));
  return {
    frame: () => waiting.splice(0).forEach((run) => run()),
    hide() {
      page.visibilityState = 'hidden';
      page.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

/** Whether it is said to have been on the screen. */
function waitFor() {
  const said = { isPainted: false };
  void painted().then(() => (said.isPainted = true));
  return said;
}

afterEach(() => vi.unstubAllGlobals());

test('what was rendered has been on the screen when the second frame is made', async () => {
  const { frame } = createWindow();
  const said = waitFor();
  frame();
  await settled();
  expect(said.isPainted).toBe(false);
  frame();
  await settled();
  expect(said.isPainted).toBe(true);
});

test('a window that is not seen makes no frame: it answers at once', async () => {
  createWindow(true);
  const said = waitFor();
  await settled();
  expect(said.isPainted).toBe(true);
});

test('one that is hidden while it waits answers then', async () => {
  const { frame, hide } = createWindow();
  const said = waitFor();
  frame();
  hide();
  await settled();
  expect(said.isPainted).toBe(true);
});
