import type { StudyPage, StudySummary } from '@/archive/contract/archive';
import { personOfRow, whoseRow } from '@/dicom/priors/whoseRow';

/** What an archive lists under the patient ID of a study beside it. */
export interface OtherStudies {
  /** Those of the same person, newest first. */
  readonly same: readonly StudySummary[];
  /** How many are left out: of another name, birth date or sex; of nobody knows whose ID. */
  readonly contradicts: number;
  readonly unissued: number;
  /** The archive has more than were looked through. */
  readonly isCut: boolean;
}

export const NO_OTHERS: OtherStudies = { same: [], contradicts: 0, unissued: 0, isCut: false };

/**
 * Other studies of the person of a study, of what its archive answers to the patient ID: an ID alone is no person. `issuer` is that of
 * the archive by the settings.
 */
export function otherStudies(
  study: StudySummary,
  { rows, more, cut }: Pick<StudyPage, 'rows' | 'more' | 'cut'>,
  issuer: string | undefined,
): OtherStudies {
  // The list's own row does not say the issuer: it is not asked for there.
  const asked = rows.find((row) => row.study === study.study)?.issuer;
  const person = personOfRow(asked === undefined ? study : { ...study, issuer: asked }, issuer);
  const judged = rows
    .filter((row) => row.study !== study.study)
    .map((row) => ({ row, whose: whoseRow(person, row, { isSame: true, issuer }) }));
  const count = (which: 'contradicts' | 'unissued') => judged.filter(({ whose }) => whose === which).length;
  return {
    same: judged
      .filter(({ whose }) => whose === 'same')
      .map(({ row }) => row)
      .toSorted((a, b) => (b.date ?? '').localeCompare(a.date ?? '')),
    contradicts: count('contradicts'),
    unissued: count('unissued'),
    isCut: more || cut === true,
  };
}
