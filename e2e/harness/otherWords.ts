import type { Page } from '@playwright/test';
import { LANGUAGES } from '@/i18n/languages';
import { PSEUDO_LETTERS } from '../../bundling/pseudo';
import { SpokenTexts, type LanguageId } from './spokenTexts';

/** A text in another language: what it is without its values, their names, and words and names in turn of what is said instead. */
type Saying = readonly [literal: string, names: readonly string[], instead: readonly string[]];

/** What is on the screen in `of`, said in another language. */
export interface OtherWords {
  readonly id: LanguageId;
  readonly direction: 'ltr' | 'rtl';
  readonly sayings: readonly Saying[];
  /** For what is none of them: a part of a text that stands by itself. */
  readonly letters: Readonly<Record<string, string>>;
  /** Long words, with a hyphen at each place where they may be broken. */
  readonly breaks: readonly string[];
}

interface InPage {
  /** Says what is on the screen in that language; how many texts were others. */
  say(id: string): number;
  takeBack(): void;
}
declare global {
  interface Window {
    otherWords?: InPage;
  }
}

const MARK = /\{\{\s*(\w+)(?:\s*,\s*number)?\s*\}\}/;
/** Where a value stands: in a language from right to left each is isolated (src/i18n/spoken.ts). */
const VALUE = '\u2068\u2069';

/** @param of the language of the page, one that is made by code and read from right to left: what is said in it can be taken apart. */
export async function otherWords(of: SpokenTexts, id: LanguageId, folder: string): Promise<OtherWords> {
  const to = await SpokenTexts.of(id);
  const sayings = new Map<string, Saying>();
  for (const [key, text] of Object.entries(of.own)) {
    const [parts, instead] = [text.split(MARK), (to.own[key] ?? text).split(MARK)];
    const literal = parts.filter((_, at) => at % 2 === 0).join(VALUE);
    // Two texts may be one in English: the longer of the other language has less room.
    if ((sayings.get(literal)?.[2].join('').length ?? 0) <= instead.join('').length)
      sayings.set(literal, [literal, parts.filter((_, at) => at % 2 === 1), instead]);
  }
  const [from, letters] = [PSEUDO_LETTERS.get(folder), PSEUDO_LETTERS.get(folderOf(id))];
  return {
    id,
    direction: LANGUAGES.find((one) => one.id === id)?.direction ?? 'ltr',
    sayings: [...sayings.values()],
    letters: Object.fromEntries(
      [...(from ?? [])].map(([plain, letter]) => [letter, (letters?.get(plain) ?? plain).toLowerCase()]),
    ),
    breaks: (to.own['tile.breaks'] ?? '').split(' ').filter((word) => word.includes('-')),
  };
}

export const folderOf = (id: LanguageId): string => LANGUAGES.find((one) => one.id === id)?.folder ?? '';

/** Runs in the page: everything it needs is given, or within. */
function bringInto(others: readonly OtherWords[]): void {
  const OPENS = /[\u2066-\u2068]/;
  /** Where what opens at `start` ends, both counted by what opens and closes. */
  const endOf = (text: string, start: number, opens: RegExp, closes: string): number => {
    for (let at = start, depth = 0; at < text.length; at++) {
      const sign = text[at] ?? '';
      if (opens.test(sign)) depth++;
      else if (sign === closes && --depth === 0) return at;
    }
    return text.length;
  };
  const translator = ({ sayings, letters, breaks }: OtherWords) => {
    const known = new Map(sayings.map((saying) => [saying[0], saying]));
    const spell = (text: string) => [...text].map((sign) => letters[sign] ?? sign).join('');
    const soften = (text: string) =>
      breaks.reduce(
        (now, word) => now.replaceAll(word.replaceAll('-', ''), word.replaceAll('-', '\u00AD')),
        text,
      );
    /** One text, ⟦ to ⟧, with its values. */
    const sayOne = (text: string): string => {
      let literal = '';
      const values: string[] = [];
      for (let at = 0; at < text.length; at++) {
        const sign = text[at] ?? '';
        if (OPENS.test(sign)) {
          const end = endOf(text, at, OPENS, '\u2069');
          values.push(text.slice(at + 1, end));
          literal += '\u2068\u2069';
          at = end;
        } else if (sign !== '\u00AD') literal += sign;
      }
      const saying = known.get(literal);
      if (!saying) return spell(text);
      const [, names, instead] = saying;
      return soften(
        instead.map((part, at) => (at % 2 ? say(values[names.indexOf(part)] ?? '') : part)).join(''),
      );
    };
    const say = (text: string): string => {
      let said = '';
      for (let at = 0; at < text.length; at++) {
        const start = text.indexOf('⟦', at);
        if (start < 0) return said + spell(text.slice(at));
        const end = endOf(text, start, /⟦/, '⟧');
        said += text.slice(at, start) + sayOne(text.slice(start, end + 1));
        at = end;
      }
      return said;
    };
    return say;
  };
  const languages = new Map(others.map((one) => [one.id as string, { ...one, say: translator(one) }]));
  const undo: (() => void)[] = [];
  window.otherWords = {
    say(id) {
      const language = languages.get(id);
      if (!language) throw new Error(`not brought: ${id}`);
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      let changed = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const [text, was] = [node, node.nodeValue ?? ''];
        const now = language.say(was);
        if (now === was) continue;
        changed++;
        text.nodeValue = now;
        // What the page says anew meanwhile stays.
        undo.push(() => text.nodeValue === now && (text.nodeValue = was));
      }
      const attribute = (element: Element, name: string, now: string) => {
        const was = element.getAttribute(name) ?? '';
        element.setAttribute(name, now);
        undo.push(() => element.getAttribute(name) === now && element.setAttribute(name, was));
      };
      for (const name of ['placeholder', 'data-tip'])
        for (const element of document.querySelectorAll(`[${name}]`))
          attribute(element, name, language.say(element.getAttribute(name) ?? ''));
      for (const element of document.querySelectorAll('[dir="rtl"]'))
        attribute(element, 'dir', language.direction);
      return changed;
    },
    takeBack() {
      for (const one of undo.splice(0).toReversed()) one();
    },
  };
}

/** Does something while the page says all that is on the screen in another language, and takes it back. */
export async function inOtherWords<T>(
  page: Page,
  others: readonly OtherWords[],
  id: LanguageId,
  act: () => Promise<T>,
): Promise<T> {
  if (!(await page.evaluate(() => window.otherWords !== undefined))) await page.evaluate(bringInto, others);
  const changed = await page.evaluate(async (language) => {
    const count = window.otherWords?.say(language) ?? 0;
    // What measures itself has then found its place.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    return count;
  }, id);
  if (changed === 0) throw new Error(`nothing on the screen is said in ${id}`);
  const done = await act();
  await page.evaluate(() => window.otherWords?.takeBack());
  return done;
}
