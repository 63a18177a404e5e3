import type { BodyPlane } from '@/dicom/volume/planeDirections';
import type { Calibration } from '@/dicom/geometry/calibration';
import type { Triple } from '@/dicom/geometry/geometry';
import type { Rigid } from '@/dicom/geometry/rigid';
import type { PetUnit } from '@/dicom/transforms/petUnit';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { BreastField, BreastStep } from '@/dicom/hanging/breastSteps';

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
  /**
   * Linked by hand within its frame of reference: its images count as lying so far from where they say, LPS mm. Goes with the
   * series; absent: none.
   */
  readonly linkShiftLps?: Triple;
  /**
   * Of mammograms: zoom 1 means that this field fits the pane, not the image, and an image without a middle of its own lies with its chest
   * wall at the pane's edge. Panes of one field and one zoom are equally large, by millimetres at the detector. Goes with the series.
   */
  readonly field?: BreastField;
  /**
   * Absent: stored images. With it `at` says no more than which volume, where a series holds several; `centre`, turns, graphics and
   * `presentation` say nothing, and zoom 1 fits the longest edge of the volume.
   */
  readonly cut?: Cut;
  /**
   * Of planes: another series of the same frame of reference that is laid over them; the first counts. Absent: none; an empty list: one
   * was, of which whoever looks may see nothing.
   */
  readonly layers?: readonly Layer[];
}

/** Tables of colours for a series that is laid over another. Order is part of the link format: append only. */
export const LAYER_COLOURS = ['hotIron', 'pet', 'rainbow', 'invertedGrey'] as const;
export type LayerColours = (typeof LAYER_COLOURS)[number];

/** A series laid over planes of another, each voxel where it lies: what is below * (1 - opacity) + colour * opacity. */
export interface Layer {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  /** Which volume, where the series holds several. */
  readonly at?: ImageRef;
  /** Absent: of PET whose uptake can be told, from 0 to SUV 5; else the image's own. */
  readonly window?: Window;
  /** Absent: hot iron. */
  readonly colours?: LayerColours;
  /** 0 to 1; absent: a half. */
  readonly opacity?: number;
  /** It stays, and is not seen. */
  readonly hidden?: true;
}

/** So thick, mm across the plane, half of it on either side; of what lies in it the greatest, the least or the mean value. */
export interface CutSlab {
  readonly mm: number;
  readonly by: 'max' | 'min' | 'mean';
}

/** A pane shows no stored image but a plane through its series, resampled. Where it lies, the cross of its frame of reference says. */
export interface Cut {
  /** Of the axes of its cross: the patient's own until the cross is turned. */
  readonly plane: BodyPlane;
  /** Absent: no thicker than a sheet. */
  readonly slab?: CutSlab;
  /** What lies in the middle of the pane: mm to the right and downwards from the middle of the volume; absent: that. */
  readonly centreMm?: readonly [right: number, down: number];
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

/**
 * A frame of reference of a study: its Frame of Reference UID (0020,0052); of images that name none, their series. Two
 * studies are two, whatever they say: a person links them.
 */
export interface FrameName {
  readonly study: StudyUid;
  readonly frame: string;
}

/** Two frames of reference that a person said to be at the same place: what lies at `from` lies `offsetMm` further along `normal` in `to`. */
export interface FrameOffset {
  readonly from: FrameName;
  readonly to: FrameName;
  /** Of the slices that were linked, towards left, back or head; a unit vector. */
  readonly normal: Triple;
  readonly offsetMm: number;
}

/**
 * That a registration object aligns two frames of reference (UIDs, whatever study). `matrix` takes points of the one into the other: it
 * is read from the object and never from a link, which could say another; absent until it is read: nothing is aligned.
 */
export interface FrameRegistration {
  readonly from: string;
  readonly to: string;
  readonly matrix?: Rigid;
  readonly object: ObjectName;
}

/** Names an object of a study. */
export interface ObjectName {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly sop: SopUid;
}

/**
 * An object that is drawn over the images it lies on: a segmentation or a structure set. Of its segments or structures (by Segment Number
 * or ROI Number) those are seen that are `shown`, or all but those `hidden`; neither: all.
 */
export interface Overlay extends ObjectName {
  /** Of what is filled, above 0, at most 1; absent: OVERLAY_OPACITY. */
  readonly opacity?: number;
  /** Nothing is filled. */
  readonly outline?: true;
  readonly hidden?: readonly number[];
  readonly shown?: readonly number[];
}

/** What panes do together. */
export interface PaneLinks {
  /** Parallel panes scroll to the same place. */
  readonly scroll?: boolean;
  /** Where the image of the active pane cuts those of the others is shown on them. */
  readonly lines?: boolean;
  /** A change of the window goes to panes whose values mean the same. */
  readonly window?: boolean;
  /** Panes whose millimetres are known are equally large on the screen. */
  readonly zoom?: boolean;
  /** What lies in the middle of a pane moves along. */
  readonly pan?: boolean;
  /** Linked by hand; kept while scrolling together is off. */
  readonly offsets?: readonly FrameOffset[];
  /** Frames of reference that registration objects of the studies align; absent: not applied. */
  readonly registrations?: readonly FrameRegistration[];
}

/** A point in the patient, that all panes of its frame of reference show. */
export interface SpacePoint extends FrameName {
  readonly pointLps: Triple;
}

/** Where the planes of a frame of reference meet. */
export interface Cross extends FrameName {
  readonly atLps: Triple;
  /** How the three planes are turned together from the patient's axes: vector part of a unit quaternion whose real part is not negative. */
  readonly turn?: Triple;
}

/** Two panes in one place, that of the first, seen in turn. Which of them is seen is part of a view; that they change by themselves is not. */
export interface Blink {
  readonly panes: readonly [first: number, second: number];
  /** The second is seen. */
  readonly isOther?: boolean;
  /** Changes a second, where they change by themselves; absent: one. */
  readonly perSecond?: number;
}

/** What one screen shows: panes of its own, and which of them is chosen there. */
export interface ScreenView {
  readonly grid: Grid;
  /** Row-major, rows * columns long; null = nothing placed. */
  readonly panes: readonly (Pane | null)[];
  /** Index into panes. */
  readonly active: number;
  /** Absent: each pane is in its own place. */
  readonly blink?: Blink;
}

/** All that a person sees and a link reproduces. Plain JSON: UIDs and numbers, never names, dates or texts. */
export interface ViewState extends NumberSettings, ScreenView {
  readonly studies: readonly [StudyUid, ...StudyUid[]];
  /** In the order they were marked; absent: none. */
  readonly keyImages?: readonly KeyImage[];
  /** Absent: each pane by itself. */
  readonly links?: PaneLinks;
  /** Absent: none is shown. */
  readonly point?: SpacePoint;
  /** One for each frame of reference that is cut; absent, and for others: the middle of the volume, unturned. */
  readonly crosses?: readonly Cross[];
  /** In the order they are drawn; absent: none. */
  readonly overlays?: readonly Overlay[];
  /** The step of looking at mammograms that the panes were arranged for; absent: none, or arranged otherwise since. */
  readonly breastStep?: BreastStep;
  /** What the screens beside the first show, in their order; absent: there is one screen. */
  readonly screens?: readonly ScreenView[];
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
