import { readdirSync } from 'node:fs';

/** Bottom to top: a layer may import itself and what stands before it. */
const LAYERS = [
  'i18n',
  'ui',
  'protocol',
  'dicom',
  'view',
  'archive',
  'painting',
  'imaging',
  'kinds',
  'features',
  'app',
];

/** Packages with few homes, by the start of their name. */
const HOMES = {
  '@cornerstonejs/': ['imaging'],
  'dicomweb-client': ['archive'],
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

const forbid = (layer, strangers = []) => ({
  'no-restricted-imports': [
    'error',
    {
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
          group: strangers.flatMap((name) => [`@/${layer}/${name}`, `@/${layer}/${name}/**`]),
          message: `Members of ${layer}/ do not know each other.`,
        },
        { group: ['**/server/**'], message: 'The page does not import the companion server.' },
      ].filter(({ group }) => group?.length !== 0),
    },
  ],
});

const members = (layer) =>
  folders(`./src/${layer}/`).map((name) => ({
    files: [`src/${layer}/${name}/**`],
    rules: forbid(
      layer,
      folders(`./src/${layer}/`).filter((other) => other !== name),
    ),
  }));

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
    ...members('kinds'),
    ...members('features'),
    {
      // The companion shares with the page only the pure DICOM layer and the protocol.
      files: ['server/**'],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                group: LAYERS.filter((layer) => layer !== 'dicom' && layer !== 'protocol').flatMap(
                  (layer) => [`@/${layer}`, `@/${layer}/**`],
                ),
                message: 'server/ shares with src/ only dicom/ and protocol/.',
              },
              {
                // Its decoders stand alone; of Cornerstone they know nothing.
                regex: '^(@cornerstonejs/(?!codec-|jpeg-lossless-)|react($|/)|react-aria-components)',
                message: 'That package has no home in server/.',
              },
            ],
          },
        ],
      },
    },
    { files: ['server/main.ts', 'scripts/**', 'e2e/**', '**/*.test.ts'], rules: { 'no-console': 'off' } },
    // Playwright reads a fixture's needs from this pattern, also when it has none.
    { files: ['e2e/**'], rules: { 'no-empty-pattern': 'off' } },
  ],
};
