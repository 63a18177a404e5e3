import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import { TEXT_PARTS } from '../src/i18n/parts.ts';
import { PSEUDO_LETTERS, pseudoText } from './pseudo.ts';

const TEXTS = 'virtual:texts';
/** The language in which every text is written first. */
const FIRST = 'en';

type Texts = Readonly<Record<string, string>>;

/**
 * `virtual:texts`: the texts of each language below `folder` and of the pseudo-languages, each part a file that is fetched alone. What a
 * language does not say yet is there in English: no page fetches a second language for it.
 */
export function languages(folder: string): Plugin {
  const own = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'first.ts')))
    .map(({ name }) => name);
  const names = [...own, ...PSEUDO_LETTERS.keys()].flatMap((language) =>
    TEXT_PARTS.map((part) => `${language}/${part}`),
  );

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
      if (name === '') {
        const rows = names.map((name) => `${JSON.stringify(name)}: () => import('${TEXTS}/${name}')`);
        return `export const fetches = { ${rows.join(', ')} };`;
      }
      const [language = '', part = ''] = name.split('/');
      const watch = (file: string) => void (file.startsWith('/') && this.addWatchFile(file));
      const english = await read(FIRST, part, watch);
      const letters = PSEUDO_LETTERS.get(language);
      const texts = letters
        ? Object.fromEntries(Object.entries(english).map(([key, text]) => [key, pseudoText(text, letters)]))
        : { ...english, ...(language === FIRST ? {} : await read(language, part, watch)) };
      return `export default ${JSON.stringify(texts)};`;
    },
  };
}
