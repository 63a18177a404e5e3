import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { expect } from './soon';
import type { OrderWarning } from '@/dicom/series/ordering';
import type { CutFacts } from '@/imaging/pane/paneStore';
import type { PresentationFacts } from '@/imaging/presentation/panePresentation';
import type { PixelFacts } from '@/imaging/contract';
import type { PainterFacts } from '@/painting/painter';
import type { SpacingBasis } from '@/dicom/geometry/spacing';
import type { SeriesPart } from '@/imaging/stack/stack';
import type { Mark, Notes, Reading, Refusal } from '@/measurement/measurement';
import type { ViewState, Window } from '@/view/viewState';

/** A pane as `window.isocenter.panes()` tells of it. */
export interface PaneFacts {
  readonly state: string;
  readonly kind?: string;
  /** Of the series that the state speaks of; `seriesUid` is that of the image on screen. */
  readonly placedSeriesUid?: string;
  readonly studyUid?: string;
  readonly seriesUid?: string;
  readonly sopUid?: string;
  readonly frame?: number;
  readonly frames?: number;
  readonly window?: Window;
  /** Name of the image's own table of grey levels in force. */
  readonly voiLut?: string;
  /** Overlays and shutters of the file. */
  readonly graphics?: 'shown' | 'hidden' | 'missing';
  /** The presentation state that the pane names. */
  readonly presentation?: PresentationFacts;
  readonly spacing?: unknown;
  /** Of values as people read them. */
  readonly unit?: string;
  readonly index?: number;
  readonly order?: {
    readonly parts?: readonly SeriesPart[];
    readonly warnings?: readonly OrderWarning[];
  };
  readonly isRendered?: boolean;
  /** Of a pane that shows a plane through its series. */
  readonly cut?: CutFacts;
  readonly markers?: Readonly<Record<'top' | 'right' | 'bottom' | 'left', string>>;
}

/** A measurement as `window.isocenter.measurements()` tells of it. */
export interface MeasurementFacts extends Omit<Mark, 'pointsPx'>, Notes {
  readonly id: string;
  readonly tracking: string;
  /** Whether the archive has it as it is. */
  readonly saved: boolean;
  readonly pointsPx?: Mark['pointsPx'];
  readonly readings: readonly Reading[];
  readonly basis?: SpacingBasis;
  readonly refusal?: Refusal;
}

export interface LoadFacts {
  readonly wanted: number;
  readonly loaded: number;
  readonly failed: number;
}

/** The read-only inspection API of the page, with `"inspect": true` in config.json. */
export interface Inspection {
  view(): ViewState;
  panes(): PaneFacts[];
  pixels(pane: number): Promise<PixelFacts | undefined>;
  /** A presentation state of what the pane shows: a Part 10 file, as base64. */
  presentationState(pane: number): Promise<string | undefined>;
  pixelBytes(pane: number): Promise<string | undefined>;
  /** By which way pictures are drawn; undefined before the engine is here. */
  painting(): PainterFacts | undefined;
  measurements(): MeasurementFacts[];
  loading(): Record<string, LoadFacts>;
}

declare global {
  interface Window {
    isocenter?: Inspection;
  }
}

export type WayName = PainterFacts['way'];

/** The projects that draw by WebGL2. */
const GL_PROJECTS: ReadonlySet<string> = new Set(['gl', 'llvmpipe']);

/** The way to draw that a test is to take: WebGL2 in the projects of it and with E2E_WAY=gl, else canvas 2D. */
export const wayOfRun = (): WayName =>
  process.env['E2E_WAY'] === 'gl' || GL_PROJECTS.has(base.info().project.name) ? 'gl' : 'canvas';

/** Hides what many tablets and much software GL lack: filtered floats, and 16 bits as fractions. */
export const hideExtensions = (pages: BrowserContext | Page) =>
  pages.addInitScript(() => {
    const found = WebGL2RenderingContext.prototype.getExtension as (name: string) => unknown;
    Object.assign(WebGL2RenderingContext.prototype, {
      getExtension(this: WebGL2RenderingContext, name: string): unknown {
        return /float|norm16/.test(name) ? null : found.call(this, name);
      },
    });
  });

/** Keeps a way to draw for a device, as if it had been measured there; llvmpipe alone shows all its extensions. */
export const forceWay = async (pages: BrowserContext | Page, way: WayName = wayOfRun()): Promise<void> => {
  if (base.info().project.name !== 'llvmpipe') await hideExtensions(pages);
  await pages.addInitScript((way) => {
    if (!location.protocol.startsWith('http')) return;
    localStorage.setItem('isocenter.painting', JSON.stringify({ way, atMs: Date.now() }));
  }, way);
};

const missing = 'window.isocenter is not there: is "inspect" on, and is this the viewer?';

/** What the page says of itself. */
export const inspect = {
  view: (page: Page): Promise<ViewState> =>
    page.evaluate((why) => {
      if (!window.isocenter) throw new Error(why);
      return window.isocenter.view();
    }, missing),
  panes: (page: Page): Promise<PaneFacts[]> =>
    page.evaluate(() => JSON.parse(JSON.stringify(window.isocenter?.panes() ?? [])) as PaneFacts[]),
  painting: (page: Page): Promise<PainterFacts | undefined> =>
    page.evaluate(() => window.isocenter?.painting()),
  /** Waits until pictures are drawn by a way, those on screen too. */
  drawnBy: async (page: Page, way: WayName): Promise<void> => {
    await expect.poll(() => page.evaluate(() => window.isocenter?.painting()?.way)).toBe(way);
  },
  pixels: (page: Page, pane: number): Promise<PixelFacts | undefined> =>
    page.evaluate((index) => window.isocenter?.pixels(index), pane),
  presentationState: async (page: Page, pane: number): Promise<Buffer> => {
    const text = await page.evaluate((index) => window.isocenter?.presentationState(index), pane);
    return Buffer.from(text ?? '', 'base64');
  },
  pixelBytes: (page: Page, pane: number): Promise<string | undefined> =>
    page.evaluate((index) => window.isocenter?.pixelBytes(index), pane),
  measurements: (page: Page): Promise<MeasurementFacts[]> =>
    page.evaluate(
      () => JSON.parse(JSON.stringify(window.isocenter?.measurements() ?? [])) as MeasurementFacts[],
    ),
  loading: (page: Page): Promise<Record<string, LoadFacts>> =>
    page.evaluate(
      () => JSON.parse(JSON.stringify(window.isocenter?.loading() ?? {})) as Record<string, LoadFacts>,
    ),
};

/** Readings to a hundred-thousandth: in links and rooms points travel as decimals. */
export const roundedReadings = ({ readings }: MeasurementFacts): readonly Reading[] =>
  readings.map((reading) => ({ ...reading, value: Number(reading.value.toFixed(5)) }));
