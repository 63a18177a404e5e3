import { expect, test } from 'vitest';
import { readReadingMessage, readFromReader, writeFromReader, writeStates, type FromReader } from './reading';

const PLACE = { archive: 'main', study: '1.2.3' };
const SAID: readonly FromReader[] = [
  { is: 'auth', token: 't' },
  { is: 'ask', n: 1, archive: 'main', studies: ['1.2.3', '1.2.4'] },
  { is: 'show', place: PLACE },
  { is: 'show', place: undefined },
  { is: 'act', n: 2, act: 'read', place: PLACE, own: false },
  { is: 'act', n: 3, act: 'unread', place: PLACE, own: true },
  { is: 'leave' },
];

test.each(SAID)('what a page says is read as it was meant: %j', (message) => {
  expect(readFromReader(JSON.stringify(writeFromReader(message)))).toEqual(message);
});

test.each([
  '',
  '[]',
  'null',
  '{}',
  '{"auth":""}',
  '{"auth":7}',
  '{"ask":["1.2"],"n":1}',
  '{"ask":["1.2"],"archive":"../x","n":1}',
  '{"ask":"1.2","archive":"main","n":1}',
  '{"ask":[7],"archive":"main","n":1}',
  `{"ask":${JSON.stringify(Array.from({ length: 501 }, () => '1'))},"archive":"main","n":1}`,
  `{"ask":["${'1'.repeat(65)}"],"archive":"main","n":1}`,
  '{"show":{"archive":"main"}}',
  '{"show":"1.2"}',
  '{"act":"erase","archive":"main","study":"1.2","n":1}',
  '{"act":"read","archive":"main","study":"1.2","n":-1}',
  '{"act":"read","archive":"main","study":"1.2"}',
  '{"leave":"yes"}',
])('%s is nothing that a page says', (text) => {
  expect(readFromReader(text)).toBeUndefined();
});

test('states are read back, and what is crooked in them is left out', () => {
  const by = { id: 'abc', name: 'Dr A' };
  const state = { read: { by, atMs: 5 }, bookmarks: [{ by, atMs: 6 }], open: [{ ...by, reads: true }] };
  const sent = JSON.stringify(writeStates('main', [['1.2.3', state]], 4));
  expect(readReadingMessage(sent)).toEqual({
    is: 'states',
    archive: 'main',
    n: 4,
    states: new Map([['1.2.3', state]]),
  });
  const crooked = {
    read: { by: 'x', atMs: 5 },
    bookmarks: [{ by }, 7, { by, atMs: 9e15 }, { by, atMs: -1 }],
    open: [{ id: 1 }, { ...by }],
  };
  expect(readReadingMessage(JSON.stringify(writeStates('main', [['1.2.3', crooked as never]])))).toEqual({
    is: 'states',
    archive: 'main',
    n: undefined,
    states: new Map([['1.2.3', { read: undefined, bookmarks: [], open: [{ ...by, reads: false }] }]]),
  });
  for (const text of [
    '{"states":[]}',
    '{"done":"1"}',
    '{"refused":1,"why":"because"}',
    '{"welcome":{}}',
    '7',
  ])
    expect(readReadingMessage(text)).toBeUndefined();
});
