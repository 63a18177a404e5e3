import { expect, test } from 'vitest';
import { ArchiveError } from '@/archive/contract/archiveError';
import { stateFor } from '@/imaging/series/fault';
import { en } from '@/i18n/en';
import { describeFault } from './describeError';
import { describeListError } from './describeListError';

test.each([
  [
    'malformed',
    { what: 'bytes', expectedRows: 512, receivedRows: 380 },
    'unverified',
    /sent \{\{receivedRows\}\} of/,
  ],
  [
    'malformed',
    { what: 'contentType', expected: 'pixels', received: 'text/html' },
    'unverified',
    /sign-in page/,
  ],
  ['malformed', { what: 'contentType', expected: 'pixels', received: 'text/plain' }, 'unverified', /where/],
  ['wrong-object', { what: 'patient' }, 'unverified', /another patient than the study/],
  ['wrong-object', { what: 'patients' }, 'unverified', /Whose images these are cannot be known/],
  ['malformed', { what: 'duplicate' }, 'unverified', /two descriptions differ/],
  ['malformed', { what: 'palette' }, 'unverified', /colour table/],
  ['malformed', { what: 'modalityLut' }, 'unverified', /table of values/],
  ['malformed', { what: 'end of codestream' }, 'unverified', /doubtful picture is not shown/],
  ['malformed', { what: 'codec' }, 'unsupported', /cannot be decoded exactly/],
  [
    'malformed',
    { what: 'transferSyntax', expected: '1.2.3' },
    'unsupported',
    /transfer syntax \{\{expected\}\}/,
  ],
  ['malformed', { what: 'pixels' }, 'unsupported', /holds no pixels/],
  ['malformed', { what: 'limit', attribute: 'Rows', most: '65535' }, 'unsupported', /at most \{\{most\}\}/],
  ['malformed', { what: 'attribute', attribute: 'Rows' }, 'unsupported', /makes no sense: \{\{attribute\}\}/],
  ['malformed', { what: 'mislabelled', expected: 'RLE Lossless' }, 'unverified', /not in the coding/],
  ['codec-stopped', {}, 'unverified', /came to no end/],
  ['quarantined', {}, 'unverified', /Three of its images/],
  ['wrong-object', {}, 'unverified', /not the one asked for/],
  ['unreachable', {}, 'unreachable', /goes on by itself/],
] as const)('%s %j is told as %s', (code, details, state, sentence) => {
  expect(stateFor({ code, details })).toBe(state);
  const words = describeFault({ code, details });
  expect(words && en[words.text as keyof typeof en]).toMatch(sentence);
});

test('an abort is silence', () => {
  expect(describeFault({ code: 'aborted', details: {} })).toBeUndefined();
});

test('a query too broad is told as that (dcm4chee answers 413)', () => {
  const words = describeListError(new ArchiveError('refused', 'QIDO studies: HTTP 413', { status: 413 }));
  expect(words && en[words.text as keyof typeof en]).toMatch(/Filter by a date or a name/);
});
