import { expect, test } from 'vitest';
import { readMessage } from './room';

test('messages of the protocol are read', () => {
  expect(readMessage('{"auth":"t","again":"k","presents":true}')).toEqual({
    is: 'auth',
    token: 't',
    again: 'k',
    presents: true,
  });
  expect(readMessage('{"say":"live","n":4,"sealed":"A-_9"}')).toEqual({
    is: 'say',
    say: 'live',
    n: 4,
    sealed: 'A-_9',
  });
  expect(readMessage('{"hand":"abc"}')).toEqual({ is: 'hand', to: 'abc' });
  expect(readMessage('{"take":true}')).toEqual({ is: 'take' });
  expect(readMessage('{"leave":true}')).toEqual({ is: 'leave' });
});

test.each([
  '',
  'null',
  '[]',
  '3',
  '"auth"',
  '{',
  '{"auth":""}',
  '{"auth":5}',
  `{"auth":"${'x'.repeat(16_385)}"}`,
  '{"say":"else","n":1,"sealed":"AA"}',
  '{"say":"live","n":-1,"sealed":"AA"}',
  '{"say":"live","n":1.5,"sealed":"AA"}',
  '{"say":"live","n":1e300,"sealed":"AA"}',
  '{"say":"live","n":1,"sealed":"<b>"}',
  '{"say":"live","n":1,"sealed":""}',
  '{"say":"live","n":1}',
  '{"hand":{}}',
  '{"take":1}',
  '{"leave":"now"}',
])('%s is no message', (text) => expect(readMessage(text)).toBeUndefined());
