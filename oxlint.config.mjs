import { readdirSync } from 'node:fs';

/** Bottom to top: a layer may import itself and what stands before it. */
const LAYERS = [
  'i18n',
  'ui',
  'protocol',
  'dicom',
  'measurement',
  'view',
  'archive',
  'painting',
  'imaging',
  'kinds',
  'features',
  'app',
];

/**
 * Rooms of a layer, bottom to top: a room may import itself and what stands before it. Those on one line do not know each
 * other. What stands loose in a layer comes first, or where LOOSE stands.
 */
const LOOSE = '.';
const ROOMS = {
  dicom: [
    ['values'],
    ['dataset'],
    ['patient', 'pixels'],
    ['geometry', 'objects', 'transforms'],
    ['normalise', 'priors', 'ps', 'series', 'sr'],
    ['hanging', 'segments', 'structures', 'volume'],
  ],
  measurement: [['reading'], ['kinds'], [LOOSE], ['report']],
  view: [['link', 'linked', 'presentation'], ['reports']],
  archive: [['contract'], ['http', 'search'], ['studies'], ['frames'], ['capability'], ['dicomWeb']],
  imaging: [
    ['decoding', 'projection', 'stack'],
    ['volume'],
    ['cornerstone', 'pointer', 'presentation'],
    ['pane'],
    ['contract', 'series'],
    ['early', 'measuring'],
    ['overlays'],
    ['cut', 'drawing'],
    ['engine'],
  ],
  'features/viewer': [
    ['styles', 'state', 'link'],
    ['commands'],
    ['context'],
    ['patient', 'tags', 'toolbar', 'calibrate'],
    ['pane'],
    ['series'],
    ['page'],
  ],
  'features/report': [['state'], ['documents', 'drafts'], ['save']],
};

/**
 * What of a layer with rooms others may import: its contract, and what the contract cannot hold, since whatever imports a door fetches all
 * behind it: a part of the page that is fetched apart has a door of its own. Elsewhere (dicom, measurement, view, painting, ui) each
 * module is its own door: pure functions that know no state, taken one by one, so that the list's first bytes hold none that only the
 * viewer needs.
 */
const DOORS = {
  archive: [
    'contract/',
    // The archive itself: for the list, and whole.
    'dicomWeb/(dicomWeb|listArchive)$',
    // What is under way before an archive is there; whether its answers can be believed. Pure, for imaging.
    'studies/(askedAhead|identity)$',
    'frames/protocol$',
    // What any request needs, an archive's or not: time, faults, limits, tokens; lines to the companion.
    'http/(clock|faults|fewAtOnce|line|tokenKeeper)$',
  ],
  imaging: [
    'contract($|/)',
    // Fetched after the first picture.
    'engine/engine$',
    // There before the engine: the first picture and what a hand asks of it meanwhile.
    'early/(earlyPictures|patientTarget|waitingHand)$',
    'engine/toolInHand$',
    // Who takes a gesture: one arbiter for the life of a pane, with the engine and before it.
    'pointer/(claims|gestureMath|gestures|paneInput|pointerInputs|viewClaimant)$',
    'series/seriesOpening$',
    'stack/(stack|valueUnit)$',
    // Stores and tables without the engine, which each part of the viewer reads.
    'pane/paneStore$',
    'pointer/tools$',
  ],
};

/** The companion's rooms. A request is read in request/, judged in gate/; what answers it knows neither. */
const SERVER_ROOMS = [
  ['part10', 'samples', 'state'],
  ['archive', 'http'],
  ['access', 'audit', 'pixels', 'qido', 'request'],
  ['demo', 'work'],
  ['stow', 'wado', 'share'],
  ['gate'],
  ['shareApp', 'handoff', 'hands', 'hangings', 'proxy', 'room'],
  ['reading', 'fhircast'],
];

/** Packages with few homes, by the start of their name. */
const HOMES = {
  '@cornerstonejs/': ['imaging'],
  zustand: ['view', 'imaging', 'features', 'app'],
  react: ['i18n', 'ui', 'kinds', 'features', 'app'],
  'react-dom': ['app', 'ui'],
  // One home: whoever opens a dialog, menu or popover takes it from ui/.
  'react-aria': ['ui'],
  'react-aria-components': ['ui'],
  '@internationalized/': ['ui'],
  '@tanstack/': ['features', 'app'],
};

const folders = (path) =>
  readdirSync(new URL(path, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

/** What stands loose in a folder below src/, as it is imported. */
const looseOf = (folder) =>
  readdirSync(new URL(`./src/${folder}/`, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => entry.name.replace(/\.tsx?$/, ''));

/** Rooms of an ordered list that `room` may not import. */
function roomsAbove(rooms, room) {
  const at = rooms.findIndex((line) => line.includes(room));
  return rooms
    .slice(at)
    .flat()
    .filter((other) => other !== room);
}

/** What does not come must fail in its own place. */
const NO_LAZY = { name: 'react', importNames: ['lazy'], message: 'Use latePart (@/ui/latePart).' };

/** The rules of a folder in `layer`; `closed` are folders below src/ that it may not import besides. */
const forbid = (layer, closed = [], ownHome = false) => ({
  'no-restricted-imports': [
    'error',
    {
      paths: ownHome ? [] : [NO_LAZY],
      patterns: [
        { group: ['../**'], message: 'Outside this folder, use the @/ path.' },
        {
          group: LAYERS.slice(LAYERS.indexOf(layer) + 1).flatMap((above) => [`@/${above}`, `@/${above}/**`]),
          message: `${layer}/ stands below that layer.`,
        },
        {
          regex: `^(${Object.keys(HOMES)
            .filter((name) => !HOMES[name].includes(layer))
            .map((name) => (name.endsWith('/') ? name : `${name}($|/)`))
            .join('|')})`,
          message: `That package has no home in ${layer}/.`,
        },
        {
          group: closed.flatMap((path) => [`@/${path}`, `@/${path}/**`]),
          message: 'That room stands above this one, or beside it (oxlint.config.mjs).',
        },
        ...Object.entries(DOORS)
          .filter(([other]) => other !== layer)
          .map(([other, doors]) => ({
            regex: `^@/${other}/(?!${doors.join('|')})`,
            message: `Not one of the doors of ${other}/ (oxlint.config.mjs).`,
          })),
        { group: ['**/server/**'], message: 'The page does not import the companion server.' },
      ].filter(({ group }) => group?.length !== 0),
    },
  ],
});

/** Members of a layer that do not know each other; a contract is for all of them. */
const strangersOf = (layer, name) =>
  folders(`./src/${layer}/`)
    .filter((other) => other !== name && other !== 'contract')
    .map((other) => `${layer}/${other}`);

const members = (layer) =>
  folders(`./src/${layer}/`).map((name) => ({
    files: [`src/${layer}/${name}/**`],
    rules: forbid(layer, strangersOf(layer, name)),
  }));

/** The rooms of what has an order: after the rules of the whole, which these take the place of. */
const rooms = Object.entries(ROOMS).flatMap(([folder, rooms]) => {
  const [layer = '', member] = folder.split('/');
  const strangers = member === undefined ? [] : strangersOf(layer, member);
  const order = rooms.flat().includes(LOOSE) ? rooms : [[LOOSE], ...rooms];
  // The loose files of a folder are named one by one: a pattern for them would mean its rooms too.
  const inside = (names) =>
    names.flatMap((name) => (name === LOOSE ? looseOf(folder) : [name])).map((name) => `${folder}/${name}`);
  return order.flat().map((room) => ({
    files: [`src/${folder}/${room === LOOSE ? '*' : `${room}/**`}`],
    rules: forbid(layer, [...strangers, ...inside(roomsAbove(order, room))]),
  }));
});

const serverRules = (above) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        {
          group: LAYERS.filter((layer) => layer !== 'dicom' && layer !== 'protocol').flatMap((layer) => [
            `@/${layer}`,
            `@/${layer}/**`,
          ]),
          message: 'server/ shares with src/ only dicom/ and protocol/.',
        },
        {
          // Its decoders stand alone; of Cornerstone they know nothing.
          regex: '^(@cornerstonejs/(?!codec-|jpeg-lossless-)|react($|/)|react-aria-components)',
          message: 'That package has no home in server/.',
        },
        {
          regex: `^(\\.\\./)+(${above.join('|')})/`,
          message: 'That room of server/ stands above this one, or beside it (oxlint.config.mjs).',
        },
      ].filter(({ regex }) => above.length > 0 || !regex?.includes('()')),
    },
  ],
});

export default {
  plugins: ['import', 'typescript', 'react', 'unicorn', 'oxc'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  env: { browser: true, es2024: true },
  ignorePatterns: ['dist/**', 'build/**', 'data/**', '.cache/**', 'test-results/**', 'playwright-report/**'],
  rules: {
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'no-console': 'error',
    'no-eval': 'error',
    'max-lines': ['error', { max: 400 }],
    'no-empty': 'error',
    'react/no-danger': 'error',
    'react/react-in-jsx-scope': 'off',
    'import/no-default-export': 'off',
    'import/no-unassigned-import': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'unicorn/consistent-function-scoping': 'off',
    // Takes the fill of a canvas for that of a list.
    'unicorn/no-array-fill-with-reference-type': 'off',
    'no-await-in-loop': 'off',
    'oxc/no-map-spread': 'off',
    'no-shadow': 'off',
    'react/no-array-index-key': 'off',
    'react/jsx-no-constructed-context-values': 'error',
    'react/only-export-components': 'off',
    // Copies are made where the reader must see that nothing is changed in place.
    'unicorn/no-useless-spread': 'off',
    // These speak for the React Compiler, which this project does not use.
    'react/refs': 'off',
    'react/immutability': 'off',
    'react/purity': 'off',
    'react/set-state-in-effect': 'off',
    'react/memo-dependencies': 'off',
    'react/incompatible-library': 'off',
    // Workers have no target origin; loop conditions here change through calls.
    'unicorn/require-post-message-target-origin': 'off',
    'no-unmodified-loop-condition': 'off',
    'import/no-named-as-default-member': 'off',
    'no-underscore-dangle': 'off',
    // Fires on filters whose result is then flattened by another rule.
    'unicorn/prefer-array-flat-map': 'off',
  },
  overrides: [
    ...LAYERS.map((layer) => ({ files: [`src/${layer}/**`], rules: forbid(layer) })),
    { files: ['src/ui/latePart.tsx'], rules: forbid('ui', [], true) },
    ...members('kinds'),
    ...members('features'),
    ...rooms,
    // A test may build what it tests with from any room of its layer.
    ...Object.keys(ROOMS).map((folder) => {
      const [layer = '', member] = folder.split('/');
      const strangers = member === undefined ? [] : strangersOf(layer, member);
      return {
        files: [`src/${folder}/**/*.test.ts`, `src/${folder}/**/testing/**`],
        rules: forbid(layer, strangers),
      };
    }),
    { files: ['server/**'], rules: serverRules([]) },
    ...SERVER_ROOMS.flat().map((room) => ({
      files: [`server/${room}/**`],
      rules: serverRules(roomsAbove(SERVER_ROOMS, room)),
    })),
    // Tests build whole servers, and look at what stands above what they test.
    { files: ['server/**/*.test.ts', 'server/testing/**'], rules: serverRules([]) },
    { files: ['server/main.ts', 'scripts/**', 'e2e/**', '**/*.test.ts'], rules: { 'no-console': 'off' } },
    // It hears what a library says there while it loads.
    { files: ['server/demo/quietRuntime.ts'], rules: { 'no-console': 'off' } },
    // Playwright reads a fixture's needs from this pattern, also when it has none.
    { files: ['e2e/**'], rules: { 'no-empty-pattern': 'off' } },
  ],
};
