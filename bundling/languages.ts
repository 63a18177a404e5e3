import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import { TEXT_PARTS, type TextPart } from '../src/i18n/parts.ts';
import { PSEUDO_LETTERS, pseudoTexts } from './pseudo.ts';

const TEXTS = 'virtual:texts';
/** The language in which every text is written first. */
const FIRST = 'en';

/** Parts that a page asks for before any other text is here. Where the others are, the first one knows: no page learns the addresses of languages it does not speak. */
const AT_ONCE: readonly TextPart[] = ['first', 'viewing'];

type Texts = Readonly<Record<string, string>>;

/** What fetches parts of a language, each by its name: source of an object. */
const fetching = (rows: readonly (readonly [name: string, file: string])[]): string =>
  `{ ${rows.map(([name, file]) => `${JSON.stringify(name)}: () => import('${TEXTS}/${file}')`).join(', ')} }`;

/**
 * `virtual:texts`: the texts of each language below `folder` and of the pseudo-languages, each part a file that is fetched alone. What a
 * language does not say yet is there in English: no page fetches a second language for it.
 */
export function languages(folder: string): Plugin {
  const own = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'first.ts')))
    .map(({ name }) => name);
  const atOnce = [...own, ...PSEUDO_LETTERS.keys()].flatMap((language) =>
    AT_ONCE.map((part) => [`${language}/${part}`, `${language}/${part}`] as const),
  );
  const later = TEXT_PARTS.filter((part) => !AT_ONCE.includes(part));

  const read = async (language: string, part: string, watch: (file: string) => void): Promise<Texts> => {
    const file = join(folder, language, `${part}.ts`);
    if (!existsSync(file)) return {};
    const { module, dependencies } = await runnerImport<Readonly<Record<string, Texts>>>(file, {
      configFile: false,
      logLevel: 'error',
    });
    for (const one of [file, ...dependencies]) watch(one);
    return module[part] ?? {};
  };

  return {
    name: 'languages',
    resolveId: (id) => (id.startsWith(TEXTS) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${TEXTS}`)) return undefined;
      const name = id.slice(`\0${TEXTS}/`.length);
      if (name === '') return `export const fetches = ${fetching(atOnce)};`;
      const [language = '', part = ''] = name.split('/');
      const watch = (file: string) => void (file.startsWith('/') && this.addWatchFile(file));
      const english = await read(FIRST, part, watch);
      const letters = PSEUDO_LETTERS.get(language);
      const texts = letters
        ? pseudoTexts(english, letters)
        : { ...english, ...(language === FIRST ? {} : await read(language, part, watch)) };
      const more = later.map((part) => [part, `${language}/${part}`] as const);
      return [
        `export default ${JSON.stringify(texts)};`,
        ...(part === 'first' ? [`export const more = ${fetching(more)};`] : []),
      ].join('\n');
    },
  };
}
