import type { ReactNode } from 'react';
import type { Archive } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import type {
  Looking,
  MeasureParts,
  PriorsPlace,
  ReadingPlace,
  Sharing,
  WorkingPlace,
} from '@/features/viewer/context/viewerSlots';
import type { HandsKeeper } from '@/features/viewer/state/hands';
import type { HangingsKeeper } from '@/features/viewer/state/hangingState';
import type { PriorsAtHand } from '@/features/viewer/state/priors';
import type { ReadingAtHand } from '@/features/viewer/state/reading';
import type { StudyArrival, StepStudy } from '@/features/viewer/state/steps';
import type { ScreensAtHand } from '@/features/contract/screens';
import type { Engine, PastElsewhere } from '@/imaging/contract';
import type { Mark } from '@/measurement/measurement';
import type { Right } from '@/protocol/rights';
import type { SavedView } from '@/view/link/codec';
import type { ViewState } from '@/view/viewState';

/** What a link asked for. */
export interface ViewerEntry {
  readonly view: ViewState;
  readonly marks: readonly Mark[];
  /** Tracking UID of the finding that it is about. */
  readonly finding?: string;
  /** The document that it was saved as. */
  readonly saved?: SavedView;
  readonly dropped: readonly string[];
}

/** What the features fill into the viewer. */
export interface ViewerSlots {
  /** The share button; absent: what is seen here is not passed on. */
  shareSlot?: (sharing: Sharing) => ReactNode;
  /** Who is signed in, and the way out: a button, or rows of a menu. */
  accountSlot?: ((form: 'button' | 'rows') => ReactNode) | undefined;
  /** The button of looking together comes after the first picture: its place in the header is kept until then. */
  readonly hasTogether?: boolean;
  /** Looking together with others: its button, and what stands above the pictures meanwhile. */
  togetherSlot?: (looking: Looking) => { readonly button: ReactNode; readonly work: ReactNode };
  /** The list of measurements. */
  measureSlot?: (parts: MeasureParts) => ReactNode;
  /** Dialogs about measurements that also open where the list is not on the screen. */
  dialogSlot?: (engine: Engine) => ReactNode;
  /** Other studies of the patient: `work` stands on the page always, `list` below the series; absent: none are looked for. */
  priorsSlot?: (place: PriorsPlace) => { readonly work: ReactNode; readonly list: ReactNode };
  /** Keeps the work that is done here: the save button with its dialogs. */
  saveSlot?: (working: WorkingPlace) => ReactNode;
  /** What there is to say about drafts. */
  draftSlot?: ReactNode;
  /** Reads the documents of the studies: `work` stands on the page always, `list` below the measurements. */
  documentsSlot?: (reading: ReadingPlace) => { readonly work: ReactNode; readonly list: ReactNode };
}

export interface ViewerPageProps extends ViewerSlots {
  readonly archive: Archive;
  /** All archives of the settings, for their names. */
  readonly archives: readonly { readonly id: string; readonly name: string }[];
  /** Read once: another link is another page (give it another key). */
  readonly entry: ViewerEntry;
  /** Offers window.isocenter. */
  readonly inspect: boolean;
  /** Leaves the study; absent: there is nothing to go back to. */
  readonly onBack?: (() => void) | undefined;
  /** Opens the next study of the list, or the one before; absent: there is no list. */
  readonly stepStudy?: StepStudy | undefined;
  /** How the study came to the screen, where that was a step from another of the list. */
  readonly arrival?: StudyArrival | undefined;
  /** Told once that its first picture is here, or that there will be none: what can wait for it may come. */
  readonly onPictured?: (() => void) | undefined;
  /** Other studies of the patient, at hand for a key. */
  readonly priors?: PriorsAtHand | undefined;
  /** The state of the study, at hand for keys; absent: none is kept. */
  readonly reading?: ReadingAtHand | undefined;
  /** The screens of this reading, at hand for keys and menus; absent: there is one, and no other can be had. */
  readonly screens?: ScreensAtHand | undefined;
  /** The history of the reading, where another window keeps it. */
  readonly past?: PastElsewhere | undefined;
  /** What whoever looks may do; absent: everything. */
  readonly may?: ReadonlySet<Right>;
  /** How studies are hung here, and which keys are chosen, is kept in this browser; absent: it is. */
  readonly keepsOwn?: boolean;
  /** Where keys and buttons are kept beside this browser; absent: nowhere. */
  readonly handsKeeper?: HandsKeeper | undefined;
  /** Where they are kept beside this browser; absent: nowhere. */
  readonly hangingsKeeper?: HangingsKeeper | undefined;
  /** Told of what leaves the page as a file. */
  readonly onExport?: ((studies: readonly StudyUid[]) => void) | undefined;
  /**
   * Told of every change, many times a second while scrolling: writing it somewhere is the caller's pace. `ids`: of the
   * measurements, in their order; absent while they are still those of the link.
   */
  onViewChange(view: ViewState, marks: readonly Mark[], ids?: readonly string[]): void;
  /** The document that the link's view was saved as is not there. */
  readonly isSavedLost?: boolean;
  /** Ids of measurements that the archive has as they are. */
  savedIds?: () => ReadonlySet<string>;
}
