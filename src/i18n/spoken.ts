import type { Language } from './languages';

/** Values for the {{marks}} of a text. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** What texts need to know of their language. */
type Tongue = Pick<Language, 'locale' | 'decimal' | 'direction'>;

/** A text taken apart: even places are words, odd ones the names of values. */
type Parts = readonly string[];

/** `{{name}}`, a number with the language's decimal sign, and `{{name, number}}` where thousands are told apart (1,234). */
const MARK = /\{\{\s*(\w+(?:\s*,\s*number)?)\s*\}\}/;
const NUMBER = /\s*,\s*number$/;

/**
 * The translate function of a language, each text looked up and taken apart once: what is said at each step of a scroll must
 * cost nothing. A count chooses the form of `key_one`, `key_other` (Intl.PluralRules) and, where there is one, `key_zero`.
 * A key without a text says itself.
 * @param textOf the text of a key in that language; one that comes later is found then.
 * @param language asked when the first text is said.
 */
export function createSpoken(textOf: (key: string) => string | undefined, language: () => Tongue) {
  const known = new Map<string, Parts>();
  // Made when they are needed: each reads the browser's data of languages, while the page begins.
  let rules: Intl.PluralRules | undefined;
  let numbers: Intl.NumberFormat | undefined;

  const formsOf = (key: string, count: number): readonly string[] => [
    ...(count === 0 ? [`${key}_zero`] : []),
    `${key}_${(rules ??= new Intl.PluralRules(language().locale)).select(count)}`,
    key,
    // A language may tell more forms apart than its texts do yet.
    `${key}_other`,
  ];
  const partsOf = (key: string, count: unknown): Parts | undefined => {
    const forms = typeof count === 'number' ? formsOf(key, count) : [key];
    for (const form of forms) {
      const parts = known.get(form) ?? textOf(form)?.split(MARK);
      if (parts === undefined) continue;
      known.set(form, parts);
      return parts;
    }
    return undefined;
  };
  const valueOf = (mark: string, values: MessageValues | undefined): string => {
    const name = mark.replace(NUMBER, '');
    const value = values?.[name] ?? '';
    if (typeof value !== 'number') return value;
    return name !== mark
      ? (numbers ??= new Intl.NumberFormat(language().locale)).format(value)
      : String(value).replace('.', language().decimal);
  };
  /** A value keeps its own order among words of the other direction (Unicode TR9, isolates). */
  const apart = (value: string): string =>
    language().direction === 'rtl' && value !== '' ? `\u2068${value}\u2069` : value;
  return (key: string, values?: MessageValues): string => {
    const parts = partsOf(key, values?.['count']);
    if (parts === undefined) return key;
    return parts.length === 1
      ? (parts[0] ?? '')
      : parts.map((part, at) => (at % 2 ? apart(valueOf(part, values)) : part)).join('');
  };
}
