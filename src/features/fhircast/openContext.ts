import type { CastStanding } from '@/features/contract/dictationLink';
import type { CastEntry, CastEventName } from '@/protocol/fhircast';
import type { CastSubject } from '@/protocol/fhircastContext';
import type { StudyPlace } from '@/protocol/reading';

/** What is open at the hub. */
export interface OpenContext {
  readonly subject: CastSubject;
  readonly eventId?: string;
  readonly atMs?: number;
  readonly versionId?: string | undefined;
  /** As this page told it; undefined: somebody else opened it. */
  readonly told?: readonly CastEntry[] | undefined;
}

export const isSameStudyPlace = (a: StudyPlace | undefined, b: StudyPlace | undefined): boolean =>
  a?.archive === b?.archive && a?.study === b?.study;

export const isSameAnchor = (a: CastSubject, b: CastSubject): boolean =>
  a.anchor === b.anchor &&
  ((a.anchorId !== undefined && a.anchorId === b.anchorId) ||
    a.studies.some(({ uid }) => uid !== undefined && b.studies.some((one) => one.uid === uid)));

export const isSameStanding = (a: CastStanding, b: CastStanding): boolean =>
  a.line === b.line &&
  a.differs === b.differs &&
  a.who === b.who &&
  a.canOpen === b.canOpen &&
  a.canTell === b.canTell &&
  a.canInsert === b.canInsert &&
  a.inserted.join() === b.inserted.join();

/** Before a hub has said anything. */
export const NOTHING_YET: CastStanding = {
  line: 'joining',
  differs: undefined,
  canOpen: false,
  canTell: false,
  canInsert: 'line',
  inserted: [],
};

/** What a page subscribes to. */
export const EVENTS_HEARD: readonly CastEventName[] = [
  'ImagingStudy-open',
  'ImagingStudy-close',
  'DiagnosticReport-open',
  'DiagnosticReport-update',
  'DiagnosticReport-close',
  'Patient-open',
  'Patient-close',
  'Home-open',
  'SyncError',
  'Heartbeat',
];

/** Where measurements of a study on the screen go: the report that is open, and what that calls its study. */
export function reportOf(context: OpenContext | undefined, study: string | undefined) {
  const { anchorId: report, studies = [] } = context?.subject ?? {};
  const own = studies.find(({ uid }) => uid === study) ?? (studies.length === 1 ? studies[0] : undefined);
  return { study, report, studyId: own?.id, versionId: context?.versionId };
}
