import { isAborted } from '@/archive/contract/archiveError';
import { toStudyUid, type StudyUid } from '@/dicom/dataset/uid';
import { patientFit } from '@/features/contract/toldPatient';
import { readAccession } from '@/protocol/accession';
import type { CastStudy, CastSubject } from '@/protocol/fhircastContext';
import {
  findAccession,
  type AccessionArchive,
  type AccessionFound,
  type AccessionStudy,
  type NotAsked,
} from './findAccession';

/** A study that an EHR has open; `isSure`: its patient is the EHR's, by an ID that both say. */
export interface LaunchedStudy extends AccessionStudy {
  readonly isSure: boolean;
}

export interface LaunchFound {
  readonly studies: readonly LaunchedStudy[];
  readonly notAsked: readonly NotAsked[];
  /** How many were left out, since the archive has them of another patient than the EHR. */
  readonly others: number;
}

const ROWS = 20;

/** The study of a UID (0020,000D) in each archive. @throws when it was called off */
async function findUid(
  study: StudyUid,
  archives: readonly AccessionArchive[],
  signal: AbortSignal,
): Promise<AccessionFound> {
  const each = await Promise.all(
    archives.map(async ({ archive, name, isClosed }): Promise<AccessionFound> => {
      if (isClosed) return { studies: [], notAsked: [{ name, why: 'closed' }] };
      try {
        const { rows } = await archive.search({ study }, { offset: 0, limit: ROWS }, signal);
        const own = rows.filter((row) => row.study === study);
        return {
          studies: own.map((row) => ({ archive: archive.id, archiveName: name, row })),
          notAsked: [],
        };
      } catch (error) {
        if (isAborted(error)) throw error;
        return { studies: [], notAsked: [{ name, why: 'dead' }] };
      }
    }),
  );
  return {
    studies: each.flatMap(({ studies }) => studies),
    notAsked: each.flatMap(({ notAsked }) => notAsked),
  };
}

/** One study that the EHR names: by its UID, else by its accession numbers. */
async function findOne(
  { uid, accessions }: CastStudy,
  archives: readonly AccessionArchive[],
  signal: AbortSignal,
): Promise<AccessionFound> {
  const study = uid === undefined ? undefined : toStudyUid(uid);
  if (study) return findUid(study, archives, signal);
  const numbers = new Set(
    accessions.map(({ value }) => readAccession(value)).filter((one) => one !== undefined),
  );
  const each = await Promise.all([...numbers].map((number) => findAccession(number, archives, signal)));
  return {
    studies: each.flatMap(({ studies }) => studies),
    notAsked: each.flatMap(({ notAsked }) => notAsked),
  };
}

/**
 * Looks in archives for the studies that an EHR has open, and compares patients: what an archive has of another patient is left out.
 * @throws when it was called off.
 */
export async function findLaunched(
  { studies: told, patient }: CastSubject,
  archives: readonly AccessionArchive[],
  signal: AbortSignal,
): Promise<LaunchFound> {
  const each = await Promise.all(told.map((one) => findOne(one, archives, signal)));
  const rows = new Map(
    each.flatMap(({ studies }) => studies).map((one) => [`${one.archive} ${one.row.study}`, one]),
  );
  const judged = [...rows.values()].map((one) => ({ one, fit: patientFit(patient, one.row) }));
  const missing = new Map(each.flatMap(({ notAsked }) => notAsked).map((one) => [one.name, one]));
  return {
    studies: judged.flatMap(({ one, fit }) => (fit === 'other' ? [] : [{ ...one, isSure: fit === 'same' }])),
    notAsked: [...missing.values()],
    others: judged.filter(({ fit }) => fit === 'other').length,
  };
}

/**
 * The one study that is meant, where there is no doubt: the EHR names one, its patient is that of the archive, and nothing else was left
 * out. Of a UID that several archives hold the first one's; of an accession number, which two sites may give, every archive has answered.
 */
export function onlyLaunched(
  { studies: told }: CastSubject,
  { studies, notAsked, others }: LaunchFound,
): { readonly archive: string; readonly study: StudyUid } | undefined {
  const [first] = studies;
  const [named, ...more] = told;
  if (!first || !named || more.length > 0 || others > 0) return undefined;
  if (new Set(studies.map(({ row }) => row.study)).size > 1) return undefined;
  if (named.uid === undefined && (studies.length > 1 || notAsked.length > 0 || first.isUnchecked))
    return undefined;
  return first.isSure && first.row.conflicting !== true
    ? { archive: first.archive, study: first.row.study }
    : undefined;
}
