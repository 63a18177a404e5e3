import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'vite';

/**
 * What is wrong with the repository as a whole, which no lint rule sees: `npm run check` fails on a cycle of modules (types and
 * import() counted), on two folders that import each other, and where the functions over 60 lines are not those that
 * docs/structure.md names with a reason; files over 400 lines and names exported twice are printed.
 */
const MOST_LINES = 400;
const MOST_OF_A_FUNCTION = 60;
const REASONS = 'docs/structure.md';
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

/** What a node calls the functions that stand directly in it: a declaration, a member, or the call that they are given to. */
function namesWithin(node) {
  switch (node.type) {
    case 'FunctionDeclaration':
      return [[node, node.id?.name]];
    case 'VariableDeclarator':
      return [[node.init, node.id.name]];
    case 'AssignmentExpression':
      return [[node.right, node.left.property?.name ?? node.left.name]];
    case 'Property':
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return [[node.value, node.key.name]];
    case 'CallExpression':
    case 'NewExpression':
      return node.arguments.map((one) => [one, `${node.callee.property?.name ?? node.callee.name}()`]);
    default:
      return [];
  }
}

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
  const called = new Map();
  walk(program, (node) => {
    const [first] = node.arguments ?? [];
    if (node.type === 'ImportExpression' || node.type === 'TSImportType')
      asked.add((node.source ?? node.argument)?.value);
    // new Worker(new URL('./worker.ts', import.meta.url))
    if (node.type === 'NewExpression' && node.callee.name === 'URL' && typeof first?.value === 'string')
      asked.add(first.value);
    for (const [one, name] of namesWithin(node)) called.set(one, name);
    if (!FUNCTIONS.has(node.type)) return;
    const lines = linesOf(`${text.slice(node.start, node.end)}\n`);
    if (lines > MOST_OF_A_FUNCTION)
      long.push({ name: called.get(node) ?? '', line: linesOf(text.slice(0, node.start)) + 1, lines });
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

/** The functions that `text` names as long, each with where it is and a reason: rows of three cells. */
export const reasonsIn = (text) =>
  [...text.matchAll(/^\| `([^`]+)` \| `([^`]+\.\w+)` \| [^|]*\w[^|]* \|$/gm)].map(
    ([, name, file]) => `${file} ${name}`,
  );

/** Of long functions those that nothing gives a reason for, and of reasons those that nothing is long enough for any more. */
export function unlisted(long, reasons) {
  const without = (all, others) => {
    const left = [...others];
    return all.filter((one) => {
      const at = left.indexOf(one);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  return { unnamed: without(long, reasons), needless: without(reasons, long) };
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
  const long = [...modules]
    .filter(([file]) => !isTest(file))
    .flatMap(([file, { long }]) => long.map((one) => ({ file, ...one })));
  tell(
    'functions over 60 lines',
    long.map(({ file, name, line, lines }) => `${file}:${line} ${name} ${lines}`),
  );
  const { unnamed, needless } = unlisted(
    long.map(({ file, name }) => `${file} ${name}`),
    reasonsIn(readFileSync(REASONS, 'utf8')),
  );
  tell(`functions over 60 lines for which ${REASONS} gives no reason`, unnamed);
  tell(`functions that ${REASONS} gives a reason for and that are not over 60 lines`, needless);
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
  if (cycles.length + pairs.length + unnamed.length + needless.length > 0) process.exitCode = 1;
}

if (process.argv[1]?.endsWith('structure.mjs')) main();
