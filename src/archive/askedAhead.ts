import type { Instance } from '@/dicom/instance';
import type { SeriesUid, StudyUid } from '@/dicom/uid';
import type { Archive, FrameKey, SeriesSummary, VerifiedFrame } from './archive';

/** An archive of which some answers are asked for before somebody needs them, each handed over once to whoever asks first. */
export interface AskedAhead {
  /** The archive, with what is under way. A failed answer counts as none: the asker tries for itself and says why. */
  readonly archive: Archive;
  readonly ask: {
    series(study: StudyUid, signal: AbortSignal): Promise<readonly SeriesSummary[]>;
    instances(study: StudyUid, series: SeriesUid, signal: AbortSignal): Promise<readonly Instance[]>;
    frame(key: FrameKey, instance: Instance, signal: AbortSignal): Promise<VerifiedFrame>;
  };
}

const frameKey = ({ study, series, sop, frame }: FrameKey) => `${study}/${series}/${sop}/${frame}`;

/** Answers of one kind, by what was asked. */
class Shelf<T> {
  private readonly coming = new Map<string, Promise<T>>();

  put(key: string, answer: Promise<T>): Promise<T> {
    answer.catch(() => undefined); // Whoever asks for it again hears of it.
    this.coming.set(key, answer);
    return answer;
  }

  take(key: string, ask: () => Promise<T>): Promise<T> {
    const early = this.coming.get(key);
    this.coming.delete(key);
    return early ? early.catch(ask) : ask();
  }
}

export function askAhead(source: Archive): AskedAhead {
  const series = new Shelf<readonly SeriesSummary[]>();
  const instances = new Shelf<readonly Instance[]>();
  const frames = new Shelf<VerifiedFrame>();
  return {
    archive: {
      ...source,
      series: (study: StudyUid, signal: AbortSignal) =>
        series.take(study, () => source.series(study, signal)),
      instances: (study: StudyUid, of: SeriesUid, signal: AbortSignal) =>
        instances.take(`${study}/${of}`, () => source.instances(study, of, signal)),
      frames: {
        one: (key: FrameKey, instance: Instance, signal: AbortSignal) =>
          frames.take(frameKey(key), () => source.frames.one(key, instance, signal)),
        stream: (...of) => source.frames.stream(...of),
      },
    },
    ask: {
      series: (study, signal) => series.put(study, source.series(study, signal)),
      instances: (study, of, signal) => instances.put(`${study}/${of}`, source.instances(study, of, signal)),
      frame: (key, instance, signal) => frames.put(frameKey(key), source.frames.one(key, instance, signal)),
    },
  };
}
