import type { TFunction } from 'i18next';

/** Values for the {{marks}} of a text. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** A text taken apart: even places are words, odd ones the names of values. */
type Parts = readonly string[];

const MARK = /\{\{([^{}]+)\}\}/;

/** Of a text whose marks are plain names; undefined where i18next has more to do, such as writing numbers. */
function partsOf(text: string): Parts | undefined {
  const parts = text.split(MARK).map((part, at) => (at % 2 ? part.trim() : part));
  return parts.some((part, at) => at % 2 && !/^\w+$/.test(part)) || text.includes('$t(') ? undefined : parts;
}

const filled = (parts: Parts, values: MessageValues | undefined): string =>
  parts.length === 1
    ? (parts[0] ?? '')
    : parts.map((part, at) => (at % 2 ? String(values?.[part] ?? '') : part)).join('');

/** The form that a count chooses: 0 has one of its own in i18next, beside those of the language. */
const formOf = (rules: Intl.PluralRules, count: number): string =>
  count === 0 ? 'none' : rules.select(count);

/**
 * The translate function of a language, each text looked up and taken apart once. i18next does both at every call, with a
 * regular expression for each: a twentieth of a second of every opening, and of each step of a scroll what painting takes.
 */
export function createSpoken(translate: TFunction, language: string) {
  const known = new Map<string, Parts | 'as it is'>();
  const rules = new Intl.PluralRules(language);
  return (key: string, values?: MessageValues): string => {
    const count = values?.['count'];
    const isCounted = typeof count === 'number';
    const name = isCounted ? `${key} ${formOf(rules, count)}` : key;
    let parts = known.get(name);
    if (parts === undefined) {
      const text: string = translate(key, { ...(isCounted ? { count } : {}), skipInterpolation: true });
      parts = partsOf(text) ?? 'as it is';
      // A part of the page whose texts are not here yet may bring them.
      if (text !== key) known.set(name, parts);
    }
    return parts === 'as it is' ? translate(key, { ...values }) : filled(parts, values);
  };
}
