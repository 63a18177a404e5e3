import type { StoreApi } from 'zustand/vanilla';
import type { Archive } from '@/archive/contract/archive';
import type { FrameRef, Instance } from '@/dicom/dataset/instance';
import type { PainterFacts } from '@/painting/painter';
import type { Adopted, Mark, Measurement, NotesPatch, Origin } from '@/measurement/measurement';
import type { LookOfPane } from '@/view/linked/linkedLook';
import type { SeriesOfPane } from '@/view/linked/linkedSeries';
import type { VolumeRefusal } from '@/dicom/volume/volumeRefusal';
import type { Cross, KeyImage, Pane, ViewState } from '@/view/viewState';
import type { PresentedPane } from '@/view/presentation/presentation';
import type { ViewStore } from '@/view/viewStore';
import type { FactsStore, FusedValues } from '@/imaging/pane/paneStore';
import type { DrawingGestures, PictureGestures } from '@/imaging/pointer/gestures';
import type { ToolId } from '@/imaging/pointer/tools';
import type { Overlays } from './overlays';

export type { DrawingStep } from '@/imaging/pointer/gestures';
export type { PresentationFacts } from '@/imaging/presentation/panePresentation';
export type { OverlayFacts, OverlayPart, PaneOverlay } from './overlays';
export type { SeriesPart } from '@/imaging/stack/stack';

/**
 * What people drew, in the order of the list, and which of it is selected. Never changed in place: what is the same object
 * is the same.
 */
export interface Measures {
  readonly list: readonly Measurement[];
  readonly selected?: string;
  /** By id, where a person put the label of a drawing, in image pixels. */
  readonly labelsPx?: Readonly<Record<string, readonly [column: number, row: number]>>;
}

/** What the frame on screen holds, after the modality transform, before windowing. */
export interface PixelFacts {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Over little-endian Float32 (grey) or RGB bytes (colour), hexadecimal. */
  readonly sha256: string;
}

/** The values inside a region, in the unit that people read. */
export interface RegionSamples {
  readonly kind: 'region';
  readonly unit: string;
  readonly values: readonly number[];
}

/** The values along a line; undefined where it leaves the picture. */
export interface LineSamples {
  readonly kind: 'line';
  readonly unit: string;
  /** How far along, parallel to `values`. */
  readonly along: readonly number[];
  readonly alongUnit: 'mm' | 'px';
  readonly values: readonly (number | undefined)[];
}

export type Samples = RegionSamples | LineSamples;

/** The crosshair that draws by keys: where it is, columns and rows from 1, and what was done last; nothing while it is not shown. */
export interface KeyCursorState {
  readonly said?: 'shown' | 'moved' | 'set' | 'held' | 'done' | 'given-up';
  readonly at?: { readonly column: number; readonly row: number };
}

/** What can be done with measurements, beside drawing them. Each change is a step of undo. */
export interface Measuring {
  /** The measurement whose name and finding are being edited, by a dialog that listens. */
  readonly editing: StoreApi<{ readonly id?: string }>;
  /** The finding that a link asked for, while no document brought it. */
  readonly sought: StoreApi<{ readonly tracking?: string }>;
  /**
   * Shows the image a measurement was drawn on, framed, and selects it: in a pane that holds its series, else in the
   * active one.
   */
  show(id: string): void;
  /**
   * Shows the measurement that bears a Tracking UID; false when none is here. It is then `sought`, and shown as soon as
   * `adopt` brings it.
   */
  showTracked(tracking: string): boolean;
  /** Changes what a person says of one or several: name, finding, colour and so on. `undefined` takes a field away. */
  annotate(id: string | readonly string[], notes: NotesPatch): void;
  /** Deletes a measurement. */
  remove(id: string): void;
  /** Takes a measurement off the page that nobody deleted: another stands in its place, or it was deleted before. No step of undo by itself. */
  drop(id: string): void;
  /** What was deleted on this page and is not here. */
  removed(): readonly Measurement[];
  /** Gives a measurement another place in the list, from 0. */
  move(id: string, to: number): void;
  /** Draws a measurement again at the same place of other images of its series; how many of them could bear it. */
  copy(id: string, images: readonly FrameRef[]): number;
  /** The values under a drawing; undefined where there are none, or the image is not here. */
  samples(id: string): Samples | undefined;
  /** Zoom and centre that frame a measurement in a pane of unknown size. */
  framing(id: string): Pick<Pane, 'zoom' | 'centre'> | undefined;
  /** The attributes of an image, in any series that was opened. */
  instanceOf(image: KeyImage): Instance | undefined;
  /** The drawing under a point of the page (CSS pixels) in the active pane; a finger reaches further than a mouse. */
  under(x: number, y: number, isTouch: boolean): string | undefined;
  readonly cursor: StoreApi<KeyCursorState>;
  /**
   * Shows the crosshair in the active pane, or sets a point where it is; ends a path that a pointer draws. False where no tool
   * measures.
   */
  point(): boolean;
  /** Moves the crosshair by image pixels towards the right and the bottom of the screen; false while it is not shown. */
  steer(right: number, down: number): boolean;
  /** Takes back what is being drawn, then the crosshair; true when there was something. */
  cancel(): boolean;
  /** Lets go of the selected measurement; true when there was one. */
  unselect(): boolean;
  /** Ends a path where it is; true when one was being drawn. */
  finish(): boolean;
  /** What is begun and no measurement yet: it could end where it is (`whole`), or it could not (`part`). */
  unfinished(): 'whole' | 'part' | undefined;
  /** Ends what is begun where it is, as whoever draws goes elsewhere: what could end is kept, the rest goes. */
  conclude(): void;
  /** A pointer that is down draws or moves something. */
  isHeld(): boolean;
  /**
   * Moves the chosen measurement, or its chosen handle, by image pixels towards the right and the bottom of the screen;
   * false where none is chosen on the image of the active pane. One just drawn is not chosen: the keys then scroll.
   */
  nudge(right: number, down: number): boolean;
  /**
   * Adds measurements that came with a link; those whose image does not exist are returned. `finding`: the Tracking UID
   * of the first of them.
   */
  restore(marks: readonly Mark[], finding?: string): Promise<readonly Mark[]>;
  /** What `restore` added, as it came, whatever was made of it since. */
  linked(): readonly Measurement[];
  /**
   * Adds whole measurements, from a draft or a document, with their ids; those that are here already are left alone,
   * those that came with a link give way to the same finding, those whose image does not exist are returned. Readings are read again here.
   */
  adopt(list: readonly Adopted[]): Promise<readonly Adopted[]>;
  /**
   * Draws what others have drawn who look at this together, in the place of what was there of theirs. It is not this
   * page's work: no step of undo, nothing to save. What is drawn here already under the same id follows too, unless it
   * comes from a document.
   */
  showRemote(list: readonly Adopted[] | undefined): Promise<void>;
  /**
   * Makes the measurements here those of another window of the same reading, which keeps them: no step of undo. Those whose image is
   * not known here are left out. Of several lists under way the newest counts.
   */
  mirror(list: readonly Adopted[]): Promise<void>;
  /**
   * Does what was done in another window of the same reading: these are as they are there, those are deleted. A step of undo like one that
   * is drawn here. Resolves when it is done; what is asked for later is done later.
   */
  amend(put: readonly Adopted[], removed: readonly string[]): Promise<void>;
  /** Marks images that a document has starred. No step of undo. */
  star(images: readonly KeyImage[]): void;
  /** Brings the images that measurements lie on, so that every value that is read off them is there. */
  readAll(): Promise<void>;
  /** These now stand in a document of the archive. No step of undo. */
  signed(ids: readonly string[], origin: Origin): void;
}

/** The tool in use, and whether fingers keep it after a drawing. */
export interface ToolInHand {
  readonly tool: ToolId;
  readonly isKept?: boolean;
}

/** What looking at something together needs of the pictures. */
export interface Together {
  /** Shows what somebody else sees, at once and as no step of undo. */
  show(view: ViewState): void;
  /** The pixel of the picture under a point of a pane (CSS pixels from its corner), the middle of the first at 0, 0. */
  pixelAt(pane: number, x: number, y: number): readonly [column: number, row: number] | undefined;
  /** The mirror image of pixelAt. */
  pointAt(pane: number, column: number, row: number): readonly [x: number, y: number] | undefined;
}

/** What the hand does to pictures, each a change of the ViewState: with the engine, and before it to the picture that stands then. */
export interface PictureHand {
  /** What the panes show. */
  readonly facts: FactsStore;
  /** What the gestures of a pane lead to; absent while it has no place on the page. */
  gestures(pane: number): PictureGestures | undefined;
  /** Moves by images, clamped to the series. */
  scrollBy(pane: number, images: number): void;
  /** index from 0, clamped to the series. */
  scrollTo(pane: number, index: number): void;
  /** One image pixel on one CSS pixel. */
  oneToOne(pane: number): void;
}

/** The picture before the engine, as far as the hand reaches it. */
export interface EarlyPictureHand extends PictureHand {
  /** Whether it can do at once what waits for that. */
  serves(pane: number, after: WaitsFor): boolean;
}

/** Why a series is not cut into planes. */
export type CutRefusal =
  | VolumeRefusal
  /** It is never here as a whole: the device has too little memory for it. */
  | 'too-large'
  /** Its pictures were made by the archive: nothing on them is a value. */
  | 'rendered';

/** Planes through volumes. */
export interface Planes {
  /** Where the planes of a pane's series meet first: in the middle of the image that is looked at; or why there are none. Undefined: not known yet. */
  begin(pane: number): { readonly cross: Cross } | { readonly refused: CutRefusal } | undefined;
  /** Values on a pane's plane, of its series and of what is laid over it, at CSS pixels from its corner; undefined: where the planes meet. */
  valuesAt(pane: number, point: readonly [x: number, y: number] | undefined): FusedValues | undefined;
}

/**
 * Sole owner of Cornerstone's global state. Follows the view store and writes gestures back at most once a frame.
 * React mounts a hole and reads `facts` and `measures`; it never renders on scroll, drag or load unless it asks to.
 */
export interface Engine extends PictureHand {
  readonly measures: StoreApi<Measures>;
  readonly measuring: Measuring;
  readonly together: Together;
  readonly planes: Planes;
  readonly overlays: Overlays;
  /** Whether undo and redo would do something. */
  readonly history: StoreApi<{ readonly canUndo: boolean; readonly canRedo: boolean }>;
  /** Where the images of a pane's series lie; undefined as long as it is not described. */
  readonly linked: SeriesOfPane;
  /** How the image that a pane of a view asks for would be shown; undefined while the pane shows nothing. */
  readonly lookOf: LookOfPane;
  /** Gives a pane its place on the page; the result takes it back. Bears mount, unmount, mount (StrictMode). */
  mount(pane: number, element: HTMLDivElement): () => void;
  gestures(pane: number): (PictureGestures & DrawingGestures) | undefined;
  /** Cine on or off; stops at the end of the page's life. */
  play(pane: number, on: boolean): void;
  /** Asks again for what failed in the pane's series. */
  retry(pane: number): void;
  undo(): void;
  redo(): void;
  /** What comes next is a step of undo by itself, however soon it comes. */
  seal(): void;
  /** A hand holds something, a pointer or a key that is down: all until its release is one step of undo. */
  readonly pressing: { onPress(): void; onRelease(): void };
  /** PNG of the pane in device pixels, annotations included. */
  capture(pane: number): Promise<Blob>;
  /** What a pane shows, resolved: what writePresentation makes a presentation state of. Undefined: nothing is shown. */
  presented(pane: number): PresentedPane | undefined;
  pixels(pane: number): Promise<PixelFacts | undefined>;
  /** By which way pictures are drawn. */
  painting(): PainterFacts;
  /** The bytes that `pixels` sums up, as base64: little-endian Float32, or RGB. */
  pixelBytes(pane: number): string | undefined;
  dispose(): void;
}

/**
 * What waits its turn: a scroll for its pane's series; what moves a picture about for the place of one; what asks its values, or what
 * it is, for the one that the scrolls before it led to; what changes more than a pane for all that was asked for before. What is about
 * the image that was `seen` when it was asked for, and names it, waits for none of these, only behind what changes more than a pane.
 */
export type WaitsFor = 'series' | 'place' | 'picture' | 'seen' | 'all';

/**
 * What must not be done to a pane's picture before something that waits for the engine: to show another image, where it is bound to that
 * one and its pixels; anything, where it is about what was done before it; or nothing.
 */
export type Holds = 'nothing' | 'image' | 'everything';

/** What something is asked of: the engine alone, or whoever shows the picture. */
export type AskedOf = 'engine' | 'picture';

/**
 * What the hand asks for: done at once where it can be, by the engine, or by the picture that stands before it. What needs the engine
 * while that is on its way, and what a pane is asked for before its first picture, is done in its turn, in the pane that it was
 * asked of, as soon as that has come to something, a picture or the sentence that there is none; unless another series stands
 * there by then.
 */
export interface WaitingHand {
  /** Does something in a pane that only the engine can do: at once, or in its turn. What it holds back waits behind it. */
  serve(pane: number, work: (engine: Engine) => void, after?: WaitsFor, holds?: Holds): void;
  /** The pixel under a point of a pane (CSS pixels) in the picture that stands before the engine; undefined where none does. */
  pixelAt(
    pane: number,
    at: readonly [x: number, y: number],
  ): readonly [column: number, row: number] | undefined;
  /** Whether something that only the engine can do waits in a pane, or in any. */
  waitsForEngine(pane?: number): boolean;
  /** Does something to a pane's picture, with the engine or before it: at once, or in its turn. */
  servePicture(pane: number, work: (pictures: PictureHand) => void, after?: WaitsFor): void;
  /** No engine will come: what only one could do is not done, and what waited behind it waits no more. */
  giveUp(): void;
  /** Whether something asked of a pane now would wait. */
  isWaiting(pane: number, of: AskedOf): boolean;
  /** Whether something that was asked for, of a pane or of any, is not done yet: what comes after it takes its turn behind it. */
  hasWork(pane?: number): boolean;
  /**
   * Whether what is drawn now would be put on what is on the screen: not where scrolls wait in a pane, and the like behind what only the
   * engine can do, since it is they that the drawing would follow.
   */
  mayMark(pane: number): boolean;
  /** Calls back whenever that may have changed; the result ends it. */
  subscribe(listener: () => void): () => void;
  /** What waited is being done at this moment: what it changes is the hand's, however long ago that was. */
  readonly isServing: boolean;
  /** The view is about to be changed by the hand. Undo leads back to here, engine or not. */
  begin(): void;
  /** How things were before each change by the hand, as long as there was no engine. */
  readonly began: readonly { readonly view: ViewState }[];
  /** Goes on with an engine; the result leaves it. */
  follow(engine: Engine): () => void;
}

/** The history of a reading of which this page is one window, and which another window keeps. */
export interface PastElsewhere {
  readonly store: Engine['history'];
  undo(): void;
  redo(): void;
}

export interface EngineParts {
  readonly archive: Archive;
  readonly views: ViewStore;
  /** What was asked for before the engine was there, and what a pane is asked for before its picture. */
  readonly hand: WaitingHand;
  /** What the primary button or one finger does, in every pane: set from outside, from before there is an engine. A finger or pen draws once and
   * then scrolls again, unless the tool is kept. */
  readonly tool: StoreApi<ToolInHand>;
  /** Asks a person for an arrow's text; undefined = gave up. */
  readonly askText: (before: string) => Promise<string | undefined>;
  /** Absent: this page keeps its own history. */
  readonly past?: PastElsewhere | undefined;
}
