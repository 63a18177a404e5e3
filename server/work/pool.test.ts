import { afterEach, expect, test } from 'vitest';
import { Callers } from '../http/callers';
import { WorkerPool } from './pool';

/** A worker that does as the path of its job says. */
const SCRIPT = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads';
    parentPort.on('message', ({ input }) => {
      const { path } = input;
      if (path === 'spin') for (;;) {}
      if (path === 'die') process.exit(1);
      if (path === 'fill') { const all = []; for (;;) all.push(new Array(1e5).fill(0)); }
      if (path === 'refuse') parentPort.postMessage({ ok: false, refusal: { status: 410, sentence: 'gone' } });
      else if (path === 'spend') parentPort.postMessage({ ok: false, isSpent: true, refusal: { status: 406, sentence: 'no' } });
      else parentPort.postMessage({ ok: true, output: { path: path === 'who' ? String(threadId) : path } });
    });
  `)}`,
);
let pool: WorkerPool;
afterEach(() => pool.close());
const of = (limits: ConstructorParameters<typeof WorkerPool>[1]): void => {
  pool = new WorkerPool(SCRIPT, { workers: 1, jobMs: 1_000, ...limits });
};
const ask = (path: string) =>
  pool.do('layout', { path, headerCheck: 0 }).then(
    (said) => (said as unknown as { path: string }).path,
    (error: { status?: number; message: string }) => `${error.status} ${error.message}`,
  );

test('a job that never ends costs itself: the next one is done, by another thread', async () => {
  of({});
  const [spun, done] = await Promise.all([ask('spin'), ask('after')]);
  expect(spun).toMatch(/^503 .*in time/);
  expect(done).toBe('after');
});

test.each(['die', 'fill'])('a thread that ends (%s) costs its own job alone', async (way) => {
  of({ heapMb: 32, jobMs: 60_000 });
  const [died, done] = await Promise.all([ask(way), ask('after')]);
  expect([died, done]).toEqual([expect.stringMatching(/^503 /), 'after']);
});

test('the event loop goes on while a thread works for ever', async () => {
  of({ jobMs: 1_000 });
  let turns = 0;
  const others = setInterval(() => (turns += 1), 5);
  await ask('spin');
  clearInterval(others);
  expect(turns).toBeGreaterThan(10);
});

test('more than may wait is refused at once, by 503', async () => {
  of({ waiting: 2 });
  const asked = ['spin', 'a', 'b', 'c', 'd'].map(ask);
  const said = await Promise.all(asked);
  expect(said.map((one) => one.slice(0, 3))).toEqual(['503', 'a', 'b', '503', '503']);
  expect(said[4]).toMatch(/Try again/);
});

test('what a job refuses is refused in its own words', async () => {
  of({});
  expect(await ask('refuse')).toBe('410 gone');
});

test('a thread whose codec threw decodes nothing more', async () => {
  of({});
  const [first, no, second] = await Promise.all(['who', 'spend', 'who'].map(ask));
  expect(no).toBe('406 no');
  expect(second).not.toBe(first);
});

test('bytes that go to a thread are handed over, not copied', async () => {
  of({});
  const body = new Uint8Array(1024);
  await pool.do('guestObjects', { body, contentType: '', study: '', prefix: '2.25.1.' });
  expect(body.byteLength).toBe(0);
});

test('each visitor has a turn, whatever another has waiting; guests leave a thread to the house', async () => {
  const callers = new Callers();
  pool = new WorkerPool(SCRIPT, { workers: 2, jobMs: 500, waitingEach: 20 }, callers);
  const done: string[] = [];
  const askAs = (name: string, path: string, isGuest = true) =>
    callers.run({ name, isGuest }, () => ask(path).then((said) => void done.push(`${name} ${said}`)));
  const flood = Array.from({ length: 30 }, (_, at) => askAs('a', at === 0 ? 'spin' : `${at}`));
  const other = askAs('b', 'b');
  await Promise.all([askAs('house', 'x', false), askAs('house', 'y', false)]);
  // A guest's job goes on for ever, and the site has had its answers: nothing of the guests' came before.
  expect(done.filter((one) => !one.includes('503'))).toEqual(['house x', 'house y']);
  await Promise.all([...flood, other]);
  const guests = done.filter((one) => !one.includes('503') && !one.startsWith('house'));
  expect(guests.indexOf('b b')).toBeLessThanOrEqual(1);
  expect(done.filter((one) => one.includes('503 The server has more'))).toHaveLength(9);
});
