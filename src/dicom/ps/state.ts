import type { ModalityTransform } from '@/dicom/ps/modality';
import type { Rgb } from '@/dicom/transforms/cielab';
import type { VoiLut } from '@/dicom/transforms/lut';
import type { OverlayPlane } from '@/dicom/pixels/overlay';
import type { Palette } from '@/dicom/transforms/palette';
import type { Shutter } from '@/dicom/transforms/shutter';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { NamedWindow } from '@/dicom/transforms/voi';

/** Grayscale, Color, Pseudo-Color and Blending Softcopy Presentation State (PS3.3 A.33.1 to A.33.4). */
export type PresentationKind = 'grayscale' | 'color' | 'pseudo-color' | 'blending';

/** An image that something in a presentation state is for (PS3.3 10.3). */
export interface ImageReference {
  readonly sop: SopUid;
  readonly sopClass: string;
  /** From 1; absent: all frames. */
  readonly frames?: readonly number[];
}

/** An image with the series it is in (PS3.3 C.11.11). */
export interface SeriesImageReference extends ImageReference {
  readonly series: SeriesUid;
}

/** What holds for some images of a state only; absent: for all of them. */
interface ForImages {
  readonly images?: readonly ImageReference[];
}

/** An item of the Softcopy VOI LUT Sequence (PS3.3 C.11.8): a window, or a table. */
export interface SoftcopyVoi extends ForImages {
  readonly window?: NamedWindow;
  readonly lut?: VoiLut;
}

/** An item of the Displayed Area Selection Sequence (PS3.3 C.10.4). */
export interface DisplayedArea extends ForImages {
  readonly mode: 'SCALE TO FIT' | 'TRUE SIZE' | 'MAGNIFY';
  /**
   * Corners on the screen after rotation and flip, in pixels of the image before them, from 1: column\row of the first
   * and of the last pixel, both inside.
   */
  readonly topLeft: readonly [column: number, row: number];
  readonly bottomRight: readonly [column: number, row: number];
  /** Vertical, horizontal. */
  readonly spacingMm?: readonly [row: number, column: number];
  readonly aspect?: readonly [row: number, column: number];
  /** Display pixels per image pixel, with MAGNIFY. */
  readonly magnification?: number;
}

/** A layer that overlays and graphics are drawn in, lowest order first (PS3.3 C.10.7). */
export interface GraphicLayer {
  readonly name: string;
  readonly order: number;
  /** What it is to be drawn in; absent: the display's choice. */
  readonly colour?: Rgb;
}

/** In image pixels, the outer corner of the first pixel at 0, 0; or in fractions of the displayed area. */
export type GraphicUnits = 'pixel' | 'display';
export type GraphicPoint = readonly [x: number, y: number];

/** An item of the Graphic Object Sequence (PS3.3 C.10.5.1.2). */
export interface GraphicObject {
  readonly type: 'POINT' | 'POLYLINE' | 'INTERPOLATED' | 'CIRCLE' | 'ELLIPSE';
  readonly units: GraphicUnits;
  readonly points: readonly GraphicPoint[];
  readonly isFilled: boolean;
}

/** An item of the Text Object Sequence (PS3.3 C.10.5.1.1). */
export interface TextObject {
  readonly text: string;
  /** Corners of the box that the text stands in. */
  readonly box?: {
    readonly units: GraphicUnits;
    readonly from: GraphicPoint;
    readonly to: GraphicPoint;
    readonly align: 'LEFT' | 'RIGHT' | 'CENTER';
  };
  /** What the text is about. */
  readonly anchor?: { readonly units: GraphicUnits; readonly point: GraphicPoint; readonly isShown: boolean };
}

/** An item of the Graphic Annotation Sequence (PS3.3 C.10.5). */
export interface GraphicAnnotation extends ForImages {
  readonly layer: string;
  readonly graphics: readonly GraphicObject[];
  readonly texts: readonly TextObject[];
}

/** What is superimposed in a blending state (PS3.3 C.11.14): series by which side they are on. */
export interface BlendedInput {
  readonly position: 'UNDERLYING' | 'SUPERIMPOSED';
  readonly series: readonly SeriesUid[];
}

/** What a state asks for that is not done here; each has a sentence. */
export type StateNote = 'mask' | 'icc' | 'blending' | 'compound' | 'matrix' | 'graphics' | 'lut' | 'turn';

/** A presentation state as read from its metadata. */
export interface PresentationState {
  readonly kind: PresentationKind;
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly sop: SopUid;
  readonly label: string;
  readonly description?: string;
  /** Who made it, as shown. */
  readonly creator?: string;
  /** Presentation Creation Date and Time, ISO 8601 without a zone. */
  readonly at?: string;
  /** What it is for, in its order. */
  readonly images: readonly SeriesImageReference[];
  /** Instead of the image's own; absent: stored values are taken as they are (PS3.4 N.2.1.1). */
  readonly modality?: ModalityTransform;
  readonly vois: readonly SoftcopyVoi[];
  readonly isInverse: boolean;
  /** Presentation LUT Sequence (PS3.3 C.11.6), instead of a shape. */
  readonly presentationLut?: VoiLut;
  readonly palette?: Palette;
  readonly areas: readonly DisplayedArea[];
  /** Clockwise, before the flip (PS3.3 C.10.6). */
  readonly rotationDeg: 0 | 90 | 180 | 270;
  readonly isFlipped: boolean;
  readonly shutter?: Shutter;
  readonly layers: readonly GraphicLayer[];
  readonly annotations: readonly GraphicAnnotation[];
  /** Groups of overlays that are on, with their layer (PS3.3 C.11.7). */
  readonly activations: Readonly<Record<string, string>>;
  /** Overlays of its own. */
  readonly overlays: readonly OverlayPlane[];
  readonly blended: readonly BlendedInput[];
  readonly notes: readonly StateNote[];
}

/** Whether something is for a frame of an image; `frame` from 1. */
export const isFor = (
  { images }: { readonly images?: readonly ImageReference[] },
  sop: SopUid,
  frame: number,
): boolean =>
  images === undefined ||
  images.some((one) => one.sop === sop && (one.frames === undefined || one.frames.includes(frame)));
