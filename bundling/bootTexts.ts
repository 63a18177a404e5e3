import { join } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import { LANGUAGES } from '../src/i18n/languages.ts';

type Texts = Readonly<Record<string, string>>;
export interface BootLanguage {
  readonly id: string;
  readonly direction: 'ltr' | 'rtl';
  readonly texts: Texts;
}

const PLACE = /<!-- (boot\.[\w ,.]+) -->/g;

/**
 * Sentences in the language of the browser, of which no script knows yet: the first child of an SVG `switch` whose
 * `systemLanguage` the browser speaks is the one that is shown, read aloud and found (SVG 2, 5.8.3); the others have no box.
 *
 * @param languages the one that is spoken where no other is asked for first.
 */
export function bootSentences(keys: readonly string[], languages: readonly BootLanguage[]): string {
  const [first, ...others] = languages;
  const said = ({ id, direction, texts }: BootLanguage): string => {
    const sentences = keys.map((key) => {
      const text = texts[key];
      if (text === undefined) throw new Error(`src/i18n/${id}/boot.ts: ${key} is missing`);
      return `<p>${text}</p>`;
    });
    const when = id === first?.id ? '' : ` systemLanguage="${id}"`;
    return `<foreignObject${when} width="100%" height="100%"><div lang="${id}" dir="${direction}">${sentences.join('')}</div></foreignObject>`;
  };
  return `<svg width="100%" height="100%"><switch>${[...others, ...(first ? [first] : [])].map(said).join('')}</switch></svg>`;
}

/** Puts the sentences of `boot.ts` of each language below `folder` where index.html names their keys: `<!-- boot.wait, boot.late -->`. */
export function bootTexts(folder: string): Plugin {
  const written = LANGUAGES.filter(({ isPseudo }) => isPseudo !== true);
  return {
    name: 'boot-texts',
    async transformIndexHtml(html) {
      const languages = await Promise.all(
        written.map(async ({ id, direction, folder: name }): Promise<BootLanguage> => {
          const file = join(folder, name, 'boot.ts');
          const { module } = await runnerImport<{ readonly boot: Texts }>(file, {
            configFile: false,
            logLevel: 'error',
          });
          return { id, direction, texts: module.boot };
        }),
      );
      return html.replaceAll(PLACE, (_, keys: string) => bootSentences(keys.split(', '), languages));
    },
  };
}
