import type { Plugin } from 'vite';

/** Vite's own way to fetch what a dynamic import needs. */
const HELPER = '\0vite/preload-helper.js';
const FIXED = "const scriptRel = 'modulepreload';";

interface Parts {
  /** Names of files that every page needs at once. */
  readonly first: ReadonlySet<string>;
  /** Names of files that a link to images needs beside them. */
  readonly ofImages: ReadonlySet<string>;
  /** A file that does not wait for another to have run. */
  readonly apart: readonly [file: string, other: string];
  /** The module that says how code is fetched ahead: `scriptRel`. */
  readonly scriptRel: string;
}

/**
 * Names in index.html what every page needs at once, code and styles, so that the browser fetches it beside the entry instead of
 * after it: the first round trips are the longest. What a link to images needs is named for the entry, which knows the address.
 * What comes later is fetched ahead as the page itself finds best.
 */
export function preloads({ first, ofImages, apart: [alone, other], scriptRel }: Parts): Plugin {
  return {
    name: 'preloads',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (id !== HELPER) return undefined;
      if (!code.includes(FIXED)) this.error('The bundler fetches ahead in another way than it did.');
      return {
        code: `import { scriptRel } from ${JSON.stringify(scriptRel)};${code.replace(FIXED, '')}`,
        map: null,
      };
    },
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const imported = new Set(chunks.filter(({ name }) => name === alone).flatMap(({ imports }) => imports));
      const shared = chunks.find(({ name, fileName }) => name === other && imported.has(fileName));
      if (shared) this.error(`${alone} imports ${other}: what they share belongs into an earlier file.`);
    },
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk');
        const named = (names: ReadonlySet<string>) => chunks.filter(({ name }) => names.has(name));
        const entry = chunks.filter(({ isEntry }) => isEntry).flatMap(({ imports }) => imports);
        const already = new Set(entry);
        const scripts = (names: ReadonlySet<string>) => {
          const files = new Set(named(names).flatMap(({ fileName, imports }) => [fileName, ...imports]));
          const added = [...files].filter((file) => !already.has(file));
          for (const file of added) already.add(file);
          return added;
        };
        const styles = (names: ReadonlySet<string>) => [
          ...new Set(named(names).flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])])),
        ];
        const link = (file: string, attrs: Record<string, string | true>) => ({
          tag: 'link',
          attrs: { ...attrs, crossorigin: true, href: `/${file}` },
          injectTo: 'head' as const,
        });
        return [
          ...scripts(first).map((file) => link(file, { rel: 'modulepreload' })),
          ...styles(first).map((file) => link(file, { rel: 'preload', as: 'style' })),
          ...scripts(ofImages).map((file) => link(file, { 'data-images': true, as: 'script' })),
          ...styles(ofImages).map((file) => link(file, { 'data-images': true, as: 'style' })),
        ];
      },
    },
  };
}
