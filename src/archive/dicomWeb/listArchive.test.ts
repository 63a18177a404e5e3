import { expect, test } from 'vitest';
import { buildInstance } from '@/dicom/testing/build';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import type { FrameKey, StreamState } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { DicomWebArchive } from './dicomWeb';
import { createListArchive } from './listArchive';

const CONFIG = { id: 'main', name: 'Main', root: '/dicom-web' };
const study = toStudyUid('1.2.3');
const series = toSeriesUid('1.2.3.4');
if (!study || !series) throw new Error('no UID');
const { signal } = new AbortController();

/** The whole archive's code, as it comes: what was asked of it, in order. */
function codeOf(asked: string[]) {
  const whole = {
    series: () => (asked.push('series'), Promise.resolve([])),
    learn: () => void asked.push('learn'),
    frames: {
      warm: () => void asked.push('warm'),
      ahead: () => void asked.push('ahead'),
      stream: () => void asked.push('stream'),
      one: () => (asked.push('one'), Promise.resolve({})),
    },
  } as unknown as DicomWebArchive;
  return () => {
    asked.push('code');
    return Promise.resolve({ createDicomWebArchive: () => whole });
  };
}

test('the code of the whole is fetched once, when it is asked for, and asked in the same order', async () => {
  const asked: string[] = [];
  const archive = createListArchive(CONFIG, { origin: 'http://here' }, codeOf(asked));
  archive.learn({} as never);
  expect(asked).toEqual([]);
  const instance = buildInstance({});
  archive.frames.warm();
  archive.frames.ahead([instance], () => false);
  archive.frames.stream([instance], () => false, {} as never, signal);
  await archive.frames.one({ ...instance, frame: 1 }, instance, signal);
  await archive.series(study, signal);
  expect(asked).toEqual(['code', 'learn', 'warm', 'ahead', 'stream', 'one', 'series']);
});

test('what is said of a stream, and what is to be heard of it, reaches the whole', async () => {
  const said: unknown[] = [];
  const frames = {
    stream: (...[, , , , isPart]: unknown[]) => void said.push(isPart),
    overhear: () => (said.push('overheard'), () => void said.push('no more')),
    isContradicted: () => true,
  };
  const archive = createListArchive(CONFIG, { origin: 'http://here' }, () =>
    Promise.resolve({ createDicomWebArchive: () => ({ frames }) as unknown as DicomWebArchive }),
  );
  const instance = buildInstance({});
  expect(archive.frames.isContradicted?.({ ...instance, frame: 1 })).toBe(false);
  archive.frames.stream([instance], () => false, {} as never, signal, true);
  archive.frames.overhear?.({} as never)();
  const stop = archive.frames.overhear?.({} as never);
  await new Promise((done) => setTimeout(done));
  stop?.();
  expect(said).toEqual([true, 'overheard', 'no more']);
  expect(archive.frames.isContradicted?.({ ...instance, frame: 1 })).toBe(true);
});

test('code that does not come is an unreachable archive, told to every listener, and fetched again', async () => {
  const asked: string[] = [];
  const codes = [() => Promise.reject(new TypeError('Failed to fetch')), codeOf(asked)];
  const archive = createListArchive(CONFIG, { origin: 'http://here' }, () =>
    (codes.shift() ?? codeOf(asked))(),
  );
  const failed: FrameKey[] = [];
  const images = [buildInstance({ NumberOfFrames: 2 }), buildInstance({})];
  const had = images[0]?.sop;
  const ended = new Promise<StreamState>((resolve) =>
    archive.frames.stream(
      images,
      ({ frame }) => frame === 2,
      {
        frame: () => undefined,
        failed: (key, error) => (expect(error.fault).toBe('unreachable'), failed.push(key)),
        state: resolve,
      },
      signal,
    ),
  );
  const error: unknown = await archive.series(study, signal).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ArchiveError);
  expect((error as ArchiveError).fault).toBe('unreachable');
  expect(await ended).toEqual({ phase: 'done' });
  expect(failed.map(({ frame }) => frame)).toEqual([1, 1]);
  expect(had).toBeDefined();
  expect(await archive.series(study, signal)).toEqual([]);
});
