import type { ReadingProgress, WorkAsked } from '@/archive/contract/studyWork';
import type { MessageKey } from '@/i18n/en';
import type { ReadingAct, ReadingRefusal, StudyPlace, StudyReading } from '@/protocol/reading';

/** Whom the state of studies is known to, and what of it. */
export interface ReadingStanding {
  /** What this person is called in it; undefined until the companion has said so. */
  readonly you: string | undefined;
  /** This person marks studies as read: others look. */
  readonly marks: boolean;
  /** The state that is shown is that of now. */
  readonly isLive: boolean;
  /** It is kept in this browser, for whoever uses it: nobody else knows of it. */
  readonly isHereOnly: boolean;
}

/** Why an act was not done; `offline`: the companion does not answer. */
export type NotMarked = ReadingRefusal | 'offline';

/** The last thing that was done here, to be said and to be undone. */
export interface ReadingSaid {
  readonly act: ReadingAct;
  readonly place: StudyPlace;
  /** Absent: it was done. `same`: it had been read before. */
  readonly not?: NotMarked | 'same' | undefined;
  /** It is said on the screen of the study that comes. */
  readonly carries?: boolean;
}

/** What the workitems of a study's archive say; `unasked`: the archive did not answer, or not so that it tells anything. */
export interface WorkSaid {
  readonly state: ReadingProgress | 'unasked';
  /** Whoever does it, or has done it: the archive may name nobody. */
  readonly by: readonly string[];
  /** What people read as the name of the archive. */
  readonly archive: string;
}

/** The state of a study, and beside it what its archive says. */
export interface StudyState extends StudyReading {
  readonly work?: WorkSaid;
}

/** The state of studies, whoever keeps it: who has one open, who has read or bookmarked it. */
export interface ReadingRecord {
  /** Called after every change. The result ends it. */
  subscribe(changed: () => void): () => void;
  /** The same object while nothing changes. */
  standing(): ReadingStanding;
  /** What is known of a study, the same object while it does not change; undefined: nothing, so that it is new. */
  of(place: StudyPlace): StudyState | undefined;
  /**
   * Asks for these studies, and for what changes from then on. Settles when it is known, or when that cannot be told now. `named`: what
   * else their archive may know them by.
   */
  ask(archive: string, studies: readonly string[], named?: readonly WorkAsked[]): Promise<void>;
  /** Says what is on the screen; undefined: no study. */
  show(place: StudyPlace | undefined): void;
  /** Settles when it is kept, or with the reason why not. `own`: takes back nothing that another did. */
  act(act: ReadingAct, place: StudyPlace, own?: boolean): Promise<NotMarked | undefined>;
  /** What was done last, until it is said no more. */
  said(): ReadingSaid | undefined;
  say(said: ReadingSaid | undefined): void;
}

/** A state as somebody sees it: by their own bookmark and others'. */
export const isMine = ({ read, bookmarks, open }: StudyReading, you: string | undefined): boolean =>
  you !== undefined &&
  (read?.by.id === you || bookmarks.some(({ by }) => by.id === you) || open.some(({ id }) => id === you));

export const hasBookmark = (state: StudyReading | undefined, you: string | undefined): boolean =>
  state?.bookmarks.some(({ by }) => by.id === you) === true;

/** Why something was not marked, in a sentence. */
export const NOT_MARKED: Readonly<Record<NotMarked, MessageKey>> = {
  role: 'reading.not.role',
  pace: 'reading.not.pace',
  disk: 'reading.not.disk',
  full: 'reading.not.full',
  archive: 'reading.not.archive',
  study: 'reading.not.study',
  many: 'reading.not.many',
  other: 'reading.not.other',
  offline: 'reading.not.offline',
};
