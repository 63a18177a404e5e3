import { expect, test, vi } from 'vitest';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { Archive, TellDescribed, VerifiedFrame } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import { askAhead } from './askedAhead';

const [study, series, sop] = ['1.2' as StudyUid, '1.3' as SeriesUid, '1.4' as SopUid];
const key = { study, series, sop, frame: 1 };
const { signal } = new AbortController();

const described = (rows: number): Instance =>
  ({ dataset: { '00280010': { vr: 'US', Value: [rows] } } }) as unknown as Instance;

/** An archive that counts what it is asked, and refuses the first so many questions. */
function counting(refusals = 0) {
  const asked: string[] = [];
  const answer = (what: string) => {
    asked.push(what);
    return asked.length <= refusals
      ? Promise.reject(new Error(`refused ${what}`))
      : Promise.resolve(`${what} ${asked.length}` as never);
  };
  const archive = {
    id: 'a',
    series: () => answer('series'),
    instances: () => answer('instances'),
    frames: { one: () => answer('frame'), stream: () => void asked.push('stream') },
  } as unknown as Archive;
  return { archive, asked };
}

test('what was asked for ahead is handed over once, without another question', async () => {
  const { archive, asked } = counting();
  const ahead = askAhead(archive);
  const early = await ahead.ask.instances(study, series, signal);
  expect(await ahead.archive.instances(study, series, signal)).toBe(early);
  expect(await ahead.archive.instances(study, series, signal)).not.toBe(early);
  const frame = await ahead.ask.frame(key, described(512), signal);
  expect(await ahead.archive.frames.one(key, described(512), signal)).toBe(frame);
  expect(await ahead.archive.frames.one({ ...key, frame: 2 }, described(512), signal)).not.toBe(frame);
  expect(asked).toEqual(['instances', 'instances', 'frame', 'frame']);
});

test('a failed answer counts as none: who asks then hears of its own', async () => {
  const { archive } = counting(1);
  const ahead = askAhead(archive);
  await expect(ahead.ask.series(study, signal)).rejects.toThrow('refused series');
  expect(await ahead.archive.series(study, signal)).toBe('series 2');
});

test('a frame verified by another description of its pixels is asked for again', async () => {
  const { archive, asked } = counting();
  const ahead = askAhead(archive);
  const frame = await ahead.ask.frame(key, described(512), signal);
  expect(await ahead.archive.frames.one(key, described(256), signal)).not.toBe(frame);
  expect(asked).toEqual(['frame', 'frame']);
});

test('what is to be asked later waits, and whoever asks meanwhile waits with it', async () => {
  const { archive, asked } = counting();
  const ahead = askAhead(archive);
  let begin: () => void = () => undefined;
  const early = ahead.ask.instances(study, series, signal, new Promise<void>((done) => (begin = done)));
  const late = ahead.archive.instances(study, series, signal);
  expect(asked).toEqual([]);
  begin();
  expect(await late).toBe(await early);
  expect(asked).toEqual(['instances']);
});

test('an archive that cannot say with what a series opens says so once', async () => {
  const { archive } = counting();
  const ahead = askAhead(archive);
  expect(await ahead.ask.opening(study, series, undefined, signal)).toBeUndefined();
  expect(await ahead.archive.opening?.(study, series, undefined, signal)).toBeUndefined();
});

test('an answer that another try would not change is handed on', async () => {
  const { archive, asked } = counting();
  const refusal = new ArchiveError('wrong-object', 'two patients');
  const ahead = askAhead({ ...archive, instances: () => (asked.push('instances'), Promise.reject(refusal)) });
  await expect(ahead.ask.instances(study, series, signal)).rejects.toBe(refusal);
  await expect(ahead.archive.instances(study, series, signal)).rejects.toBe(refusal);
  expect(asked).toEqual(['instances']);
});

test('a refusal that is old is asked for anew: who comes back may have signed in since', async () => {
  vi.useFakeTimers();
  const refusal = new ArchiveError('unauthorised', 'series: HTTP 401', { status: 401 });
  const asked = vi.fn<() => Promise<never>>(() => Promise.reject(refusal));
  const ahead = askAhead({ id: 'a', series: asked, frames: {} } as unknown as Archive);
  await expect(ahead.ask.series(study, signal)).rejects.toBe(refusal);
  await vi.advanceTimersByTimeAsync(60_000);
  asked.mockImplementation(() => Promise.resolve('list' as never));
  expect(await ahead.archive.series(study, signal)).toBe('list');
  vi.useRealTimers();
});

test('answers that nobody came for are not kept without end: the oldest is asked for again', async () => {
  const { archive } = counting();
  const ahead = askAhead(archive);
  const asked = await Promise.all(
    Array.from({ length: 17 }, (_, at) => ahead.ask.frame({ ...key, frame: at + 1 }, described(512), signal)),
  );
  expect(await ahead.archive.frames.one({ ...key, frame: 17 }, described(512), signal)).toBe(asked[16]);
  expect(await ahead.archive.frames.one(key, described(512), signal)).not.toBe(asked[0]);
});

test('frames that are here are handed to a stream of their series before it asks for the rest', async () => {
  const { archive, asked } = counting();
  const wanted: boolean[] = [];
  const source = {
    ...archive,
    frames: {
      one: ({ sop, frame }: typeof key) =>
        Promise.resolve({ ...key, sop, frame } as unknown as VerifiedFrame),
      stream: (_: unknown, has: (of: typeof key) => boolean) =>
        void wanted.push(...[1, 2, 3, 4].map((frame) => !has({ ...key, frame }))),
    },
  } as unknown as Archive;
  const object = { ...described(512), series, sop } as Instance;
  const ahead = askAhead(source);
  const first = await ahead.ask.frame(key, object, signal);
  const kept = { ...key, frame: 2 } as unknown as VerifiedFrame;
  ahead.ask.keep(kept, object);
  await ahead.ask.frame({ ...key, frame: 3 }, object, signal);
  ahead.ask.forget({ ...key, frame: 3 });
  const told: unknown[] = [];
  const listener = {
    frame: (frame: unknown) => void told.push(frame),
    failed: () => undefined,
    state: () => undefined,
  };
  const stream = () => ahead.archive.frames.stream([object], ({ frame }) => frame === 4, listener, signal);
  stream();
  expect(told).toEqual([first, kept]);
  expect(wanted).toEqual([false, false, true, false]);
  // Once.
  stream();
  expect(told).toHaveLength(2);
  expect(asked).toEqual([]);
});

test('a frame verified by another description is not handed to a stream', () => {
  const { archive, asked } = counting();
  const ahead = askAhead(archive);
  const object = { ...described(512), series, sop } as Instance;
  ahead.ask.keep(key as unknown as VerifiedFrame, object);
  const told: unknown[] = [];
  const listener = {
    frame: (frame: unknown) => void told.push(frame),
    failed: () => undefined,
    state: () => undefined,
  };
  const other = { ...described(256), series, sop } as Instance;
  ahead.archive.frames.stream([other], () => false, listener, signal);
  expect(told).toEqual([]);
  expect(asked).toEqual(['stream']);
});

test('whoever takes over the description of a series hears how far it has come', async () => {
  let tell: TellDescribed = () => undefined;
  let end: (all: readonly Instance[]) => void = () => undefined;
  const source = {
    instances: (_: unknown, __: unknown, ___: unknown, hear: TellDescribed) => {
      tell = hear;
      return new Promise<readonly Instance[]>((resolve) => (end = resolve));
    },
    frames: {},
  } as unknown as Archive;
  const ahead = askAhead(source);
  void ahead.ask.instances(study, series, signal);
  await Promise.resolve();
  tell(1, 3);
  const told: string[] = [];
  const taken = ahead.archive.instances(
    study,
    series,
    signal,
    (count, of) => void told.push(`${count} of ${of}`),
  );
  tell(2, 3);
  end([]);
  await taken;
  expect(told).toEqual(['1 of 3', '2 of 3']);
});

test('with its answer, nothing of how a series was described is kept, nor who listened', async () => {
  const archive = {
    instances: (_: StudyUid, __: SeriesUid, ___: AbortSignal, tell?: TellDescribed) => {
      tell?.(2, 3);
      return Promise.resolve([]);
    },
    frames: {},
  } as unknown as Archive;
  const ahead = askAhead(archive);
  const heard: string[] = [];
  await ahead.ask.instances(study, series, signal, undefined, (described, of) =>
    heard.push(`early ${described} of ${of}`),
  );
  await ahead.archive.instances(study, series, signal, (described, of) =>
    heard.push(`late ${described} of ${of}`),
  );
  expect(heard).toEqual(['early 2 of 3']);
});

test('a description for two is handed over twice, and that of an object with which its series opens once', async () => {
  const { archive, asked } = counting();
  const ahead = askAhead(archive);
  const early = await ahead.ask.describe(study, series, signal);
  expect(await ahead.archive.instances(study, series, signal)).toBe(early);
  expect(await ahead.archive.instances(study, series, signal)).toBe(early);
  expect(asked).toEqual(['instances']);
  expect(await ahead.archive.instances(study, series, signal)).not.toBe(early);
  const object = { ...described(512), study, series, sop };
  ahead.ask.opensWith(object);
  expect(await ahead.archive.opening?.(study, series, sop, signal)).toBe(object);
  expect(asked).toEqual(['instances', 'instances']);
});
