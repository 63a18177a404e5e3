import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '@/imaging/contract';
import { createEngineNeed } from '@/imaging/early/engineNeed';
import { EngineRun, type EngineStart, type EngineState } from './engineRun';

beforeEach(() => vi.stubGlobal('window', new EventTarget()));
afterEach(() => vi.unstubAllGlobals());

/** A page before its engine, and what is told of that. */
function page(more: Partial<EngineStart> = {}) {
  const told: string[] = [];
  const states: EngineState[] = [];
  const need = createEngineNeed();
  let hasWork = false;
  const listeners = new Set<() => void>();
  const stopped = (what: string) => () => void told.push(`${what} stops`);
  const start = {
    early: {
      ...{ need, settled: Promise.resolve(), free: Promise.resolve() },
      summon: () => need.setState({ need: 'some' }),
      setLast: (isLast: boolean) => told.push(`last ${isLast}`),
      follow: () => stopped('early'),
    },
    hand: {
      waitsForEngine: () => hasWork,
      hasWork: () => hasWork,
      subscribe: (listener: () => void) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      giveUp: () => told.push('given up'),
      follow: () => stopped('hand'),
    },
    ...{ marks: [], finding: undefined },
    ...more,
  } as unknown as EngineStart;
  const askForWork = () => {
    hasWork = true;
    for (const listener of listeners) listener();
  };
  const engine = {
    dispose: () => told.push('disposed'),
    measuring: { restore: async () => [], showTracked: () => told.push('shown') },
  } as unknown as Engine;
  const fetchCode = async () => {
    told.push('code');
    return { startEngine: async () => engine };
  };
  return { start, told, states, engine, fetchCode, askForWork, tell: (one: EngineState) => states.push(one) };
}

test('the code is fetched once the engine is needed, such as for what the hand asked for, and never after the end', async () => {
  const { start, told, states, engine, fetchCode, askForWork, tell } = page();
  const left = new EngineRun(start, tell, fetchCode);
  const leaving = left.begin();
  left.end();
  await leaving;
  expect([told, states]).toEqual([[], []]);
  const run = new EngineRun(start, tell, fetchCode);
  const begun = run.begin();
  await start.early.settled;
  expect(told).toEqual([]);
  askForWork();
  await begun;
  expect(told).toEqual(['code']);
  expect(states.map(({ engine: it, isRestored }) => [it === engine, isRestored])).toEqual([
    [true, false],
    [true, true],
  ]);
  run.end();
  expect(told).toEqual(['code', 'early stops', 'hand stops', 'disposed']);
});

test('a link with a finding needs it at once, and shows it', async () => {
  const { start, told, fetchCode, tell } = page({ finding: '2.25.1' });
  await new EngineRun(start, tell, fetchCode).begin();
  expect(told).toEqual(['code', 'shown']);
});

test('code that does not come is told, and what waited for it is given up; an engine that does not start keeps it', async () => {
  const lost = page({ finding: '2.25.1' });
  await new EngineRun(lost.start, lost.tell, () => Promise.reject(new Error('offline'))).begin();
  expect(lost.told).toEqual(['last true', 'given up']);
  expect(lost.states.at(-1)?.hasFailed).toBe(true);
  const broken = page({ finding: '2.25.1' });
  let tries = 0;
  const startEngine = () =>
    tries++ ? Promise.resolve(broken.engine) : Promise.reject(new Error('no context'));
  const run = new EngineRun(broken.start, broken.tell, async () => ({ startEngine }));
  await run.begin();
  expect(broken.told).toEqual(['last true']);
  await run.again();
  expect(broken.states.at(-1)).toMatchObject({ hasFailed: false, isRestored: true });
});
