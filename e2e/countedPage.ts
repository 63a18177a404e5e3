import type { Page } from '@playwright/test';
import type { Viewer } from './pages/viewer';
import { ctPhantom } from './phantom';
import type { FoundSeries } from './samples';

export interface Counted {
  /** Commits of React, anywhere on the page. */
  commits: number;
  frames: number;
  /** Pictures painted into the pane. */
  paints: number;
  /** In an animation frame: what the pane says, against what the ViewState of its image says. */
  lies: string[];
  historyWrites: number;
  /** Slices that look different, of those that were learnt. */
  looks: number;
  /** Frames whose picture was compared with its look. */
  compared: number;
  /** When a thumbnail said how much of its series is here, in milliseconds of the page. */
  told: number[];
}

declare global {
  interface Window {
    counted: Counted;
    wheel(notches: number, perFrame: number): Promise<void>;
  }
}

/** Counts in the page, from before its first script: React tells such a hook of every commit. */
export function count(): void {
  const counted: Counted = {
    commits: 0,
    frames: 0,
    paints: 0,
    lies: [],
    historyWrites: 0,
    looks: 0,
    compared: 0,
    told: [],
  };
  window.counted = counted;
  Object.assign(window, {
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: () => void counted.commits++,
      onCommitFiberUnmount: () => undefined,
      onPostCommitFiberRoot: () => undefined,
    },
  });
  for (const name of ['drawImage', 'putImageData'] as const) {
    const draw = CanvasRenderingContext2D.prototype[name] as (...all: never[]) => void;
    CanvasRenderingContext2D.prototype[name] = function (this: CanvasRenderingContext2D, ...call: never[]) {
      if (this.canvas.closest('[data-picture]')) counted.paints++;
      return draw.apply(this, call);
    };
  }
  new MutationObserver(() => void counted.told.push(performance.now())).observe(document, {
    subtree: true,
    attributeFilter: ['data-loaded'],
  });
  const write = history.replaceState.bind(history);
  history.replaceState = (...call) => {
    counted.historyWrites++;
    write(...call);
  };
  window.wheel = async (notches, perFrame) => {
    const pane = document.querySelector<HTMLElement>('[data-pane="0"]');
    const canvas = pane?.querySelector('[data-picture] canvas');
    if (!pane || !canvas) throw new Error('no picture');
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const [clientX, clientY] = [left + width / 2, top + height / 2];
    const way = Math.sign(notches);
    const turn = () =>
      canvas.dispatchEvent(
        new WheelEvent('wheel', { deltaY: 100 * way, clientX, clientY, bubbles: true, cancelable: true }),
      );
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    for (let left = Math.abs(notches); left > 0;) {
      await frame();
      counted.frames++;
      for (let i = 0; i < perFrame && left > 0; i++, left--) turn();
    }
    // What the last notch leads to is painted in the next frame.
    await frame();
    await frame();
    counted.frames += 2;
  };
}

/** Opens the CT phantom in a page that counts; gives its series. */
export async function openCounted(viewer: Viewer, root: string): Promise<FoundSeries> {
  const found = await ctPhantom(root);
  await viewer.page.addInitScript(count);
  await viewer.openStudy(found.study);
  await viewer.shown();
  await viewer.loaded(viewer.thumbOf(found.series));
  return found;
}

/** Sets all counts to nothing, runs `work` in the page, and says what was counted. */
export async function counting(page: Page, notches: number, perFrame: number): Promise<Counted> {
  await page.evaluate(() => {
    Object.assign(window.counted, { commits: 0, frames: 0, paints: 0, historyWrites: 0 });
  });
  await page.evaluate(([notches, perFrame]) => window.wheel(notches, perFrame), [notches, perFrame] as const);
  return page.evaluate(() => ({ ...window.counted }));
}
