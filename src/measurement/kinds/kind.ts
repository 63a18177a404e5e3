import type { CodedConcept } from '@/dicom/dataset/coded';
import type { PointPx } from '@/dicom/geometry/pointPx';
import type { GraphicObject, GraphicPoint } from '@/dicom/ps/state';
import type { GraphicType } from '@/dicom/sr/content';
import type { MeasuredImage } from '@/measurement/reading/measuredImage';
import type { Reading, Refusal } from '@/measurement/reading/reading';
import type { Region } from '@/measurement/reading/region';
import type { IconName } from '@/ui/icons';

/** Height and width of a pixel on the screen, in any unit: right angles and circles are made there. */
export type PixelShape = readonly [row: number, column: number];

/** How a kind is drawn by hand. */
export interface HandSpec {
  /**
   * points: so many, each by a click or at the end of a drag. path: as many as one likes, until it is ended. stroke: along
   * the pointer. grow: from a seed.
   */
  readonly by: 'points' | 'path' | 'stroke' | 'grow';
  /** Points placed by hand; of a path, the fewest. */
  readonly count: number;
  /** Points, beside the first, that lie where the press begins: a second line is drawn by itself. */
  readonly starts?: readonly number[];
  /** What is asked for when the second line is to be drawn. */
  readonly second?: 'draw.secondLine' | 'draw.secondWidth';
  /** A path that follows the edges of the picture between its points. */
  readonly followsEdges?: true;
  /** When it is drawn, a text is asked for. */
  readonly asksText?: true;
}

/** A line of a drawing. */
export interface Stroke {
  readonly points: readonly PointPx[];
  readonly closed?: boolean;
  /** A line that only leads from one part to another. */
  readonly thin?: boolean;
}

/** A graphic of a report (PS3.3 C.18.6.1.1), in pixels as everywhere here. */
export interface Graphic {
  readonly type: GraphicType;
  readonly pointsPx: readonly PointPx[];
}

/** A graphic that reports and presentation states both know. */
export interface KindGraphic extends Graphic {
  readonly type: 'POINT' | 'POLYLINE' | 'CIRCLE' | 'ELLIPSE';
}

/** What a kind is in a report (SR), and in a presentation state where that says nothing else. */
export interface ReportForm {
  graphics(handles: readonly PointPx[]): readonly KindGraphic[];
  /** The handles again, where the graphics tell them all; else they stand beside as Reference Points. */
  readonly handles?: (graphics: readonly Graphic[]) => readonly PointPx[];
  /**
   * A line whose numbers are inferred from it (TID 1501), or a region that the numbers are about (TID 1410; also points).
   */
  readonly role: 'line' | 'region';
}

/**
 * One kind of measurement, in one row: what links, tools, drawing, numbers, reports and presentation states need to know
 * of it. Its names are texts: `tool.*` and `measure.kind.*` of `src/i18n/en/measurementKinds.ts`, by the row's own name.
 * Points are image pixels, the middle of the first pixel at 0, 0.
 */
export interface Kind {
  /**
   * How links write it, for ever: `code` is the next free number; the least and the greatest number of points; `inSteps`
   * where there are so many that each is written as its step from the one before, in hundredths of a pixel.
   */
  readonly link: {
    readonly code: number;
    readonly least: number;
    readonly most: number;
    readonly inSteps?: true;
  };
  readonly icon: IconName;
  /** The key of its tool: a single letter, lower case; absent where none is left. */
  readonly key?: string;

  readonly hand: HandSpec;
  /** Its handles, from two points or more placed by hand; absent: the points themselves. */
  readonly handles?: (placed: readonly [PointPx, PointPx], shape: PixelShape) => readonly PointPx[];
  /** Its points with one handle moved; absent: that one alone moves. */
  readonly move?: (
    points: readonly PointPx[],
    at: number,
    to: PointPx,
    shape: PixelShape,
  ) => readonly PointPx[];
  /** What is drawn between two handles or more; absent: the outline, or one line through all. */
  readonly strokes?: (points: readonly PointPx[], shape: PixelShape) => readonly Stroke[];
  /** Points whose box holds what is drawn; absent: its handles. */
  readonly bounds?: (points: readonly PointPx[]) => readonly PointPx[];
  /** What is drawn at its first handle. */
  readonly tip?: 'head' | 'cross';
  /** A contour of many corners: bent, not moved by handles. */
  readonly isBent?: true;

  /** The corners of its closed contour; absent where it is none. */
  readonly outline?: (points: readonly PointPx[]) => readonly PointPx[];
  /**
   * The region that it encloses; absent where it encloses none; undefined where it cannot be told what is inside. `drawn`:
   * height and width of a pixel as it is drawn.
   */
  readonly region?: (points: readonly PointPx[], drawn?: PixelShape) => Region | undefined;
  /** Its numbers; absent where it has none. */
  readonly read?: (points: readonly PointPx[], image: MeasuredImage) => readonly Reading[];
  /** Along the axes of an ultrasound region that are no lengths it reads what they count. */
  readonly readsAxes?: true;
  /** Why it has no number, where that has nothing to do with lengths or areas. */
  readonly refuse?: (points: readonly PointPx[], image: MeasuredImage) => Refusal | undefined;
  /** The values under it are a profile along it; absent: a histogram of its region, where it has one. */
  readonly hasProfile?: true;
  /** The image can be calibrated by it. */
  readonly calibrates?: true;

  readonly report: ReportForm;
  /** Readings that mean more in it than in others. */
  readonly names?: { readonly [Name in Reading['name']]?: CodedConcept };
  /** What it is in a presentation state, where that is not its graphics in a report. Points of PS3.3 C.10.5. */
  readonly presentation?: (points: readonly GraphicPoint[]) => readonly GraphicObject[];
}
