import type { DicomJson, JsonValue } from '@/dicom/dicomJson';
import { comparableDay } from '@/dicom/samePatient';
import { vrOf } from '../part10/dictionary';
import type { Key } from './query';

const LISTS = new Set(['UI']);
const RANGES = new Set(['DA', 'TM', 'DT']);
const NUMBERS = new Set(['IS', 'DS', 'US', 'SS', 'UL', 'SL', 'FL', 'FD']);
const MODALITIES_IN_STUDY = '00080061';

/** Letters without accents and case, so that "muller" finds "MÜLLER". */
export const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();

const escape = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');

/** A pattern with * and ? (PS3.4 C.2.2.2.4); letter case does not matter. */
const wildcard = (pattern: string): RegExp =>
  new RegExp(`^${escape(pattern).replaceAll('*', '.*').replaceAll('?', '.')}$`, 'isu');

/** A name group without the empty components at its end, which mean nothing. */
const trimName = (text: string): string => text.replace(/[\^ ]+$/, '').trim();

function namesOf(value: JsonValue): string[] {
  if (typeof value === 'string') return value.split('=').map(trimName);
  if (typeof value !== 'object' || value === null) return [];
  return ['Alphabetic', 'Ideographic', 'Phonetic'].flatMap((group) => {
    const name: unknown = Reflect.get(value, group);
    return typeof name === 'string' ? [trimName(name)] : [];
  });
}

/** Fuzzy semantic matching: every word asked for begins some word of the name (PS3.18 8.3.4.2). */
function fuzzyName(pattern: string, names: readonly string[]): boolean {
  const words = (text: string): string[] =>
    fold(text)
      .split(/[\s^=,*?.-]+/)
      .filter((word) => word !== '');
  const held = names.flatMap(words);
  return words(pattern).every((word) => held.some((each) => each.startsWith(word)));
}

function matchName(pattern: string, values: readonly JsonValue[], fuzzy: boolean): boolean {
  const names = values.flatMap(namesOf);
  if (fuzzy) return fuzzyName(pattern, names);
  const groups = pattern
    .split('=')
    .map(trimName)
    .filter((group) => group !== '');
  return groups.some((group) => {
    const test = wildcard(group);
    return names.some((name) => test.test(name));
  });
}

/** Dates and times as digits that sort as text: YYYYMMDD, HHMMSS.FFFFFF; separators of old files fall away. */
const digits = (text: string, vr: string): string =>
  vr === 'DA' ? comparableDay(text) : text.replaceAll(':', '').trim();

/** Whether a date or time lies in `from-to`, `from-`, `-to`, or begins with a single value (PS3.4 C.2.2.2.5). */
function matchRange(pattern: string, value: string, vr: string): boolean {
  const held = digits(value, vr);
  // A DT may carry a UTC offset (+hhmm or -hhmm) that must not be taken for a range.
  const dash = /^(.*?)-(?!\d{4}$)(.*)$/.exec(pattern) ?? (vr === 'DT' ? null : /^(.*?)-(.*)$/.exec(pattern));
  if (dash === null) return held.startsWith(digits(pattern, vr));
  const from = digits(dash[1] ?? '', vr);
  const to = digits(dash[2] ?? '', vr);
  return held !== '' && (from === '' || held >= from) && (to === '' || held.slice(0, to.length) <= to);
}

function matchOne(pattern: string, vr: string, values: readonly JsonValue[], fuzzy: boolean): boolean {
  // Empty value matching (PS3.4 C.2.2.2.7): two double quotes.
  if (pattern === '""') return values.length === 0;
  if (vr === 'PN') return matchName(pattern, values, fuzzy);
  const texts = values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String);
  if (LISTS.has(vr)) return texts.includes(pattern);
  if (RANGES.has(vr)) return texts.some((value) => matchRange(pattern, value, vr));
  if (NUMBERS.has(vr)) return texts.some((value) => Number(value) === Number(pattern));
  const test = wildcard(pattern);
  return texts.some((value) => test.test(value));
}

/** The alternatives that one value of a key stands for: UID lists, and several modalities. */
function alternatives(value: string, tag: string, vr: string): string[] {
  const isList = LISTS.has(vr) || tag === MODALITIES_IN_STUDY;
  const parts = isList ? value.split(/[,\\]/) : value.split('\\');
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Whether a row answers a key; a key without a value matches everything (PS3.4 C.2.2.2.3). */
export function matches(row: DicomJson, { tag, values }: Key, fuzzy: boolean): boolean {
  const vr = vrOf(tag) ?? 'LO';
  if (vr === 'SQ') return true;
  const patterns = values.flatMap((value) => alternatives(value, tag, vr));
  if (patterns.every((pattern) => /^\*+$/.test(pattern))) return true;
  const held = (row[tag]?.Value ?? []).filter((value) => value !== null);
  return patterns.some((pattern) => matchOne(pattern, vr, held, fuzzy));
}
