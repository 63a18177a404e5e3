import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { cube } from '../../material/phantom';
import { offTurned } from '../../harness/pictures';

type Side = 'top' | 'right' | 'bottom' | 'left';
type Letters = Readonly<Record<Side, string>>;

/** A quarter turn clockwise: what was at the left is on top. */
const turned = ({ top, right, bottom, left }: Letters): Letters => ({
  top: left,
  right: top,
  bottom: right,
  left: bottom,
});
const mirrored = ({ top, right, bottom, left }: Letters): Letters => ({
  top,
  right: left,
  bottom,
  left: right,
});

/** The letters at the edges of the first pane; of several only the first, which stands for the main direction. */
async function letters(page: Page): Promise<Letters | undefined> {
  const markers = (await inspect.panes(page))[0]?.markers;
  if (!markers) return undefined;
  const { top, right, bottom, left } = markers;
  return { top: top.charAt(0), right: right.charAt(0), bottom: bottom.charAt(0), left: left.charAt(0) };
}

// The other directions: letteredCube.spec.ts, which reads the letters off the pixels.
test('letters and picture of an oblique series agree in every rotation and flip', async ({
  page,
  browser,
  viewer,
  companion,
}) => {
  test.slow();
  const { study, seriesAsStored: all } = await cube(companion.dicomWeb);
  const seriesAsStored = all.slice(-1);
  expect(seriesAsStored.length).toBeGreaterThan(0);
  for (const { series, letters: stored } of seriesAsStored) {
    await viewer.openStudy(study);
    await viewer.place(series);
    await expect.poll(async () => (await inspect.panes(page))[0]?.seriesUid).toBe(series);
    await viewer.shown();
    const asStored = await viewer.still();
    let wanted: Letters = stored;
    let quarters = 0;
    for (const isMirrored of [false, true]) {
      for (let quarter = 0; quarter < 4; quarter++) {
        const where = `${series}, ${quarter} quarter turns, ${isMirrored ? 'mirrored' : 'as stored'}`;
        await expect.poll(() => letters(page), { message: where }).toEqual(wanted);
        // Mirrored, a turn to the right on the screen is one to the left of the picture itself.
        const turn = { quarters: isMirrored ? -quarters : quarters, mirrored: isMirrored };
        expect(await offTurned(browser, await viewer.still(), asStored, turn), where).toBeLessThan(4);
        if (quarter > 0)
          expect(
            await offTurned(browser, await viewer.still(), asStored, { quarters: 0, mirrored: false }),
          ).toBeGreaterThan(0.5);
        await page.keyboard.press('r');
        wanted = turned(wanted);
        quarters = (quarters + 1) % 4;
      }
      await page.keyboard.press('f');
      wanted = mirrored(wanted);
    }
  }
});
