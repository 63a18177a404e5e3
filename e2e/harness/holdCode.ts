import type { Page } from '@playwright/test';

/** Keeps the code of a part on its way until the result is called. `part`: name of its module in the build. */
export async function holdCode(page: Page, part: string): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(new RegExp(`/assets/${part}-[^/]*\\.js$`), async (route) => {
    await held;
    await route.continue();
  });
  return () => letGo();
}
