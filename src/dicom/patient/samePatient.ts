import type { JsonValue, PersonNameJson } from '@/dicom/dataset/dicomJson';
import { mayBeSame } from './sameText';
import { readDay, toDa } from '@/dicom/values/day';
import { unpadded } from '@/dicom/values/reading';

/** The alphabetic, ideographic and phonetic groups of a PN as archives send them (PS3.5 6.2.1); empty ones as ''. */
export function nameGroupsOf(value: JsonValue | undefined): readonly [string, string, string] {
  const groups =
    typeof value === 'string'
      ? value.split('=')
      : (['Alphabetic', 'Ideographic', 'Phonetic'] as const).map(
          (group) => (value as PersonNameJson | null | undefined)?.[group],
        );
  const at = (index: number) => (typeof groups[index] === 'string' ? unpadded(groups[index]) : '');
  return [at(0), at(1), at(2)];
}

/** One group so that equal names are equal texts: padding, empty components at the end, blanks, case, Unicode's forms. */
export const comparableGroup = (group: string): string =>
  group
    .normalize('NFC')
    .split('^')
    .map((part) => unpadded(part).replaceAll(/\s+/g, ' '))
    .join('^')
    .replace(/\^+$/, '')
    .toUpperCase();

/** A whole name so that equal names are equal texts. */
export const comparableName = (value: JsonValue | undefined): string =>
  nameGroupsOf(value).map(comparableGroup).join('=').replace(/=+$/, '');

/** An ID so that equal IDs are equal texts; its letters keep their case, which may tell two people apart. */
export const comparableId = (value: string | undefined): string =>
  unpadded(value ?? '')
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ');

/** A day so that equal days are equal texts, in whichever form; one that does not exist by its digits alone. */
export function comparableDay(value: string | undefined): string {
  const reading = readDay(value);
  if (reading.kind === 'absent') return '';
  if (reading.kind === 'value') return toDa(reading.value);
  return reading.raw.replaceAll(/[-./\s]/g, '').toUpperCase();
}

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
