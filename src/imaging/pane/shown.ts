import type { LostOverlay } from '@/imaging/presentation/fileGraphics';
import type { VoiLut } from '@/dicom/transforms/lut';
import type { Pane, Window } from '@/view/viewState';
import type { DrawnPlane } from '@/imaging/projection/drawnPlane';
import type { Projection } from '@/imaging/projection/paneCamera';
import type { PresentationFacts } from '@/imaging/presentation/panePresentation';
import type { StackFrame } from '@/imaging/stack/stack';

/** The image that is on a pane's screen now. */
export interface ShownImage {
  readonly frame: StackFrame;
  /** Place in its series, from 0. */
  readonly index: number;
  readonly window: Window | undefined;
  /** The image's own table that is in force instead of the window. */
  readonly lut: VoiLut | undefined;
  /** Of its values; absent for colour, and where it is not here. */
  readonly range?: { readonly min: number; readonly max: number };
  readonly drawn: DrawnPlane;
  /** The window is that of the first image that came: it changes once, when all are here. */
  readonly isProvisional?: boolean;
  /** It was made by the archive: nothing on it is a value. */
  readonly isRendered: boolean;
  /** Its colour profile could not be had: its colours are those of the file. */
  readonly hasLostProfile: boolean;
}

/** What a pane shows, whoever paints it: what its facts are told from. */
export interface Sight {
  readonly shown: ShownImage | undefined;
  readonly projection: Projection;
  /** What the file or a state wants drawn over the image. */
  readonly graphics: { readonly lost?: LostOverlay } | undefined;
  readonly presentation: { facts(pane: Pane, frame: StackFrame): PresentationFacts | undefined };
  /** The pane's settings on top of those of its presentation state. */
  settings(frame: StackFrame): Pane;
}
