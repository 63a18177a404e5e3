import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { axeFindings } from '../../harness/axe';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { hasRealFiles, linkFolder, NO_REAL_FILES, REAL_FILES } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';

const layer = (page: Page): Locator => page.locator('canvas[data-layer="overlays"]');

/** How many pixels of the layer have anything; 0 while it shows nothing. */
const covered = (page: Page): Promise<number> =>
  layer(page).evaluateAll((all) => {
    const [canvas] = all as HTMLCanvasElement[];
    if (!canvas || canvas.hidden) return 0;
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
    let count = 0;
    for (let at = 3; at < (data?.length ?? 0); at += 4) if (data?.[at]) count++;
    return count;
  });

test('segments lie over their images: listed, hidden, outlined, in the link, taken off', async ({
  page,
  folder,
}) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  linkFolder(join(REAL_FILES, 'seg/liver-ct'), join(data, 'liver'));
  const companion = await startCompanion({ data, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy('1.2.392.200103.20080913.113635.0.2009.6.22.21.43.10.22941.1');
  await page.locator('[data-testid="series-thumb"][aria-label*="Liver Segmentation"]').click();
  const list = page.getByTestId('overlays');
  const liver = list.getByRole('button', { name: /^(Hide|Show) 1 Liver/ });
  // 107,098 voxels of 0.810547 x 0.810547 x 1 mm.
  await expect(list).toContainText('70.4 ml');
  await expect.poll(() => covered(page)).toBeGreaterThan(5_000);
  const filled = await covered(page);
  expect(await axeFindings(page)).toEqual([]);

  await list.getByText('Outline').click();
  await expect.poll(async () => (await covered(page)) < filled / 4).toBe(true);
  const outlined = await covered(page);
  expect(outlined).toBeGreaterThan(100);
  await liver.click();
  await expect(liver).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => covered(page)).toBe(0);
  await page.keyboard.press('Control+z');
  await expect.poll(() => covered(page)).toBe(outlined);

  // The address of the page is its link.
  await expect.poll(() => new URL(page.url()).hash).toContain('/v1.');
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect.poll(() => covered(other)).toBe(outlined);
  await other.close();

  await list.getByRole('button', { name: /off the images$/ }).click();
  await expect(list).toHaveCount(0);
  await expect.poll(() => covered(page)).toBe(0);
  await expect(viewer.pane()).toBeFocused();
  await companion.stop();
});
