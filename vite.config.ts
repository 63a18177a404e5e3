import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin, Rolldown } from 'vite';
import { configDefaults, defineConfig } from 'vitest/config';
import { compress } from './bundling/compress.ts';
import { firstBytes } from './bundling/firstBytes.ts';
import { freshDecoders } from './bundling/freshDecoders.ts';
import { bootTexts } from './bundling/bootTexts.ts';
import { languages } from './bundling/languages.ts';
import { withoutModules } from './bundling/leftOut.ts';
import { oneByte } from './bundling/oneByte.ts';
import { pdfFiles } from './bundling/pdfFiles.ts';
import { preloads } from './bundling/preloads.ts';
import { wholePages } from './bundling/wholePages.ts';

/** Where `npm run dev` looks for the companion server (`npm start`). */
const COMPANION = process.env['ISOCENTER_COMPANION'] ?? 'http://127.0.0.1:8080';
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * What is fetched together is one file: each of these with all that it imports and that no earlier one has. Left alone,
 * the bundler makes a file of every set of modules that two of them share: 78 requests before the first picture.
 */
const TOGETHER: readonly (readonly [name: string, modules: readonly string[]])[] = [
  // Waits for nothing else, so it holds as good as nothing.
  ['entry', ['app/entry.ts']],
  // Settings, address, search: what every page begins with.
  [
    'boot',
    [
      'app/boot.ts',
      'app/config.ts',
      'app/idle.ts',
      'dicom/series/modality.ts',
      'archive/http/fewAtOnce.ts',
      'dicom/values/dateText.ts',
      'i18n/numberText.ts',
    ],
  ],
  // The list, and what says faults.
  ['main', ['app/main.tsx']],
  // Descriptions of images and pixels: beside `boot` for a link, after the list's first rows else.
  [
    'reading',
    ['archive/dicomWeb/dicomWeb.ts', 'app/prefetchStudy.ts', 'view/link/codec.ts', 'app/studiesPath.ts'],
  ],
  // And what arrangements of a study ask of its images before there is an engine, which asks the same.
  ['viewer', ['app/ViewerScreen.tsx', 'app/LinkedStudy.tsx', 'dicom/transforms/seriesSuv.ts']],
  // What decodes, which some pictures need before the engine.
  ['decoding', ['imaging/decoding/index.ts']],
  ['engine', ['imaging/engine/engine.ts']],
];
/** Every page needs these at once. */
const FIRST: ReadonlySet<string> = new Set(['boot', 'main']);
/** A link to images needs these beside them (src/app/entry.ts). */
const OF_IMAGES: ReadonlySet<string> = new Set(['reading', 'viewer']);

/** What the viewer alone uses of libraries whose index imports all they have: the list would fetch it with the rest. */
const OF_VIEWER = /\/@tanstack\/.*\/(queriesObserver|useQueries)\.js$/;

const ICONS = /\/@tabler\/icons-react\/dist\/esm\/tabler-icons-react\.mjs$/;

/** What a module imports; of the icons, which all come through one index, those that it names. */
function importsOf(id: string, context: Rolldown.ChunkingContext): readonly string[] {
  const module = context.getModuleInfo(id);
  return (module?.importedIds ?? []).flatMap((imported) =>
    ICONS.test(imported)
      ? [...new Set(module?.code?.match(/\bIcon[A-Z]\w*/g))].map((name) =>
          imported.replace(/[^/]*$/, `icons/${name}.mjs`),
        )
      : [imported],
  );
}

/** Which of the files above a module goes into. */
function fileOf(): Rolldown.CodeSplittingNameFunction {
  const files = new Map<string, string>();
  const add = (id: string, name: string, context: Rolldown.ChunkingContext): void => {
    if (files.has(id)) return;
    files.set(id, OF_VIEWER.test(id) ? 'viewer' : name);
    for (const imported of importsOf(id, context)) add(imported, name, context);
  };
  return (id, context) => {
    if (files.size === 0)
      for (const [name, modules] of TOGETHER)
        for (const module of modules) add(here(`./src/${module}`), name, context);
    return files.get(id);
  };
}

/** Tests that put something else in a module's place: each in a process where nobody has read that module yet. */
const MOCKED = readdirSync(here('./src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .filter((name) => /\bvi\.(m|doM)ock\(/.test(readFileSync(here(`./src/${name}`), 'utf8')))
  .map((name) => `src/${name}`);

/** Of code, styles and texts that the list waits for; more fails the build (150 KB on the wire, with heads and rows, are what it may take). */
const MOST_FIRST_BYTES = 146_400;

const NAMES = 'virtual:dicom-names';

/**
 * Tags and keywords of PS3.6, taken out of dcmjs's dictionary when the page is built: the library itself would be a
 * download four times as large for the one table.
 */
function dicomNames(): Plugin {
  return {
    name: 'dicom-names',
    resolveId: (id) => (id === NAMES ? `\0${NAMES}` : undefined),
    load: (id) => {
      if (id !== `\0${NAMES}`) return undefined;
      const dcmjs = createRequire(import.meta.url)('dcmjs') as {
        data: { DicomMetaDictionary: { nameMap: Record<string, { tag: string }> } };
      };
      const lines = Object.entries(dcmjs.data.DicomMetaDictionary.nameMap)
        .map(([name, { tag }]) => `${tag.replace(/[(),]/g, '').toUpperCase()}${name.replace('RETIRED_', '')}`)
        .filter((line) => /^[\dA-F]{8}\w/.test(line));
      return `export default ${JSON.stringify(lines.join('\n'))};`;
    },
  };
}

/** What libraries import and nobody here needs: each has a stand-in below (`alias`). */
const LEFT_OUT = [
  /\/vtk\.js\/IO\/XML\//,
  /\/Rendering\/WebGPU\//,
  /\/ColorMaps\.json\.js$/,
  /\/query-core\/.*\/mutation\.js$/,
];

/** Decoders made by Emscripten ask for Node's modules where they find themselves in Node: never in a browser. */
const quiet: Pick<Rolldown.RolldownOptions, 'onLog'> = {
  onLog: (level, log, handle) => {
    if (!/Module "(fs|path)" has been externalized.*@cornerstonejs\/codec-/.test(log.message))
      handle(level, log);
  },
};

export default defineConfig({
  plugins: [
    react(),
    dicomNames(),
    languages(here('./src/i18n')),
    bootTexts(here('./src/i18n')),
    pdfFiles(),
    preloads({
      first: FIRST,
      ofImages: OF_IMAGES,
      apart: ['reading', 'main'],
      scriptRel: here('./src/app/scriptRel.ts'),
    }),
    withoutModules(LEFT_OUT),
    oneByte(),
    compress(),
    firstBytes(MOST_FIRST_BYTES),
  ],
  resolve: {
    alias: [
      { find: '@', replacement: here('./src') },
      // VTK's XML readers (meshes, unstructured grids) are no part of this viewer, and bring an XML library with them.
      {
        find: /^@kitware\/vtk\.js\/IO\/XML\/.*/,
        replacement: here('./src/imaging/cornerstone/noXmlReader.ts'),
      },
      { find: /^\.\.\/WebGPU\/.*\.js$/, replacement: here('./src/imaging/cornerstone/noWebGpu.ts') },
      { find: /^\.\/ColorMaps\.json\.js$/, replacement: here('./src/imaging/cornerstone/noColourMaps.ts') },
      { find: /^\.\/mutationCache\.js$/, replacement: here('./src/app/noMutations.ts') },
      // No image is drawn by Cornerstone's WebGL: what it could do is not asked before the first picture.
      {
        find: /^\..*\/renderingCapabilities\.js$/,
        replacement: here('./src/imaging/cornerstone/noGlProbe.ts'),
      },
    ],
  },
  worker: { format: 'es', rolldownOptions: quiet, plugins: () => [freshDecoders(), wholePages()] },
  optimizeDeps: {
    // Pre-bundled, the loader would look for its decode worker inside .vite/deps and every load would hang.
    exclude: ['@cornerstonejs/dicom-image-loader'],
    include: [
      'dicom-parser',
      '@cornerstonejs/codec-charls/decodewasmjs',
      '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
      '@cornerstonejs/codec-openjpeg/decodewasmjs',
      '@cornerstonejs/codec-openjph/wasmjs',
    ],
  },
  build: {
    target: 'es2022',
    manifest: true,
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      ...quiet,
      output: {
        codeSplitting: {
          groups: [{ name: fileOf(), debugName: 'together' }],
          includeDependenciesRecursively: false,
        },
      },
      treeshake: {
        // Their index files only pass on what others define: what is not used may go.
        moduleSideEffects: (id) => !/@cornerstonejs\/(dicom-image-loader|adapters)\//.test(id),
      },
    },
  },
  server: { proxy: { '/dicom-web': { target: COMPANION, changeOrigin: false } } },
  test: {
    environment: 'node',
    testTimeout: 30_000,
    // A test that takes its process down fails the run, and the other process goes on; as fast as threads.
    pool: 'forks',
    projects: [
      // What modules hold of their own is settings and tables: read once a process, not once a file.
      {
        extends: true,
        test: {
          name: 'all',
          isolate: false,
          setupFiles: ['src/i18n/testing/allTexts.ts'],
          include: [
            'src/**/*.test.ts',
            'server/**/*.test.ts',
            'scripts/**/*.test.ts',
            'bundling/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...MOCKED],
        },
      },
      {
        extends: true,
        test: { name: 'mocked', include: MOCKED, setupFiles: ['src/i18n/testing/allTexts.ts'] },
      },
    ],
    // Left alone it keeps one core free: half of them, on the two that CI has.
    maxWorkers: '100%',
  },
});
