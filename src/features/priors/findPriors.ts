import type { Archive, SeriesSummary, StudySummary } from '@/archive/contract/archive';
import { comparableId } from '@/dicom/patient/comparable';
import type { StudyUid } from '@/dicom/dataset/uid';
import { isComparable, rankPriors, type Examination, type RankedPrior } from '@/dicom/priors/rankPriors';
import { bodyRegionsOf } from '@/dicom/priors/readDescription';
import { whoseRow, type PatientIdentity } from '@/dicom/priors/whoseRow';
import { hasPicture } from '@/dicom/series/modality';

/** Rows of an archive that are looked through for one ID: others hold it as part of theirs. */
const PAGE = 100;
const MOST_PAGES = 5;
/** Studies without a region in their description whose series are asked for it. */
const MOST_SERIES_LISTS = 5;

/** An archive of the settings, as priors are looked for in it. */
export interface PriorArchive {
  readonly archive: Pick<Archive, 'id' | 'search' | 'series'>;
  readonly name: string;
  /** Who issues its patient IDs, by the settings. */
  readonly issuer?: string | undefined;
  /** It wants another sign-in than the one that there is. */
  readonly isClosed?: boolean;
}

/** The study on the screen. */
export interface CurrentStudy extends Examination {
  readonly archive: string;
  readonly study: StudyUid;
  readonly person: PatientIdentity;
}

/** Another study of the same person. */
export interface PriorStudy extends Examination {
  readonly study: StudyUid;
  readonly archive: string;
  readonly archiveName: string;
  /** It is of the archive of the study on the screen, and can hang beside it. */
  readonly isHere: boolean;
  readonly description?: string | undefined;
}

/** Why something of an archive is not in the list. */
export interface PriorsLeftOut {
  readonly archive: string;
  readonly name: string;
  /**
   * `dead`: it did not answer; `closed`: another sign-in; `unissued`: so many studies under this ID of which nobody says who issued it;
   * `contradicts`: so many under this ID and issuer of another name, birth date or sex; `cut`: not all of its rows were looked through.
   */
  readonly why: 'dead' | 'closed' | 'unissued' | 'contradicts' | 'cut';
  readonly count: number;
}

export interface Priors {
  readonly ranked: readonly RankedPrior<PriorStudy>[];
  readonly leftOut: readonly PriorsLeftOut[];
  /** Archives that have not answered yet. */
  readonly waiting: number;
  /** Nothing more comes: of those that say no region their series were asked, too. */
  readonly isAll?: boolean;
}

interface Answer {
  readonly studies: readonly PriorStudy[];
  readonly leftOut: readonly PriorsLeftOut[];
}

const picturesOf = (modalities: readonly string[]): readonly string[] =>
  modalities.filter((modality) => hasPicture({ modality }));

/** What the series of a study say of the body. */
export const saidBySeries = (series: readonly SeriesSummary[]): readonly (string | undefined)[] =>
  series.flatMap(({ bodyPart, description }) => [bodyPart, description]);

async function rowsOf({ archive }: PriorArchive, id: string, signal: AbortSignal) {
  const rows: StudySummary[] = [];
  for (let page = 0, offset = 0; page < MOST_PAGES; page += 1) {
    const found = await archive.search({ patientId: id, issuer: true }, { offset, limit: PAGE }, signal);
    rows.push(...found.rows);
    if (!found.more) return { rows, isCut: found.cut === true };
    offset = found.nextOffset;
  }
  return { rows, isCut: true };
}

/** What one archive has of a person. Never rejects but for the signal. */
async function askOne(current: CurrentStudy, of: PriorArchive, signal: AbortSignal): Promise<Answer> {
  const { archive, name, issuer } = of;
  const isHere = archive.id === current.archive;
  const leave = (why: PriorsLeftOut['why'], count = 0): PriorsLeftOut => ({
    archive: archive.id,
    name,
    why,
    count,
  });
  if (of.isClosed === true) return { studies: [], leftOut: [leave('closed')] };
  const found = await rowsOf(of, current.person.id, signal).catch(() => undefined);
  signal.throwIfAborted();
  if (!found) return { studies: [], leftOut: [leave('dead')] };
  const others = found.rows.filter(({ study }) => study !== current.study);
  const judged = others.map((row) => ({
    row,
    whose: whoseRow(current.person, row, { isSame: isHere, issuer }),
  }));
  const count = (which: string) => judged.filter(({ whose }) => whose === which).length;
  const studies = judged
    .filter(({ whose }) => whose === 'same')
    .map(({ row }): PriorStudy => ({
      ...{ study: row.study, archive: archive.id, archiveName: name, isHere },
      ...{ description: row.description, date: row.date },
      ...{ modalities: picturesOf(row.modalities), said: [row.description] },
    }))
    // Reports alone are no pictures to compare.
    .filter(({ modalities }) => modalities.length > 0);
  const leftOut = (['unissued', 'contradicts'] as const)
    .filter((why) => count(why) > 0)
    .map((why) => leave(why, count(why)));
  return { studies, leftOut: [...leftOut, ...(found.isCut ? [leave('cut', found.rows.length)] : [])] };
}

/**
 * Other studies of the person of a study, in every archive of the settings; told after each answer, the best first. A study that two
 * archives hold stands once, as that of the archive on the screen. Rejects only when the signal aborts.
 */
export async function findPriors(
  current: CurrentStudy,
  archives: readonly PriorArchive[],
  tell: (priors: Priors) => void,
  signal: AbortSignal,
): Promise<void> {
  const answers = new Map<string, Answer>();
  const said = new Map<StudyUid, readonly (string | undefined)[]>();
  const all = (): readonly PriorStudy[] => {
    const byStudy = new Map<StudyUid, PriorStudy>();
    const studies = [...answers.values()].flatMap((answer) => answer.studies);
    for (const one of studies.toSorted((a, b) => Number(b.isHere) - Number(a.isHere)))
      if (!byStudy.has(one.study)) byStudy.set(one.study, one);
    return [...byStudy.values()].map((one) => ({
      ...one,
      said: [...one.said, ...(said.get(one.study) ?? [])],
    }));
  };
  const say = (isAll = false) => {
    if (signal.aborted) return;
    tell({
      ranked: rankPriors(current, all()),
      leftOut: archives.flatMap(({ archive }) => answers.get(archive.id)?.leftOut ?? []),
      waiting: archives.length - answers.size,
      ...(isAll ? { isAll } : {}),
    });
  };
  // Without an ID nobody is looked for: everybody without one would be found.
  if (comparableId(current.person.id) === '')
    return tell({ ranked: [], leftOut: [], waiting: 0, isAll: true });
  await Promise.all(
    archives.map(async (of) => {
      answers.set(of.archive.id, await askOne(current, of, signal));
      say();
    }),
  );
  const silent = rankPriors(current, all())
    .filter(({ of }) => bodyRegionsOf(of.said).size === 0)
    .slice(0, MOST_SERIES_LISTS);
  await Promise.all(
    silent.map(async ({ of }) => {
      const at = archives.find(({ archive }) => archive.id === of.archive);
      const series = await at?.archive.series(of.study, signal).catch(() => undefined);
      signal.throwIfAborted();
      if (series) said.set(of.study, saidBySeries(series));
    }),
  );
  say(true);
}

/** Those that hang beside the study on the screen, the best first. */
export const hangable = ({ ranked }: Priors): readonly RankedPrior<PriorStudy>[] =>
  ranked.filter(({ of, reasons }) => of.isHere && isComparable(reasons));

/**
 * Those that may hang by themselves, as priors of the study on the screen, the best first; undefined: not known yet. What is of a later day
 * is no prior, and where a region is not known the others are waited for.
 */
export function hangsByItself(priors: Priors): readonly PriorStudy[] | undefined {
  const found = hangable(priors).filter(({ reasons: { distance } }) => !distance || distance.count >= 0);
  const isKnown = found[0] && found[0].reasons.region !== 'unknown';
  return isKnown || priors.isAll ? found.map(({ of }) => of) : undefined;
}

/** The next older one than what hangs there; undefined: there is none. */
export function olderThan(priors: Priors, shown: StudyUid): RankedPrior<PriorStudy> | undefined {
  const byDate = hangable(priors)
    .filter(({ of }) => of.date !== undefined)
    .toSorted((a, b) => (b.of.date ?? '').localeCompare(a.of.date ?? ''));
  const at = byDate.findIndex(({ of }) => of.study === shown);
  return at < 0 ? undefined : byDate[at + 1];
}
