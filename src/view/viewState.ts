import type { Calibration } from '@/dicom/geometry/calibration';
import type { PetUnit } from '@/dicom/transforms/petUnit';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';

/** VOI LUT Function (0028,1056), PS3.3 C.11.2.1.2 and C.11.2.1.3. */
export type WindowCurve = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';

/** Window in modality units (HU for CT). PS3.3 C.11.2.1.2: width >= 1 for LINEAR, > 0 for the others. */
export interface Window {
  readonly center: number;
  readonly width: number;
  readonly curve: WindowCurve;
}

/** Clockwise quarter turns of the picture, in degrees. */
export type QuarterTurn = 0 | 90 | 180 | 270;

/** Round and round, to and fro, or once. */
export type CineMode = 'loop' | 'yoyo' | 'once';

/** Names an image of a pane's series. Frames count from 1. */
export interface ImageRef {
  readonly sop: SopUid;
  readonly frame: number;
}

/** How the images of a pane are played; whether they are is no part of a view. */
export interface Cine {
  /** Frames a second; absent: as the file says. */
  readonly fps?: number;
  /** Absent: loop. */
  readonly mode?: Exclude<CineMode, 'loop'>;
  /** The first and the last image that are played; absent: all. */
  readonly from?: ImageRef;
  readonly to?: ImageRef;
}

/** What a pane shows (study, series, at) and how. Absent means the default, so links stay short. */
export interface Pane {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  /** The image. Not a slice index: an index depends on sorting and on what has arrived. Frames count from 1. */
  readonly at?: ImageRef;
  /** Absent: the image's own window, else its own table, else its full range. */
  readonly window?: Window;
  /** Without a window: which of the image's own tables of grey levels (VOI LUT Sequence), from 0. */
  readonly voiLut?: number;
  /** 1 = the whole image fits the pane, whatever its size. */
  readonly zoom?: number;
  /** The image point in the middle of the pane, as fractions of columns and rows; absent: the image's middle. */
  readonly centre?: readonly [u: number, v: number];
  /** Clockwise. */
  readonly rotationDeg?: QuarterTurn;
  /** Left and right exchanged on the screen, after rotation. */
  readonly mirrored?: boolean;
  /** Grey values inverted by the reader, on top of what the image itself asks for. */
  readonly inverted?: boolean;
  /** Without what the file lays over its image: overlays and shutters. */
  readonly bare?: boolean;
  /**
   * The presentation state (of the same study) that the image is shown with. The other settings are on top of it: a window
   * or an image point in the middle takes the place of its own, zoom and turns go on from its.
   */
  readonly presentation?: PresentationRef;
  /** Absent: the file's own speed, all images, round and round. */
  readonly cine?: Cine;
}

/** Names a presentation state of a study. */
export interface PresentationRef {
  readonly series: SeriesUid;
  readonly sop: SopUid;
}

/** Panes in rows and columns, 1 to 3 each. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
}

/** How numbers are read off the pictures. */
export interface NumberSettings {
  /** Pixel sizes by hand, one per kind of image of a series; absent: none. */
  readonly calibrations?: readonly Calibration[];
  /** The unit of PET values; absent: standardized uptake values by body weight, where they can be told. */
  readonly petUnit?: PetUnit;
}

/** An image that a reader marked with a star. Frames count from 1. */
export interface KeyImage {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly sop: SopUid;
  readonly frame: number;
}

/** All that a person sees and a link reproduces. Plain JSON: UIDs and numbers, never names, dates or texts. */
export interface ViewState extends NumberSettings {
  readonly studies: readonly [StudyUid, ...StudyUid[]];
  readonly grid: Grid;
  /** Row-major, rows * columns long; null = nothing placed. */
  readonly panes: readonly (Pane | null)[];
  /** Index into panes. */
  readonly active: number;
  /** In the order they were marked; absent: none. */
  readonly keyImages?: readonly KeyImage[];
}

/** The largest grid on each side. */
export const MOST_ROWS = 3;

/** A study just opened, nothing placed yet: the viewer hangs it. */
export const freshView = (study: StudyUid): ViewState => ({
  studies: [study],
  grid: { rows: 1, columns: 1 },
  panes: [null],
  active: 0,
});
