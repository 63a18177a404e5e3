import { expect, test } from 'vitest';
import { chooseWay, type ChoiceParts } from './deviceWay';

const NOW_MS = 1_800_000_000_000;
const KEY = 'isocenter.painting';
const kept = (way: string, atMs = NOW_MS - 1000) => JSON.stringify({ way, atMs });

/** What a choice does on a device. */
async function choose({ before, ...device }: Partial<ChoiceParts> & { readonly before?: string }) {
  const said: string[] = [];
  const shelf = new Map(before === undefined ? [] : [[KEY, before]]);
  const storage = {
    getItem: (key: string) => shelf.get(key) ?? null,
    setItem: (key: string, value: string) => void shelf.set(key, value),
  };
  const way = { draw: () => 'drawn' as const, dispose: () => void said.push('given back') };
  const painter = { take: () => void said.push('taken'), leave: () => void said.push('left') };
  let lose: () => void = () => undefined;
  const end = chooseWay(painter, storage, {
    start: (onLost, isKept) => {
      lose = onLost;
      said.push(isKept ? 'started as kept' : 'started');
      return way;
    },
    isTrue: () => Promise.resolve(true),
    isFaster: () => Promise.resolve(true),
    listen: () => ({ pause: () => Promise.resolve(), stop: () => undefined }),
    rest: () => Promise.resolve(),
    nowMs: () => NOW_MS,
    ...device,
  });
  await new Promise((done) => setTimeout(done));
  const found = shelf.get(KEY);
  return { said, kept: found === undefined ? undefined : JSON.parse(found), lose: () => lose(), end };
}

test('the faster way is taken and kept', async () => {
  const { said, kept: now, lose } = await choose({});
  expect(said).toEqual(['started', 'taken']);
  expect(now).toEqual({ way: 'gl', atMs: NOW_MS });
  lose();
  expect(said).toEqual(['started', 'taken', 'left']);
});

test.each([
  ['slower', { isFaster: () => Promise.resolve(false) }, ['started', 'given back']],
  ['false', { isTrue: () => Promise.resolve(false) }, ['started', 'given back']],
  ['not there', { start: () => undefined }, []],
])('one that is %s is not, and nobody asks again', async (_, device, expected) => {
  const { said, kept: now } = await choose(device);
  expect(said).toEqual(expected);
  expect(now).toEqual({ way: 'canvas', atMs: NOW_MS });
  expect((await choose({ ...device, before: kept('canvas') })).said).toEqual([]);
});

test('one that was kept is tried for truth, not for pace', async () => {
  const isFaster = () => Promise.reject(new Error('measured'));
  expect((await choose({ before: kept('gl'), isFaster })).said).toEqual(['started as kept', 'taken']);
  expect((await choose({ before: kept('gl'), isFaster, isTrue: () => Promise.resolve(false) })).said).toEqual(
    ['started as kept', 'given back'],
  );
});

test.each([
  ['old', kept('canvas', NOW_MS - 31 * 24 * 3_600_000)],
  ['no longer known', kept('svg')],
  ['not ours', '{'],
])('what is %s is measured anew', async (_, before) => {
  const { said, kept: now } = await choose({ before });
  expect(said).toEqual(['started', 'taken']);
  expect(now).toEqual({ way: 'gl', atMs: NOW_MS });
});

test('a context lost meanwhile, or a page that goes, decides nothing', async () => {
  let lose: () => void = () => undefined;
  const lost = await choose({
    start: (onLost) => {
      lose = onLost;
      return { draw: () => 'drawn', dispose: () => undefined };
    },
    isFaster: () => {
      lose();
      return Promise.resolve(true);
    },
  });
  expect(lost.said).toEqual(['left']);
  expect(lost.kept).toBeUndefined();
  let go: (value: boolean) => void = () => undefined;
  const gone = await choose({ isFaster: () => new Promise((done) => (go = done)) });
  gone.end();
  go(true);
  await new Promise((done) => setTimeout(done));
  expect(gone.said).toEqual(['started', 'given back']);
  expect(gone.kept).toBeUndefined();
});

test('a fault while it is measured leaves canvas 2D', async () => {
  const { said } = await choose({ isFaster: () => Promise.reject(new Error('a driver')) });
  expect(said).toEqual(['started', 'left']);
});

test('where storage is forbidden it is measured on every page', async () => {
  const said: string[] = [];
  const forbid = () => {
    throw new Error('forbidden');
  };
  chooseWay(
    { take: () => void said.push('taken'), leave: () => undefined },
    { getItem: forbid, setItem: forbid },
    {
      start: () => ({ draw: () => 'drawn', dispose: () => undefined }),
      isTrue: () => Promise.resolve(true),
      isFaster: () => Promise.resolve(true),
      listen: () => ({ pause: () => Promise.resolve(), stop: () => undefined }),
      rest: () => Promise.resolve(),
      nowMs: () => NOW_MS,
    },
  );
  await new Promise((done) => setTimeout(done));
  expect(said).toEqual(['taken']);
});
