import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PLAIN_HANDS, type Hands } from '@/protocol/hands';
import { withInput, withPreset } from '@/features/viewer/commands/bindings';
import type { HandsKeeper } from '@/features/viewer/state/hands';
import { printedKeys } from '@/ui/keyboardLayout';
import { HandsHere } from './handsHere';

const kept = new Map<string, string>();
let isForbidden = false;
beforeEach(() => {
  kept.clear();
  isForbidden = false;
  vi.stubGlobal('navigator', { keyboard: { getLayoutMap: async () => new Map([['KeyW', 'ц']]) } });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, text: string) {
      if (isForbidden) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, text);
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

/** A companion that keeps for one person, over all their browsers. */
function companion(owner = 'ada') {
  const has: { hands: Hands | null; isDown: boolean } = { hands: null, isDown: false };
  const keeper: HandsKeeper = {
    owner,
    bring: async () => (has.isDown ? undefined : { hands: has.hands }),
    keep: async (hands) => {
      if (!has.isDown) has.hands = hands;
      return !has.isDown;
    },
  };
  return { has, keeper };
}

const made = (at: number, key: string): Hands => ({
  ...PLAIN_HANDS,
  changed: { rotate: [key] },
  madeAtMs: at,
});
const rotating = ({ store }: HandsHere) => store.getState().bindings.inputsOf('rotate');
const give = (here: HandsHere, key: string) => here.change((now) => withInput(now, 'rotate', key));

test('what is chosen holds at once, and for the next page of this browser', () => {
  const here = new HandsHere({ areKept: true });
  give(here, 'j');
  expect(rotating(here)).toEqual(['r', 'j']);
  expect(rotating(new HandsHere({ areKept: true }))).toEqual(['r', 'j']);
  here.change((now) => withPreset(now, 'leftScrolls'));
  expect(new HandsHere({ areKept: true }).store.getState().hands.preset).toBe('leftScrolls');
});

test('a page that was open meanwhile does not undo what another chose', () => {
  const [one, other] = [new HandsHere({ areKept: true }), new HandsHere({ areKept: true })];
  give(one, 'j');
  other.change((now) => withInput(now, 'mirror', 'h'));
  expect(rotating(other)).toEqual(['r', 'j']);
});

test('of two persons of one browser each has their own, and guests leave nothing', async () => {
  const [ada, bob] = [companion('ada').keeper, companion('bob').keeper];
  give(new HandsHere({ areKept: true, keeper: ada }), 'j');
  expect(rotating(new HandsHere({ areKept: true, keeper: bob }))).toEqual(['r']);
  const before = [...kept.values()];
  const guest = new HandsHere({ areKept: false });
  give(guest, 'k');
  expect(rotating(guest)).toEqual(['r', 'k']);
  expect(guest.store.getState().unkept).toBe('page');
  expect([...kept.values()]).toEqual(before);
});

test('the second window of a reading keeps nothing itself: the first does, and what it says of that holds', async () => {
  const { has, keeper } = companion();
  const [first, second] = [new HandsHere({ areKept: true, keeper }), new HandsHere({ areKept: 'elsewhere' })];
  give(second, 'j');
  expect(rotating(second)).toEqual(['r', 'j']);
  expect(second.store.getState().unkept).toBeUndefined();
  expect(kept.size).toBe(0);
  first.adopt(second.store.getState().hands);
  expect(rotating(first)).toEqual(['r', 'j']);
  await vi.waitFor(() => expect(has.hands?.changed.rotate).toEqual(['r', 'j']), { timeout: 20_000 });
  expect(rotating(new HandsHere({ areKept: true, keeper }))).toEqual(['r', 'j']);
  second.adopt(first.store.getState().hands, 'browser');
  expect(second.store.getState().unkept).toBe('browser');
  // What is older than what was chosen here is an echo.
  second.adopt(made(1, 'q'));
  expect(rotating(second)).toEqual(['r', 'j']);
});

test('in another browser it is as it was chosen, the newer of two', async () => {
  const { has, keeper } = companion();
  has.hands = made(5, 'j');
  const here = new HandsHere({ areKept: true, keeper });
  here.bring();
  await vi.waitFor(() => expect(rotating(here)).toEqual(['j']), { timeout: 20_000 });
  give(here, 'k');
  await vi.waitFor(() => expect(has.hands?.changed.rotate).toEqual(['j', 'k']), { timeout: 20_000 });
  has.hands = made(6, 'j');
  const again = new HandsHere({ areKept: true, keeper });
  again.bring();
  await vi.waitFor(() => expect(has.hands?.changed.rotate).toEqual(['j', 'k']), { timeout: 20_000 });
  expect(rotating(again)).toEqual(['j', 'k']);
});

test('what the keyboard bears is asked of the browser; one that does not tell, or refuses, is none', async () => {
  const here = new HandsHere({ areKept: true });
  here.bring();
  await vi.waitFor(() => expect(here.store.getState().printed?.get('KeyW')).toBe('ц'), { timeout: 20_000 });
  const refuses = { getLayoutMap: () => Promise.reject(new DOMException('policy', 'SecurityError')) };
  for (const navigator of [
    {},
    { keyboard: refuses },
    { keyboard: { getLayoutMap: async () => new Map() } },
  ]) {
    vi.stubGlobal('navigator', navigator);
    expect(await printedKeys()).toBeUndefined();
  }
});

test('a companion that takes nothing is said, and gets it with the next page', async () => {
  const { has, keeper } = companion();
  has.isDown = true;
  const here = new HandsHere({ areKept: true, keeper });
  give(here, 'j');
  await vi.waitFor(() => expect(here.store.getState().unkept).toBe('browser'), { timeout: 20_000 });
  has.isDown = false;
  new HandsHere({ areKept: true, keeper }).bring();
  await vi.waitFor(() => expect(has.hands?.changed.rotate).toEqual(['r', 'j']), { timeout: 20_000 });
});

test('where the browser keeps nothing it holds for the page, and that is said; what is damaged is none', () => {
  isForbidden = true;
  const here = new HandsHere({ areKept: true });
  give(here, 'j');
  expect(rotating(here)).toEqual(['r', 'j']);
  expect(here.store.getState().unkept).toBe('page');
  for (const text of ['{', '5', '{"preset":"mine"}']) {
    kept.set('isocenter.hands', text);
    expect(rotating(new HandsHere({ areKept: true }))).toEqual(['r']);
  }
});
