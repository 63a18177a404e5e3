import { afterEach, expect, test, vi } from 'vitest';
import { adoptAccession } from './adoptAccession';
import { heldAccession } from './heldAccession';

afterEach(() => vi.unstubAllGlobals());

/** What the entry of the history is after an address was opened. */
function opened(hash: string) {
  const entries: unknown[] = [];
  vi.stubGlobal('location', { hash });
  vi.stubGlobal('history', {
    replaceState: (state: unknown, _: string, path: string) => entries.push([heldAccession(state), path]),
  });
  adoptAccession();
  return entries;
}

test.each([
  ['#/accession/A17', 'A17', '#/accession'],
  ['#/accession/A%2F17%3Fx?archive=ct', 'A/17?x', '#/accession?archive=ct'],
  ['#/accession/A/17', 'A/17', '#/accession'],
  ['#/accession/%E0%A4%A', '%E0%A4%A', '#/accession'],
  ['#/accession/', '', '#/accession'],
])('of %s the number goes into the entry, out of the address', (hash, accession, path) => {
  expect(opened(hash)).toEqual([[accession, path]]);
});

test.each(['#/accession', '#/accession?archive=a/b', '#/view/main/1.2.3', ''])(
  '%s is left as it is',
  (hash) => {
    expect(opened(hash)).toEqual([]);
  },
);

test('what another system says otherwise is taken as it is said', () => {
  expect(heldAccession({ private: { accession: 'A%2F17' } })).toBe('A%2F17');
  for (const none of [null, undefined, {}, { private: null }, { private: { accession: 7 } }])
    expect(heldAccession(none)).toBeUndefined();
});
