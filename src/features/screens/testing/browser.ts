import type { OpenBroadcast, Broadcast } from '@/features/screens/channel';
import type { Locks } from '@/features/screens/places';

/** Lets all go on that waits for nothing but its turn. */
export const settled = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

interface Request {
  readonly mode: string;
  grant(): void;
}

/** Web Locks of one browser, in memory: requests are granted in their order, shared ones together. */
export function createLocks(): Locks {
  const held = new Map<string, { readonly mode: string }[]>();
  const waiting = new Map<string, Request[]>();
  const isFree = (name: string, mode: string) => {
    const all = held.get(name) ?? [];
    return all.length === 0 || (mode === 'shared' && all.every((one) => one.mode === 'shared'));
  };
  const next = (name: string) => {
    const [first, ...rest] = waiting.get(name) ?? [];
    if (!first || !isFree(name, first.mode)) return;
    waiting.set(name, rest);
    first.grant();
    next(name);
  };
  return {
    request: (name, { mode = 'exclusive', ifAvailable = false, signal }, run) =>
      new Promise((resolve, reject) => {
        const grant = async () => {
          const lock = { mode };
          held.set(name, [...(held.get(name) ?? []), lock]);
          await Promise.resolve();
          await run(lock);
          held.set(
            name,
            (held.get(name) ?? []).filter((one) => one !== lock),
          );
          resolve(undefined);
          next(name);
        };
        if (ifAvailable && !isFree(name, mode)) return resolve(run(null));
        const request = { mode, grant: () => void grant() };
        waiting.set(name, [...(waiting.get(name) ?? []), request]);
        signal?.addEventListener('abort', () => {
          waiting.set(
            name,
            (waiting.get(name) ?? []).filter((one) => one !== request),
          );
          reject(new Error('aborted'));
        });
        return next(name);
      }),
    query: () =>
      Promise.resolve({ held: [...held].flatMap(([name, all]) => all.map(({ mode }) => ({ name, mode }))) }),
  };
}

/** The channels of one browser, in memory; what is said is noted. */
export function createAir(): { readonly open: OpenBroadcast; readonly said: unknown[] } {
  const wires = new Set<{ readonly name: string; readonly hear: (event: MessageEvent) => void }>();
  const said: unknown[] = [];
  const open: OpenBroadcast = (name): Broadcast => {
    let hear: (event: MessageEvent) => void = () => undefined;
    const wire = { name, hear: (event: MessageEvent) => hear(event) };
    wires.add(wire);
    return {
      postMessage(data) {
        const copy: unknown = structuredClone(data);
        said.push(copy);
        for (const other of wires)
          if (other !== wire && other.name === name) other.hear({ data: copy } as MessageEvent);
      },
      close: () => void wires.delete(wire),
      addEventListener: (_, heard) => (hear = heard),
    };
  };
  return { open, said };
}
