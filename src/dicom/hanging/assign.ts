import type { SeriesFacts } from './facts';
import { demandOf, LEAST_SCORE, scoreOf, type Score } from './score';
import type { Selector } from './template';

/** A series that may hang. `key` tells it from others and decides last between equal ones. */
export interface Candidate {
  readonly key: string;
  readonly number?: number | undefined;
  readonly instanceCount?: number | undefined;
  readonly description?: string | undefined;
  readonly facts: SeriesFacts;
}

/** What becomes of a pane. */
export type Placed<C> =
  | { readonly state: 'hung'; readonly of: C; readonly score: Score }
  /** What is not described yet may fit: the pane waits for that. */
  | { readonly state: 'waiting' }
  /** Nothing fits. */
  | { readonly state: 'missing' };

interface Pair<C> {
  readonly pane: number;
  readonly of: C;
  readonly score: Score;
  readonly demand: number;
}

/** Apart by less, scores are equal: sums of fractions do not come out alike. */
const EQUAL = 1e-9;

/** Of series that fit a pane alike: the lower number, the more images, then words and UID: the same whatever order they came in. */
function compare(a: Candidate, b: Candidate): number {
  const words = (one: Candidate) => one.description ?? '';
  return (
    (a.number ?? Number.MAX_VALUE) - (b.number ?? Number.MAX_VALUE) ||
    (b.instanceCount ?? 0) - (a.instanceCount ?? 0) ||
    (words(a) < words(b) ? -1 : Number(words(a) > words(b))) ||
    (a.key < b.key ? -1 : Number(a.key > b.key))
  );
}

/**
 * Which series hangs in which pane: the best pair first, each series once; the same for any order of the series. `kept`: series that
 * hang already, by pane; they stay. A pane whose best is not described yet waits where another that is not could be as good, unless
 * `isFinal`: then what can be told decides.
 */
export function assign<C extends Candidate>(
  selectors: readonly (Selector | null)[],
  candidates: readonly C[],
  { kept = new Map<number, string>(), isFinal = false } = {},
): readonly (Placed<C> | undefined)[] {
  const placed: (Placed<C> | undefined)[] = selectors.map((selector) =>
    selector ? ({ state: 'missing' } as const) : undefined,
  );
  const used = new Set<string>();
  for (const [pane, key] of kept) {
    const of = candidates.find((one) => one.key === key);
    const selector = selectors[pane];
    if (!of || !selector) continue;
    placed[pane] = { state: 'hung', of, score: scoreOf(selector, of.facts) };
    used.add(key);
  }
  const pairs = selectors
    .flatMap((selector, pane): readonly Pair<C>[] =>
      selector && placed[pane]?.state !== 'hung'
        ? candidates.map((of) => ({
            ...{ pane, of, demand: demandOf(selector) },
            score: scoreOf(selector, of.facts),
          }))
        : [],
    )
    .filter(({ score, of }) => score.high >= LEAST_SCORE && !used.has(of.key))
    .toSorted(
      (a, b) =>
        (Math.abs(b.score.mid - a.score.mid) > EQUAL ? b.score.mid - a.score.mid : 0) ||
        b.demand - a.demand ||
        a.pane - b.pane ||
        compare(a.of, b.of),
    );
  for (const { pane, of, score } of pairs) {
    if (placed[pane]?.state === 'hung' || used.has(of.key) || score.mid < LEAST_SCORE) continue;
    placed[pane] = { state: 'hung', of, score };
    used.add(of.key);
  }
  if (isFinal) return placed;
  return placed.map((one, pane) => {
    if (!one || kept.has(pane)) return one;
    const mine = pairs.filter((pair) => pair.pane === pane);
    // What could still turn out better, or to fit at all.
    const isOpen = (pair: Pair<C>) => pair.score.high - pair.score.low > EQUAL;
    if (one.state === 'missing')
      return mine.some((pair) => isOpen(pair) && !used.has(pair.of.key)) ? { state: 'waiting' } : one;
    if (one.state !== 'hung') return one;
    const rival = mine.some(
      (pair) => pair.of !== one.of && isOpen(pair) && pair.score.high > one.score.low + EQUAL,
    );
    return one.score.low >= LEAST_SCORE && !rival ? one : { state: 'waiting' };
  });
}
