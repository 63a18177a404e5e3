import { essence } from '../../fixtures/drawing';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { seeded } from '../../harness/machine';
import { ctPhantom } from '../../material/phantom';
import type { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

/** All that undo brings back, as text, once it stays the same. */
async function state(viewer: Viewer): Promise<string> {
  for (let before = ''; ;) {
    const now = await stateNow(viewer);
    if (now === before) return now;
    before = now;
  }
}

async function stateNow(viewer: Viewer): Promise<string> {
  const { page } = viewer;
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const { grid, panes } = await inspect.view(page);
  const drawn = essence(await inspect.measurements(page));
  return JSON.stringify([grid, panes.map((pane) => pane && { ...pane, at: undefined }), drawn]);
}

declare global {
  interface Window {
    /** Lets the page's own clock jump, so that steps are apart without waiting. */
    jump?: (ms: number) => void;
  }
}

// A hundred steps are walked fifty times in imaging/historyWalk.test.ts; here the real engine walks.
test('40 random steps are undone to the first and done again to the last', async ({
  page,
  viewer,
  companion,
}) => {
  test.setTimeout(300_000);
  await page.addInitScript(() => {
    const now = performance.now.bind(performance);
    let ahead = 0;
    performance.now = () => now() + ahead;
    window.jump = (ms) => {
      ahead += ms;
    };
  });
  const { study } = await ctPhantom(companion.dicomWeb);
  await viewer.openStudy(study);
  // Each step is to be there before the next: what is done earlier waits for the engine in its order (earlyHand.spec.ts).
  await page.locator('[data-picture="0"] canvas').first().waitFor({ state: 'attached' });
  await viewer.shown();
  const random = seeded(4);
  const far = () => (random() - 0.5) * 300;
  const draw = (tool: 'length' | 'rectangle') => async () => {
    await viewer.chooseTool(tool);
    await viewer.drag(await viewer.fromMiddle(far(), far()), await viewer.fromMiddle(far(), far()));
    await page.keyboard.press('Escape');
  };
  const key = (name: string) => () => page.keyboard.press(name);
  const steps = [
    ...['r', 'f', 'v', 'x', '0', '1', '2', '3'].map(key),
    draw('length'),
    draw('length'),
    draw('rectangle'),
    key('Delete'),
  ];
  const states = [await state(viewer)];
  while (states.length <= 40) {
    await steps[Math.floor(random() * steps.length)]?.();
    const next = await state(viewer);
    await page.evaluate(() => window.jump?.(1000));
    if (next !== states.at(-1)) states.push(next);
  }
  for (const expected of states.slice(0, -1).toReversed()) {
    await page.keyboard.press('Control+z');
    await expect.poll(() => state(viewer)).toBe(expected);
  }
  await expect(viewer.button(/^Undo/)).toBeDisabled();
  for (const expected of states.slice(1)) {
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => state(viewer)).toBe(expected);
  }
});
