import type { Page } from '@playwright/test';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import type { Overlay, Pane, ViewState } from '@/view/viewState';
import { expect, test } from '../../fixtures/fixtures';
import { axeFindings } from '../../harness/axe';
import { startCompanion } from '../../harness/companion';
import { inspect } from '../../harness/inspect';
import { PEAK, writePeak } from '../../material/peak';
import { SEGMENTS_OVER_PEAK, writeSegmentsOverPeak } from '../../material/segmentsOverPeak';
import { STRUCTURES_OVER_PEAK, writeStructuresOverPeak } from '../../material/structuresOverPeak';
import { Viewer } from '../../pages/viewer';

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('it is not there');
  return value;
};
const study = must(toStudyUid(PEAK.study));
const series = must(toSeriesUid(PEAK.series));
const named = (of: { readonly series: string; readonly sop: string }): Overlay => ({
  ...{ study, series: must(toSeriesUid(of.series)), sop: must(toSopUid(of.sop)) },
});
const CUTS = [0, 1, 2];
/** One in so many pixels is looked at: no divisor of a width. */
const STEP = 7;

/** Three planes and the stored images, with an object over them. */
function viewOf(
  overlay: Overlay,
  cross: Partial<NonNullable<ViewState['crosses']>[number]>,
  first: Partial<Pane['cut']> = {},
) {
  return {
    view: {
      studies: [study] as const,
      grid: { rows: 2, columns: 2 },
      active: 0,
      panes: [
        { study, series, cut: { plane: 'axial' as const, ...first } },
        { study, series, cut: { plane: 'coronal' as const } },
        { study, series, cut: { plane: 'sagittal' as const } },
        { study, series },
      ],
      overlays: [overlay],
      crosses: [{ study, frame: PEAK.frame, atLps: [-3.3, -3.2, 0.7] as const, ...cross }],
    },
    marks: [],
  };
}

interface Wanted {
  readonly isIn: boolean;
  /** From where it would be the other. */
  readonly awayMm: number;
}
type At = (lps: readonly number[], pane: number) => Wanted;

/** How many pixels of a pane's layer that are far enough from any edge are right, by what they are to be; undefined: it is not whole. */
async function seenOn(page: Page, pane: number, wanted: At, marginCssPx: number) {
  const cut = (await inspect.panes(page))[pane]?.cut;
  const layer = await page.evaluate(
    ([which, step]) => {
      const find = (name: string) =>
        document.querySelector<HTMLCanvasElement>(`[data-pane="${which}"] canvas[data-layer="${name}"]`);
      const [canvas, below] = [find('plane-overlays'), find('cut')];
      if (!canvas || canvas.hidden || canvas.dataset['isCoarse'] !== 'false') return undefined;
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
      // One in so many pixels, as text of one byte a pixel.
      let drawn = '';
      for (let at = 3; at < (data?.length ?? 0); at += 4 * step) drawn += (data?.[at] ?? 0) > 0 ? '1' : '0';
      const isOne = canvas.width === below?.width && canvas.height === below.height;
      return { drawn, width: isOne ? canvas.width : 0, ratio: devicePixelRatio };
    },
    [pane, STEP] as const,
  );
  if (!cut || !layer) return undefined;
  const count = { inside: 0, outside: 0, wrong: 0 };
  for (let at = 0; at < layer.drawn.length; at++) {
    const place = at * STEP;
    const [right, down] = [
      (((place % layer.width) + 0.5) / layer.ratio - cut.crossPx[0]) / cut.cssPerMm,
      ((Math.floor(place / layer.width) + 0.5) / layer.ratio - cut.crossPx[1]) / cut.cssPerMm,
    ];
    const lps = [0, 1, 2].map(
      (axis) =>
        (cut.atLps[axis] ?? 0) + right * (cut.axes.right[axis] ?? 0) + down * (cut.axes.down[axis] ?? 0),
    );
    const { isIn, awayMm } = wanted(lps, pane);
    if (awayMm * cut.cssPerMm < marginCssPx) continue;
    if (isIn) count.inside++;
    else count.outside++;
    if (isIn !== (layer.drawn[at] === '1')) count.wrong++;
  }
  return count;
}

/** All planes show what they are to, and some of it. */
const areRight = (page: Page, at: At, marginCssPx: number) =>
  expect(async () => {
    for (const pane of CUTS) {
      const seen = await seenOn(page, pane, at, marginCssPx);
      expect(seen, `pane ${pane}`).toMatchObject({ wrong: 0 });
      expect(seen?.inside, `pane ${pane}`).toBeGreaterThan(150);
      expect(seen?.outside, `pane ${pane}`).toBeGreaterThan(150);
    }
  }).toPass({ timeout: 30_000 });

const boxes =
  (...segments: readonly number[]): At =>
  (lps) => {
    const depths = segments.map((one) => SEGMENTS_OVER_PEAK.depthIn(one, lps));
    return { isIn: Math.max(...depths) > 0, awayMm: Math.min(...depths.map(Math.abs)) };
  };

test('segments and structures lie where they are on planes: moved, hidden, outlined, jumped to, turned; what is not shown is said', async ({
  page,
  folder,
}) => {
  test.setTimeout(120_000);
  for (const write of [writePeak, writeSegmentsOverPeak, writeStructuresOverPeak]) write(folder);
  const companion = await startCompanion({ data: folder, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await viewer.goTo(viewOf(named(SEGMENTS_OVER_PEAK), {}));
  for (const pane of CUTS) await viewer.shown(pane);
  await areRight(page, boxes(0, 1), 0.1);
  expect(await axeFindings(page)).toEqual([]);

  const list = page.getByTestId('overlays');
  await list.getByRole('button', { name: /^Hide 1 / }).click();
  await areRight(page, boxes(1), 0.1);
  await page.keyboard.press('Control+z');
  await areRight(page, boxes(0, 1), 0.1);

  // Planes follow to where a segment is; what lies over them goes along.
  await viewer.pane(0).click();
  await list.getByRole('button', { name: /^Go to the middle of 2 / }).click();
  await expect.poll(async () => (await inspect.view(page)).crosses).toMatchObject([{ atLps: [7, 5, -9] }]);
  await expect(async () => {
    expect(await seenOn(page, 0, boxes(1), 0.1)).toMatchObject({ wrong: 0 });
    expect(await seenOn(page, 2, boxes(1), 0.1)).toMatchObject({ wrong: 0 });
  }).toPass({ timeout: 30_000 });
  await page.keyboard.press('Control+z');
  await list.getByText('Outline').click();
  const isHollow: At = (lps, pane) => ({ ...boxes(0)(lps, pane), isIn: false });
  await list.getByRole('button', { name: /^Hide 2 / }).click();
  await expect.poll(async () => (await seenOn(page, 0, isHollow, 2))?.wrong, { timeout: 30_000 }).toBe(0);

  // A tube of contours with a hole, and a contour by itself: as they are along them, cut across them.
  const structures: At = (lps, pane) => {
    const tube = STRUCTURES_OVER_PEAK.tubeAt(lps);
    const lone = STRUCTURES_OVER_PEAK.loneAt(lps);
    if (pane !== 0) return tube;
    return { isIn: tube.isIn || lone.isIn, awayMm: Math.min(tube.awayMm, lone.awayMm) };
  };
  await viewer.goTo(viewOf(named(STRUCTURES_OVER_PEAK), { atLps: [-3.3, -3.2, 0.7] }));
  for (const pane of CUTS) await viewer.shown(pane);
  await areRight(page, structures, 2);
  await viewer.openWarnings(1);
  await expect(viewer.pane(1)).toContainText(/are not drawn on planes across them: Lone/);

  await viewer.goTo(
    viewOf(named(STRUCTURES_OVER_PEAK), { turn: [0.12, 0.2, -0.07] }, { slab: { mm: 6, by: 'mean' } }),
  );
  for (const pane of CUTS) await viewer.shown(pane);
  await areRight(page, (lps) => STRUCTURES_OVER_PEAK.tubeAt(lps), 2);
  await viewer.openWarnings(0);
  await expect(viewer.pane(0)).toContainText('Of the slab it is its middle plane.');
  await companion.stop();
});
