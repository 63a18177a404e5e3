import type { Page } from '@playwright/test';
import type { ToolId } from '@/imaging/tools';
import type { Pane, ViewState } from '@/view/viewState';
import { toSeriesUid, toStudyUid } from '@/dicom/uid';
import { expect } from './fixtures';
import { inspect, type MeasurementFacts } from './inspect';
import { COLUMNS, ROWS, whereIs, type PointPx } from './numbers/phantoms';
import { Viewer } from './pages/viewer';
import { Touch, type Point } from './touch';

/** What a hand does: goes to a point and taps, or goes along points without letting go. */
export type Act = { readonly tap: PointPx } | { readonly along: readonly PointPx[] };

export type Look = Pick<Pane, 'zoom' | 'centre' | 'rotationDeg' | 'mirrored'>;

/** The disc phantom in one pane, and a hand to draw on it: a mouse or a finger. */
export class DiscBench {
  readonly viewer: Viewer;
  readonly page: Page;
  readonly touch: Touch | undefined;

  constructor(page: Page, origin: string, isTouch: boolean) {
    this.page = page;
    this.viewer = new Viewer(page, origin);
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
    const box = await this.viewer.picture().boundingBox();
    const [pane] = (await inspect.view(this.page)).panes;
    if (!box || !pane) throw new Error('no pane');
    const { zoom = 1, centre: [u, v] = [0.5, 0.5], rotationDeg = 0, mirrored = false } = pane;
    // Zoom 1 fits the picture as it is stored, also when it is turned.
    const scale = Math.min(box.width / COLUMNS, box.height / ROWS) * zoom;
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
