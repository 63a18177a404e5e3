import type { LostOverlay } from '@/imaging/presentation/fileGraphics';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Fault } from '@/archive/contract/archiveError';
import type { FrameRef, Instance } from '@/dicom/dataset/instance';
import type { OrderWarning } from '@/dicom/series/ordering';
import type { Triple } from '@/dicom/geometry/geometry';
import type { Spacing } from '@/dicom/geometry/spacing';
import type { SeriesStart } from '@/dicom/transforms/suv';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { VolumeRefusal } from '@/dicom/volume/volumeRefusal';
import type { LookFacts } from '@/view/linked/lookFacts';
import type { LinkFacts } from '@/view/linked/relation';
import type { CutAxes } from '@/view/cut';
import type { BodyPlane } from '@/dicom/volume/planeDirections';
import type { CutSlab, FrameName, KeyImage, LayerColours, Window } from '@/view/viewState';
import type { PresentationFacts } from '@/imaging/presentation/panePresentation';
import type { SeriesPart } from '@/imaging/stack/stack';
import type { ValueUnit } from '@/imaging/stack/valueUnit';

/** What a pane can be in. Each but `empty`, `loading` and `shown` has a sentence. */
export type PaneState =
  | 'empty'
  | 'loading'
  | 'shown'
  | 'unverified'
  | 'unsupported'
  | 'refused'
  | 'unreachable'
  | 'stale'
  | 'failed';

/** Why a pane shows no picture, for describeError. */
export interface PaneFault {
  readonly code:
    | Fault
    | 'decode'
    | 'webgl-lost'
    | 'timeout'
    | 'codec-stopped'
    | 'quarantined'
    /** An error in the page itself that nobody named. */
    | 'defect'
    /** What shows pictures did not come, or did not start. */
    | 'no-engine'
    /** The code that decodes did not come. */
    | 'no-decoder'
    | 'no-images'
    /** What was named is not in the series: no such image, or fewer frames. */
    | 'image-gone'
    | 'frame-gone'
    | 'unsupported';
  readonly details: Readonly<Record<string, string | number>>;
}

/** Why a series is not laid over a plane. */
export type LayerRefusal =
  | VolumeRefusal
  | 'too-large'
  | 'rendered'
  /** Both together are larger than the memory of the device. */
  | 'no-room'
  /** It lies in another frame of reference, or one of the two names none. */
  | 'apart'
  /** It is the series of the planes. */
  | 'itself'
  /** It is another person's. */
  | 'patient';

/** What is laid over a plane, or why nothing is. */
export interface LayerFacts {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  /** `loading`: nothing of it is here yet; `hidden`: by hand. */
  readonly state: 'loading' | 'shown' | 'hidden' | 'refused' | 'failed';
  readonly why?: LayerRefusal;
  readonly fault?: PaneFault;
  /** An image of it: whose it is, and what it is called. */
  readonly instance?: Instance;
  readonly frame?: number;
  /** Images of its volume that are here, how many it has, and how many could not be had. */
  readonly had: number;
  readonly images: number;
  readonly lost: number;
  readonly colours: LayerColours;
  readonly opacity: number;
  /** In force, in modality units. */
  readonly window?: Window;
  /** Least and greatest value that its window reaches to. */
  readonly range?: { readonly min: number; readonly max: number };
  /** How its values are told: all of its images say the same. */
  readonly unit: ValueUnit;
  /** The registration object that aligns it with the planes. */
  readonly registeredBy?: SopUid;
}

/** Values at a point of a plane, in modality units; absent where there is nothing, or not yet. */
export interface FusedValues {
  readonly base?: number;
  readonly layer?: number;
}

/** Of a pane that shows a plane through its series. */
export interface CutFacts {
  readonly plane: BodyPlane;
  readonly slab?: CutSlab;
  /** Whose cross it is cut by. */
  readonly of: FrameName;
  readonly atLps: Triple;
  readonly turn?: Triple;
  readonly axes: CutAxes;
  /** Of the plane along its normal, from the origin of its frame of reference. */
  readonly placeMm: number;
  /** Steps of a scroll from one end of the volume to the other: the one it is at, from 0, and how many. */
  readonly step: number;
  readonly steps: number;
  /** CSS pixels from the corner of the picture. */
  readonly crossPx: readonly [x: number, y: number];
  readonly cssPerMm: number;
  /** Of the picture, CSS pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** The other planes where they cut this one: unit vectors on the screen, right and down. */
  readonly lines: readonly { readonly plane: BodyPlane; readonly along: readonly [x: number, y: number] }[];
  /** Images of the volume that are here, how many it has, and how many could not be had. */
  readonly had: number;
  readonly images: number;
  readonly lost: number;
  /** Something of this plane is still to come. */
  readonly isWaiting: boolean;
  /** It goes by the volume: there is nothing on it. */
  readonly isOutside: boolean;
  /** The stored image nearest to where the planes meet. */
  readonly nearest: FrameRef;
  /** What is laid over it. */
  readonly layer?: LayerFacts;
}

/** What the engine knows of one pane: the displayed image, never the asked-for one. */
export interface PaneStatus {
  readonly state: PaneState;
  readonly fault?: PaneFault;
  /** performance.now()-free wall clock (Date.now()) of the next try, in state `unreachable`. */
  readonly retryAtMs?: number;
  readonly study?: StudyUid;
  readonly series?: SeriesUid;
  /** The displayed instance: demographics on screen are read from it. Absent until something is shown. */
  readonly instance?: Instance;
  /** Of a series that the archive describes object by object: how many of them it has. */
  readonly describing?: { readonly described: number; readonly of: number };
  /**
   * What the pane speaks of, picture or not: the displayed instance, else the one that was asked for, else the first object
   * of the series. Absent until the series is described.
   */
  readonly subject?: Instance;
  /** Of the displayed image, from 1. */
  readonly frame?: number;
  /**
   * The image that the reader has before them, to which alone something is done that is about one image: that on the screen; where
   * none is, the one on its way that the pane names. Never what lies below a cover. Absent below a sentence, and before the series
   * is described.
   */
  readonly image?: KeyImage;
  /** Place of the asked-for image in the series, from 0, and how many there are. */
  readonly index: number;
  readonly count: number;
  /** The window in force, in modality units; absent for colour. */
  readonly window?: Window;
  /** Of the values of the displayed image, in modality units; absent for colour. */
  readonly range?: { readonly min: number; readonly max: number };
  /** It is that of the values of the first image that came: it changes once, when the series is here. */
  readonly isWindowProvisional?: boolean;
  /** Name of the image's own table of grey levels, when that is in force instead; empty = nameless. */
  readonly voiLut?: string;
  /** Overlays and shutters of the file: shown, hidden by the reader, or why not all are drawn. Absent = it has none. */
  readonly graphics?: 'shown' | 'hidden' | LostOverlay;
  /** The presentation state that the pane names. */
  readonly presentation?: PresentationFacts;
  /** Unit of modality values, e.g. HU; empty when unknown. */
  readonly unit: string;
  /** 1 = fits. */
  readonly zoom: number;
  /** The reader's part of it, on top of what a presentation state asks for. */
  readonly ownZoom: number;
  /** CSS pixels per image pixel. */
  readonly scale: number;
  /** Along a row of the screen, millimetres per CSS pixel; absent where spacing is unknown: no scale bar. */
  readonly mmPerCssPx?: number;
  /** Where it holds for the whole image, and where it comes from. */
  readonly spacing?: Spacing;
  /** PET: how values are told to people, and why not otherwise. */
  readonly petUnit?: ValueUnit;
  /** PET: when the first image of the series was acquired. */
  readonly firstAcquiredS?: SeriesStart;
  /** Of the displayed frame as stored, whatever it travelled in; absent until known. */
  readonly transferSyntax?: string;
  /** How many frames the file of the displayed one holds, where they are not as many as it announces. */
  readonly framesHeld?: number;
  /** Orientation letters at the edges of the pane; absent where orientation is unknown. */
  readonly markers?: {
    readonly top: string;
    readonly right: string;
    readonly bottom: string;
    readonly left: string;
  };
  /** The picture was made by the archive (windowed there): no measuring, no windowing, no scale. */
  readonly isRendered?: boolean;
  /** The colour profile of the image could not be read: its colours are those of the file. */
  readonly hasLostProfile?: boolean;
  /** How it goes with the active pane, while panes scroll together; absent: not known. */
  readonly link?: LinkFacts;
  /** How it is shown with the active pane, as far as window, zoom and pan are linked; absent: none is. */
  readonly linkedLook?: LookFacts;
  /** Present: it shows no stored image. What is said of an image then is said of the one nearest to where the planes meet. */
  readonly cut?: CutFacts;
  readonly playing: boolean;
  /** Frames per second of cine: the file's own, else the default. */
  readonly fps: number;
}

export const EMPTY_PANE: PaneStatus = {
  state: 'empty',
  index: 0,
  count: 0,
  unit: '',
  zoom: 1,
  ownZoom: 1,
  scale: 1,
  playing: false,
  fps: 15,
};

/** A pane that waits for its picture and knows no more. */
export const LOADING_PANE: PaneStatus = { ...EMPTY_PANE, state: 'loading' };

/** A pane that waits for what does not come. */
export const ENGINELESS_PANE: PaneStatus = {
  ...EMPTY_PANE,
  state: 'failed',
  fault: { code: 'no-engine', details: {} },
};

/** How much of a series is here. `had` has a bit per frame in display order. */
export interface SeriesLoad {
  readonly wanted: number;
  readonly loaded: number;
  readonly failed: number;
  /** In display order: 0 absent, 1 loaded and verified, 2 failed. */
  readonly had: Uint8Array;
  /** Which frame stands at which place of `had`: marks on slice bars and 'slice 66' of a measurement come from it. */
  readonly order?: readonly FrameRef[];
  /** Its stacks in display order, and what is doubtful about the series as a whole. */
  readonly parts?: readonly SeriesPart[];
  readonly warnings?: readonly OrderWarning[];
  /** What the archive's description of the series holds, images or not. */
  readonly described?: { readonly objects: number; readonly frames: number };
  readonly waiting?: { readonly fault: PaneFault; readonly retryAtMs: number };
  /** The series is too large to be kept whole: so many frames around what is looked at are here at once. */
  readonly atOnce?: number;
}

/** Study and series: Series Instance UIDs repeat across studies in real archives. */
export type SeriesKey = `${string}/${string}`;
export const seriesKey = (study: StudyUid, series: SeriesUid): SeriesKey => `${study}/${series}`;

export interface EngineFacts {
  readonly panes: readonly PaneStatus[];
  readonly loads: Readonly<Record<SeriesKey, SeriesLoad>>;
}
export type FactsStore = StoreApi<EngineFacts>;
export const createFactsStore = (): FactsStore => createStore<EngineFacts>(() => ({ panes: [], loads: {} }));
