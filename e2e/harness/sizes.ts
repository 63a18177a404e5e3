import { expect, test, type Page } from '@playwright/test';
import { atRest } from './stillness';

/** The three designs. */
export type ScreenSize = 'desk' | 'tablet' | 'phone';

/** CSS pixels of the screens for fingers, as the projects of those names have them (playwright.config.ts). */
const TOUCH = { tablet: { width: 1024, height: 768 }, phone: { width: 390, height: 844 } } as const;

/** The design that a page has now, by its width alone: what has fingers is a desk in no project. */
export const sizeOf = (page: Page): ScreenSize => {
  const width = page.viewportSize()?.width ?? 0;
  return width < 700 ? 'phone' : width < 1200 ? 'tablet' : 'desk';
};

/** What lies open over the page, by name, and what it says of itself meanwhile. */
const openNow = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-owns-keys]:not([hidden])')].map(
      (one) => one.getAttribute('aria-label') ?? one.querySelector('h1, h2')?.textContent ?? one.tagName,
    ),
  );

/** Gives a page of the project of tablets another size: fingers and scale are those of phones already. */
export async function turnInto(page: Page, size: keyof typeof TOUCH): Promise<void> {
  await page.setViewportSize(TOUCH[size]);
  const query = size === 'phone' ? '(max-width: 699.98px)' : '(min-width: 700px)';
  await page.waitForFunction((query) => matchMedia(query).matches, query);
  await atRest(page);
}

/**
 * Does something at the page's size; in the project of tablets at a phone's too, and comes back. One walk is then one on both: what
 * is open has to stay so, else it is walked for each size by itself.
 */
export async function atBothSizes(page: Page, act: (size: ScreenSize) => Promise<void>): Promise<void> {
  await act(sizeOf(page));
  if (test.info().project.name !== 'tablet') return;
  const open = await openNow(page);
  await turnInto(page, 'phone');
  await expect.poll(() => openNow(page), 'what is open on a tablet is open on a phone').toEqual(open);
  await act('phone');
  await turnInto(page, 'tablet');
  await expect.poll(() => openNow(page), 'and is so when it is one again').toEqual(open);
}
