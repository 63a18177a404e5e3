import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { ArchiveError } from '@/archive/contract/archiveError';
import { askAgainWithNewToken } from './askAgain';

/** A question that fails once; how often it was asked. */
function failingOnce(queries: QueryClient, key: string, error: Error) {
  let asked = 0;
  const observer = new QueryObserver<string>(queries, {
    queryKey: [key],
    retry: false,
    queryFn: () => {
      asked += 1;
      return asked === 1 ? Promise.reject(error) : Promise.resolve('here');
    },
  });
  const settled = new Promise<void>((resolve) =>
    observer.subscribe(({ status }) => status === 'error' && resolve()),
  );
  return { asked: () => asked, settled, observer };
}

test('what was refused for want of a token is asked again with the next one, and nothing else is', async () => {
  const queries = new QueryClient();
  const heard = new Set<(token: string | undefined) => void>();
  askAgainWithNewToken(queries, {
    token: () => undefined,
    renew: () => Promise.resolve(undefined),
    watch: (hear) => {
      heard.add(hear);
      return () => heard.delete(hear);
    },
  });
  const tell = (token: string | undefined) => heard.forEach((hear) => hear(token));
  const refused = failingOnce(
    queries,
    'series',
    new ArchiveError('unauthorised', 'HTTP 401', { status: 401 }),
  );
  const broken = failingOnce(queries, 'other', new ArchiveError('malformed', 'no JSON'));
  await Promise.all([refused.settled, broken.settled]);

  tell(undefined);
  expect(refused.asked()).toBe(1);
  const here = new Promise<void>((resolve) =>
    refused.observer.subscribe(({ data }) => data === 'here' && resolve()),
  );
  tell('t2');
  await here;
  expect(refused.asked()).toBe(2);
  expect(broken.asked()).toBe(1);
});
