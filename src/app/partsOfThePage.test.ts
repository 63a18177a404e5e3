import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('..', import.meta.url));

interface Later {
  readonly file: string;
  readonly texts: readonly string[];
}

/** A module: what it imports with it, what it imports later, and the keys of texts (and names of icons) that it says. */
interface Module {
  readonly now: readonly string[];
  /** Modules that are fetched later, with the texts that are fetched beside them. */
  readonly later: readonly Later[];
  readonly keys: readonly string[];
}

const files = new Set(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name),
  ),
);

const ICON = 'icon ';

/** The texts of each file of i18n/en: keys, and 'x' of 'x_one'. */
async function readTexts(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const texts = new Map<string, ReadonlySet<string>>();
  for (const file of [...files].filter((name) => name.startsWith('i18n/en/'))) {
    const module = (await import(/* @vite-ignore */ join(SRC, file))) as Record<string, object>;
    const keys = Object.values(module).flatMap((all) => Object.keys(all));
    texts.set(file, new Set(keys.flatMap((key) => [key, key.replace(/_(zero|one|other)$/, '')])));
  }
  // Icons come the same way.
  for (const file of ['ui/icons.ts', 'ui/viewingIcons.ts', 'ui/documentIcons.ts']) {
    const rows = readFileSync(join(SRC, file), 'utf8').matchAll(/^ {2}(\w+): Icon\w+,$/gm);
    texts.set(file, new Set([...rows].map(([, name = '']) => ICON + name)));
  }
  return texts;
}

function resolve(from: string, asked: string): string | undefined {
  const path = asked.startsWith('@/')
    ? asked.slice(2)
    : asked.startsWith('.')
      ? relative(SRC, join(SRC, dirname(from), asked))
      : undefined;
  return path === undefined ? undefined : [path, `${path}.ts`, `${path}.tsx`].find((name) => files.has(name));
}

function read(file: string, all: ReadonlySet<string>): Module {
  const code = readFileSync(join(SRC, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const named = (pattern: RegExp) =>
    [...code.matchAll(pattern)]
      .map(([, asked = '']) => resolve(file, asked))
      .filter((one) => one !== undefined);
  const whole = [...code.matchAll(/['"`]([a-z]\w*\.[\w.-]*)['"`]/gi)].map(([, key = '']) => key);
  // `pane.${state}` says any of these.
  const parts = [...code.matchAll(/`([a-z]\w*\.[\w.-]*)\$\{[^}]*\}([\w.-]*)`/gi)];
  const made = parts.flatMap(([, head = '', tail = '']) =>
    [...all].filter((key) => key.startsWith(head) && key.endsWith(tail)),
  );
  const icons = /\bIconName\b|<Icon\b/.test(code)
    ? /(?<!\[)['"](\w+)['"]/g
    : /\b(?:icon|name)(?:=|: )\{?['"](\w+)['"]/g;
  // Rows of tools name icons; the engine itself shows none.
  const shown = file.startsWith('imaging/')
    ? []
    : [...code.matchAll(icons)].map(([, name = '']) => ICON + name);
  return {
    now: [...named(/^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm)],
    later: laterOf(file, code),
    keys: /^(i18n\/|ui\/(viewingI|i)cons)/.test(file)
      ? []
      : [...[...whole, ...shown].filter((key) => all.has(key)), ...made],
  };
}

/** `import('./Part')` and `withTexts(import('./Part'), 'part')`. */
const LATER = /(?<!typeof )\bimport\(\s*'([^']+)'\s*\)((?:,\s*'\w+')*)/g;

const laterOf = (from: string, code: string): readonly Later[] =>
  [...code.matchAll(LATER)].flatMap(([, asked = '', parts = '']) => {
    const file = resolve(from, asked);
    const texts = [...parts.matchAll(/'(\w+)'/g)].map(([, part = '']) => `i18n/en/${part}.ts`);
    return file === undefined ? [] : [{ file, texts }];
  });

/** A module and all that comes with it. */
function closureOf(modules: ReadonlyMap<string, Module>, root: string): ReadonlySet<string> {
  const reached = new Set([root]);
  for (const file of reached) for (const next of modules.get(file)?.now ?? []) reached.add(next);
  return reached;
}

test('every part of the page brings the texts and icons that it shows, or comes after a part that brought them', async () => {
  const texts = await readTexts();
  const all = new Set([...texts.values()].flatMap((keys) => [...keys]));
  const modules = new Map([...files].map((file) => [file, read(file, all)] as const));
  const closures = new Map<string, ReadonlySet<string>>();
  // Who fetches a module, and with which texts.
  const importers = new Map<string, { readonly by: string; readonly texts: readonly string[] }[]>([
    ['app/entry.ts', []],
  ]);
  for (const [root] of importers) {
    const closure = closureOf(modules, root);
    closures.set(root, closure);
    for (const file of closure)
      for (const { file: part, texts } of modules.get(file)?.later ?? [])
        importers.set(part, [...(importers.get(part) ?? []), { by: root, texts }]);
  }
  const keysOf = (file: string): ReadonlySet<string> => {
    const inside = closureOf(modules, file);
    return new Set([...inside].flatMap((one) => [...(texts.get(one) ?? [])]));
  };
  // Icons come with the code that names them.
  const brought = (root: string) =>
    new Set(
      [...(closures.get(root) ?? [])].flatMap((file) =>
        file.startsWith('ui/') ? [...(texts.get(file) ?? [])] : [],
      ),
    );
  // At first all is held to be here; what an importer has not is taken away until nothing changes. The entry's own code says
  // nothing before `main` is there, which waits for the first texts.
  const start = new Set([
    ...brought('app/boot.ts'),
    ...brought('app/main.tsx'),
    ...keysOf('i18n/en/first.ts'),
  ]);
  const here = new Map([...importers.keys()].map((root) => [root, all as ReadonlySet<string>]));
  for (let changed = true; changed;) {
    changed = false;
    for (const [root, from] of importers) {
      const given = from.map(
        ({ by, texts }) => new Set([...(here.get(by) ?? []), ...texts.flatMap((file) => [...keysOf(file)])]),
      );
      const inherited = [...all].filter((key) => given.every((keys) => keys.has(key)));
      const next = new Set([...start, ...brought(root), ...(from.length > 0 ? inherited : [])]);
      if (next.size !== here.get(root)?.size) changed = true;
      here.set(root, next);
    }
  }
  const missing = [...importers.keys()].flatMap((root) =>
    [...(closures.get(root) ?? [])].flatMap((file) =>
      (modules.get(file)?.keys ?? [])
        .filter((key) => here.get(root)?.has(key) !== true)
        .map((key) => `${root}: ${file} says ${key}`),
    ),
  );
  expect([...new Set(missing)]).toEqual([]);
  // The test sees what it is about: parts, and keys in them.
  expect(importers.size).toBeGreaterThan(20);
  expect([...modules.values()].flatMap(({ keys }) => keys).length).toBeGreaterThan(500);
});
