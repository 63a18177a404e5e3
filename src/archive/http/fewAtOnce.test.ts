import { expect, test } from 'vitest';
import { eachOf, fewAtOnce } from './fewAtOnce';

/** Work that goes on until it is told to end. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, (fault?: Error) => void>();
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      begun.push(name);
      ends.set(name, (fault) => (fault ? reject(fault) : resolve(name)));
    });
  const end = async (name: string, fault?: Error) => {
    ends.get(name)?.(fault);
    // The next begins once all that hangs on this one has heard of it.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, work, end };
}

test('two run, the rest begins in order of asking, and what is urgent before it; a fault keeps nobody out', async () => {
  const { begun, work, end } = works();
  const few = fewAtOnce(2);
  const asked = ['a', 'b', 'c', 'd'].map((name) => few.run(work(name)));
  const urgent = few.run(work('now'), true);
  expect(begun).toEqual(['a', 'b']);
  const failed = expect(asked[0]).rejects.toThrow('broken');
  await end('a', new Error('broken'));
  await failed;
  expect(begun).toEqual(['a', 'b', 'now']);
  await end('now');
  await end('b');
  expect(begun).toEqual(['a', 'b', 'now', 'c', 'd']);
  await end('c');
  await end('d');
  expect(await Promise.all([urgent, ...asked.slice(1)])).toEqual(['now', 'b', 'c', 'd']);
});

test('nothing begins before it is opened, nor what was forgotten', async () => {
  const { begun, work } = works();
  const few = fewAtOnce(1, false);
  void few.run(work('a'));
  few.clear();
  void few.run(work('b'));
  expect(begun).toEqual([]);
  few.open();
  expect(begun).toEqual(['b']);
});

test('each item has its result in its place, and no more run than may', async () => {
  let [running, most] = [0, 0];
  const results = await eachOf([3, 1, 2, 0], 2, async (turns, index) => {
    most = Math.max(most, (running += 1));
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    running -= 1;
    return `${index}:${turns}`;
  });
  expect([results, most]).toEqual([['0:3', '1:1', '2:2', '3:0'], 2]);
  expect(await eachOf([], 2, () => Promise.reject(new Error('no item')))).toEqual([]);
});
