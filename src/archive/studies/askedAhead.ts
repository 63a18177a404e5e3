import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import type {
  Archive,
  FrameKey,
  FrameSource,
  SeriesSummary,
  TellDescribed,
  VerifiedFrame,
} from '@/archive/contract/archive';
import { ArchiveError, isAborted, type Fault } from '@/archive/contract/archiveError';
import { isDescribedAlike } from './identity';
import { Recent } from './recent';

/**
 * An archive of which some answers are asked for before somebody needs them, each handed over once to whoever asks first: frames also to
 * a stream of them, before all others.
 */
export interface AskedAhead {
  /**
   * The archive, with what is under way. A failed answer counts as none, unless another try would not change it: the asker tries for
   * itself and says why.
   */
  readonly archive: Archive;
  readonly ask: {
    series(study: StudyUid, signal: AbortSignal): Promise<readonly SeriesSummary[]>;
    opening(
      study: StudyUid,
      series: SeriesUid,
      at: SopUid | undefined,
      signal: AbortSignal,
    ): Promise<Instance | undefined>;
    /** `after`: asked only then. */
    instances(
      study: StudyUid,
      series: SeriesUid,
      signal: AbortSignal,
      after?: Promise<unknown>,
      tell?: TellDescribed,
    ): Promise<readonly Instance[]>;
    /** Describes a small series at once, for two: who arranges by it, and who shows it. */
    describe(study: StudyUid, series: SeriesUid, signal: AbortSignal): Promise<readonly Instance[]>;
    /** Hands over the description of an object with which its series will open. */
    opensWith(instance: Instance): void;
    frame(key: FrameKey, instance: Instance, signal: AbortSignal): Promise<VerifiedFrame>;
    /** Hands over a frame that came another way, likewise. */
    keep(frame: VerifiedFrame, instance: Instance): void;
    /** A frame that was asked for is not handed over any more. */
    forget(key: FrameKey): void;
  };
}

const frameKey = ({ study, series, sop, frame }: FrameKey) => `${study}/${series}/${sop}/${frame}`;

const FINAL: ReadonlySet<Fault> = new Set(['unauthorised', 'refused', 'wrong-object']);
/** Whether asking once more would not change it. */
export const isFinal = (error: unknown): boolean => error instanceof ArchiveError && FINAL.has(error.fault);

/** How many answers of a kind wait for whoever asks for them: one that nobody took is an image, or a series, kept for nothing. */
const WAITING = 16;

/**
 * How long a refusal is handed on: to who was about to ask the same. One who comes back to a study that was left while it loaded asks anew: somebody
 * may have signed in since, or the archive be itself again.
 */
const REFUSAL_MS = 2_000;

/** Answers of one kind, by what was asked. */
class Shelf<T> {
  private readonly coming = new Recent<string, { readonly answer: Promise<T>; takers: number }>(WAITING);

  /** `takers`: how many there are who will ask for it. */
  put(key: string, answer: Promise<T>, takers = 1): Promise<T> {
    const forget = () => void (this.coming.get(key)?.answer === answer && this.coming.delete(key));
    // Whoever asks for it again hears of it.
    answer.catch(() => void setTimeout(forget, REFUSAL_MS));
    this.coming.set(key, { answer, takers });
    return answer;
  }

  drop(key: string): void {
    this.coming.delete(key);
  }

  take(key: string, ask: () => Promise<T>): Promise<T> {
    const early = this.coming.get(key);
    if (early && --early.takers < 1) this.coming.delete(key);
    return early
      ? early.answer.catch((error: unknown) => (isFinal(error) ? Promise.reject(error) : ask()))
      : ask();
  }
}

/** How many objects of a series are described: told to all who wait for it, also to those who came later. */
class Described {
  private readonly told = new Set<TellDescribed>();
  private last: Parameters<TellDescribed> | undefined;

  readonly tell: TellDescribed = (...of) => {
    this.last = of;
    for (const tell of this.told) tell(...of);
  };

  follow(tell: TellDescribed | undefined): void {
    if (!tell) return;
    this.told.add(tell);
    if (this.last) tell(...this.last);
  }
}

type FramesAhead = {
  readonly frames: FrameSource;
  readonly ask: Pick<AskedAhead['ask'], 'frame' | 'keep' | 'forget'>;
};

/** Frames that were asked for ahead, with whose description each was verified by. */
class KeptFrames {
  private readonly source: FrameSource;
  private readonly frames = new Shelf<VerifiedFrame>();
  /** Those of them that are here. */
  private readonly here = new Map<string, VerifiedFrame>();
  private readonly described = new Recent<string, Instance>(WAITING);

  constructor(source: FrameSource) {
    this.source = source;
  }

  put(name: string, instance: Instance, coming: Promise<VerifiedFrame>): Promise<VerifiedFrame> {
    this.described.set(name, instance);
    for (const each of this.here.keys()) if (!this.described.get(each)) this.here.delete(each);
    return this.frames.put(name, coming);
  }

  arrived(name: string, frame: VerifiedFrame): void {
    this.here.set(name, frame);
  }

  describedBy(name: string): Instance | undefined {
    return this.described.get(name);
  }

  /** What is asked for next comes anew. */
  refuse(name: string): void {
    this.frames.drop(name);
  }

  take(name: string, ask: () => Promise<VerifiedFrame>): Promise<VerifiedFrame> {
    const taken = this.frames.take(name, ask);
    this.drop(name);
    return taken;
  }

  drop(name: string): void {
    this.frames.drop(name);
    this.described.delete(name);
    this.here.delete(name);
  }

  /** The frames of a stream that are here, as these objects describe them: nobody asks for them again. */
  handOver(instances: readonly Instance[], has: (key: FrameKey) => boolean): VerifiedFrame[] {
    const objects = new Map(instances.map((each) => [each.sop, each]));
    return [...this.here].flatMap(([name, frame]) => {
      const instance = objects.get(frame.sop);
      const other = this.described.get(name);
      if (!instance || !other || has(frame) || instance.series !== frame.series) return [];
      this.drop(name);
      return isDescribedAlike(other, instance) && !this.source.isContradicted?.(frame) ? [frame] : [];
    });
  }
}

/** Frames that were asked for ahead, each handed over once, to whoever describes it as it was verified. */
function framesAhead(source: FrameSource): FramesAhead {
  const kept = new KeptFrames(source);
  const { overhear, isContradicted } = source;
  return {
    frames: {
      one(key, instance, signal) {
        const name = frameKey(key);
        const other = kept.describedBy(name);
        // Another description of its pixels makes other values of the same bytes.
        if (isContradicted?.(key) || (other && !isDescribedAlike(other, instance))) kept.refuse(name);
        const taken = kept.take(name, () => source.one(key, instance, signal));
        return taken;
      },
      stream(instances, has, listener, signal, isPart) {
        const given = kept.handOver(instances, has);
        const names = new Set(given.map(frameKey));
        const isGiven = (key: FrameKey) => names.has(frameKey(key)) || has(key);
        source.stream(instances, isGiven, listener, signal, isPart);
        for (const frame of given) if (!signal.aborted) listener.frame(frame);
      },
      ...(overhear ? { overhear } : {}),
      ...(isContradicted ? { isContradicted } : {}),
    },
    ask: {
      frame(key, instance, signal) {
        const name = frameKey(key);
        const coming = source.one(key, instance, signal);
        coming.then(
          (frame) => kept.describedBy(name) === instance && kept.arrived(name, frame),
          () => undefined,
        );
        return kept.put(name, instance, coming);
      },
      keep(frame, instance) {
        const name = frameKey(frame);
        kept.arrived(name, frame);
        void kept.put(name, instance, Promise.resolve(frame));
      },
      forget: (key) => kept.drop(frameKey(key)),
    },
  };
}

/** Objects of series that were asked for ahead, told of as they come to whoever takes them over. */
function instancesAhead(source: Archive) {
  const instances = new Shelf<readonly Instance[]>();
  const counts = new Recent<string, Described>(WAITING);
  const take: Archive['instances'] = (study, of, signal, tell) => {
    const name = `${study}/${of}`;
    // Who takes over what is under way hears how far it has come.
    const told = counts.get(name) ?? new Described();
    told.follow(tell);
    return instances.take(name, () => source.instances(study, of, signal, told.tell));
  };
  const ask: AskedAhead['ask']['instances'] = (study, of, signal, after = Promise.resolve(), tell) => {
    const name = `${study}/${of}`;
    const told = new Described();
    counts.set(name, told);
    told.follow(tell);
    // Whoever was told is held no longer than there is something to tell: caches keep the archive for minutes, and with it a whole page.
    const answered = () => {
      if (counts.get(name) === told) counts.delete(name);
    };
    const answer = after.then(() => source.instances(study, of, signal, told.tell));
    answer.then(answered, answered);
    return instances.put(name, answer);
  };
  const describe: AskedAhead['ask']['describe'] = (study, of, signal) =>
    instances.put(`${study}/${of}`, source.instances(study, of, signal), 2);
  return { take, ask, describe };
}

/** Puts what is asked for ahead before an archive. */
export function askAhead(source: Archive): AskedAhead {
  const series = new Shelf<readonly SeriesSummary[]>();
  const openings = new Shelf<Instance | undefined>();
  // A foresight: where it is not to be had, the whole series is described anyway. What was called off is asked for again.
  const opening = async (...of: Parameters<AskedAhead['ask']['opening']>) =>
    source.opening?.(...of).catch((error: unknown) => (isAborted(error) ? Promise.reject(error) : undefined));
  const instances = instancesAhead(source);
  const frames = framesAhead(source.frames);
  return {
    archive: {
      ...source,
      series: (study, signal) => series.take(study, () => source.series(study, signal)),
      instances: instances.take,
      opening: (study, of, at, signal) =>
        openings.take(`${study}/${of}/${at}`, () => opening(study, of, at, signal)),
      frames: frames.frames,
    },
    ask: {
      series: (study, signal) => series.put(study, source.series(study, signal)),
      opening: (study, of, at, signal) =>
        openings.put(`${study}/${of}/${at}`, opening(study, of, at, signal)),
      instances: instances.ask,
      describe: instances.describe,
      opensWith: (instance) =>
        void openings.put(
          `${instance.study}/${instance.series}/${instance.sop}`,
          Promise.resolve<Instance | undefined>(instance),
        ),
      ...frames.ask,
    },
  };
}
