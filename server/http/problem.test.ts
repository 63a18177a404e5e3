import { expect, test } from 'vitest';
import { NotWritten } from '../state/disk';
import { notDone } from './problem';

const failing = (code: string) =>
  new NotWritten('shares.jsonl', Object.assign(new Error('failed'), { code }));

test.each([
  ['ENOSPC', 507, /full.*Make room/],
  ['EIO', 503, /did not take this.*Try again/],
  ['ESTALE', 503, /replaced or cut.*Start the server again/],
])('what the disk says (%s) is a sentence with a way on', async (code, status, sentence) => {
  const answer = notDone(failing(code), 'It was not done.');
  expect(answer.status).toBe(status);
  expect(((await answer.json()) as { error: string }).error).toMatch(sentence);
});
