import type { SeriesSummary } from '@/archive/contract/archive';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { StudyUid } from '@/dicom/dataset/uid';
import { toSeriesRow } from './seriesList';
import { seriesListKey, storedKey, withMissing } from './seriesListQuery';

/** An object that stands in the archive now. */
export interface StoredObject {
  readonly study: StudyUid;
  readonly dataset: DicomJson;
}

/** A cache of answers that can be told of more. */
interface Keeping {
  setQueryData<T>(key: readonly unknown[], change: (before: T | undefined) => T | undefined): unknown;
  invalidateQueries(filter: { readonly queryKey: readonly unknown[]; readonly exact: true }): Promise<void>;
}

/** What this page stored is listed at once, and the archive is asked for its own word. */
export function noteStored(cache: Keeping, archive: string, { study, dataset }: StoredObject): void {
  const row = toSeriesRow(dataset, study);
  if (!row) return;
  const queryKey = seriesListKey(archive, study);
  const fresh: readonly SeriesSummary[] = [{ ...row, instanceCount: 1 }];
  const add = (before: readonly SeriesSummary[]) => withMissing(before, fresh);
  cache.setQueryData<readonly SeriesSummary[]>(storedKey(archive, study), (before = []) => add(before));
  cache.setQueryData<readonly SeriesSummary[]>(queryKey, (before) => before && add(before));
  void cache.invalidateQueries({ queryKey, exact: true });
}
