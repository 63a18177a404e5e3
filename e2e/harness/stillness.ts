import type { Page } from '@playwright/test';

/**
 * Waits until nothing on the page moves, and what is open is seen: where it has a field to type in, the library keeps it unseen
 * on touch screens until the keyboard has come, or 600 ms are over.
 */
export const atRest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frames = async (count: number) => {
      for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame);
    };
    const isUnseen = (layer: Element) => getComputedStyle(layer).opacity === '0';
    await frames(3);
    while ([...document.querySelectorAll('[data-owns-keys]:not([hidden])')].some(isUnseen)) await frames(1);
    await Promise.all(
      document
        .getAnimations()
        .filter(
          ({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations !== Infinity,
        )
        .map(({ finished }) => finished.catch(() => undefined)),
    );
  });
