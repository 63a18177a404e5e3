import { join } from 'node:path';
import { startCompanion, type Companion } from '../../harness/companion';
import { END_MS, walkIdentities } from '../../fixtures/identityWalk';
import { everyStudy, tilesAtRest, walkListed, type Settled } from '../../fixtures/everyStudy';
import { expect, test } from '../../fixtures/fixtures';
import { CASES, hasCases, linkFolder, NO_CASES } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

/**
 * Puts every series of an archive into a pane and gives back the loads without an end: panes, and the small pictures of
 * each study. Uncaught errors fail the test by themselves (guard.ts). The real files take the same walk in identitySweep.spec.ts.
 */
async function sweep(viewer: Viewer, companion: Companion): Promise<{ series: number; endless: string[] }> {
  const { page } = viewer;
  const studies = await everyStudy(companion.dicomWeb);
  const endless: string[] = [];
  let series = 0;
  let before: Settled | undefined;
  for await (const one of walkListed(viewer, studies, { limitMs: END_MS })) {
    series += 1;
    if (one.state === 'loading') endless.push(`${one.study} ${one.series} (${one.modality})`);
    // The small pictures of a study are looked at once, with its last series.
    const isLast = one.of.series.at(-1)?.series === one.series;
    if (isLast && !(await tilesAtRest(page, END_MS))) endless.push(`${one.study}: a thumbnail`);
    before = one;
  }
  expect(before).toBeDefined();
  return { series, endless };
}

const minutes = (count: number) => test.setTimeout(count * 60_000);

test('every series of the samples comes to an end, says whose it is, and hides it on T', async ({
  viewer,
  companion,
}) => {
  minutes(5);
  const studies = await everyStudy(companion.dicomWeb);
  const { faults, states } = await walkIdentities(viewer, companion.dicomWeb, studies);
  expect(faults).toEqual([]);
  expect(states.get('shown')).toBeGreaterThan(5);
});

test('every study of the cases comes to an end', async ({ page, folder }) => {
  test.skip(!hasCases, NO_CASES);
  minutes(5);
  const data = join(folder, 'data');
  linkFolder(CASES, data);
  const companion = await startCompanion({ data, noSamples: true });
  const { series, endless } = await sweep(new Viewer(page, companion.url), companion);
  expect(series).toBeGreaterThan(10);
  expect(endless).toEqual([]);
  await companion.stop();
});
