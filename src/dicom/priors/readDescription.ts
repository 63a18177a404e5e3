import { NEIGHBOURS, REGION_WORDS, SIDE_WORDS, type BodyRegion, type BodySide } from './regionWords';

/** Shorter words mean a region only where they stand alone: hip is no part of hippocampus. */
const WITHIN_LETTERS = 5;

/** Lower case, without accents, words with one blank between them and around. */
export const folded = (said: string): string =>
  ` ${said
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/** The regions of each word, the longest first: what it covers is read no more. */
const WORDS: readonly (readonly [word: string, regions: readonly BodyRegion[]])[] = (() => {
  const regions = new Map<string, BodyRegion[]>();
  for (const table of Object.values(REGION_WORDS))
    for (const [region, words] of Object.entries(table))
      for (const word of words.map((one) => folded(one).trim()))
        regions.set(word, [...(regions.get(word) ?? []), region as BodyRegion]);
  return [...regions].toSorted(([a], [b]) => b.length - a.length);
})();

/** The regions that descriptions and body parts name; none where they name none that is known. */
export function bodyRegionsOf(said: readonly (string | undefined)[]): ReadonlySet<BodyRegion> {
  const found = new Set<BodyRegion>();
  for (const one of said) {
    let rest = folded(one ?? '');
    for (const [word, regions] of WORDS) {
      const isWithin = word.length >= WITHIN_LETTERS && !word.includes(' ');
      if (!rest.includes(isWithin ? word : ` ${word} `)) continue;
      for (const region of regions) found.add(region);
      rest = isWithin
        ? rest.replaceAll(new RegExp(`\\S*${word}\\S*`, 'gu'), ' ')
        : rest.replaceAll(` ${word} `, '  ');
    }
  }
  return found;
}

/** The side that descriptions name; undefined where they name none, `both` where they name two. */
export function sideOf(said: readonly (string | undefined)[]): BodySide | undefined {
  const words = new Set(
    said.flatMap((one) =>
      folded(one ?? '')
        .trim()
        .split(' '),
    ),
  );
  const sides = new Set(
    Object.values(SIDE_WORDS).flatMap((table) =>
      (['left', 'right', 'both'] as const).filter((side) => table[side].some((word) => words.has(word))),
    ),
  );
  if (sides.has('both') || (sides.has('left') && sides.has('right'))) return 'both';
  return [...sides][0];
}

/** How two sets of regions lie to each other; `unknown`: one of them is empty. */
export function regionMatch(
  a: ReadonlySet<BodyRegion>,
  b: ReadonlySet<BodyRegion>,
): 'same' | 'neighbour' | 'other' | 'unknown' {
  if (a.size === 0 || b.size === 0) return 'unknown';
  if ([...a].some((region) => b.has(region))) return 'same';
  const isBeside = NEIGHBOURS.some(([one, two]) => (a.has(one) && b.has(two)) || (a.has(two) && b.has(one)));
  return isBeside ? 'neighbour' : 'other';
}
