/**
 * The gap that most of the way between the first and the last of rising places is made of, mm: half of the way has gaps of at least this.
 * Places that lie beside each other by rounding do not make it small. Undefined: all are one place.
 */
export function mainGap(places: readonly number[]): number | undefined {
  const gaps = places.slice(1).map((one, at) => one - (places[at] ?? 0));
  gaps.sort((a, b) => b - a);
  const way = gaps.reduce((sum, gap) => sum + gap, 0);
  if (!(way > 1e-6)) return undefined;
  let gone = 0;
  for (const gap of gaps) {
    gone += gap;
    if (gone >= way / 2) return gap;
  }
  return gaps.at(-1);
}

/** Rising places, those nearer than this to the first of them being one, mm. */
export function merged(places: readonly number[], nearerMm: number): readonly number[] {
  const found: number[] = [];
  for (const one of places) if (found.length === 0 || one - (found.at(-1) ?? 0) >= nearerMm) found.push(one);
  return found;
}
