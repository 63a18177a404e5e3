import type { JsonValue, PersonNameJson } from './dicomJson';
import { readDay, toDa } from './values/day';
import { unpadded } from './values/reading';

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

/** Letters that only one side could write: lost, replaced, or written by others (Müller, Mueller, M?ller). */
const UNCERTAIN = /[^\x20-\x7e]+|\?+/gu;
const WILD = '\0';

/** Whether two texts may be the same one where each uncertain run stands for any letters, or none. */
function mayBeSame(a: string, b: string): boolean {
  const [mine, theirs] = [a.replace(UNCERTAIN, WILD), b.replace(UNCERTAIN, WILD)];
  /** For each length of `theirs`, whether that much of it may be what of `mine` was read so far. */
  let reached = Array.from({ length: theirs.length + 1 }, (_, at) => /^\0*$/.test(theirs.slice(0, at)));
  for (const letter of mine) {
    const next = [letter === WILD && reached[0] === true];
    for (let at = 1; at <= theirs.length; at++) {
      const other = theirs[at - 1];
      const isWild = letter === WILD || other === WILD;
      const isSame = letter === other && reached[at - 1] === true;
      next.push(
        isSame || (isWild && (reached[at - 1] === true || reached[at] === true || next[at - 1] === true)),
      );
    }
    reached = next;
  }
  return reached[theirs.length] === true;
}

/** Archives that answer in another character set lose letters: what is left on both sides is compared. */
const contradict = (a: string, b: string): boolean => a !== '' && b !== '' && a !== b && !mayBeSame(a, b);

/** Whether two IDs of one object, told in two places, are of two patients, whatever their case; what one side does not say is no contradiction. */
export const otherId = (a: string | undefined, b: string | undefined): boolean =>
  contradict(comparableId(a).toUpperCase(), comparableId(b).toUpperCase());

/** Whether two names are of two people: by the first group that both have. */
export function otherName(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  const [mine, theirs] = [nameGroupsOf(a).map(comparableGroup), nameGroupsOf(b).map(comparableGroup)];
  const shared = mine.findIndex((group, at) => group !== '' && (theirs[at] ?? '') !== '');
  // Some write the whole name into its first component: DOE JOHN.
  const words = (group: string | undefined) => (group ?? '').replaceAll(/[\^\s]+/g, ' ').trim();
  return shared >= 0 && contradict(words(mine[shared]), words(theirs[shared]));
}

/** Whether two birth dates are of two days. One that can be read and one that cannot are not comparable. */
export function otherBirthDate(a: string | undefined, b: string | undefined): boolean {
  const isRead = (value: string | undefined) => readDay(value).kind === 'value';
  return isRead(a) === isRead(b) && contradict(comparableDay(a), comparableDay(b));
}
