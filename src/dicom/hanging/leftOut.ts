/** What of a foreign protocol there is no such thing of here, in the order in which it is said. */
export const LEFT_KINDS = [
  'groups',
  'screens',
  'layout',
  'boxes',
  'tiles',
  'mpr',
  'volume',
  'cine',
  'blending',
  'noImages',
  'prior',
  'conditions',
  'regions',
  'procedures',
  'side',
  'window',
  'orientation',
  'sorting',
  'looks',
  'links',
  'partial',
] as const;
export type LeftKind = (typeof LEFT_KINDS)[number];

/** How often something could not be taken over. */
export interface LeftOut {
  readonly what: LeftKind;
  readonly count: number;
}

/** Kinds, once for each time, as they are told. */
export function countLeft(kinds: readonly LeftKind[]): readonly LeftOut[] {
  return LEFT_KINDS.flatMap((what) => {
    const count = kinds.filter((one) => one === what).length;
    return count === 0 ? [] : [{ what, count }];
  });
}
