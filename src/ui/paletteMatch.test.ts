import { expect, test } from 'vitest';
import { matching } from './paletteMatch';

const ENTRIES = [
  { label: 'Shared series', note: '4 · CT' },
  { label: 'Share', words: 'send guest' },
  { label: 'Layout 2 × 3', words: 'layout 2x3' },
  { label: 'Flip left-right', words: 'mirror' },
  { label: 'Übersicht', note: '1 · MR' },
  { label: 'Save to the archive', words: 'report store' },
  { label: 'Undo', isDisabled: true },
  { label: 'Fit to pane', group: 'Image', words: 'no undoing' },
] as const;

const GRIDS = [
  { label: 'T2 2 mm', note: '2 · MR' },
  ...['1 × 2', '2 × 1', '2 × 2', '2 × 3', '3 × 2', '12 × 2'].map((grid) => ({
    label: `${grid} panes`,
    words: `layout grid ${grid.replaceAll(' × ', 'x')}`,
  })),
];

test.each(['2 × 2', '2 x 2', '2x2', '2 2', '2×2', '2 × 2 panes', '2 2 panes', '2x2 pa', 'layout 2x2'])(
  '"%s" finds the layout of that name before all others',
  (typed) => expect(matching(GRIDS, typed)[0]?.label).toBe('2 × 2 panes'),
);

test('what is called so stands before what begins so, that before what has such a word, that before the rest', () => {
  const entries = ['Abone', 'Show bone', 'Bone marrow', 'Bonemeal', 'Bone'].map((label) => ({ label }));
  expect(matching(entries, 'bone').map(({ label }) => label)).toEqual([
    'Bone',
    'Bone marrow',
    'Bonemeal',
    'Show bone',
    'Abone',
  ]);
});

test('what holds no word at all is found by its signs', () => {
  expect(matching([{ label: 'Word' }, { label: 'A + B' }], '+').map(({ label }) => label)).toEqual(['A + B']);
});

test.each([
  ['share', ['Share', 'Shared series']],
  ['2x3', ['Layout 2 × 3']],
  ['3 layout', ['Layout 2 × 3']],
  ['mirror', ['Flip left-right']],
  ['RIGHT flip', ['Flip left-right']],
  ['uber', ['Übersicht']],
  ['report', ['Save to the archive']],
  ['ct series', ['Shared series']],
  ['image', ['Fit to pane']],
  // What would do nothing stands behind what would do something.
  ['undo', ['Fit to pane', 'Undo']],
  ['nothing of that', []],
  ['  ', ENTRIES.map(({ label }) => label)],
])('"%s" finds %j, best first', (typed, found) => {
  expect(matching(ENTRIES, typed).map(({ label }) => label)).toEqual(found);
});
