import type { ReadingProgress } from '@/archive/contract/studyWork';
import { isUid } from '@/dicom/dataset/uid';
import { items, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { formatPersonName } from '@/dicom/patient/personName';

/** Procedure Step State (0074,1000), as PS3.3 C.30.1 has it. */
const STATES = {
  SCHEDULED: 'scheduled',
  'IN PROGRESS': 'inProgress',
  COMPLETED: 'completed',
  CANCELED: 'canceled',
} as const satisfies Readonly<Record<string, ReadingProgress>>;

/** Attributes of a Unified Procedure Step (PS3.4 table CC.2.5-3) that are read here. */
export const WORKITEM_TAGS = {
  sopClass: '00080016',
  sop: '00080018',
  accession: '00080050',
  patientId: '00100020',
  study: '0020000D',
  /** Scheduled Workitem Code Sequence: what is to be done. */
  work: '00404018',
  /** Input Information Sequence: what it is to be done with. */
  input: '00404021',
  /** Actual Human Performers Sequence, and Human Performer's Name in it. */
  performers: '00404035',
  performer: '00404037',
  /** Referenced Request Sequence: the order. */
  request: '0040A370',
  state: '00741000',
  /** Unified Procedure Step Performed Procedure Sequence. */
  performed: '00741216',
} as const;
const TAG = WORKITEM_TAGS;

const UPS_PUSH = '1.2.840.10008.5.1.4.34.6.1';

/** A workitem of an archive: one task, and how far it is (PS3.18 11). */
export interface Workitem {
  readonly uid: string;
  readonly state: ReadingProgress;
  /** The codes of the task, as `value^scheme`. */
  readonly work: readonly string[];
  /** Studies that it names, of its order and of its input. */
  readonly studies: ReadonlySet<string>;
  readonly accessions: ReadonlySet<string>;
  readonly patientId?: string;
  /** Whoever does it, or has done it, as people read names. */
  readonly performers: readonly string[];
}

/** Names longer than any are no names. */
const MOST_NAME = 120;

function performersOf(dataset: DicomJson): readonly string[] {
  const names = items(dataset, TAG.performed)
    .flatMap((performed) => items(performed, TAG.performers))
    .map((performer) => performer[TAG.performer]?.Value?.[0])
    .map((name) => formatPersonName(typeof name === 'number' ? undefined : (name ?? undefined)));
  return [...new Set(names.filter((name) => name !== '').map((name) => name.slice(0, MOST_NAME)))];
}

/** A code as settings name it. */
const codeOf = (item: DicomJson): string => `${text(item, '00080100') ?? ''}^${text(item, '00080102') ?? ''}`;

/**
 * One answer of a search for workitems. Undefined: it is none, or its UID or state is not as the standard has it, so that nothing can be
 * told by it.
 */
export function readWorkitem(dataset: DicomJson): Workitem | undefined {
  const uid = text(dataset, TAG.sop);
  const sopClass = text(dataset, TAG.sopClass);
  const said = text(dataset, TAG.state) ?? '';
  const state = Object.hasOwn(STATES, said) ? STATES[said as keyof typeof STATES] : undefined;
  if (uid === undefined || !isUid(uid) || state === undefined) return undefined;
  if (sopClass !== undefined && sopClass !== UPS_PUSH) return undefined;
  const orders = items(dataset, TAG.request);
  const places = [dataset, ...orders, ...items(dataset, TAG.input)];
  const patientId = text(dataset, TAG.patientId);
  return {
    uid,
    state,
    work: items(dataset, TAG.work).map(codeOf),
    studies: new Set(places.flatMap((item) => text(item, TAG.study) ?? [])),
    accessions: new Set(orders.flatMap((order) => text(order, TAG.accession) ?? [])),
    ...(patientId === undefined ? {} : { patientId }),
    performers: performersOf(dataset),
  };
}
