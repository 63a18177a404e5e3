import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ArchiveError } from '@/archive/contract/archiveError';
import { contradiction } from '@/archive/studies/identity';
import { frameOf, open, slices, type Asked } from './testing/loaderOver';

/** The part of Cornerstone's cache that is used, which counts the images that it holds. */
const held = vi.hoisted(() => ({ images: new Map<string, object>(), most: 0 }));

vi.mock('@cornerstonejs/core', () => {
  const { images } = held;
  return {
    cache: {
      isLoaded: (id: string) => images.has(id),
      getImageLoadObject: (id: string) => images.get(id),
      removeImageLoadObject: (id: string) => void images.delete(id),
      putImageSync(id: string, image: object) {
        images.set(id, image);
        held.most = Math.max(held.most, images.size);
      },
    },
  };
});
vi.mock('./images', () => ({
  registerInstance: () => undefined,
  // The values of slice n go up to n.
  toImage: (imageId: string) =>
    Promise.resolve({
      ...{ imageId, color: false, minPixelValue: 0 },
      maxPixelValue: Number(/\.(\d+)\/frames/.exec(imageId)?.[1]),
    }),
}));

beforeEach(() => {
  held.images.clear();
  held.most = 0;
});

test('of a series that is here, a step of a scroll looks through no list of its frames', async () => {
  const { loader, asked, bring } = await open(300, 300);
  loader.stream(0);
  await bring();
  const every = vi.spyOn(Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array, 'every');
  for (let index = 0; index < 100; index++) loader.stream(index);
  expect(every.mock.calls.length).toBeLessThanOrEqual(1);
  every.mockRestore();
  expect(asked).toHaveLength(1);
  // What leaves is missed at the next step.
  held.images.clear();
  loader.left(7);
  loader.stream(8);
  expect(asked).toHaveLength(2);
});

test('an object that turns out to be described in two ways leaves when all is here', async () => {
  const { loader, bring, here, overhearers } = await open(20, 20);
  loader.stream(0);
  await bring();
  const [instance] = slices(20).slice(7);
  if (!instance) throw new Error('no slice');
  for (const heard of overhearers) heard.failed(frameOf(instance), contradiction());
  expect(here()).toHaveLength(19);
  expect(loader.errorAt(7)).toMatchObject({ code: 'malformed', details: { what: 'duplicate' } });
});

describe('what is kept of a series', () => {
  test('all that fits: one stream, nothing leaves, nothing comes twice', async () => {
    const { loader, asked, bring, here } = await open(40, 40);
    loader.stream(0);
    await bring();
    for (const index of [39, 3, 20]) loader.stream(index);
    expect(here()).toHaveLength(40);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ isPart: false });
    expect(loader.facts()).toMatchObject({ wanted: 40, loaded: 40 });
    expect(loader.facts().atOnce).toBeUndefined();
  });

  test('of more than fits, what lies around the reader; far frames leave, come again, and are counted as they are', async () => {
    const { loader, asked, bring, here } = await open(400, 40);
    loader.stream(0);
    expect(asked[0]).toMatchObject({ isPart: true });
    expect(asked[0]?.instances, 'nothing is asked for that would not be kept').toHaveLength(40);
    await bring();
    expect(here()).toEqual(Array.from({ length: 40 }, (_, index) => index));
    expect(loader.facts()).toMatchObject({ wanted: 400, loaded: 40, failed: 0, atOnce: 40 });

    for (const index of [200, 399, 0]) {
      await loader.want(index);
      loader.stream(index);
      await bring();
      expect(here(), `around ${index}`).toHaveLength(40);
      expect(here()).toContain(index);
      expect(loader.facts().loaded).toBe(40);
      expect([...loader.facts().had].filter(Boolean)).toHaveLength(40);
    }
    // The one that is asked for by itself is here before those around it make room.
    expect(held.most).toBeLessThanOrEqual(41);
  });

  test('step by step through all of it: never more than the bound, each frame asked for in time', async () => {
    const { loader, asked, bring } = await open(400, 40);
    for (let index = 0; index < 400; index++) {
      await loader.want(index);
      loader.stream(index);
      if (asked.at(-1)?.signal.aborted === false) await bring();
      expect(loader.has(index)).toBe(true);
    }
    expect(held.most).toBeLessThanOrEqual(41);
    expect(asked.length, 'streams begun').toBeLessThan(80);
  });

  test('what was on its way to where the reader was is not kept when it comes', async () => {
    const { loader, asked, bring, here } = await open(400, 40);
    loader.stream(0);
    await bring(5);
    const [first] = asked;
    await loader.want(300);
    loader.stream(300);
    expect(first?.signal.aborted).toBe(true);
    for (const instance of first?.instances ?? []) first?.listener.frame(frameOf(instance));
    await bring();
    expect(here().every((index) => index > 200)).toBe(true);
    expect(held.images.size).toBe(40);
  });

  test('two panes share the bound, each around its own image; one that leaves gives its share back', async () => {
    const { loader, bring, here } = await open(400, 40);
    const [one, other] = [{}, {}];
    loader.stream(10, one);
    await bring();
    loader.stream(300, other);
    await bring();
    expect(here()).toHaveLength(40);
    expect([10, 300].every((index) => loader.has(index))).toBe(true);
    loader.leave(other);
    loader.stream(10, one);
    await bring();
    expect(here()).toHaveLength(40);
    expect(here().every((index) => index < 200)).toBe(true);
  });

  test('a frame that the cache let go is absent, and comes again', async () => {
    const { loader, asked, bring } = await open(40, 40);
    loader.stream(0);
    await bring();
    held.images.delete(loader.known?.frames[7]?.imageId ?? '');
    loader.left(7);
    expect(loader.facts().loaded).toBe(39);
    loader.stream(8);
    expect(asked).toHaveLength(2);
    await bring();
    expect(loader.has(7)).toBe(true);
    loader.empty();
    expect(held.images.size).toBe(0);
    expect(loader.facts().loaded).toBe(0);
  });

  test('where other series fill the cache, nothing comes ahead of the hand', async () => {
    const { loader, asked, bring, here } = await open(40, 40, false);
    loader.stream(0);
    await bring(3);
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(here()).toHaveLength(0);
    await loader.want(4);
    expect(here()).toEqual([4]);
  });
});

describe('a frame that came and then came otherwise', () => {
  test('does not come back by itself, in whichever form; asked for again, it does', async () => {
    const { loader, asked, bring, here } = await open(5, 10);
    loader.stream(0);
    await bring();
    const { listener } = asked.at(-1) as Asked;
    const [, second] = slices(5);
    if (!second) throw new Error('no slices');
    const { study, series, sop } = second;
    listener.failed({ study, series, sop, frame: 1 }, new ArchiveError('wrong-object', 'other bytes'));
    expect(here()).toEqual([0, 2, 3, 4]);
    expect(loader.errorAt(1)).toMatchObject({ code: 'wrong-object' });
    // The reader scrolls on and back: nothing is asked for, and what comes late is not taken.
    for (const index of [4, 0]) loader.stream(index);
    expect(asked).toHaveLength(1);
    listener.frame(frameOf(second));
    await new Promise((done) => setTimeout(done));
    expect(here()).toEqual([0, 2, 3, 4]);
    expect(loader.errorAt(1)).toMatchObject({ code: 'wrong-object' });
    loader.retry(1);
    await bring();
    expect(here()).toEqual([0, 1, 2, 3, 4]);
    expect(loader.errorAt(1)).toBeUndefined();
  });

  test.each([
    ['wrong-object', [0]],
    ['unreachable', [0, 1]],
  ] as const)('while it is being decoded: %s', async (fault, left) => {
    const { loader, asked, here } = await open(2, 10);
    loader.stream(0);
    const { listener } = asked.at(-1) as Asked;
    for (const slice of slices(2)) listener.frame(frameOf(slice));
    const [, second] = slices(2);
    if (!second) throw new Error('no slices');
    listener.failed(frameOf(second), new ArchiveError(fault, 'frame'));
    await new Promise((done) => setTimeout(done));
    expect(here()).toEqual(left);
    expect(loader.errorAt(1)?.code).toBe(left.length === 1 ? fault : undefined);
    expect(loader.facts()).toMatchObject({ loaded: left.length, failed: 2 - left.length });
  });
});

describe('the window of images that bring none', () => {
  test('stays until the series is here, then changes once', async () => {
    const { loader, asked, bring } = await open(40, 40);
    const tops = () => loader.known?.greys.of(0)?.max;
    await loader.want(19);
    loader.stream(19);
    const { instances, listener } = asked.at(-1) as Asked;
    const seen = new Set([tops()]);
    for (const instance of instances.slice(0, -1)) {
      listener.frame(frameOf(instance));
      await new Promise((done) => setTimeout(done));
      seen.add(tops());
    }
    expect([...seen]).toEqual([20]);
    await bring();
    expect(tops()).toBe(40);
  });

  test('is that of what came, where the rest does not', async () => {
    const { loader, asked } = await open(40, 40);
    await loader.want(19);
    loader.stream(19);
    const { instances, listener } = asked.at(-1) as Asked;
    for (const instance of instances)
      if (instance.sop === '1.2.3.4.40')
        listener.failed(frameOf(instance), new ArchiveError('malformed', 'other'));
      else listener.frame(frameOf(instance));
    listener.state({ phase: 'done' });
    await new Promise((done) => setTimeout(done));
    expect(loader.known?.greys.of(0)?.max).toBe(39);
    loader.retry(39);
    await loader.want(39);
    (asked.at(-1) as Asked).listener.state({ phase: 'done' });
    expect(loader.known?.greys.of(0)?.max).toBe(40);
  });
});

describe('the one window of a series too large to be kept whole', () => {
  const settled = () => new Promise((done) => setTimeout(done));
  const top = ({ loader }: Awaited<ReturnType<typeof open>>) => loader.known?.greys.of(200)?.max;

  test('is the same for readers of its ends, and no scrolling changes it', async () => {
    const [other, one] = [await open(400, 40), await open(400, 40)];
    for (const [opened, at] of [
      [other, 390],
      [one, 5],
    ] as const) {
      held.images.clear();
      await opened.loader.want(at);
      expect(opened.loader.known?.greys.isProvisional(200)).toBe(true);
      opened.loader.stream(at);
      await opened.bring();
      await settled();
    }
    expect(top(one)).toBe(400);
    expect(top(other)).toBe(400);
    expect(one.loader.known?.greys.isProvisional(200)).toBe(false);
    const range = one.loader.known?.greys.of(200);
    for (const at of [60, 120, 300]) {
      one.loader.stream(at);
      await one.bring();
    }
    expect(one.loader.known?.greys.of(200)).toBe(range);
    expect(one.here(), 'what decided is not kept').toHaveLength(40);
  });

  test('stays provisional while the archive is away, and is asked for again, not for ever', async () => {
    const away = { isAway: false, asked: 0 };
    const opened = await open(400, 40, true, away);
    const { loader } = opened;
    await loader.want(5);
    away.isAway = true;
    loader.stream(5);
    await settled();
    expect(loader.known?.greys.isProvisional(200)).toBe(true);
    expect(top(opened)).toBe(6);
    away.isAway = false;
    loader.stream(6);
    await settled();
    expect(loader.known?.greys.isProvisional(200)).toBe(false);
    expect(top(opened)).toBe(400);
  });

  test('an archive that stays away is not asked for it at every step', async () => {
    const away = { isAway: true, asked: 0 };
    const { loader } = await open(400, 40, true, away);
    for (let step = 0; step < 20; step++) {
      loader.stream(step * 20);
      await settled();
    }
    expect(away.asked).toBeGreaterThan(17);
    expect(away.asked).toBeLessThanOrEqual(3 * 17);
  });
});

describe('frames that fail', () => {
  /** All that the newest stream is asked for comes, but what is broken. Counts every frame that it asks for. */
  const stream = async (asked: readonly Asked[], broken: ReadonlySet<string>, error: ArchiveError) => {
    const { instances, has, listener } = asked.at(-1) as Asked;
    const wanted = instances.map(frameOf).filter((frame) => !has(frame));
    for (const frame of wanted)
      if (broken.has(frame.sop)) listener.failed(frame, error);
      else listener.frame(frame);
    await new Promise((done) => setTimeout(done));
    listener.state({ phase: 'done' });
    return wanted.map(({ sop }) => sop);
  };
  const broken = new Set(['1.2.3.4.4', '1.2.3.4.12', '1.2.3.4.30']);

  test.each([
    ['for good', new ArchiveError('malformed', 'not what was asked for'), 1],
    ['on the way', new ArchiveError('unreachable', 'the connection broke'), 2],
  ] as const)('%s are asked for so often and no more, however much is scrolled', async (_, error, most) => {
    const { loader, asked, here } = await open(40, 40);
    const times = new Map<string, number>();
    const walk = async () => {
      let streams = 0;
      for (let step = 0; step < 80; step++) {
        loader.stream(step % 40);
        if (asked.length === streams) continue;
        streams = asked.length;
        for (const sop of await stream(asked, broken, error)) times.set(sop, (times.get(sop) ?? 0) + 1);
      }
    };
    await walk();
    expect(here()).toHaveLength(37);
    expect(asked).toHaveLength(most);
    expect([...broken].map((sop) => times.get(sop))).toEqual([most, most, most]);
    expect(loader.facts()).toMatchObject({ loaded: 37, failed: 3 });
    // What a reader looks at is asked for by itself, whatever a stream made of it; the others are not.
    await loader.want(3);
    loader.stream(3);
    expect(loader.has(3)).toBe(true);
    expect(asked).toHaveLength(most);
    // By the reader's wish, all of them once more.
    loader.retry(5);
    expect(asked).toHaveLength(most + 1);
    expect(await stream(asked, new Set(), error)).toEqual(['1.2.3.4.12', '1.2.3.4.30']);
    expect(here()).toHaveLength(40);
  });
});
