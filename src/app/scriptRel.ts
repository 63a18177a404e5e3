/** What is kept on a device: the address of the page's first file, which is named by its content and by what it loads, and a count. */
const KEY = 'isocenter.code';
/** Chromium keeps what it compiled of a file the second time it meets it. */
const MET = 2;

/**
 * How files of code are fetched ahead. Chromium parses what is preloaded as a module beside the download, but then leaves out what it keeps
 * of files that it compiled before; what is preloaded as a script it takes from there, functions and all, and parses on the page's own time
 * where it keeps nothing. So the second is for pages that were here before, out of the cache.
 */
export const scriptRel: 'preload' | 'modulepreload' =
  countVisits(import.meta.url) >= MET && isCached(import.meta.url) ? 'preload' : 'modulepreload';

/** Visits of this very page before, as far as they matter. */
function countVisits(url: string): number {
  try {
    const [of, count] = (localStorage.getItem(KEY) ?? '').split(' ');
    const before = of === url ? Number(count) || 0 : 0;
    if (before < MET) localStorage.setItem(KEY, `${url} ${before + 1}`);
    return before;
  } catch {
    return 0; // Storage is forbidden.
  }
}

function isCached(url: string): boolean {
  return performance
    .getEntriesByName(url, 'resource')
    .some(
      (entry) =>
        entry instanceof PerformanceResourceTiming && entry.transferSize === 0 && entry.decodedBodySize > 0,
    );
}
