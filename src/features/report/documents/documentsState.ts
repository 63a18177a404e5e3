import type { SopUid } from '@/dicom/dataset/uid';
import type { NotDrawn, ReportFinding } from '@/measurement/report/findings';
import type { StudyDocument } from '@/view/reports/documents';
import type { StarsRead } from '@/view/saving';

/** A finding that stands in a report but not on a picture. */
export interface Undrawn {
  readonly finding: ReportFinding;
  readonly reason: NotDrawn;
}

/** What came of showing a report. */
export interface ShownDocument {
  readonly drawn: number;
  readonly undrawn: readonly Undrawn[];
}

export interface DocumentsState {
  /** `waiting` = pictures come first. */
  readonly phase: 'waiting' | 'loading' | 'here';
  readonly documents: readonly StudyDocument[];
  /** Series that could not be read. */
  readonly failed: number;
  /** What readers starred here and saved: as the page has it too. */
  readonly stars: readonly StarsRead[];
  /** Why the last of them could not. */
  readonly reason?: unknown;
  /** Whether the archive has named its series since the study opened, and can be asked. */
  readonly listing: Listing;
  /** It named none. */
  readonly isBare: boolean;
  readonly shown: ReadonlyMap<SopUid, ShownDocument>;
  /** Being shown. */
  readonly busy?: SopUid | undefined;
  /** The document that a link named is not there. */
  readonly isSavedLost?: boolean;
}

/** What the lists of series are worth: the archive's word since the study opened, of before, or it cannot be asked now. */
export type Listing = 'now' | 'asked' | 'failed';

/** What is known of the documents of the studies: all of them, not yet, or some could not be had. */
export type Knowledge = 'all' | 'reading' | 'unread';
export const knowledgeOf = ({ phase, failed, listing, isBare }: DocumentsState): Knowledge => {
  if (failed > 0 || listing === 'failed') return 'unread';
  return listing === 'now' && (phase === 'here' || isBare) ? 'all' : 'reading';
};
