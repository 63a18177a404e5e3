import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LocalReadingRecord } from './localReadingRecord';

let tabs: ((event: { readonly key: string | null }) => void)[] = [];
beforeEach(() => {
  tabs = [];
  vi.stubGlobal('addEventListener', (_: string, hear: (typeof tabs)[number]) => tabs.push(hear));
});
afterEach(() => vi.unstubAllGlobals());

/** A browser's storage that takes so many characters. */
function shelf(most = Infinity) {
  const held = new Map<string, string>();
  return {
    held,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, text: string) => {
      if (text.length > most) throw new Error('full');
      held.set(key, text);
    },
  } as unknown as Storage & { readonly held: Map<string, string> };
}

const PLACE = { archive: 'main', study: '1.2' };

test('what is read and bookmarked here is here after a reload, and in the other tabs', async () => {
  const kept = shelf();
  const [one, other] = [new LocalReadingRecord(kept), new LocalReadingRecord(kept)];
  const told = vi.fn<() => void>();
  other.subscribe(told);
  expect(one.of(PLACE)).toBeUndefined();
  expect(await one.act('read', PLACE)).toBeUndefined();
  expect(await one.act('bookmark', PLACE)).toBeUndefined();
  for (const hear of tabs) hear({ key: 'isocenter-reading' });
  expect(told).toHaveBeenCalled();
  for (const record of [one, other, new LocalReadingRecord(kept)])
    expect(record.of(PLACE)).toMatchObject({ read: { by: { id: 'here' } }, bookmarks: [{}], open: [] });
  expect(one.of(PLACE)).toBe(one.of(PLACE));
  await one.act('unread', PLACE);
  await one.act('unbookmark', PLACE);
  expect(one.of(PLACE)).toBeUndefined();
  expect(kept.held.get('isocenter-reading')).toBe('[]');
});

test('a shelf that is full is said, and nothing is changed; what is crooked in it is nothing', async () => {
  const full = new LocalReadingRecord(shelf(10));
  expect(await full.act('read', PLACE)).toBe('disk');
  expect(full.of(PLACE)).toBeUndefined();
  const times = ['"x"', '1e300', '9e15', '-1'].map((at) => `[["main 1.2",{"read":${at}}]]`);
  for (const text of ['', '{', '7', '[[1]]', ...times]) {
    const kept = shelf();
    kept.held.set('isocenter-reading', text);
    expect(new LocalReadingRecord(kept).of(PLACE)).toBeUndefined();
  }
});

test('of more studies than it holds the oldest are new again', async () => {
  const kept = shelf();
  const many = Array.from({ length: 5_000 }, (_, at) => [`main ${at}`, { read: at }]);
  kept.held.set('isocenter-reading', JSON.stringify(many));
  const record = new LocalReadingRecord(kept);
  await record.act('bookmark', PLACE);
  expect(record.of({ archive: 'main', study: '0' })).toBeUndefined();
  expect(record.of({ archive: 'main', study: '1' })).toBeDefined();
});
