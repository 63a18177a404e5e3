import type { DicomElement, JsonValue } from '@/dicom/dataset/dicomJson';
import { foldName, withoutUmlauts } from '@/dicom/patient/nameSearch';
import { comparableDay } from '@/dicom/patient/comparable';
import { vrOf } from '../part10/dictionary';
import type { Effort } from './effort';
import { isList, patternsOf, type QueryKey } from './key';
import { hasWildcard, isLike } from './wildcard';

const RANGES = new Set(['DA', 'TM', 'DT']);
const NUMBERS = new Set(['IS', 'DS', 'US', 'SS', 'UL', 'SL', 'FL', 'FD']);
/** More of a value is not looked at; what matches is at most 64 characters a component (PS3.5 6.2). */
const VALUE_LENGTH = 1024;

/** How letters are made alike before they are compared. */
export type Fold = (text: string) => string;

/** Letters without accents and case, so that "muller" finds "MÜLLER". */
export const fold: Fold = foldName;

/** Whether an element answers a key. */
export type Test = (element: DicomElement | undefined) => boolean;
type TestValues = (values: readonly JsonValue[]) => boolean;

/** A name group without the empty components at its end, which mean nothing. */
const trimName = (text: string): string => text.replace(/[\^ ]+$/, '').trim();

function namesOf(value: JsonValue): string[] {
  if (typeof value === 'string') return value.slice(0, VALUE_LENGTH).split('=').map(trimName);
  if (typeof value !== 'object' || value === null) return [];
  return ['Alphabetic', 'Ideographic', 'Phonetic'].flatMap((group) => {
    const name: unknown = Reflect.get(value, group);
    return typeof name === 'string' ? [trimName(name.slice(0, VALUE_LENGTH))] : [];
  });
}

const wordsOf = (text: string, folded: Fold): string[] =>
  folded(text)
    .split(/[\s^=,*?.-]+/)
    .filter((word) => word !== '');

/** Fuzzy semantic matching: every word asked for begins some word of the name (PS3.18 8.3.4.2). */
function fuzzyName(pattern: string, folded: Fold, effort: Effort): TestValues {
  const wanted = wordsOf(pattern, folded);
  return (values) => {
    const held = values.flatMap(namesOf).flatMap((name) => wordsOf(name, folded));
    effort.spend(4 + held.length * wanted.length);
    return wanted.every((word) => held.some((each) => each.startsWith(word)));
  };
}

/** One pattern against one text; letter case does not matter. Stars are counted for what they may cost. */
function textTest(pattern: string, effort: Effort): (text: string) => boolean {
  const wanted = pattern.toLowerCase();
  if (!hasWildcard(wanted)) return (text) => text.toLowerCase() === wanted;
  return (text) => {
    const held = text.slice(0, VALUE_LENGTH).toLowerCase();
    effort.spend(Math.ceil((held.length * (1 + wanted.length / 8)) / 32));
    return isLike(wanted, held);
  };
}

function nameTest(pattern: string, folded: Fold, effort: Effort): TestValues {
  const groups = pattern
    .split('=')
    .map((group) => folded(trimName(group)))
    .filter((group) => group !== '');
  const tests = groups.map((group) => textTest(group, effort));
  // Mueller and Müller are one name.
  const others = groups.map((group) => textTest(withoutUmlauts(group), effort));
  return (values) => {
    const names = values.flatMap(namesOf).map(folded);
    if (tests.some((test) => names.some(test))) return true;
    return others.some((test) => names.some((name) => test(withoutUmlauts(name))));
  };
}

/** Dates and times as digits that sort as text: YYYYMMDD, HHMMSS.FFFFFF; separators of old files fall away. */
const digits = (text: string, vr: string): string =>
  vr === 'DA' ? comparableDay(text) : text.replaceAll(':', '').trim();

/** Whether a date or time lies in `from-to`, `from-`, `-to`, or begins with a single value (PS3.4 C.2.2.2.5). */
function rangeTest(pattern: string, vr: string): (value: string) => boolean {
  // A DT may carry a UTC offset (+hhmm or -hhmm) that must not be taken for a range.
  const dash = /^([^-]*)-(?!\d{4}$)(.*)$/.exec(pattern) ?? /^(.*?)-(?!\d{4}$)(.*)$/.exec(pattern);
  const parts = dash ?? (vr === 'DT' ? null : /^(.*?)-(.*)$/.exec(pattern));
  if (parts === null) {
    const begin = digits(pattern, vr);
    return (value) => digits(value, vr).startsWith(begin);
  }
  const from = digits(parts[1] ?? '', vr);
  const to = digits(parts[2] ?? '', vr);
  return (value) => {
    const held = digits(value, vr);
    return held !== '' && (from === '' || held >= from) && (to === '' || held.slice(0, to.length) <= to);
  };
}

/** The texts of an element's values. */
const textsOf = (values: readonly JsonValue[]): string[] =>
  values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String);

function patternTest(
  pattern: string,
  vr: string,
  isFuzzy: boolean,
  folded: Fold,
  effort: Effort,
): TestValues {
  // Empty value matching (PS3.4 C.2.2.2.7): two double quotes.
  if (pattern === '""') return (values) => values.length === 0;
  if (vr === 'PN') return isFuzzy ? fuzzyName(pattern, folded, effort) : nameTest(pattern, folded, effort);
  if (RANGES.has(vr)) {
    const test = rangeTest(pattern, vr);
    return (values) => textsOf(values).some((value) => test(value.slice(0, VALUE_LENGTH)));
  }
  if (NUMBERS.has(vr)) {
    const wanted = Number(pattern);
    return (values) => textsOf(values).some((value) => Number(value) === wanted);
  }
  const test = textTest(pattern, effort);
  return (values) => textsOf(values).some(test);
}

/** A key made ready to be asked often; undefined: it matches everything. */
export function keyTest(
  key: QueryKey,
  how: { readonly isFuzzy: boolean; readonly effort: Effort; readonly fold?: Fold },
): Test | undefined {
  const patterns = patternsOf(key);
  if (patterns === undefined) return undefined;
  const { effort, isFuzzy } = how;
  const vr = vrOf(key.tag) ?? 'LO';
  const held = (element: DicomElement | undefined): readonly JsonValue[] => {
    const values = element?.Value ?? [];
    return values.includes(null) ? values.filter((value) => value !== null) : values;
  };
  if (isList(vr)) {
    const wanted = new Set(patterns);
    const takesNone = wanted.has('""');
    return (element) => {
      const values = held(element);
      effort.spend(1);
      return values.length === 0 ? takesNone : values.some((value) => wanted.has(String(value)));
    };
  }
  const tests = patterns.map((pattern) => patternTest(pattern, vr, isFuzzy, how.fold ?? fold, effort));
  return (element) => {
    const values = held(element);
    return tests.some((test) => {
      effort.spend(1);
      return test(values);
    });
  };
}
