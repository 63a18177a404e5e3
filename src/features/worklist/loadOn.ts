import { InfiniteQueryObserver, type QueryClient } from '@tanstack/react-query';
import type { Archive, StudyQuery, StudySummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { Sort } from './filters';
import { sortStudies } from './sort';
import { studiesQuery, unique } from './useStudies';
import type { ListPosition } from './worklistProps';

/** After so many pages without a row, a person is told that none came. */
const BARREN_PAGES = 20;

/** A list as it was asked for and ordered. */
export interface LoadOnRequest {
  readonly archive: Archive;
  readonly query: StudyQuery;
  readonly sort: Sort | undefined;
  /** Of further studies those that belong to the list as it was narrowed. */
  keep(studies: readonly StudyUid[]): Promise<readonly StudyUid[]>;
}

/** The rows that stand behind those that a reader has passed, so that none is passed over. */
export function rowsBehind(
  passed: readonly StudyUid[],
  rows: readonly StudySummary[],
  sort: Sort | undefined,
): readonly StudyUid[] {
  const known = new Set(passed);
  const others = rows.filter(({ study }) => !known.has(study));
  return (sort ? sortStudies(others, sort) : others).map(({ study }) => study);
}

/**
 * Loads on a list that is not on the screen: the rows of its next page stand behind those that were there, in its order. Rejects as the
 * archive does.
 */
export async function loadOn(
  lists: QueryClient,
  asked: LoadOnRequest,
  position: ListPosition,
): Promise<void> {
  const { archive, query, sort, keep } = asked;
  const pages = new InfiniteQueryObserver(lists, studiesQuery(archive, query));
  // A list that was forgotten meanwhile begins with rows that are known.
  for (let page = 0; page < BARREN_PAGES; page++) {
    const { data, error, hasNextPage, isError } = await pages.fetchNextPage({ cancelRefetch: false });
    const { listed } = position;
    if (listed?.archive !== archive.id) return;
    if (isError) throw error;
    const behind = await keep(rowsBehind(listed.studies, unique(data?.pages ?? []), sort));
    // Another list may have come meanwhile.
    if (position.listed !== listed) return;
    position.listed = { ...listed, studies: [...listed.studies, ...behind], isCut: hasNextPage };
    if (behind.length > 0 || !hasNextPage) return;
  }
}
