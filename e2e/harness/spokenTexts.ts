import { LANGUAGES } from '@/i18n/languages';
import { TEXT_PARTS, type TextKey } from '@/i18n/parts';
import { PSEUDO_LETTERS, pseudoTexts } from '../../bundling/pseudo';

/** Languages that the browser tests walk through: one that somebody wrote, and both made by code (src/i18n/languages.ts). */
export const WALKED = ['ar-XB', 'en-XA', 'de'] as const;
export type LanguageId = (typeof WALKED)[number];

type Texts = Readonly<Record<string, string>>;

async function textsOf(folder: string): Promise<Texts> {
  const parts = TEXT_PARTS.map(async (part) => {
    const module = (await import(`../../src/i18n/${folder}/${part}.ts`)) as Readonly<Record<string, Texts>>;
    return module[part] ?? {};
  });
  return Object.assign({}, ...(await Promise.all(parts))) as Texts;
}

/** What the page says in a language, and in English. */
export class SpokenTexts {
  /** Every text in English. */
  readonly english: Texts;
  readonly own: Texts;

  private constructor(english: Texts, own: Texts) {
    this.english = english;
    this.own = own;
  }

  static async of(id: LanguageId): Promise<SpokenTexts> {
    const english = await textsOf('en');
    const folder = LANGUAGES.find((language) => language.id === id)?.folder ?? '';
    const letters = PSEUDO_LETTERS.get(folder);
    if (!letters) return new SpokenTexts(english, await textsOf(folder));
    return new SpokenTexts(english, pseudoTexts(english, letters));
  }

  /** A text without values. */
  say(key: TextKey): string {
    return this.own[key] ?? key;
  }

  /** A text with values, as a pattern: each value may be anything. */
  pattern(key: TextKey): RegExp {
    const words = this.say(key).split(/\{\{.*?\}\}/);
    return new RegExp(`^${words.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
  }
}
