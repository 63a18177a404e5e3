import type { ReactNode } from 'react';
import type { Archive, StudySummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { Filters } from './filters';
import type { StateChoice } from './stateChoice';

/** Where a person was in the list: kept while a study is open, so that Back leads to the same row. */
export interface ListPosition {
  study: StudyUid | undefined;
  scrollPx: number;
  /** The study that was on the screen last. */
  read?: StudyUid | undefined;
  /** Which studies belong to it, where it was narrowed to a state: decided once, whatever becomes of them meanwhile. */
  decided?:
    { readonly choice: StateChoice; readonly of: string; readonly kept: Map<StudyUid, boolean> } | undefined;
  /** The list as it was filtered and ordered, as far as it was loaded: the next study to read is the next of it. */
  listed?: {
    readonly archive: string;
    readonly studies: readonly StudyUid[];
    readonly isCut: boolean;
    /** Loads more of it into here while it is not on the screen. Rejects as the archive does. */
    readonly loadOn: () => Promise<void>;
  };
}

/** An archive as the settings name it. */
export interface ArchiveNamed {
  readonly id: string;
  readonly name: string;
  /** Who issues its patient IDs. */
  readonly issuer?: string | undefined;
}

export interface WorklistProps {
  readonly archive: Archive;
  readonly archives: readonly ArchiveNamed[];
  readonly filters: Filters;
  /** Written by the list, read when it comes back. */
  readonly position: ListPosition;
  readonly onFilters: (filters: Filters) => void;
  readonly onArchive: (id: string) => void;
  /** '#/view/...' of a study. */
  readonly studyHref: (study: StudyUid) => string;
  readonly onOpen: (study: StudyUid) => void;
  /** '#/diagnose/...' of this archive. */
  readonly diagnoseHref: string;
  /** Who is signed in, and the way out. */
  readonly account?: ReactNode;
  /** What there is to say about the sign-in. */
  readonly sessionNotice?: ReactNode;
  /** Called once, after the first rows are on screen: the time to fetch what comes next. */
  readonly onShown: () => void;
}

/** What every form of the list (rows, cards) is given. */
export interface ListProps {
  readonly rows: readonly StudySummary[];
  readonly selected: StudyUid | undefined;
  readonly position: ListPosition;
  /** The selected row takes the focus as soon as it is there, where nothing else has it. */
  readonly isFocusedFirst: boolean;
  /** Told how to focus the list, for keys pressed elsewhere. */
  readonly focusList: { current: () => void };
  readonly isSearching: boolean;
  /** What was asked for and in which order: another question starts at the top. */
  readonly question: string;
  /** When rows of before were asked for again. */
  readonly askedAtMs: number;
  /** The last line: loading more, failed, search on. */
  readonly tail: ReactNode | undefined;
  readonly studyHref: (study: StudyUid) => string;
  readonly onSelect: (study: StudyUid) => void;
  readonly onOpen: (study: StudyUid) => void;
  readonly onEnd: () => void;
}

/** Dialogs of the list; at most one at a time. */
export type ListDialog = 'keys' | 'dates' | 'filters';
