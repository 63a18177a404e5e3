import { useMemo } from 'react';
import { toStudyQuery, type Filters } from './filters';
import { useDebouncedFilters } from './useDebounced';

/** What the archive is asked: as it is typed, and once the typing rests. The same objects as long as their content is the same. */
export function useListQuery(filters: Filters) {
  const settled = useDebouncedFilters(filters);
  const typed = useStable(toStudyQuery(filters, new Date()));
  const asked = useStable(toStudyQuery(settled, new Date()));
  return { typed, asked };
}

/** The same object as long as the content is the same. */
function useStable<T>(value: T): T {
  const text = JSON.stringify(value);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the text is the value
  return useMemo(() => value, [text]);
}
