import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ToolId } from '@/imaging/pointer/tools';
import { startCompanion, type Companion } from '../../harness/companion';
import { DiscBench, type DiscAct } from '../../fixtures/discBench';
import { expect, test } from '../../fixtures/fixtures';
import { E2E_CACHE } from '../../harness/machine';
import { DISC, writePhantoms } from '../../numbers/phantoms';
import type { PointPx } from '@/dicom/geometry/pointPx';
import { readingOf } from '../../pages/viewer';

let companion: Companion;
let data = '';
test.beforeAll(async () => {
  data = mkdtempSync(join(E2E_CACHE, 'data-tools-'));
  writePhantoms(data);
  companion = await startCompanion({ data, noSamples: true });
});
test.afterAll(async () => {
  await companion.stop();
  rmSync(data, { recursive: true, force: true });
});

const [X, Y] = DISC.centre;
const onCircle = (radius: number, count: number): PointPx[] =>
  Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count;
    return [X + radius * Math.cos(angle), Y + radius * Math.sin(angle)] as const;
  });
const mm = (px: number): number => px * DISC.spacingMm;
const circleArea = (radiusPx: number): number => Math.PI * mm(radiusPx) ** 2;
/** How much half a pixel of radius changes an area. */
const areaSlack = (radiusPx: number): number => 2 * Math.PI * mm(radiusPx) * mm(0.5);

const HALF_PX = mm(0.5);
/** Half a pixel at the end of an arm of so many pixels. */
const angleSlack = (armPx: number): number => (Math.atan(0.5 / armPx) * 180) / Math.PI;

interface Row {
  readonly tool: ToolId;
  readonly acts: readonly DiscAct[];
  /** Reading, what it must be, and how far half a pixel of the hand takes it; 0.5 % is granted too. */
  readonly expected: readonly (readonly [name: string, value: number, slack: number])[];
}

const line = (from: PointPx, to: PointPx): DiscAct => ({
  along: [from, [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], to],
});
const first = (points: readonly PointPx[]): PointPx => points[0] ?? [0, 0];

const ROWS_OF_TOOLS: readonly Row[] = [
  { tool: 'length', acts: [line([20, 30], [120, 30])], expected: [['length', 50, HALF_PX]] },
  {
    tool: 'polyline',
    acts: [{ tap: [20, 20] }, { tap: [60, 20] }, { tap: [60, 50] }, { tap: [100, 50] }, { tap: [100, 50] }],
    expected: [['length', 55, 2 * HALF_PX]],
  },
  {
    tool: 'angle',
    acts: [line([20, 90], [20, 150]), { tap: [100, 150] }],
    expected: [['angle', 90, angleSlack(60)]],
  },
  {
    // 80 pixels across and 46.188 down: 30 degrees.
    tool: 'cobb',
    acts: [line([20, 20], [100, 20]), line([20, 60], [100, 106.188])],
    expected: [['angle', 30, angleSlack(80)]],
  },
  {
    tool: 'ratio',
    acts: [line([90, 100], [150, 100]), line([60, 150], [180, 150])],
    expected: [
      ['ratio', 0.5, 0.005],
      ['heart', 30, HALF_PX],
      ['thorax', 60, HALF_PX],
    ],
  },
  {
    tool: 'bidirectional',
    acts: [line([60, 155], [180, 155])],
    expected: [
      ['length', 60, HALF_PX],
      ['width', 30, HALF_PX],
    ],
  },
  {
    tool: 'ellipse',
    acts: [line([X, Y], [X + 30, Y + 20])],
    expected: [
      ['area', Math.PI * mm(30) * mm(20), Math.PI * mm(30) * HALF_PX],
      ['mean', 1000, 0],
      ['sd', 0, 0],
    ],
  },
  {
    tool: 'rectangle',
    acts: [line([X - 20.5, Y - 20.5], [X + 19.5, Y + 19.5])],
    expected: [
      ['area', 400, 2 * mm(40) * HALF_PX],
      ['mean', 1000, 0],
      ['pixels', 1600, 40],
    ],
  },
  {
    tool: 'circle',
    acts: [line([X, Y], [X + 30, Y])],
    expected: [
      ['area', circleArea(30), areaSlack(30)],
      ['diameter', mm(60), 2 * HALF_PX],
      ['mean', 1000, 0],
    ],
  },
  {
    tool: 'freehand',
    acts: [{ along: onCircle(30, 40) }],
    expected: [
      ['area', circleArea(30), 0],
      ['perimeter', 2 * Math.PI * mm(30), 0],
      ['mean', 1000, 0],
    ],
  },
  {
    tool: 'spline',
    acts: [...onCircle(30, 8), first(onCircle(30, 8))].map((tap) => ({ tap })),
    expected: [
      ['area', circleArea(30), 0],
      ['perimeter', 2 * Math.PI * mm(30), 0],
      ['mean', 1000, 0],
    ],
  },
  {
    // Five seeds on the edge: the line finds the way between them by itself.
    tool: 'livewire',
    acts: [...onCircle(40, 5), first(onCircle(40, 5))].map((tap) => ({ tap })),
    expected: [
      ['area', circleArea(40), areaSlack(40)],
      ['perimeter', 2 * Math.PI * mm(40), 2 * Math.PI * HALF_PX],
    ],
  },
  {
    tool: 'region',
    acts: [{ tap: [X - 5, Y + 4] }],
    expected: [
      ['area', circleArea(40), areaSlack(40)],
      ['mean', 1000, 0],
      ['min', 1000, 0],
      ['perimeter', 2 * Math.PI * mm(40), 2 * Math.PI * HALF_PX],
    ],
  },
  { tool: 'probe', acts: [{ tap: [X, Y] }], expected: [['value', 1000, 0]] },
];

async function checkAll(bench: DiscBench, rows: readonly Row[]): Promise<void> {
  for (const { tool, acts, expected } of rows) {
    const made = await bench.measure(tool, acts);
    expect(made.kind, tool).toBe(tool);
    for (const [name, value, slack] of expected) {
      const read = readingOf(made, name);
      expect(Math.abs(read - value), `${tool}: ${name} is ${read}, not ${value}`).toBeLessThanOrEqual(
        Math.max(0.005 * value, slack) + 1e-9,
      );
    }
  }
}

test('every tool measures a known phantom by mouse', async ({ page }) => {
  test.slow();
  const bench = new DiscBench(page, companion.url, false);
  await bench.open();
  await checkAll(bench, ROWS_OF_TOOLS);
});

test(
  'every tool measures a known phantom by touch',
  { tag: ['@tablet', '@only-touch'] },
  async ({ page }) => {
    test.slow();
    const bench = new DiscBench(page, companion.url, true);
    await bench.open();
    await checkAll(bench, ROWS_OF_TOOLS);
  },
);

test('a drawing is where it was drawn, however the picture is turned, mirrored and zoomed @both-ways', async ({
  page,
}) => {
  const bench = new DiscBench(page, companion.url, false);
  const from: PointPx = [100, 90];
  const to: PointPx = [140, 115];
  for (const look of [
    { rotationDeg: 90, zoom: 3 },
    { rotationDeg: 180, mirrored: true, zoom: 2, centre: [0.45, 0.55] },
    { rotationDeg: 270, mirrored: true },
    { mirrored: true, zoom: 4, centre: [0.5, 0.5] },
  ] as const) {
    await bench.open(look);
    const made = await bench.measure('length', [line(from, to)]);
    for (const [i, wanted] of [from, to].entries()) {
      const found = made.pointsPx?.[i] ?? [0, 0];
      expect(Math.hypot(found[0] - wanted[0], found[1] - wanted[1]), JSON.stringify(look)).toBeLessThan(0.5);
    }
    const square = await bench.measure('rectangle', [line(from, to)]);
    expect(Math.abs(readingOf(square, 'area') - mm(40) * mm(25))).toBeLessThan(mm(65) * HALF_PX);
  }
});
