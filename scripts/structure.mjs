import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'vite';

/**
 * What is wrong with the house as a whole, which no lint rule sees: `npm run check` fails on a cycle of modules (types and
 * import() counted) and on two folders that import each other; the rest is printed, without a limit: files over 400 lines,
 * functions over 60, names exported twice.
 */
const MOST_LINES = 400;
const MOST_OF_A_FUNCTION = 60;
const ENDINGS = ['', '.ts', '.tsx', '.mts', '.mjs', '.d.mts', '.css', '/index.ts'];

const isCode = (file) => /\.(ts|tsx|mts|mjs)$/.test(file);
const isTest = (file) => /\.(test|spec)\.tsx?$|\/testing\//.test(file);
/** A language exports the names that English does, part by part. */
const isTranslation = (file) => /^src\/i18n\/(?!en\/)[^/]+\//.test(file);
const linesOf = (text) => text.split('\n').length - 1;

/** Files that the repository holds, new ones included. */
export function ownFiles() {
  const args = [
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    'src',
    'server',
    'e2e',
    'bundling',
    'scripts',
  ];
  return execFileSync('git', args, { encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '' && existsSync(file));
}

/** The file of this repository that `asked` means in `from`; undefined for a package. */
function resolve(from, asked) {
  const bare = asked.replace(/\?.*$/, '');
  const path = bare.startsWith('@/')
    ? `src/${bare.slice(2)}`
    : /^\.\.?(\/|$)/.test(bare)
      ? join(dirname(from), bare)
      : undefined;
  if (path === undefined) return undefined;
  return ENDINGS.map((end) => path + end).find((file) => existsSync(file) && statSync(file).isFile());
}

/** Calls `see` with every node of a tree. */
function walk(node, see) {
  if (Array.isArray(node)) for (const one of node) walk(one, see);
  else if (node !== null && typeof node === 'object' && typeof node.type === 'string') {
    see(node);
    for (const key in node) if (key !== 'parent') walk(node[key], see);
  }
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** What a module imports (types, import(), workers too), exports under a name of its own, and its long functions. */
export function readModule(file, text) {
  const { program, module, errors } = parseSync(file, text, { sourceType: 'module' });
  if (errors.some(({ severity }) => severity === 'Error')) throw new Error(`${file} cannot be parsed`);
  const asked = new Set([
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.map(({ moduleRequest }) => moduleRequest?.value),
    ),
  ]);
  const long = [];
  walk(program, (node) => {
    const [first] = node.arguments ?? [];
    if (node.type === 'ImportExpression' || node.type === 'TSImportType')
      asked.add((node.source ?? node.argument)?.value);
    // new Worker(new URL('./worker.ts', import.meta.url))
    if (node.type === 'NewExpression' && node.callee.name === 'URL' && typeof first?.value === 'string')
      asked.add(first.value);
    if (!FUNCTIONS.has(node.type)) return;
    const lines = linesOf(`${text.slice(node.start, node.end)}\n`);
    if (lines > MOST_OF_A_FUNCTION) long.push({ line: linesOf(text.slice(0, node.start)) + 1, lines });
  });
  const names = module.staticExports
    .flatMap(({ entries }) => entries)
    .filter(({ moduleRequest, exportName }) => !moduleRequest && exportName.kind === 'Name')
    .map(({ exportName }) => exportName.name);
  const imports = [...asked]
    .map((one) => one && resolve(file, one))
    .filter((one) => one && one !== file && isCode(one));
  return { imports: [...new Set(imports)], names, long };
}

/** Groups of modules of which each reaches every other (Tarjan). */
export function cyclesOf(imports) {
  const seen = new Map();
  const stack = [];
  const cycles = [];
  const visit = (file) => {
    const own = { index: seen.size, low: seen.size, isOpen: true };
    seen.set(file, own);
    stack.push(file);
    for (const next of imports.get(file) ?? []) {
      const known = seen.get(next);
      if (!known) own.low = Math.min(own.low, visit(next).low);
      else if (known.isOpen) own.low = Math.min(own.low, known.index);
    }
    if (own.low !== own.index) return own;
    const group = stack.splice(stack.indexOf(file));
    for (const one of group) seen.get(one).isOpen = false;
    if (group.length > 1) cycles.push(group);
    return own;
  };
  for (const file of imports.keys()) if (!seen.has(file)) visit(file);
  return cycles;
}

/** Pairs of folders of which each imports the other, with an import of either way. */
export function mutualPairs(imports) {
  const between = new Map();
  for (const [file, all] of imports)
    for (const next of all) {
      const [from, to] = [dirname(file), dirname(next)];
      if (from !== to && !between.has(`${from} ${to}`)) between.set(`${from} ${to}`, `${file} -> ${next}`);
    }
  return [...between].flatMap(([key, there]) => {
    const [from, to] = key.split(' ');
    const back = between.get(`${to} ${from}`);
    return from < to && back ? [{ from, to, there, back }] : [];
  });
}

function readAll() {
  const files = ownFiles();
  const texts = new Map(
    files
      .filter((file) => isCode(file) || file.endsWith('.css'))
      .map((file) => [file, readFileSync(file, 'utf8')]),
  );
  const modules = new Map(
    [...texts].filter(([file]) => isCode(file)).map(([file, text]) => [file, readModule(file, text)]),
  );
  return { texts, modules };
}

function tell(title, lines) {
  process.stdout.write(`${title}: ${lines.length}\n`);
  for (const line of lines) process.stdout.write(`  ${line}\n`);
}

function main() {
  const { texts, modules } = readAll();
  const imports = new Map([...modules].map(([file, { imports }]) => [file, imports]));
  const shipped = new Map([...imports].filter(([file]) => !isTest(file)));
  const homes = new Map();
  // What a .d.mts tells of is what its .mjs exports.
  for (const [file, { names }] of modules)
    if (!isTest(file) && !file.endsWith('.d.mts') && !isTranslation(file))
      for (const name of new Set(names)) homes.set(name, [...(homes.get(name) ?? []), file]);
  const cycles = cyclesOf(imports);
  const pairs = mutualPairs(shipped);
  tell(
    'files over 400 lines',
    [...texts]
      .map(([file, text]) => [file, linesOf(text)])
      .filter(([, lines]) => lines > MOST_LINES)
      .map((row) => row.join(' ')),
  );
  tell(
    'functions over 60 lines',
    [...modules]
      .filter(([file]) => !isTest(file))
      .flatMap(([file, { long }]) => long.map(({ line, lines }) => `${file}:${line} ${lines}`)),
  );
  tell(
    'names exported twice',
    [...homes].filter(([, all]) => all.length > 1).map(([name, all]) => `${name}: ${all.join(', ')}`),
  );
  tell(
    'cycles of modules',
    cycles.map((cycle) => cycle.join(' ')),
  );
  tell(
    'folders that import each other',
    pairs.map(({ from, to, there, back }) => `${from} and ${to}: ${there}; ${back}`),
  );
  if (cycles.length + pairs.length > 0) process.exitCode = 1;
}

if (process.argv[1]?.endsWith('structure.mjs')) main();
