import type { Page } from '@playwright/test';
import { startCompanion } from '../../harness/companion';
import { CUBES, ORIENTATIONS, writeCubes } from '../../material/cubes';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';
import { walkLetters, type LettersSeen } from '../../harness/readLetters';

/** From any of the eight ways a picture can lie through all others. */
const ALL_TURNS = ['r', 'r', 'r', 'f', 'r', 'r', 'r'];

/** Opens a series of the cubes at its first image. */
async function open(page: Page, viewer: Viewer, series: string): Promise<void> {
  await viewer.place(series);
  await expect.poll(async () => (await inspect.panes(page))[0]?.seriesUid).toBe(series);
  await viewer.shown();
  await viewer.loaded(viewer.thumbOf(series));
}

function expectAgreement(looks: readonly LettersSeen[]): void {
  for (const { key, state, written, seen } of looks)
    expect({ key, state, letters: written }).toEqual({ key, state, letters: seen });
}

test('letters are those burnt into the cube, in 24 orientations, 4 rotations and 2 flips @both-ways', async ({
  page,
  folder,
}) => {
  test.slow();
  writeCubes(folder);
  const companion = await startCompanion({ data: folder, noSamples: true });
  // A small picture is painted and read fast.
  await page.setViewportSize({ width: 1440, height: 360 });
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(CUBES.study);
  await open(page, viewer, CUBES.byCosines);
  const looks = await walkLetters(page, ['']);
  for (let image = 0; image < ORIENTATIONS.length; image++) {
    looks.push(...(await walkLetters(page, ALL_TURNS)));
    if (image + 1 < ORIENTATIONS.length) looks.push(...(await walkLetters(page, ['ArrowDown'])));
  }
  expectAgreement(looks);
  expect(new Set(looks.map(({ state }) => state)).size).toBe(24 * 4 * 2);

  // Without cosines the letters come from Patient Orientation (0020,0020).
  await open(page, viewer, CUBES.byLetters);
  const byLetters = await walkLetters(page, ['']);
  for (let image = 1; image < ORIENTATIONS.length; image++)
    byLetters.push(
      ...(await walkLetters(page, [
        'ArrowDown',
        ...(image % 6 === 0 ? ['r'] : image % 6 === 3 ? ['f'] : []),
      ])),
    );
  expectAgreement(byLetters);
  expect(new Set(byLetters.map(({ state }) => state.split(' ')[0])).size).toBe(ORIENTATIONS.length);
  await companion.stop();
});
