import type { Browser, Page } from '@playwright/test';
import { startCompanion, type Companion } from '../../harness/companion';
import { startFaultProxy } from '../../harness/faultProxy';
import { axeFindings } from '../../harness/axe';
import { inspect, type PaneFacts } from '../../harness/inspect';
import { cube } from '../../material/phantom';
import { PEAK, writePeak } from '../../material/peak';
import { expect, test } from '../../fixtures/fixtures';
import { Viewer } from '../../pages/viewer';
import { Touch } from '../../harness/touch';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { en } from '@/i18n/en';
import type { BodyPlane } from '@/dicom/volume/planeDirections';

type Vector = readonly [x: number, y: number, z: number];
type Cut = NonNullable<PaneFacts['cut']>;

const PLANES: readonly BodyPlane[] = ['axial', 'coronal', 'sagittal'];

/** Opens the three planes of what the active pane shows, whole. */
async function openPlanes(page: Page, viewer: Viewer): Promise<void> {
  await page.getByTestId('mpr').click();
  await areWhole(page, viewer);
}

async function areWhole(page: Page, viewer: Viewer): Promise<void> {
  for (const [pane] of PLANES.entries()) await viewer.shown(pane);
  await expect
    .poll(async () => (await cuts(page)).every(({ had, images, isWaiting }) => had === images && !isWaiting))
    .toBe(true);
}

/** What is said of each plane, in the order of panes. */
const cuts = async (page: Page): Promise<Cut[]> =>
  (await inspect.panes(page)).map(({ cut }) => cut).filter((cut) => cut !== undefined);

/** A whole picture of a pane: one that was coarse while a hand moved it is worked out again a moment later. */
async function valuesOf(page: Page, pane: number): Promise<{ values: Float32Array; columns: number }> {
  const facts = () => inspect.pixels(page, pane);
  await expect.poll(async () => (await facts())?.columns).toBeDefined();
  const [bytes, size] = [await inspect.pixelBytes(page, pane), await facts()];
  const buffer = Buffer.from(bytes ?? '', 'base64');
  const values = new Float32Array(buffer.buffer, buffer.byteOffset, buffer.length / 4);
  return { values, columns: size?.columns ?? 1 };
}

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Patient point of a picture's pixel, by what the pane says of its plane: an arithmetic of this test's own. */
function pointOf(
  { atLps, crossPx, cssPerMm, axes }: Cut,
  column: number,
  row: number,
  ratio: number,
): Vector {
  const right = ((column + 0.5) / ratio - crossPx[0]) / cssPerMm;
  const down = ((row + 0.5) / ratio - crossPx[1]) / cssPerMm;
  const part = (at: 0 | 1 | 2) => atLps[at] + right * axes.right[at] + down * axes.down[at];
  return [part(0), part(1), part(2)];
}

/** Holds every pixel of a pane against the slope that the volume was made of; how many were compared. */
async function expectSlope(page: Page, pane: number): Promise<number> {
  const cut = (await inspect.panes(page))[pane]?.cut;
  if (!cut) throw new Error(`pane ${pane} shows no plane`);
  const ratio = await page.evaluate(() => devicePixelRatio);
  const { values, columns } = await valuesOf(page, pane);
  let [compared, worst] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const point = pointOf(cut, at % columns, Math.floor(at / columns), ratio);
    const isNear = (axis: 0 | 1 | 2) => Math.abs(point[axis] - PEAK.atLps[axis]) <= PEAK.voxelMm[axis];
    const isNearPeak = isNear(0) && isNear(1) && isNear(2);
    const wanted = PEAK.valueAt(point);
    if (wanted === undefined || isNearPeak) continue;
    worst = Math.max(worst, Math.abs((values[at] ?? 0) - wanted));
    compared++;
  }
  // Rounded to whole numbers, since all values of the volume are.
  expect(worst, `pane ${pane}`).toBeLessThan(0.51);
  return compared;
}

/** How many pixels hold the slope that the volume was made of, and what the others hold that should. */
async function slopeIn(page: Page, pane: number): Promise<{ right: number; wrong: Set<number> }> {
  const cut = must((await inspect.panes(page))[pane]?.cut);
  const ratio = await page.evaluate(() => devicePixelRatio);
  const { values, columns } = await valuesOf(page, pane);
  const wrong = new Set<number>();
  let right = 0;
  for (const [at, value] of values.entries()) {
    const wanted = PEAK.valueAt(pointOf(cut, at % columns, Math.floor(at / columns), ratio));
    if (wanted === undefined) continue;
    if (Math.abs(value - wanted) < 0.51) right++;
    // The peak, and what lies between it and the slope.
    else if (!(value >= wanted && value <= PEAK.value)) wrong.add(value);
  }
  return { right, wrong };
}

/** The greatest value of a pane's picture, and how far it lies from where the planes meet, CSS pixels. */
async function peakIn(page: Page, pane: number): Promise<{ value: number; offPx: number }> {
  const { crossPx } = (await inspect.panes(page))[pane]?.cut ?? { crossPx: [0, 0] };
  const ratio = await page.evaluate(() => devicePixelRatio);
  const { values, columns } = await valuesOf(page, pane);
  // What lies outside of the volume is no value, and none of them is as great.
  const value = values.reduce((most, one) => (one <= PEAK.value ? Math.max(most, one) : most), -Infinity);
  const at = values.indexOf(value);
  const [x, y] = [((at % columns) + 0.5) / ratio, (Math.floor(at / columns) + 0.5) / ratio];
  return { value, offPx: Math.hypot(x - crossPx[0], y - crossPx[1]) };
}

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('no UID');
  return value;
};
const [study, series] = [must(toStudyUid(PEAK.study)), must(toSeriesUid(PEAK.series))];

/** The three planes through the peak, by link. */
const throughPeak = (of = series) => ({
  view: {
    studies: [study] as const,
    grid: { rows: 2, columns: 2 },
    active: 0,
    panes: [...PLANES.map((plane) => ({ study, series: of, cut: { plane } })), null],
    crosses: [{ study, frame: PEAK.frame, atLps: PEAK.atLps }],
  },
  marks: [],
});

/** The same screen in a second profile shows the same values. */
async function expectSameElsewhere(browser: Browser, page: Page): Promise<void> {
  const context = await browser.newContext({ viewport: page.viewportSize() });
  const other = await context.newPage();
  await other.goto(page.url());
  await areWhole(other, new Viewer(other, new URL(page.url()).origin));
  for (const [pane] of PLANES.entries())
    await expect
      .poll(async () => (await inspect.pixels(other, pane))?.sha256)
      .toBe((await inspect.pixels(page, pane))?.sha256);
  await context.close();
}

test('the lettered cube: three planes with their letters, clean for axe, and back to the stored images', async ({
  page,
  viewer,
  companion,
}) => {
  const { study, seriesAsStored } = await cube(companion.dicomWeb);
  await viewer.openStudy(study);
  // Of axial, coronal, sagittal and oblique slices alike.
  for (const { series } of [seriesAsStored[1], seriesAsStored[3], seriesAsStored[0]].filter((one) => !!one)) {
    await viewer.place(series);
    await viewer.shown();
    await openPlanes(page, viewer);
    const markers = (await inspect.panes(page)).slice(0, 3).map((pane) => pane.markers);
    expect(markers).toEqual([
      { left: 'R', right: 'L', top: 'A', bottom: 'P' },
      { left: 'R', right: 'L', top: 'H', bottom: 'F' },
      { left: 'A', right: 'P', top: 'H', bottom: 'F' },
    ]);
    if (series === seriesAsStored[0]?.series) break;
    await page.getByTestId('mpr').click();
    await expect.poll(async () => (await inspect.view(page)).panes.length).toBe(1);
  }
  expect(await axeFindings(page)).toEqual([]);
  // Drawing is of stored images, and a plane says so.
  await expect(viewer.tool('length')).toBeDisabled();
  const [cut] = await cuts(page);
  await page.getByTestId('mpr').click();
  await viewer.shown();
  await expect.poll(async () => (await inspect.panes(page))[0]?.sopUid).toBe(cut?.nearest.sop);
});

test.describe('a volume of known values', () => {
  let companion: Companion;
  let viewer: Viewer;
  test.beforeEach(async ({ page, folder }) => {
    writePeak(folder);
    companion = await startCompanion({ data: folder, noSamples: true });
    viewer = new Viewer(page, companion.url);
  });
  test.afterEach(() => companion.stop());

  test('values, the crosshair, turns, slabs, undo and the link', async ({ page, browser }) => {
    test.slow();
    await viewer.goTo(throughPeak());
    await areWhole(page, viewer);
    for (const [pane] of PLANES.entries()) {
      expect(await expectSlope(page, pane)).toBeGreaterThan(5_000);
      const { value, offPx } = await peakIn(page, pane);
      expect(offPx).toBeLessThan(1);
      expect(value).toBeGreaterThan(0.7 * PEAK.value);
    }

    // Dragged in the axial plane, the others go along, and undo leads back in one step.
    const [before] = await cuts(page);
    const grip = await viewer.pane(0).locator('[data-cross]').boundingBox();
    if (!before || !grip) throw new Error('no crosshair');
    const from = { x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 };
    await viewer.drag(from, { x: from.x - 45, y: from.y + 30 });
    const moved = [before.atLps[0] - 45 / before.cssPerMm, before.atLps[1] + 30 / before.cssPerMm];
    await expect
      .poll(async () => (await cuts(page)).map(({ atLps }) => atLps.map((mm) => mm.toFixed(2))))
      .toEqual(PLANES.map(() => [moved[0]?.toFixed(2), moved[1]?.toFixed(2), before.atLps[2].toFixed(2)]));
    for (const pane of [1, 2]) await expectSlope(page, pane);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await cuts(page))[0]?.atLps).toEqual(before.atLps);

    // One step of the wheel lies on the next slice.
    const middle = await viewer.fromMiddle(40, 60, 0);
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.wheel(0, 100);
    await expect.poll(async () => (await cuts(page))[0]?.atLps[2]).toBeCloseTo(PEAK.atLps[2] + 3, 5);
    expect((await peakIn(page, 0)).value).toBeLessThan(500);

    // As thick as 10 mm, the greatest value: the peak lies 3 mm off, and is seen whole.
    await page.getByRole('combobox', { name: en['cut.slab'], exact: true }).selectOption('10');
    await expect.poll(async () => (await cuts(page))[0]?.slab).toEqual({ mm: 10, by: 'max' });
    await expect.poll(async () => (await peakIn(page, 0)).value).toBeGreaterThan(0.8 * PEAK.value);
    await page.getByRole('combobox', { name: en['cut.slab'], exact: true }).selectOption('0');

    // Turned by 20 degrees in the axial plane, which stays as it is.
    await viewer.pane(0).getByRole('button', { name: en['cut.turn'] }).focus();
    for (let press = 0; press < 2; press++) await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(async () => (await cuts(page))[0]?.turn?.[2]).toBeCloseTo(Math.sin(Math.PI / 18), 5);
    const turned = await cuts(page);
    const normals = turned.map(({ axes }) => axes.normal);
    for (const [one, other] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      expect(dot(normals[one] ?? [1, 0, 0], normals[other] ?? [1, 0, 0])).toBeCloseTo(0, 9);
    expect(turned[0]?.axes).toEqual(before.axes);
    expect(normals[1]?.map((part) => part.toFixed(4))).toEqual([
      (-Math.sin(Math.PI / 9)).toFixed(4),
      Math.cos(Math.PI / 9).toFixed(4),
      '0.0000',
    ]);
    for (const [pane] of PLANES.entries()) expect(await expectSlope(page, pane)).toBeGreaterThan(5_000);

    await viewer.written();
    await expectSameElsewhere(browser, page);
  });

  test('an archive that fails on the way: what is here is shown, what is not is counted, and it goes on by itself', async ({
    page,
  }) => {
    test.slow();
    const proxy = await startFaultProxy(companion.url);
    viewer = new Viewer(page, proxy.url);
    const pixels = (of: string) => new RegExp(`/series/${PEAK.series}${of}$`);
    const series = String.raw`(\?.*)?`;
    const instances = String.raw`/instances/[\d.]+(/frames/1)?`;
    const told = async () => (await cuts(page)).map(({ had, lost }) => [had, lost]);

    // Away: said, and gone on with when it is back.
    proxy.rule({ path: pixels(`(${series}|/instances/.*)`), fault: { kind: 'reset' } });
    await viewer.goTo(throughPeak());
    for (const [pane] of PLANES.entries())
      await expect(viewer.pane(pane)).toHaveAttribute('data-state', 'unreachable', { timeout: 30_000 });
    proxy.clear();
    await areWhole(page, viewer);
    await expectSlope(page, 1);

    // Half of the series came, and of the others there are pictures without values only: black, and counted.
    proxy.rule({ path: pixels(series), fault: { kind: 'short' } });
    proxy.rule({ path: pixels(instances), fault: { kind: 'status', status: 404 } });
    await page.goto('about:blank');
    await viewer.goTo(throughPeak());
    for (const pane of [1, 2]) await viewer.shown(pane);
    await expect
      .poll(
        async () => (await told()).every(([had = 0, lost = 0]) => had > 5 && had + lost === PEAK.slices),
        {
          timeout: 60_000,
        },
      )
      .toBe(true);
    await expect(viewer.pane(1).getByTestId('warnings')).toHaveAttribute(
      'aria-label',
      /\d+ of 20 images could not be had. There the plane is black./,
    );
    const { right, wrong } = await slopeIn(page, 1);
    expect(right).toBeGreaterThan(1_000);
    expect(wrong.size, 'nothing is made up where images are missing').toBe(1);
    await proxy.close();
  });

  test('what is no volume says why, asked for by hand or by a link', async ({ page }) => {
    const tooFew = must(toSeriesUid(PEAK.tooFew));
    await viewer.goTo(throughPeak(tooFew));
    await expect(viewer.pane(0).getByRole('alert')).toContainText(en['cut.refused.too-few-slices']);
    await viewer.pane(0).getByRole('button', { name: en['cut.stored'] }).click();
    await viewer.shown();
    await page.getByTestId('mpr').click();
    await expect(page.getByText(en['cut.refused.too-few-slices'])).toBeVisible();
    expect((await inspect.view(page)).panes.every((pane) => !pane?.cut)).toBe(true);
  });

  test('what a plane is not is said: no place to measure, no part of another series, nothing beside the volume', async ({
    page,
  }) => {
    await viewer.goTo(throughPeak());
    await areWhole(page, viewer);
    await viewer.pane(0).focus();
    await page.keyboard.press('l');
    await expect(page.getByText(en['cut.off.measure'])).toBeVisible();
    await expect(viewer.tool('length')).toHaveAttribute('aria-pressed', 'false');
    await page.keyboard.press('Control+ArrowDown');
    await expect
      .poll(async () => (await inspect.view(page)).panes.map((pane) => pane?.cut))
      .toEqual([undefined]);
    await page.keyboard.press('Control+z');
    await areWhole(page, viewer);

    const { view, marks } = throughPeak();
    const [cross] = view.crosses;
    const far = [{ ...must(cross), atLps: [9000, 0, 0] as const }];
    await viewer.goTo({ view: { ...view, crosses: far }, marks });
    await expect(
      viewer.pane(2).getByTestId('warnings').locator('[data-says="whole"] [data-text]'),
    ).toHaveAttribute('data-text', en['cut.outside']);
    await expect
      .poll(async () => (await cuts(page)).map(({ isOutside }) => isOutside))
      .toEqual([false, false, true]);
  });

  test(
    'on a phone one plane fills the screen, with a switch',
    { tag: ['@phone', '@only-touch'] },
    async ({ page }) => {
      await viewer.goTo(throughPeak());
      await viewer.shown();
      await page.getByRole('combobox', { name: en['cut.plane'], exact: true }).selectOption('coronal');
      await viewer.shown(1);
      await expect(viewer.pane(0)).toBeHidden();
      const grip = await viewer.pane(1).locator('[data-cross]').boundingBox();
      if (!grip) throw new Error('no crosshair');
      expect(Math.min(grip.width, grip.height)).toBeGreaterThanOrEqual(44);
      const from = { x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 };
      const { atLps, cssPerMm } = must((await inspect.panes(page))[1]?.cut);
      await new Touch(page).move([from], [{ x: from.x - 40, y: from.y }]);
      await expect
        .poll(async () => (await inspect.panes(page))[1]?.cut?.atLps[0])
        .toBeCloseTo(atLps[0] - 40 / cssPerMm, 1);
      expect(await axeFindings(page)).toEqual([]);
    },
  );
});
