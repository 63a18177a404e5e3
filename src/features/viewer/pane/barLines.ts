import type { Measurement } from '@/measurement/measurement';
import type { SeriesLoad } from '@/imaging/pane/paneStore';

/** What a line of a slice bar says: images here, images that failed, the part that is played, an edge of it, a measurement. */
export type LineKind = 'here' | 'failed' | 'played' | 'edge' | 'marked';

/** A line beside the images of a series, in shares of its length from 0 to 1. */
export interface BarLine {
  readonly kind: LineKind;
  readonly from: number;
  readonly length: number;
}

/** Where an image stands along the bar, from 0 to 1: in the middle of its own part. For all that points at it. */
export const shareOf = (place: number, count: number): number => (place + 0.5) / Math.max(1, count);

/** The image, from 0, in whose part a share of the bar lies. */
export const placeAt = (share: number, count: number): number =>
  Math.min(count - 1, Math.max(0, Math.floor(share * count)));

/** How many lines are told apart: a bar has few more pixels. */
const MOST = 256;

/** Places from 0 of the images with measurements. */
export function markedPlaces(list: readonly Measurement[], load: SeriesLoad | undefined): readonly number[] {
  const order = load?.order ?? [];
  const drawn = new Set(list.map(({ sop, frame }) => `${sop}/${frame}`));
  return order.flatMap(({ sop, frame }, place) => (drawn.has(`${sop}/${frame}`) ? [place] : []));
}

/** Images side by side with the same fate; `had` as SeriesLoad has it. */
function runsOf(had: ArrayLike<number>): readonly BarLine[] {
  const runs: BarLine[] = [];
  const count = had.length;
  for (let from = 0; from < count; from++) {
    const fate = had[from];
    if (!fate) continue;
    let to = from + 1;
    while (to < count && had[to] === fate) to++;
    runs.push({
      kind: fate === 1 ? 'here' : 'failed',
      from: from / count,
      length: (to - from) / count,
    });
    from = to - 1;
  }
  return runs;
}

/** Some images as one: failed where one of them failed, here where one is. */
const grouped = (had: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: MOST }, (_, at) => {
    const group = had.subarray(
      Math.floor((at * had.length) / MOST),
      Math.ceil(((at + 1) * had.length) / MOST),
    );
    return group.reduce((most, fate) => Math.max(most, fate), 0);
  });

/**
 * What a slice bar shows of its series, the later above the earlier: what is here and what failed, what is played where that is a part, and
 * where measurements are.
 *
 * @param marked Places from 0.
 * @param played The first and the last place, from 0; empty: all.
 */
export function barLines(
  had: Uint8Array,
  marked: readonly number[],
  [first, last]: readonly number[],
): readonly BarLine[] {
  const one = 1 / Math.max(1, had.length);
  const exact = runsOf(had);
  const runs = exact.length > MOST ? runsOf(grouped(had)) : exact;
  const isPart = first !== undefined && last !== undefined;
  return [
    ...runs,
    ...(isPart
      ? [
          { kind: 'played' as const, from: first * one, length: (last + 1 - first) * one },
          { kind: 'edge' as const, from: first * one, length: 0 },
          { kind: 'edge' as const, from: (last + 1) * one, length: 0 },
        ]
      : []),
    ...marked.map((place) => ({ kind: 'marked' as const, from: shareOf(place, had.length), length: 0 })),
  ];
}

/** Makes elements of the lines, and keeps those that are there. */
export function writeLines(rail: HTMLElement, lines: readonly BarLine[]): void {
  while (rail.childElementCount > lines.length) rail.lastElementChild?.remove();
  lines.forEach(({ kind, from, length }, at) => {
    const known = rail.children[at];
    const line = known instanceof HTMLElement ? known : rail.appendChild(document.createElement('i'));
    if (line.dataset['line'] !== kind) line.dataset['line'] = kind;
    const [top, height] = [`${100 * from}%`, `${100 * length}%`];
    if (line.style.top !== top) line.style.top = top;
    if (line.style.height !== height) line.style.height = height;
  });
}
