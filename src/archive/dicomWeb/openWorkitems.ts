import type { Credentials } from '@/archive/contract/credentials';
import { toRoot } from '@/archive/http/address';
import { createAsk } from '@/archive/http/jsonCall';
import { JSON_DEADLINES, queryText } from '@/archive/http/jsonClient';
import { WorkitemSearch } from '@/archive/search/searchWorkitems';

/** Workitems of the archive at a root of the settings. `codes`: tasks that are the reading of a study; absent: Interpretation. */
export function openWorkitems(
  root: string,
  credentials: Credentials | undefined,
  codes?: readonly string[],
): WorkitemSearch {
  const address = toRoot(root, location.origin);
  const ask = createAsk(address, () => new XMLHttpRequest(), credentials);
  const question = { what: 'workitems', deadlineMs: JSON_DEADLINES.queryMs };
  return new WorkitemSearch(
    (params, signal) => ask({ ...question, url: `${address}/workitems${queryText(params)}`, signal }),
    codes,
  );
}
