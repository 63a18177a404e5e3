import type { Page } from '@playwright/test';

/** What stood on the screen at one moment: whose it was said to be, and the middle of each picture. */
export interface SeenFrame {
  /** Study of the address. */
  readonly study: string;
  /** Text of the header's name, and of what is said of a step. */
  readonly name: string;
  readonly arrival: string;
  /** Images that panes name. */
  readonly sops: readonly string[];
  /** Grey of the middle of each picture that is not black. */
  readonly greys: readonly number[];
  readonly atMs: number;
}

declare global {
  interface Window {
    seenFrames?: SeenFrame[];
  }
}

/** Notes what is on the screen before and after each frame that the page makes, from now on. */
export const watchFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen: SeenFrame[] = [];
    window.seenFrames = seen;
    const isSeen = (canvas: HTMLCanvasElement): boolean =>
      canvas.width > 0 &&
      canvas.clientWidth > 20 &&
      canvas.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const middle = (canvas: HTMLCanvasElement): number => {
      const on = canvas.getContext('2d');
      if (!on) return -1;
      const [red = 0, , , alpha = 0] = on.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data;
      return alpha === 0 ? 0 : red;
    };
    const note = () => {
      const canvases = [...document.querySelectorAll<HTMLCanvasElement>('[data-picture] canvas')];
      seen.push({
        study: /\/view\/[^/]+\/([\d.]+)/.exec(location.hash)?.[1] ?? '',
        name: document.querySelector('header h1')?.textContent ?? '',
        arrival: document.querySelector('[data-testid="arrival"] strong')?.textContent ?? '',
        sops: [...document.querySelectorAll<HTMLElement>('[data-pane][data-sop]')].map(
          ({ dataset }) => dataset['sop'] ?? '',
        ),
        greys: canvases
          .filter(isSeen)
          .map(middle)
          .filter((grey) => grey !== 0),
        atMs: performance.now(),
      });
    };
    const next = () => {
      if (window.seenFrames !== seen) return;
      note();
      // What this frame's own callbacks drew is on the screen by then.
      setTimeout(note);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });

/** What was seen since watchFrames; ends it. */
export const seenFrames = (page: Page): Promise<readonly SeenFrame[]> =>
  page.evaluate(() => {
    const seen = window.seenFrames ?? [];
    window.seenFrames = [];
    return seen;
  });
