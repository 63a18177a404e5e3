import { expect, test } from 'vitest';
import type { FrameSource, VerifiedFrame } from '@/archive/contract/archive';
import { ArchiveError, type Fault } from '@/archive/contract/archiveError';
import type { AskedAhead } from '@/archive/studies/askedAhead';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { DecodeError } from '@/imaging/decoding/decoders';
import type { decodeEarly, EarlyPixels } from './earlyPixels';
import { EarlyFrames } from './earlyFrames';
import { toStack } from '@/imaging/stack/stack';

const [study, series] = ['1.2' as StudyUid, '1.3' as SeriesUid];
const sopOf = (place: number) => `1.4.${place}` as SopUid;
const MEGABYTE = 2 ** 20;

const object = (place: number): Instance =>
  ({
    study,
    series,
    sop: sopOf(place),
    sopClass: '1.2.840.10008.5.1.4.1.1.2',
    modality: 'CT',
    number: place,
    frames: 1,
    dataset: Object.fromEntries(
      Object.entries({
        '00200013': ['IS', place],
        '00280002': ['US', 1],
        '00280004': ['CS', 'MONOCHROME2'],
        '00280010': ['US', 2048],
        '00280011': ['US', 2048],
        '00280100': ['US', 16],
        '00280101': ['US', 16],
        '00280102': ['US', 15],
        '00280103': ['US', 0],
      }).map(([tag, [vr, value]]) => [tag, { vr, Value: [value] }]),
    ),
  }) as unknown as Instance;

const verified = (place: number, megabytes = 8): VerifiedFrame =>
  ({
    ...{ study, series, sop: sopOf(place), frame: 1, form: 'values', min: 0, max: place },
    ...{ slope: 1, intercept: 0, transferSyntax: '1.2.840.10008.1.2.1' },
    values: { byteLength: megabytes * MEGABYTE },
  }) as unknown as VerifiedFrame;

function start(count = 40, decode: typeof decodeEarly = () => Promise.reject(new Error('no codec'))) {
  const instances = Array.from({ length: count }, (_, at) => object(at + 1));
  const stack = toStack('a', study, series, instances);
  const [asked, forgotten, kept]: [string[], string[], string[]] = [[], [], []];
  const aborted: string[] = [];
  const answers = new Map<string, (frame: VerifiedFrame) => void>();
  let hear: Parameters<NonNullable<FrameSource['overhear']>>[0] | undefined;
  let came = 0;
  const ask = {
    frame: ({ sop }: { sop: string }, _: Instance, signal: AbortSignal) => {
      asked.push(sop);
      signal.addEventListener('abort', () => aborted.push(sop));
      return new Promise<VerifiedFrame>((resolve) => answers.set(sop, resolve));
    },
    keep: ({ sop }: VerifiedFrame) => void kept.push(sop),
    forget: ({ sop }: { sop: string }) => void forgotten.push(sop),
  } as unknown as AskedAhead['ask'];
  const frames = new EarlyFrames({
    stack,
    ask,
    overhear: (heard) => {
      hear = heard;
      return () => void (hear = undefined);
    },
    signal: new AbortController().signal,
    decode,
    mostBytes: 96 * MEGABYTE,
    onCame: () => came++,
  });
  return {
    ...{ frames, asked, forgotten, kept, aborted, answers },
    stack,
    hear: (frame: VerifiedFrame) => hear?.frame(frame),
    refuse: (place: number, fault: Fault) =>
      hear?.failed({ study, series, sop: sopOf(place), frame: 1 }, new ArchiveError(fault, 'frame')),
    came: () => came,
  };
}

test('frames of a stream are taken in, those of another series are not', () => {
  const { frames, hear, came } = start();
  frames.follow();
  hear(verified(3));
  hear({ ...verified(4), series: '1.9' as SeriesUid });
  hear(verified(3));
  expect(came()).toBe(1);
  expect(frames.get(2)?.range).toEqual({ min: 0, max: 3 });
  expect([...frames.had].flatMap((one, at) => (one ? [at] : []))).toEqual([2]);
});

test('the engine is left the image that it began with and the one that is looked at, not all that were', () => {
  const { frames, forgotten, kept } = start();
  for (let at = 0; at < 4; at++) frames.add(at, verified(at + 1));
  for (const at of [0, 1, 2, 3]) frames.want(at);
  expect(kept).toEqual([1, 2, 3, 4].map(sopOf));
  expect(forgotten).toEqual([2, 3].map(sopOf));
});

test('what is looked at is asked for once, and what the hand left behind gives way', async () => {
  const { frames, asked, aborted, answers, came } = start();
  for (const at of [0, 1, 1, 2, 3, 4, 5]) frames.want(at);
  expect(asked).toEqual([1, 2, 3, 4, 5, 6].map(sopOf));
  expect(aborted).toEqual([1, 2].map(sopOf));
  answers.get(sopOf(6))?.(verified(6));
  await Promise.resolve().then(() => undefined);
  expect(frames.get(5)).toBeDefined();
  expect(came()).toBe(1);
});

test('memory is bounded: what was looked at longest ago leaves, never what is looked at', () => {
  const { frames, forgotten, kept } = start();
  for (let at = 0; at < 12; at++) frames.add(at, verified(at + 1));
  frames.want(0);
  expect(kept).toEqual([sopOf(1)]);
  expect(forgotten).toEqual([]);
  frames.add(12, verified(13));
  expect(frames.get(0)).toBeDefined();
  expect(frames.get(1)).toBeUndefined();
  expect(forgotten).toEqual([sopOf(2)]);
});

test('a frame that the series holds otherwise leaves, its values with it, and does not come back', () => {
  const { frames, stack, hear, refuse, forgotten, came, asked } = start();
  frames.follow();
  hear({ ...verified(4), max: 60_000 } as VerifiedFrame);
  hear(verified(3));
  expect(stack.greys.of(2)).toMatchObject({ max: 60_000 });
  // That it did not come says nothing of the one that is here.
  refuse(4, 'unreachable');
  expect(frames.get(3)).toBeDefined();
  refuse(4, 'wrong-object');
  expect(frames.get(3)).toBeUndefined();
  expect(forgotten).toEqual([sopOf(4)]);
  expect(stack.greys.of(2)).toMatchObject({ max: 3 });
  expect(came()).toBe(3);
  hear(verified(4));
  frames.want(3);
  expect(frames.get(3)).toBeUndefined();
  expect(asked).toEqual([]);
});

test('of frames that a codec is needed for, those that are looked at are decoded, the newest next', async () => {
  const jobs: { place: number; resolve(pixels: EarlyPixels): void; reject(error: Error): void }[] = [];
  const { frames, hear, kept, came, stack } = start(
    40,
    (frame) =>
      new Promise((resolve, reject) =>
        jobs.push({ place: Number(frame.sop.split('.').at(-1)), resolve, reject }),
      ),
  );
  const encoded = (place: number) =>
    ({
      ...{ study, series, sop: sopOf(place), frame: 1, form: 'encoded' },
      ...{ bytes: Uint8Array.of(place), transferSyntax: '1.2.840.10008.1.2.4.80' },
    }) as unknown as VerifiedFrame;
  const decoded = (): EarlyPixels => ({
    picture: { kind: 'grey', rows: 1, columns: 2, values: Int16Array.of(0, 7) },
    range: { min: 0, max: 7 },
    isRendered: false,
  });
  const settle = () => new Promise((done) => setTimeout(done));
  frames.follow();
  for (let place = 1; place <= 10; place++) hear(encoded(place));
  expect(jobs).toHaveLength(0);
  for (const at of [0, 1, 2, 3]) frames.want(at);
  expect(kept).toEqual([1, 2, 3, 4].map(sopOf));
  expect(jobs.map(({ place }) => place)).toEqual([1]);
  jobs[0]?.resolve(decoded());
  await settle();
  expect(frames.get(0)?.range).toEqual({ min: 0, max: 7 });
  expect(stack.greys.of(0)).toMatchObject({ max: 7 });
  // What the hand left behind meanwhile is not decoded.
  expect(jobs.map(({ place }) => place)).toEqual([1, 4]);
  expect(frames.isComing(3)).toBe(true);
  jobs[1]?.reject(new DecodeError('no'));
  await settle();
  expect(frames.get(3)).toBeUndefined();
  expect(frames.errorAt(3)).toBeInstanceOf(DecodeError);
  expect(came()).toBe(2);
});
