import type { FrameKey, StreamListener, VerifiedFrame } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { Instance } from '@/dicom/dataset/instance';
import { buildInstance } from '@/dicom/testing/build';
import { SeriesLoader, type LoaderParts } from '@/imaging/series/seriesLoader';

/** Pixels a side of each slice. */
const SIDE = 8;
const BYTES = SIDE * SIDE * 2;

/** Instances of one series, one slice each. */
export const slices = (count: number): Instance[] =>
  Array.from({ length: count }, (_, index) =>
    buildInstance({
      SopInstanceUid: `1.2.3.4.${index + 1}`,
      InstanceNumber: index + 1,
      Rows: SIDE,
      Columns: SIDE,
      ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
      ImagePositionPatient: [0, 0, index],
    }),
  );

/** A stream that the loader asked for. */
export interface Asked {
  readonly instances: readonly Instance[];
  readonly has: (key: FrameKey) => boolean;
  readonly listener: StreamListener;
  readonly signal: AbortSignal;
  readonly isPart: boolean | undefined;
}

/** The frame of an instance, as it comes. */
export const frameOf = ({ study, series, sop }: Instance): VerifiedFrame => ({
  ...{ study, series, sop, frame: 1 },
  form: 'values',
  values: new Int16Array(SIDE * SIDE),
  ...{ min: 0, max: 0, slope: 1, intercept: 0, transferSyntax: '1.2.840.10008.1.2.1' },
});

/** A series of so many slices in a cache that holds so many of them; streams bring what they are told to. */
export async function open(count: number, most: number, hasRoom = true, away = { isAway: false, asked: 0 }) {
  const asked: Asked[] = [];
  const overhearers: Pick<StreamListener, 'frame' | 'failed'>[] = [];
  const parts = {
    archive: {
      id: 'here',
      instances: () => Promise.resolve(slices(count)),
      frames: {
        one: (_: FrameKey, instance: Instance) => {
          away.asked += 1;
          if (away.isAway) return Promise.reject(new ArchiveError('unreachable', 'no way there'));
          return Promise.resolve(frameOf(instance));
        },
        stream: (...[instances, has, listener, signal, isPart]: never[]) =>
          void asked.push({ instances, has, listener, signal, isPart } as unknown as Asked),
        overhear: (heard: Pick<StreamListener, 'frame' | 'failed'>) => (
          overhearers.push(heard),
          () => undefined
        ),
      },
    },
    decodes: { run: (work: () => Promise<unknown>) => work() },
    onLoad: () => undefined,
    onDoubt: () => undefined,
    mostBytes: () => most * BYTES,
  };
  const room = { make: () => hasRoom };
  const loader = new SeriesLoader(
    parts as unknown as LoaderParts,
    room,
    '1.2.3' as never,
    '1.2.3.4' as never,
  );
  await loader.stack;
  /** All that the newest stream was asked for comes, or the first of it. */
  const bring = async (first = Infinity) => {
    const { instances, has, listener, signal } = asked.at(-1) as Asked;
    for (const instance of instances.slice(0, first)) {
      const frame = frameOf(instance);
      if (!signal.aborted && !has(frame)) listener.frame(frame);
    }
    await new Promise((done) => setTimeout(done));
    if (first === Infinity) listener.state({ phase: 'done' });
  };
  const here = () => Array.from({ length: count }, (_, index) => index).filter((index) => loader.has(index));
  return { loader, asked, bring, here, overhearers };
}
