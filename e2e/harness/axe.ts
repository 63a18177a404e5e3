import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { atRest } from './stillness';

/**
 * Every finding of axe as a line: rule, where, why. All rules that are on by default, best practices too, of every impact.
 * Frames hold nothing of ours but what Chromium makes of a PDF.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  // What waits for a phone's keyboard is there, and not seen yet: axe would find a page without anything.
  await atRest(page);
  // In the page itself, and brought there once: axe's other way makes and leaves a second page for every look.
  const isHere = await page.evaluate('typeof window.axe === "object"');
  const isOneFrame = page.frames().length === 1;
  const { violations } = await new AxeBuilder({ page, ...(isHere && isOneFrame ? { axeSource: ';' } : {}) })
    .setLegacyMode()
    .options({ preload: false, resultTypes: ['violations'] })
    .analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) =>
        `${id} (${impact}): ${target.join(' ')} ${failureSummary.replace(/\s+/g, ' ')}`,
    ),
  );
}
