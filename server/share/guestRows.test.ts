import { expect, test } from 'vitest';
import { cutRowsToScope, guestQuery, type Row } from './guestRows';
import type { ShareScope } from '@/protocol/scope';

const A = '1.2.840.99.1';
const S = `${A}.1`;
const whole: ShareScope = { studies: [A], rights: ['look'] };
const part: ShareScope = { studies: [A], series: [S], rights: ['look'] };
const ui = (...uids: string[]) => ({ vr: 'UI', Value: uids });
const row = (study: string, series?: string): Row => ({
  '0020000D': ui(study),
  ...(series === undefined ? {} : { '0020000E': ui(series) }),
});
const at = (level: 'study' | 'series' | 'instance', series?: string) => ({
  level,
  study: A,
  ...(series === undefined ? {} : { series }),
});

test('rows are those of the scope', () => {
  expect(cutRowsToScope([row(A), row('1.2.3')], at('study'), part)).toEqual([row(A)]);
  const series = [row(A, S), row(A, `${A}.2`), row('1.2', S)];
  expect(cutRowsToScope(series, at('series'), part)).toEqual([row(A, S)]);
  expect(cutRowsToScope([row(A, S), row(A, `${A}.2`)], at('series'), whole)).toHaveLength(2);
  expect(cutRowsToScope([{}], at('study'), whole)).toEqual([]);
  expect(cutRowsToScope([{}], at('series'), whole)).toEqual([]);
  expect(cutRowsToScope([{}], at('instance'), part)).toEqual([]);
  expect(cutRowsToScope([{}], at('instance', S), part)).toEqual([{}]);
  expect(cutRowsToScope({ rows: [] }, at('study'), whole)).toEqual([]);
  // Two names in one attribute, and an archive that ignores which series the address names.
  expect(cutRowsToScope([{ ...row(A), '0020000E': ui(S, `${A}.2`) }], at('instance'), part)).toEqual([]);
  expect(cutRowsToScope([row(A, `${A}.2`)], at('instance', S), whole)).toEqual([]);
});

/** What archives may answer to includefield=all at any level: of whichever object they like. */
const LEAKS: Row = {
  '00080018': ui('9.9.1'),
  '00080016': ui('9.9.2'),
  '0008103E': { vr: 'LO', Value: ['SECRET'] },
  '0020000E': ui(S),
  '0040A730': { vr: 'SQ', Value: [{ '0040A160': { vr: 'UT', Value: ['SECRET'] } }] },
  '0040A160': { vr: 'UT', Value: ['SECRET'] },
  '00204000': { vr: 'LT', Value: ['SECRET'] },
  '00091001': { vr: 'UN', InlineBinary: 'U0VDUkVU' } as never,
  '7FE00010': { vr: 'OW', BulkDataURI: 'SECRET' } as never,
  '00081115': { vr: 'SQ', Value: [{ '0020000E': ui('9.9.3') }] },
  '00400275': { vr: 'SQ', Value: [{ '00400007': { vr: 'LO', Value: ['SECRET'] } }] },
  '00201200': { vr: 'IS', Value: [9] },
  '00201206': { vr: 'IS', Value: [9] },
  '00201208': { vr: 'IS', Value: [9] },
  '00080061': { vr: 'CS', Value: ['SECRET'] },
  // Listed, but not as what they are.
  '00081030': { vr: 'SQ', Value: [{ '00080018': ui('9.9.4') }] },
  '00200010': { vr: 'SH', Value: [{ '00080018': ui('9.9.5') }, 'ok'] },
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Shared^Patient', x: 'SECRET' }] } as never,
};

test.each(['study', 'series', 'instance'] as const)(
  'at the level of the %s nothing else is told',
  (level) => {
    const [cut] = cutRowsToScope([{ ...row(A), ...LEAKS }], at(level), part);
    const text = JSON.stringify(cut);
    if (level === 'study') expect(text).not.toMatch(/SECRET|9\.9\./);
    for (const tag of ['0040A730', '0040A160', '00204000', '00091001', '7FE00010', '00081115', '00400275'])
      expect(cut).not.toHaveProperty(tag);
    for (const tag of ['00201200', '00201206', '00201208', '00080061', '00081030'])
      expect(cut).not.toHaveProperty(tag);
    expect(text).not.toMatch(/9\.9\.[345]|Bulk|Inline/);
    expect(cut).toMatchObject({
      '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Shared^Patient' }] },
      '00200010': { vr: 'SH', Value: ['ok'] },
    });
    expect('00080018' in (cut ?? {})).toBe(level === 'instance');
    expect('0008103E' in (cut ?? {})).toBe(level !== 'study');
  },
);

test('of a whole study it is told how much it holds', () => {
  const [cut] = cutRowsToScope([{ ...row(A), ...LEAKS }], at('study'), whole);
  expect(cut).toHaveProperty('00201206');
  expect(cut).not.toHaveProperty('00201200');
});

test.each([
  ['includefield=all', /^includefield=(?=.*00081030)(?!.*(0008103E|00080018|0040A|all))/],
  ['includefield=0040A730,SeriesDescription,SOPInstanceUID,ContentSequence', /^$/],
  ['includefield=00081030%2c0040A730', /^includefield=00081030$/],
  [
    'limit=2&includefield=StudyDescription,00091001,00081115&offset=1',
    /^limit=2&includefield=00081030&offset=1$/,
  ],
  [`StudyInstanceUID=${A}`, /^StudyInstanceUID=/],
  ['', /^$/],
])('of a study %s asks the archive %s', (query, asked) => {
  expect(guestQuery('study', query, part)).toMatch(asked);
});
