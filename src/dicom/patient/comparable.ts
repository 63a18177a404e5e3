import type { JsonValue, PersonNameJson } from '@/dicom/dataset/dicomJson';
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
