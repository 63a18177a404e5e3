import type { Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ToolId } from '@/imaging/tools';
import type { Pane, ViewState } from '@/view/viewState';
import { toSeriesUid, toStudyUid } from '@/dicom/uid';
import { startCompanion, type Companion } from './companion';
import { expect, test } from './fixtures';
import { inspect, type MeasurementFacts } from './inspect';
import { CACHE } from './machine';
import { COLUMNS, DISC, ROWS, whereIs, writePhantoms, type PointPx } from './numbers/phantoms';
import { readingOf, Viewer } from './pages/viewer';
import { Touch, type Point } from './touch';

let companion: Companion;
let data = '';
test.beforeAll(async () => {
  data = mkdtempSync(join(CACHE, 'data-tools-'));
  writePhantoms(data);
  companion = await startCompanion({ data, noSamples: true });
});
test.afterAll(async () => {
  await companion.stop();
  rmSync(data, { recursive: true, force: true });
});

/** What a hand does: goes to a point and taps, or goes along points without letting go. */
type Act = { readonly tap: PointPx } | { readonly along: readonly PointPx[] };

type Look = Pick<Pane, 'zoom' | 'centre' | 'rotationDeg' | 'mirrored'>;

/** The disc phantom in one pane, and a hand to draw on it: a mouse or a finger. */
class Bench {
  readonly viewer: Viewer;
  readonly page: Page;
  readonly touch: Touch | undefined;

  constructor(page: Page, isTouch: boolean) {
    this.page = page;
    this.viewer = new Viewer(page, companion.url);
    this.touch = isTouch ? new Touch(page) : undefined;
  }

  async open(look: Look = {}): Promise<void> {
    const { study, series } = whereIs('disc');
    const [studyUid, seriesUid] = [toStudyUid(study), toSeriesUid(series)];
    if (!studyUid || !seriesUid) throw new Error('no UID');
    const pane: Pane = { study: studyUid, series: seriesUid, ...look };
    const view: ViewState = { studies: [studyUid], grid: { rows: 1, columns: 1 }, panes: [pane], active: 0 };
    await this.viewer.openLink({ view, marks: [] });
  }

  /** Where image points lie on the page, however the picture is turned, mirrored, zoomed and moved. */
  async places(): Promise<(point: PointPx) => Point> {
    const box = await this.viewer.pane().boundingBox();
    const [pane] = (await inspect.view(this.page)).panes;
    if (!box || !pane) throw new Error('no pane');
    const { zoom = 1, centre: [u, v] = [0.5, 0.5], rotationDeg = 0, mirrored = false } = pane;
    const isTurned = rotationDeg % 180 !== 0;
    const [wide, high] = isTurned ? [ROWS, COLUMNS] : [COLUMNS, ROWS];
    const scale = Math.min(box.width / wide, box.height / high) * zoom;
    const turn = (rotationDeg * Math.PI) / 180;
    return ([column, row]) => {
      const [x, y] = [column + 0.5 - u * COLUMNS, row + 0.5 - v * ROWS];
      const across = x * Math.cos(turn) - y * Math.sin(turn);
      const down = x * Math.sin(turn) + y * Math.cos(turn);
      return {
        x: box.x + box.width / 2 + (mirrored ? -across : across) * scale,
        y: box.y + box.height / 2 + down * scale,
      };
    };
  }

  choose(tool: ToolId): Promise<void> {
    return this.touch ? this.viewer.toolByTouch(tool) : this.viewer.chooseTool(tool);
  }

  async do(acts: readonly Act[]): Promise<void> {
    const place = await this.places();
    for (const act of acts) {
      if ('tap' in act) await this.tap(place(act.tap));
      else await this.along(act.along.map(place));
    }
  }

  async tap(point: Point): Promise<void> {
    if (this.touch) await this.touch.tap(point);
    else await this.page.mouse.click(point.x, point.y);
  }

  async along(points: readonly Point[]): Promise<void> {
    const [first, ...rest] = points;
    if (!first) return;
    if (this.touch) {
      await this.touch.path(points);
      return;
    }
    await this.page.mouse.move(first.x, first.y);
    await this.page.mouse.down();
    for (const { x, y } of rest) await this.page.mouse.move(x, y);
    await this.page.mouse.up();
  }

  /** Draws with a tool, reads, and takes it back. */
  async measure(tool: ToolId, acts: readonly Act[]): Promise<MeasurementFacts> {
    await this.choose(tool);
    await this.do(acts);
    const made = await this.viewer.measured(1);
    await this.page.keyboard.press('Control+z');
    await expect.poll(async () => (await inspect.measurements(this.page)).length).toBe(0);
    return made;
  }
}

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
  readonly acts: readonly Act[];
  /** Reading, what it must be, and how far half a pixel of the hand takes it; 0.5 % is granted too. */
  readonly expected: readonly (readonly [name: string, value: number, slack: number])[];
}

const line = (from: PointPx, to: PointPx): Act => ({
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
    acts: [line([20, 120], [20, 180]), { tap: [100, 180] }],
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
    acts: [line([60, 180], [180, 180])],
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
    // Seeds two pixels inside: the line finds the edge by itself between them.
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

async function checkAll(bench: Bench, rows: readonly Row[]): Promise<void> {
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
  const bench = new Bench(page, false);
  await bench.open();
  await checkAll(bench, ROWS_OF_TOOLS);
});

test(
  'every tool measures a known phantom by touch',
  { tag: ['@tablet', '@only-touch'] },
  async ({ page }) => {
    const bench = new Bench(page, true);
    await bench.open();
    await checkAll(bench, ROWS_OF_TOOLS);
  },
);
