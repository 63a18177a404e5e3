import { createStore, type StoreApi } from 'zustand/vanilla';
import { isSameKey } from '@/dicom/hanging/choose';
import { readProtocol } from '@/dicom/hanging/readProtocol';
import type { HangingProtocol } from '@/dicom/hanging/template';
import { keepHangings, keptHangings } from './keptHangings';

/** How somebody hangs studies that look alike. */
export interface KeptArrangements {
  /** A reader's own. */
  readonly mine: readonly HangingProtocol[];
  /** Of the site: they hang where a reader has none. */
  readonly house: readonly HangingProtocol[];
  /** Arrangements made by hand, with how often in a row: of the last keys, the newest first. */
  readonly habits: readonly Habit[];
  /** Ids of the reader's own that the companion held when it was last heard of: one that it does not tell any more was removed elsewhere. */
  readonly told?: readonly string[];
  /** Whose they are, where people sign in (HangingsKeeper); absent: whoever uses this browser. */
  readonly owner?: string;
}

/** An arrangement that was made by hand for studies of one key. */
export interface Habit {
  readonly key: string;
  readonly arrangement: string;
  readonly count: number;
}

const NONE: KeptArrangements = { mine: [], house: [], habits: [] };
/** More arrangements than anybody tells apart. */
const MOST = 200;
const MOST_HABITS = 20;

const readAll = (value: unknown): readonly HangingProtocol[] =>
  Array.isArray(value) ? value.flatMap((one) => readProtocol(one) ?? []).slice(0, MOST) : [];

function readHabits(value: unknown): readonly Habit[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, MOST_HABITS).flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return [];
    const { key, arrangement, count } = one as Record<string, unknown>;
    return typeof key === 'string' && typeof arrangement === 'string' && typeof count === 'number'
      ? [{ key, arrangement, count }]
      : [];
  });
}

/** What is kept, as far as it can be read; of another owner than this, what is the site's alone. Without an owner: whoever's it is. */
export function readHangings(text = keptHangings(), owner?: string): KeptArrangements {
  // Whose they are is known also before there are any: what is kept first would be nobody's, and be lost with the next.
  const none: KeptArrangements = owner === undefined ? NONE : { ...NONE, owner };
  if (text === undefined) return none;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return none;
    const { mine, house, habits, told, owner: of } = value as Record<string, unknown>;
    if (owner !== undefined && of !== owner) return { ...none, house: readAll(house) };
    return {
      ...{ mine: readAll(mine), house: readAll(house), habits: readHabits(habits) },
      ...(Array.isArray(told) ? { told: told.filter((one) => typeof one === 'string').slice(0, MOST) } : {}),
      ...(typeof of === 'string' ? { owner: of } : {}),
    };
  } catch {
    return none;
  }
}

/** Whose list an arrangement stands in. */
export type HangingList = 'mine' | 'house';

/** What a change of a list took away, to be brought back. */
export interface Again {
  /** Absent: it took none away. */
  readonly protocol?: HangingProtocol | undefined;
  /** Where it stood. */
  readonly at?: number;
  /** The id of what came in its place. */
  readonly instead?: string;
}

/** What is kept in this browser, for one page. */
export interface HangingStore {
  readonly store: StoreApi<KeptArrangements>;
  /** Changes it here and where it is kept; false where it stays for this page alone. */
  change(change: (now: KeptArrangements) => KeptArrangements): boolean;
}

export function createHangingStore(owner?: string): HangingStore {
  const store = createStore<KeptArrangements>(() => readHangings(keptHangings(), owner));
  return {
    store,
    change(change) {
      // Another page may have kept something meanwhile.
      const text = keptHangings();
      const next = change(text === undefined ? store.getState() : readHangings(text, owner));
      store.setState(next, true);
      return keepHangings(JSON.stringify(next));
    },
  };
}

/** With a protocol of the reader's own, in the place of that for the same studies. */
export const withMine = (now: KeptArrangements, made: HangingProtocol): KeptArrangements => ({
  ...now,
  mine: [made, ...now.mine.filter(({ key }) => !isSameKey(key, made.key))].slice(0, MOST),
});

/** Without one of a list. */
export const without = (now: KeptArrangements, whose: HangingList, id: string): KeptArrangements => ({
  ...now,
  [whose]: now[whose].filter((one) => one.id !== id),
});

/** What makes place in a list for one that is made, to be brought back. */
export function insteadOf(list: readonly HangingProtocol[], made: HangingProtocol): Again {
  const at = list.findIndex(({ key }) => isSameKey(key, made.key));
  return { ...(at < 0 ? {} : { protocol: list[at], at }), instead: made.id };
}

/** With one again where it stood in a list, in the place of another; not where there is one for the same studies by now. */
export function withAgain(now: KeptArrangements, whose: HangingList, again: Again): KeptArrangements {
  const { protocol, at = 0, instead } = again;
  const left = now[whose].filter(({ id }) => id !== instead);
  const isBack = !protocol || left.some(({ key }) => isSameKey(key, protocol.key));
  return { ...now, [whose]: isBack ? left : left.toSpliced(at, 0, protocol).slice(0, MOST) };
}

/** With one of the reader's own for the site too. */
export function withSiteCopy(now: KeptArrangements, id: string): KeptArrangements {
  const given = now.mine.find((one) => one.id === id);
  if (!given) return now;
  const others = now.house.filter(({ key }) => !isSameKey(key, given.key));
  return { ...now, house: [given, ...others].slice(0, MOST) };
}

/**
 * With what the companion keeps: of two for the same studies the newer is the reader's; what it held and holds no more is gone here too;
 * the site's are those that it tells.
 */
export function withSiteAnswer(
  now: KeptArrangements,
  told: { readonly mine: unknown; readonly house: unknown },
): KeptArrangements {
  const mine = readAll(told.mine);
  const isOlder = (one: HangingProtocol, all: readonly HangingProtocol[]) =>
    all.some((other) => isSameKey(other.key, one.key) && other.madeAtMs >= one.madeAtMs);
  const ids = mine.map(({ id }) => id);
  const isGone = ({ id }: HangingProtocol) => now.told?.includes(id) === true && !ids.includes(id);
  const own = now.mine.filter((one) => !isGone(one) && !isOlder(one, mine));
  const theirs = mine.filter((one) => !isOlder(one, own));
  return { ...now, mine: [...own, ...theirs].slice(0, MOST), house: readAll(told.house), told: ids };
}

/** With an arrangement made by hand once more; another one for the same key begins anew. */
export function withHabit(now: KeptArrangements, key: string, arrangement: string): KeptArrangements {
  const before = now.habits.find((one) => one.key === key);
  const count = before?.arrangement === arrangement ? before.count + 1 : 1;
  const others = now.habits.filter((one) => one.key !== key);
  return { ...now, habits: [{ key, arrangement, count }, ...others].slice(0, MOST_HABITS) };
}
