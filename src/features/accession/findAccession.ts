import type { Archive, StudySummary } from '@/archive/contract/archive';
import { isAborted } from '@/archive/contract/archiveError';
import type { StudyUid } from '@/dicom/dataset/uid';

/** An archive that may hold studies of an accession number. */
export interface AccessionArchive {
  readonly archive: Pick<Archive, 'id' | 'search'>;
  /** What people read. */
  readonly name: string;
  /** It wants another sign-in than there is. */
  readonly isClosed?: boolean;
}

/** A study of the accession number. */
export interface AccessionStudy {
  readonly archive: string;
  readonly archiveName: string;
  readonly row: StudySummary;
  /** The archive says no accession numbers in its lists: that this is the one is its word alone. */
  readonly isUnchecked?: true;
}

/** An archive that was not looked through, or not whole. */
export interface NotAsked {
  readonly name: string;
  /** `cut`: more of its rows hold the number within theirs than are looked through. */
  readonly why: 'dead' | 'closed' | 'cut';
}

export interface AccessionFound {
  readonly studies: readonly AccessionStudy[];
  readonly notAsked: readonly NotAsked[];
}

const PAGE = 100;
const MOST_PAGES = 5;

/**
 * Looks for the studies of an accession number (0008,0050) in archives at once. Two sites may give one number: what comes is a list,
 * whose rows are compared with the number again here, since archives differ in what they match.
 * @throws when it was called off.
 */
export async function findAccession(
  number: string,
  archives: readonly AccessionArchive[],
  signal: AbortSignal,
): Promise<AccessionFound> {
  const each = await Promise.all(archives.map((one) => lookThrough(number, one, signal)));
  return {
    studies: each.flatMap(({ studies }) => studies),
    notAsked: each.flatMap(({ notAsked }) => notAsked),
  };
}

async function lookThrough(
  number: string,
  { archive, name, isClosed }: AccessionArchive,
  signal: AbortSignal,
): Promise<AccessionFound> {
  const without = (why: NotAsked['why']) => ({ studies: [], notAsked: [{ name, why }] });
  if (isClosed) return without('closed');
  try {
    const studies: AccessionStudy[] = [];
    let offset = 0;
    for (let pages = 1; ; pages += 1) {
      const query = { accession: number, isWholeAccession: true } as const;
      const page = await archive.search(query, { offset, limit: PAGE }, signal);
      for (const row of page.rows) {
        const said = row.accession?.trim();
        if (said !== undefined && said !== '' && said !== number) continue;
        const isUnchecked = said === undefined || said === '' ? ({ isUnchecked: true } as const) : {};
        studies.push({ archive: archive.id, archiveName: name, row, ...isUnchecked });
      }
      const isCut = page.cut === true || (page.more && pages === MOST_PAGES);
      if (isCut) return { studies, notAsked: [{ name, why: 'cut' }] };
      if (!page.more) return { studies, notAsked: [] };
      offset = page.nextOffset;
    }
  } catch (error) {
    if (isAborted(error)) throw error;
    return without('dead');
  }
}

/**
 * The one study that is meant, where there is no doubt: it alone bears the number, by what its archive says, and every archive was
 * looked through. Else a person chooses.
 */
export function onlyStudy({
  studies,
  notAsked,
}: AccessionFound): { readonly archive: string; readonly study: StudyUid } | undefined {
  const [only, ...others] = studies;
  if (!only || others.length > 0 || notAsked.length > 0) return undefined;
  if (only.isUnchecked || only.row.conflicting === true) return undefined;
  return { archive: only.archive, study: only.row.study };
}
