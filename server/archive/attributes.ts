/** The level of the information model that an attribute belongs to (PS3.4 C.6.1.1). */
export type QueryLevel = 'study' | 'series' | 'instance';

/** Attributes kept in memory and offered as matching keys, by level (PS3.18 10.6.1.2.3, and what worklists ask for). */
export const ATTRIBUTES = {
  study: [
    '00080020',
    '00080030',
    '00080050',
    '00080080',
    '00080090',
    '00080201',
    '00081030',
    '00081048',
    '00081060',
    '00100010',
    '00100020',
    '00100021',
    '00100030',
    '00100032',
    '00100040',
    '00101010',
    '00101020',
    '00101030',
    '00102160',
    '00104000',
    '0020000D',
    '00200010',
  ],
  series: [
    '00080021',
    '00080031',
    '00080060',
    '00080070',
    '00081010',
    '0008103E',
    '00081040',
    '00081050',
    '00081070',
    '00081090',
    '00180015',
    '00181030',
    '00185100',
    '0020000E',
    '00200011',
    '00200052',
    '00200060',
    '00400244',
    '00400245',
    '00400253',
    '00400275',
  ],
  instance: [
    '00080008',
    '00080012',
    '00080013',
    '00080016',
    '00080018',
    '00080022',
    '00080023',
    '00080032',
    '00080033',
    '00200012',
    '00200013',
    '00200032',
    '00200037',
    '00280002',
    '00280004',
    '00280008',
    '00280010',
    '00280011',
    '00280100',
    '0040A043',
    '0040A491',
    '0040A493',
    '00420010',
    '00700080',
    '00700081',
  ],
} as const satisfies Record<QueryLevel, readonly string[]>;

/** Attributes computed from what is stored, by the level whose rows carry them. */
export const COMPUTED = {
  study: ['00080056', '00080061', '00080062', '00081190', '00201206', '00201208'],
  series: ['00081190', '00201209'],
  instance: ['00081190', '00083002'],
} as const satisfies Record<QueryLevel, readonly string[]>;

/** Not sent unless asked for by includefield (or all): everything else small is. */
export const ON_REQUEST: ReadonlySet<string> = new Set([
  '00080012',
  '00080013',
  '00081048',
  '00081040',
  '00081050',
  '00081060',
  '00081070',
  '00081090',
  '00101010',
  '00101020',
  '00101030',
  '00102160',
  '00104000',
  '00200037',
  '00400275',
]);

const LEVELS = ['study', 'series', 'instance'] as const;
/** The highest level at which each is kept. */
const LEVEL_OF: ReadonlyMap<string, QueryLevel> = new Map(
  [...LEVELS]
    .reverse()
    .flatMap((level) =>
      [...ATTRIBUTES[level], ...COMPUTED[level]].map((tag): readonly [string, QueryLevel] => [tag, level]),
    ),
);

/** The level at which a matching key is looked up, or undefined when it is not held in memory. */
export const levelOf = (tag: string): QueryLevel | undefined => LEVEL_OF.get(tag);
