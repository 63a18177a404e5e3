import type { Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ViewState } from '@/view/viewState';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { startCompanion, type Companion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { inspect, type MeasurementFacts } from '../../harness/inspect';
import { E2E_CACHE } from '../../harness/machine';
import { COLUMNS, ROWS, whereIs, writePhantoms } from '../../numbers/phantoms';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { readingOf, Viewer } from '../../pages/viewer';
import type { Point } from '../../harness/touch';

let companion: Companion;
let data = '';
test.beforeAll(async () => {
  data = mkdtempSync(join(E2E_CACHE, 'data-numbers-'));
  writePhantoms(data);
  companion = await startCompanion({ data, noSamples: true });
});
test.afterAll(async () => {
  await companion.stop();
  rmSync(data, { recursive: true, force: true });
});

/** Draws on phantoms and reads what is said. */
class Bench {
  readonly viewer: Viewer;
  readonly page: Page;
  private count = 0;

  constructor(page: Page) {
    this.page = page;
    this.viewer = new Viewer(page, companion.url);
  }

  async open(name: string): Promise<void> {
    const [study, series] = [toStudyUid(whereIs(name).study), toSeriesUid(whereIs(name).series)];
    if (!study || !series) throw new Error('no UID');
    const pane = { study, series };
    const view: ViewState = { studies: [study], grid: { rows: 1, columns: 1 }, panes: [pane], active: 0 };
    await this.viewer.openLink({ view, marks: [] });
    this.count = 0;
  }

  /** Shows another phantom of the open study. */
  async show(name: string): Promise<void> {
    const { series } = whereIs(name);
    await this.viewer.place(series);
    await expect
      .poll(async () => {
        const [pane] = await inspect.panes(this.page);
        return pane?.state === 'shown' && pane.seriesUid;
      })
      .toBe(series);
  }

  /** Where a pixel's middle lies on the page, for pixels of any shape. */
  async at([column, row]: PointPx, [rowMm, columnMm]: readonly [number, number] = [1, 1]): Promise<Point> {
    const box = await this.viewer.picture().boundingBox();
    if (!box) throw new Error('no pane');
    const scale = Math.min(box.width / (COLUMNS * columnMm), box.height / (ROWS * rowMm));
    return {
      x: box.x + box.width / 2 + (column + 0.5 - COLUMNS / 2) * columnMm * scale,
      y: box.y + box.height / 2 + (row + 0.5 - ROWS / 2) * rowMm * scale,
    };
  }

  /** Draws from one pixel to another with the tool that is on. */
  async draw(from: PointPx, to: PointPx, shape?: readonly [number, number]): Promise<MeasurementFacts> {
    await this.viewer.drag(await this.at(from, shape), await this.at(to, shape));
    return this.viewer.measured(++this.count);
  }

  async probe(point: PointPx): Promise<MeasurementFacts> {
    const { x, y } = await this.at(point);
    await this.page.mouse.click(x, y);
    return this.viewer.measured(++this.count);
  }
}

/** Within 0.5 %, or half a pixel: what a hand can draw. */
function expectNear(value: number, expected: number, halfPixel: number, what: string): void {
  expect(Math.abs(value - expected), what).toBeLessThanOrEqual(Math.max(0.005 * expected, halfPixel));
}

const ACROSS = [
  [60, 150],
  [160, 150],
] as const;

type Rule = readonly [
  name: string,
  length: number,
  unit: 'mm' | 'px',
  source: string,
  note: string | undefined,
  said: string | undefined,
];

/** 100 pixels across on each phantom: what they measure, where that comes from, and what the pane says. */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  'slices and captured pictures': [
    // PS3.3 C.7.6.3.1.7 and 10.7.1.3: a slice is where it is.
    ['scout', 60, 'mm', 'pixel', 'localizer', 'hold at the isocentre'],
    ['enhanced MR', 100, 'mm', 'pixel', undefined, undefined],
    ['SC copied', 50, 'mm', 'pixel', 'captured', 'as its maker says'],
  ],
  'radiographs at the detector': [
    // PS3.3 10.7.1.1: Imager Pixel Spacing is true at the detector; a magnification of 1.5 divides it: 20 / 1.5 mm.
    ['imager', 20, 'mm', 'imager', undefined, 'at detector'],
    ['ERMF', 13.333, 'mm', 'imager', 'magnified', '÷ 1.5'],
    ['distances', 13.333, 'mm', 'imager', 'magnified', '÷ 1.5'],
    ['same', 20, 'mm', 'imager', undefined, 'at detector'],
    ['XA', 30, 'mm', 'imager', undefined, 'at detector'],
  ],
  'calibrated radiographs': [
    // PS3.3 10.7.1.2: Pixel Spacing Calibration Type.
    ['geometry', 15, 'mm', 'pixel', 'geometry', 'calibrated by geometry'],
    ['fiducial', 15, 'mm', 'pixel', 'fiducial', 'object of known size'],
    ['recalibrated', 15, 'mm', 'pixel', 'recalibrated', 'not said how'],
    ['CR pixel', 15, 'mm', 'imager', 'uncalibrated', 'plane that is not said'],
    // A pixel in the patient larger than its shadow: one of the two values is wrong, so neither is used.
    ['conflict', 100, 'px', 'none', 'conflict', 'contradict each other'],
  ],
  'pictures without spacing': [
    ['nothing', 100, 'px', 'none', undefined, 'px only'],
    ['SC', 100, 'px', 'none', undefined, 'px only'],
    ['slide', 100, 'px', 'none', undefined, 'px only'],
    ['photo', 100, 'px', 'none', undefined, 'px only'],
    ['US plain', 100, 'px', 'none', undefined, 'px only'],
  ],
};

test('lengths on slices, radiographs and pictures of every spacing follow their rules, and say where they come from', async ({
  page,
}) => {
  const bench = new Bench(page);
  await bench.open(Object.values(RULES)[0]?.[0]?.[0] ?? '');
  await bench.viewer.tool('length').click();
  for (const [kind, rules] of Object.entries(RULES))
    await test.step(kind, async () => {
      for (const [name, length, unit, source, note, said] of rules) {
        await bench.show(name);
        const made = await bench.draw(...ACROSS);
        expectNear(readingOf(made, 'length'), length, length / 200, name);
        expect(made.readings[0]?.unit, name).toBe(unit);
        expect([made.basis?.source, made.basis?.note], name).toEqual([source, note]);
        if (said !== undefined) await expect(bench.viewer.pane(), name).toContainText(said);
      }
    });
});

test('the first value of Pixel Spacing is vertical, and each frame has its own', async ({ page }) => {
  const bench = new Bench(page);
  await bench.open('anisotropic CT');
  await bench.viewer.tool('length').click();
  const shape = [0.5, 1] as const;
  // PixelSpacing 0.5\1.0 (PS3.3 10.7.1.3): 100 px down are 50 mm, across 100 mm, both ways the hypotenuse.
  for (const [from, to, mm] of [
    [[20, 50], [20, 150], 50],
    [[60, 30], [160, 30], 100],
    [[60, 60], [160, 160], Math.hypot(50, 100)],
  ] as const) {
    expectNear(readingOf(await bench.draw(from, to, shape), 'length'), mm, 0.5, String(mm));
  }
  await bench.show('enhanced MR');
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await inspect.panes(page))[0]?.frame).toBe(2);
  expectNear(readingOf(await bench.draw(...ACROSS), 'length'), 25, 0.125, 'second frame');
});

test('ultrasound: each region has its units, nothing crosses from one into another', async ({ page }) => {
  const bench = new Bench(page);
  await bench.open('US');
  await expect(bench.viewer.pane()).toContainText('within one region');
  await bench.viewer.tool('length').click();
  const length = (made: MeasurementFacts) =>
    made.readings.map(({ name, value, unit }) => [name, value, unit]);
  const near = (value: number) => expect.closeTo(value, value < 1 ? 2 : 0);

  // PS3.3 C.8.5.5: 0.1 and 0.05 cm a pixel.
  const first = await bench.draw([10, 20], [90, 20]);
  expectNear(readingOf(first, 'length'), 80, 0.5, 'first region');
  expect(first.basis?.source).toBe('ultrasound');
  expectNear(readingOf(await bench.draw([130, 20], [210, 20]), 'length'), 40, 0.25, 'second region');

  const crossing = await bench.draw([80, 50], [160, 50]);
  expect([crossing.readings, crossing.refusal]).toEqual([[], 'crossing']);

  // M-mode: 50 px across are 0.5 s, 40 px down 8 mm. Doppler: 0.25 s and 20 cm/s.
  expect(length(await bench.draw([30, 120], [80, 160]))).toEqual([
    ['time', near(0.5), 's'],
    ['depth', near(8), 'mm'],
  ]);
  expect(length(await bench.draw([150, 120], [200, 160]))).toEqual([
    ['time', near(0.25), 's'],
    ['velocity', near(20), 'cm/s'],
  ]);
  const outside = await bench.draw([40, 195], [140, 195]);
  expect(outside.readings[0]?.unit).toBe('px');
  expect(outside.basis).toEqual({ source: 'none', note: 'outside' });
});

test('values have the unit that the file gives them, and padding is none', async ({ page }) => {
  const bench = new Bench(page);
  await bench.open('HU');
  await bench.viewer.chooseTool('probe');
  // PS3.3 C.11.1.1.2 and C.8.2.1.1: Hounsfield units only where Rescale Type says so or need not say.
  for (const [name, unit] of [
    ['HU', 'HU'],
    ['unspecified', ''],
    ['HU_MOD', 'HU_MOD'],
    ['Z_EFF', 'Z_EFF'],
    ['multi-energy', ''],
    ['localizer', ''],
  ] as const) {
    await bench.show(name);
    expect((await bench.probe([120, 100])).readings, name).toEqual([{ name: 'value', value: 40, unit }]);
  }
  // PS3.3 C.7.5.1.1.2: -2000 to -1990 stand for no image. Half the disc is 90, half 110.
  await bench.show('padding');
  expect(await bench.probe([20, 20])).toMatchObject({ readings: [], refusal: 'padding' });
  await bench.viewer.chooseTool('rectangle');
  const region = await bench.draw([70, 50], [169, 149]);
  expect(Math.abs(readingOf(region, 'mean') - 100)).toBeLessThan(0.5);
  expect(Math.abs(readingOf(region, 'sd') - 10)).toBeLessThan(0.05);
  expect(readingOf(region, 'min')).toBe(90);
  // 5,025 pixels have their middle in a disc of radius 40 (counted by another program); the area is the rectangle's.
  expect(readingOf(region, 'pixels')).toBe(5025);
  expectNear(readingOf(region, 'area'), 99 * 99 * 0.25, 99 * 0.25, 'area');
});

/** Grams over the dose after an hour of 18F: 75 kg, 370 MBq. */
const AN_HOUR = 75_000 / (370e6 * 2 ** (-3600 / 6586.2));

test('PET values are SUV by its rules, or say why they are not', async ({ page }) => {
  const bench = new Bench(page);
  await bench.open('admin');
  await bench.viewer.chooseTool('probe');
  // QIBA, Vendor-Neutral Pseudo-Code for SUV; stored 5,000 each.
  for (const [name, value, unit, said] of [
    ['admin', (5000 * 75_000) / 370e6, 'SUVbw', undefined],
    ['midnight', 5000 * AN_HOUR, 'SUVbw', undefined],
    ['GE', 5000 * AN_HOUR, 'SUVbw', undefined],
    ['Philips SUV', 5000 * 0.000551, 'SUVbw', undefined],
    ['Philips activity', 5000 * 1.602563 * AN_HOUR, 'SUVbw', undefined],
    ['none', 5000, 'Bq/ml', 'not corrected for decay'],
    ['no weight', 5000, 'Bq/ml', 'the weight is missing'],
    ['counts', 5000, '', 'the values are no activity'],
  ] as const) {
    await bench.show(name);
    const [reading] = (await bench.probe([120, 100])).readings;
    expect(reading?.unit, name).toBe(unit);
    expect((reading?.value ?? 0) / value, name).toBeCloseTo(1, 4);
    if (said) await expect(bench.viewer.pane(), name).toContainText(said);
  }
});

test('slices of one activity read the same whatever their slopes; the unit is chosen', async ({ page }) => {
  const bench = new Bench(page);
  await bench.open('slopes');
  await bench.viewer.chooseTool('rectangle');
  const mean = async () => readingOf(await bench.draw([80, 60], [160, 140]), 'mean');
  const first = await mean();
  expect(first / (10_000 * AN_HOUR)).toBeCloseTo(1, 5);
  await page.keyboard.press('ArrowDown');
  await expect(bench.viewer.slice).toHaveText('2 / 2');
  expect((await mean()) / first).toBeCloseTo(1, 6);

  const unit = page.getByRole('combobox', { name: 'Values in' });
  const all = async () =>
    (await inspect.measurements(page)).map((made) => made.readings.find(({ name }) => name === 'mean'));
  // Janmahasatian 60.9153 kg and Du Bois 1.981376 m² of 75 kg and 1.85 m, male: see src/dicom/transforms/suv.test.ts.
  for (const [chosen, shown, ratio] of [
    ['lbm', 'SUVlbm', 609.1533588651974 / 750],
    ['bsa', 'SUVbsa', 198.13758427117767 / 750],
  ] as const) {
    await unit.selectOption(chosen);
    await expect.poll(async () => (await all())[0]?.unit).toBe(shown);
    for (const reading of await all()) expect((reading?.value ?? 0) / (first * ratio)).toBeCloseTo(1, 6);
    expect((await inspect.view(page)).petUnit).toBe(chosen);
  }
  await unit.selectOption('file');
  await expect.poll(async () => (await all())[0]?.unit).toBe('Bq/ml');
  expect((await all())[1]?.value).toBeCloseTo(10_000, 2);
});

test('a calibration by hand holds for its series, travels in the link, and can be undone', async ({
  page,
  colleague,
}) => {
  const bench = new Bench(page);
  const { viewer } = bench;
  await bench.open('photo');
  await viewer.tool('length').click();
  const drawn = readingOf(await bench.draw([60, 150], [160, 150]), 'length');
  await page.keyboard.press('k');
  const dialog = page.getByRole('dialog', { name: 'Calibrate by hand' });
  const field = dialog.getByRole('textbox');
  await field.fill('a lot');
  await field.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('between 0.1 and 10,000 mm');
  await field.fill('25,4');
  await field.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(viewer.pane()).toContainText('calibrated by hand');

  const lengths = async (on: Page) =>
    (await inspect.measurements(on)).map(({ readings, basis }) => [
      readings[0]?.value.toFixed(2),
      readings[0]?.unit,
      basis?.source,
    ]);
  const byHand = ['25.40', 'mm', 'hand'];
  await expect.poll(() => lengths(page)).toEqual([byHand]);
  // Another line of the series follows; half as long is half as much.
  const half = readingOf(await bench.draw([60, 100], [110, 100]), 'length');
  expectNear(half, (25.4 * 50) / drawn, 0.127, 'half');

  await bench.show('SC');
  expect((await bench.draw(...ACROSS)).basis?.source).toBe('none');
  await bench.show('photo');

  const link = await viewer.share();
  await colleague.goto(link);
  const theirs = new Viewer(colleague, companion.url);
  await theirs.shown();
  await expect.poll(async () => (await lengths(colleague))[0]).toEqual(byHand);
  await expect(theirs.pane()).toContainText('calibrated by hand');
  // What differs from the sender's screen is told.
  await colleague.keyboard.press('k');
  await colleague.getByRole('button', { name: 'Remove calibration' }).click();
  await expect(colleague.getByText('On the sender’s screen: mm calibrated by hand').first()).toBeVisible();
  await page.keyboard.press('Escape');

  // Undo takes back what came after the calibration, then the calibration, and leaves the line.
  await viewer.pane().focus();
  const isCalibrated = async () => (await inspect.view(page)).calibrations !== undefined;
  for (let steps = 0; steps < 6 && (await isCalibrated()); steps++) await page.keyboard.press('Control+z');
  await expect.poll(() => lengths(page)).toEqual([[drawn.toFixed(2), 'px', 'none']]);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => lengths(page)).toEqual([byHand]);
  await page.keyboard.press('k');
  await page.getByRole('button', { name: 'Remove calibration' }).click();
  await expect.poll(() => lengths(page)).toEqual([[drawn.toFixed(2), 'px', 'none']]);
});

test('what the geometry of a slice or a region tells cannot be calibrated by hand', async ({ page }) => {
  const bench = new Bench(page);
  for (const name of ['anisotropic CT', 'US']) {
    await bench.open(name);
    await page.keyboard.press('k');
    await expect(page.getByRole('dialog')).toContainText('cannot be calibrated by hand');
  }
});
