import { expect, test } from 'vitest';
import { isConnect, MessageBudget, readEmbedRequest } from './embed';

const study = '1.2.840.10008';

test.each([
  [{ type: 'open', id: 0, study }],
  [{ type: 'open', id: 7, study, archive: 'main' }],
  [{ type: 'open', id: 7, study, archive: 'main', view: 'v1.abc.X-_9' }],
  [{ type: 'open', id: 7, accession: 'A 17/3' }],
  [{ type: 'close', id: 8 }],
])('%j is read as it is', (message) => {
  expect(readEmbedRequest(message)).toEqual({ ok: true, request: message });
});

test('spaces around an accession number are none of it', () => {
  expect(readEmbedRequest({ type: 'open', id: 1, accession: ' A17 ' })).toMatchObject({
    request: { accession: 'A17' },
  });
});

test.each([
  ['a text', 'open', undefined, 'plain object'],
  ['nothing', null, undefined, 'plain object'],
  ['a list', [1], undefined, 'plain object'],
  ['no id', { type: 'open', study }, undefined, 'id is a whole number'],
  ['half an id', { type: 'open', id: 1.5, study }, undefined, 'id is a whole number'],
  ['no type', { id: 1, study }, 1, 'type is'],
  ['a type of another protocol', { type: 'navigate', id: 1 }, 1, 'type is'],
  ['a token', { type: 'open', id: 1, study, token: 'x' }, 1, 'no field "token"'],
  [
    'the address of a server',
    { type: 'open', id: 1, study, root: 'https://evil.example' },
    1,
    'no field "root"',
  ],
  ['a field that is markup', { type: 'close', id: 1, '<img src=x>': 1 }, 1, 'no field "?img?src?x?"'],
  [
    'an address as an archive',
    { type: 'open', id: 1, study, archive: 'https://evil.example' },
    1,
    'no address',
  ],
  ['a list as an archive', { type: 'open', id: 1, study, archive: ['main'] }, 1, 'archive is the id'],
  ['nothing to open', { type: 'open', id: 1 }, 1, 'either a study or an accession'],
  [
    'two things to open',
    { type: 'open', id: 1, study, accession: 'A1' },
    1,
    'either a study or an accession',
  ],
  ['a path as a study', { type: 'open', id: 1, study: '1.2/../3' }, 1, 'study is a Study Instance UID'],
  ['a study of 65 characters', { type: 'open', id: 1, study: `1.${'2'.repeat(63)}` }, 1, 'study is a Study'],
  ['a number as a study', { type: 'open', id: 1, study: 1.2 }, 1, 'study is a Study Instance UID'],
  ['any accession number', { type: 'open', id: 1, accession: '*' }, 1, 'one accession number'],
  ['two accession numbers', { type: 'open', id: 1, accession: 'A\\B' }, 1, 'one accession number'],
  ['a long accession number', { type: 'open', id: 1, accession: 'A'.repeat(65) }, 1, 'one accession number'],
  ['a blank accession number', { type: 'open', id: 1, accession: ' ' }, 1, 'one accession number'],
  [
    'a view without its study',
    { type: 'open', id: 1, accession: 'A', view: 'v1' },
    1,
    'view goes with a study',
  ],
  ['a view that leads elsewhere', { type: 'open', id: 1, study, view: '../x' }, 1, 'view is what stands'],
  ['an endless view', { type: 'open', id: 1, study, view: 'x'.repeat(15_001) }, 1, 'view is what stands'],
])('%s is refused in words', (_, message, id, words) => {
  const read = readEmbedRequest(message);
  expect(read).toMatchObject({ ok: false, words: expect.stringContaining(words) });
  expect(!read.ok && read.id).toBe(id);
});

test('an object with a prototype of its own is no message', () => {
  const odd = Object.assign(Object.create({ study }) as object, { type: 'open', id: 1 });
  expect(readEmbedRequest(odd)).toMatchObject({ ok: false });
});

test('who connects says the nonce of this frame', () => {
  const said = { isocenter: 'connect', version: 1, nonce: 'n' };
  expect(isConnect(said, 'n')).toBe(true);
  for (const other of [
    null,
    'connect',
    { ...said, nonce: 'm' },
    { ...said, version: 2 },
    { ...said, isocenter: 'ready' },
  ])
    expect(isConnect(other, 'n')).toBe(false);
});

test('20 messages at once, then two a second', () => {
  const budget = new MessageBudget(0);
  const taken = (nowMs: number) =>
    Array.from({ length: 30 }, () => budget.takes(nowMs)).filter(Boolean).length;
  expect([taken(0), taken(100), taken(2_000), taken(3_600_000)]).toEqual([20, 0, 4, 20]);
});
