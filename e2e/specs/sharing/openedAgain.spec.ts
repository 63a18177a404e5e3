import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/fixtures';
import { findSeries } from '../../material/samples';

test.use({ samples: 'short' });

/** What a link to images needs at once, and how it was fetched: [relation, file]. */
const fetchedAhead = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLLinkElement>('link[data-images][as="script"]')].map(({ rel }) => rel),
  );

/** Requests of the page's code that went to the network or the cache, counted by file. */
const loads = (page: Page) =>
  page.evaluate(() => {
    const files = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => /^\/assets\/.*\.js$/.test(path));
    return files.filter((path, at) => files.indexOf(path) !== at);
  });

test('a link opened again takes its code as the browser keeps it, and fetches no file twice', async ({
  browser,
  companion,
}) => {
  const { study } = await findSeries(companion.dicomWeb, { modality: 'CT', atLeast: 20 });
  // Pages that are watched are not cached.
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const rel of ['modulepreload', 'modulepreload', 'preload']) {
    await page.goto('about:blank');
    await page.goto(`${companion.url}/?StudyInstanceUIDs=${study}`);
    await expect(page.locator('[data-pane="0"]')).toHaveAttribute('data-state', 'shown');
    const relations = await fetchedAhead(page);
    expect(relations.length).toBeGreaterThan(1);
    expect(new Set(relations)).toEqual(new Set([rel]));
    // The engine comes by the same way.
    await expect(page.locator(`link[rel="${rel}"][href*="/engine-"]`)).toBeAttached();
    expect(await loads(page)).toEqual([]);
  }
  await context.close();
});
