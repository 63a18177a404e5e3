import type { Page } from '@playwright/test';

/** Keeps the engine away until it is released, or until it is lost; then anew, for each time that it is asked for. */
export async function holdEngine(page: Page) {
  let decide: (isLost: boolean) => void = () => undefined;
  await page.route(/\/assets\/engine/, async (route) => {
    const isLost = await new Promise<boolean>((resolve) => {
      decide = resolve;
    });
    await (isLost ? route.abort() : route.continue());
  });
  return {
    asked: () => page.waitForRequest(/\/assets\/engine/),
    release: () => decide(false),
    lose: () => decide(true),
  };
}
