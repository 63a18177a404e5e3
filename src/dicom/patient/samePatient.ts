import type { JsonValue } from '@/dicom/dataset/dicomJson';
import { readDay } from '@/dicom/values/day';
import { unpadded } from '@/dicom/values/reading';
import { comparableDay, comparableGroup, comparableId, nameGroupsOf } from './comparable';
import { mayBeSame } from './sameText';

/** Archives that answer in another character set lose letters: what is left on both sides is compared. */
const contradict = (a: string, b: string): boolean => a !== '' && b !== '' && a !== b && !mayBeSame(a, b);

/** Whether two IDs of one object, told in two places, are of two patients, whatever their case; what one side does not say is no contradiction. */
export const otherId = (a: string | undefined, b: string | undefined): boolean =>
  contradict(comparableId(a).toUpperCase(), comparableId(b).toUpperCase());

/** Whether two names are of two people: by any group that both have; Tarō is 太郎 and 太朗. */
export function otherName(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  const [mine, theirs] = [nameGroupsOf(a).map(comparableGroup), nameGroupsOf(b).map(comparableGroup)];
  // Some write the whole name into its first component: DOE JOHN.
  const words = (group: string | undefined) => (group ?? '').replaceAll(/[\^\s]+/g, ' ').trim();
  return mine.some((group, at) => contradict(words(group), words(theirs[at])));
}

const SEXES: ReadonlySet<string> = new Set(['M', 'F']);

/** Whether two sexes (0010,0040) are two: M and F; O, words of a site and what one side does not say are no contradiction. */
export function otherSex(a: string | undefined, b: string | undefined): boolean {
  const [mine = '', theirs = ''] = [a, b].map((sex) => unpadded(sex ?? '').toUpperCase());
  return SEXES.has(mine) && SEXES.has(theirs) && mine !== theirs;
}

/** Whether two dates, of birth or of a study, are two days. One that can be read and one that cannot are not comparable. */
export function otherDay(a: string | undefined, b: string | undefined): boolean {
  const isRead = (value: string | undefined) => readDay(value).kind === 'value';
  return isRead(a) === isRead(b) && contradict(comparableDay(a), comparableDay(b));
}
