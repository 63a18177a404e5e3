import type { Locator, Page } from '@playwright/test';
import { TOOLS, type ToolId } from '@/imaging/pointer/tools';
import { en } from '@/i18n/en';
import { decodeLink, encodeLink, type Link } from '@/view/link/codec';
import { inspect, wayOfRun, type MeasurementFacts } from '../harness/inspect';
import { expect } from '../harness/soon';
import type { Point } from '../harness/touch';
import { ShareDialog } from './sharing';

/** Where a picture lies on the page, for pictures that are neither turned nor mirrored. */
interface Placement {
  readonly left: number;
  readonly top: number;
  /** CSS pixels per image pixel. */
  readonly scale: number;
}

/** The viewer, as a person sees it. */
export class Viewer {
  readonly page: Page;
  readonly origin: string;
  readonly slice: Locator;
  readonly thumbs: Locator;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
    this.slice = page.getByTestId('slice').first();
    this.thumbs = page.getByTestId('series-thumb');
  }

  pane(index = 0): Locator {
    return this.page.locator(`[data-pane="${index}"]`);
  }

  /** The room of a pane's picture, beside which its words stand. */
  picture(index = 0): Locator {
    return this.page.locator(`[data-picture="${index}"]`);
  }

  /** The list of what makes a pane's picture less than it seems. */
  async openWarnings(index = 0): Promise<void> {
    const fold = this.pane(index).getByTestId('warnings');
    if ((await fold.getAttribute('aria-expanded')) !== 'true') await fold.click();
  }

  /** Opens a link's view; the archive is the page's own. */
  async openLink(link: Omit<Link, 'archive'>): Promise<void> {
    await this.goTo(link);
    await this.shown();
  }

  /** Goes to a link, and waits for nothing. */
  async goTo(link: Omit<Link, 'archive'>): Promise<void> {
    const archive = await this.archiveId();
    await this.page.goto(`${this.origin}/#${encodeLink({ archive, ...link })}`);
  }

  async openStudy(study: string): Promise<void> {
    await this.page.goto(`${this.origin}/?StudyInstanceUIDs=${study}`);
    await this.shown();
  }

  /** The id of the page's first archive. */
  async archiveId(): Promise<string> {
    const answer = await this.page.request.get(`${this.origin}/config.json`);
    const config = (await answer.json()) as { archives: { id: string }[] };
    return config.archives[0]?.id ?? '';
  }

  /** Waits until a pane shows the picture it was asked for. */
  async shown(index = 0, timeoutMs = 30_000): Promise<void> {
    const pane = this.pane(index);
    const state = () => pane.getAttribute('data-state', { timeout: timeoutMs });
    await expect.poll(state, { message: `pane ${index}`, timeout: timeoutMs }).toBe('shown');
    if (wayOfRun() === 'gl') await inspect.drawnBy(this.page, 'gl');
  }

  /** Waits until the image that the hand asked for is the one on the screen: on one that waits nothing is drawn. */
  async arrived(index = 0): Promise<void> {
    await expect
      .poll(async () => {
        const asked = (await inspect.view(this.page)).panes[index]?.at?.sop;
        const { state, sopUid } = (await inspect.panes(this.page))[index] ?? {};
        return state === 'shown' && (asked === undefined || asked === sopUid);
      })
      .toBe(true);
  }

  /** Waits until the address says what is seen: a reload that begins before opens what was seen then. */
  async written(): Promise<void> {
    const code = (view: Link['view']) => encodeLink({ archive: '', view, marks: [] });
    await expect
      .poll(async () => {
        const link = decodeLink(new URL(this.page.url()).hash);
        return link.ok && code(link.view) === code(await inspect.view(this.page));
      })
      .toBe(true);
  }

  /** Waits until all of a series' images are here. */
  async loaded(thumb: Locator = this.thumbs.first()): Promise<void> {
    const loaded = async () => (await thumb.getAttribute('data-loaded', { timeout: 60_000 })) ?? '';
    await expect.poll(loaded, { timeout: 60_000 }).toMatch(/^(\d+)\/\1$/);
  }

  tool(id: ToolId): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${en[TOOLS[id].label]}`, 'i') }).first();
  }

  /** Chooses a tool of the toolbar, or of the list behind it. */
  async chooseTool(id: ToolId): Promise<void> {
    const more = this.button(en['viewer.moreTools']);
    // The tools come a moment after the picture.
    await this.tool(id).or(more).first().waitFor();
    if (await this.tool(id).isVisible()) return this.tool(id).click();
    await more.click();
    await this.page.getByRole('menuitemcheckbox', { name: en[TOOLS[id].label], exact: true }).click();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name }).first();
  }

  /** The picture's place on the page, from the view and the size of the image. */
  async #placement(index: number): Promise<Placement> {
    // A slice on its way has none before the engine is there.
    await expect.poll(async () => inspect.pixels(this.page, index)).toBeDefined();
    const box = await this.picture(index).boundingBox();
    const pixels = await inspect.pixels(this.page, index);
    const pane = (await inspect.view(this.page)).panes[index];
    if (!box || !pixels || !pane) throw new Error(`pane ${index} shows no picture`);
    const scale = Math.min(box.width / pixels.columns, box.height / pixels.rows) * (pane.zoom ?? 1);
    const [u, v] = pane.centre ?? [0.5, 0.5];
    return {
      left: box.x + box.width / 2 - u * pixels.columns * scale,
      top: box.y + box.height / 2 - v * pixels.rows * scale,
      scale,
    };
  }

  /** Where an image pixel's middle lies on the page. */
  async pointAt(column: number, row: number, index = 0): Promise<Point> {
    const { left, top, scale } = await this.#placement(index);
    return { x: left + (column + 0.5) * scale, y: top + (row + 0.5) * scale };
  }

  /** Presses at the first point, drags to the second, releases. */
  async drag(from: Point, to: Point): Promise<void> {
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await this.page.mouse.move(to.x, to.y, { steps: 4 });
    await this.page.mouse.up();
  }

  /** The middle of a pane's picture on the page. */
  async middleOf(index = 0): Promise<Point> {
    const box = await this.picture(index).boundingBox();
    if (!box) throw new Error(`pane ${index} is not on the page`);
    return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
  }

  /** A point so many CSS pixels right of and below the middle of a pane. */
  async fromMiddle(right: number, below: number, index = 0): Promise<Point> {
    const { x, y } = await this.middleOf(index);
    return { x: x + right, y: y + below };
  }

  /** The tile of a series. */
  thumbOf(series: string): Locator {
    return this.page.locator(`[data-testid="series-thumb"][data-series="${series}"]`);
  }

  /** Places a series in the active pane; the keys then belong to the picture, not to the list. */
  async place(series: string): Promise<void> {
    await this.thumbOf(series).click();
    await this.pane().focus();
  }

  /** Chooses a window preset of the strip. */
  async preset(name: RegExp): Promise<void> {
    await this.button(name).click();
  }

  /** Chooses a window preset with a finger: they stand above the tools while the window tool is on. */
  async presetByTouch(name: RegExp): Promise<void> {
    await this.tool('window').tap();
    await this.button(name).tap();
  }

  /** Chooses a measuring tool with a finger: in the dock of a tablet, behind Measure on a phone. */
  async toolByTouch(id: ToolId): Promise<void> {
    const measure = this.button(new RegExp(`^${en['viewer.measure']}$`));
    await this.tool(id).or(measure).first().waitFor();
    if (!(await this.tool(id).isVisible())) await measure.tap();
    await this.tool(id).tap();
  }

  /** Waits until so many measurements are there and the last of them rests; returns it. */
  async measured(count: number): Promise<MeasurementFacts> {
    const all = async () => JSON.stringify(await inspect.measurements(this.page));
    const frame = () => this.page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    await expect
      .poll(async () => {
        const before = await all();
        for (let i = 0; i < 3; i++) await frame();
        return before === (await all()) ? (JSON.parse(before) as unknown[]).length : 'still moving';
      })
      .toBe(count);
    const newest = (await inspect.measurements(this.page)).at(-1);
    if (!newest) throw new Error('nothing was measured');
    return newest;
  }

  /** Opens the share dialog and returns the link for colleagues. */
  async share(): Promise<string> {
    await this.page.getByTestId('share').click();
    const dialog = new ShareDialog(this.page);
    await expect(dialog.dialog).toBeVisible();
    // Where people sign in, it offers a link for guests first.
    const who = dialog.dialog.getByText('Who', { exact: true });
    const link = this.page.getByRole('dialog').getByRole('textbox', { name: /link/i });
    await who.or(link).first().waitFor();
    if (await who.isVisible()) return dialog.colleagueLink();
    await expect(link).toHaveValue(/#\/view\//);
    return link.inputValue();
  }

  /** The canvas of one pane alone, without what lies over it, once it has all its pixels. */
  async canvas(index = 0): Promise<Buffer> {
    await expect(this.pane(index).locator('[data-moving]')).toHaveCount(0);
    const data = await this.pane(index).evaluate((pane) => {
      const area = (canvas: HTMLCanvasElement) => canvas.clientWidth * canvas.clientHeight;
      const [largest] = [...pane.querySelectorAll('canvas')].sort((a, b) => area(b) - area(a));
      return (
        (pane.querySelector<HTMLCanvasElement>('[data-layer="early"]') ?? largest)?.toDataURL('image/png') ??
        ''
      );
    });
    return Buffer.from(data.slice(data.indexOf(',') + 1), 'base64');
  }

  /** The canvas once two looks at it are the same, after frames in which what was done could be painted. */
  async still(index = 0): Promise<Buffer> {
    const frames = (restMs: number) =>
      this.page.evaluate(
        (restMs) =>
          new Promise((done) =>
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, restMs))),
          ),
        restMs,
      );
    await frames(0);
    let before = await this.canvas(index);
    for (let attempt = 0; attempt < 40; attempt++) {
      await frames(100);
      const now = await this.canvas(index);
      if (now.equals(before)) return now;
      before = now;
    }
    throw new Error('the picture does not come to rest');
  }

  /** Chooses a grid from the layout menu. */
  async grid(rows: number, columns: number): Promise<void> {
    await this.button(new RegExp(`^${en['layout.choose']}$`)).click();
    await this.button(new RegExp(`^${rows}\\s*×\\s*${columns}`)).click();
  }
}

/** A reading of a measurement by name. */
export const readingOf = (facts: MeasurementFacts, name: string): number => {
  const reading = facts.readings.find((each) => each.name === name);
  if (!reading) throw new Error(`no reading ${name} in ${JSON.stringify(facts.readings)}`);
  return reading.value;
};
