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
