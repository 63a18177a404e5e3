import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WorkAsked, WorkOfStudy } from '@/archive/contract/studyWork';
import type { ReadingRecord, ReadingStanding } from '@/features/contract/studyReading';
import type { StudyReading } from '@/protocol/reading';
import { WorkitemReadingRecord } from './workitemReadingRecord';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const STANDING: ReadingStanding = { you: 'me', marks: true, isLive: true, isHereOnly: false };
const place = { archive: 'main', study: '1.2' };

function start(answer: (asked: readonly WorkAsked[]) => Promise<ReadonlyMap<string, WorkOfStudy>>) {
  let own: StudyReading | undefined;
  const followers = new Set<() => void>();
  const inner = {
    subscribe: (changed: () => void) => (followers.add(changed), () => void followers.delete(changed)),
    standing: () => STANDING,
    of: () => own,
    ask: vi.fn(() => Promise.resolve()),
    show: vi.fn(),
    act: vi.fn(() => Promise.resolve(undefined)),
    said: () => undefined,
    say: vi.fn(),
    close: vi.fn(),
  } satisfies ReadingRecord & { close(): void };
  const of = vi.fn(answer);
  let atMs = 0;
  const record = new WorkitemReadingRecord(inner, new Map([['main', { name: 'North', of }]]), () => atMs);
  const pass = async (ms: number) => {
    atMs += ms;
    await vi.advanceTimersByTimeAsync(ms);
  };
  const mark = (state: StudyReading | undefined) => {
    own = state;
    for (const changed of followers) changed();
  };
  return { record, inner, of, pass, mark };
}
const saying = (state: WorkOfStudy['state'], ...by: string[]) =>
  Promise.resolve(new Map([['1.2', { state, by }]]));

test('what the archive says stands beside what is marked here, with its name, and changes as it does', async () => {
  let now = saying('inProgress', 'Adams, Ada');
  const { record, pass, mark, of } = start(() => now);
  const changed = vi.fn();
  record.subscribe(changed);
  await record.ask('main', ['1.2', '1.3']);
  expect(record.of(place)?.work).toEqual({ state: 'inProgress', by: ['Adams, Ada'], archive: 'North' });
  expect(record.of({ archive: 'main', study: '1.3' })).toBeUndefined();
  expect(record.of(place)).toBe(record.of(place));
  // Looked at again within the minute it is not asked again.
  await record.ask('main', ['1.2']);
  expect(of).toHaveBeenCalledTimes(1);
  now = saying('completed', 'Adams, Ada');
  await pass(60_000);
  expect(record.of(place)?.work?.state).toBe('completed');
  expect(changed).toHaveBeenCalledTimes(2);
  const by = { id: 'you', name: 'You' };
  mark({ read: { by, atMs: 1 }, bookmarks: [], open: [] });
  expect(record.of(place)).toMatchObject({ read: { by }, work: { state: 'completed' } });
  record.close();
  await pass(60_000);
  expect(of).toHaveBeenCalledTimes(2);
});

test('an archive that does not answer is said not to; what it said before is not taken for true, and it is asked again', async () => {
  let isAway = false;
  const { record, pass } = start(() => (isAway ? Promise.reject(new Error('away')) : saying('completed')));
  await record.ask('main', ['1.2']);
  isAway = true;
  await pass(60_000);
  expect(record.of(place)?.work).toEqual({ state: 'unasked', by: [], archive: 'North' });
  isAway = false;
  await record.ask('main', ['1.2']);
  expect(record.of(place)?.work?.state).toBe('completed');
  record.close();
});

test('other archives are not asked, nothing is asked while nobody sees the page, and marks go where they went before', async () => {
  const { record, inner, of, pass } = start(() => saying('scheduled'));
  await record.ask('other', ['1.2']);
  expect(of).not.toHaveBeenCalled();
  await record.ask('main', ['1.2'], [{ study: '1.2', accession: 'A1', patientId: 'P1' }]);
  expect(of.mock.calls[0]?.[0]).toEqual([{ study: '1.2', accession: 'A1', patientId: 'P1' }]);
  vi.stubGlobal('document', { visibilityState: 'hidden' });
  await pass(60_000);
  expect(of).toHaveBeenCalledTimes(1);
  vi.unstubAllGlobals();
  await record.act('read', place, true);
  expect(inner.act).toHaveBeenCalledWith('read', place, true);
  expect(of).toHaveBeenCalledTimes(1);
  record.close();
});
