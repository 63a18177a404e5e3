import type { FrameKey } from '@/archive/contract/archive';
import type { ArchiveError } from '@/archive/contract/archiveError';
import type { DicomWebArchive } from './dicomWeb';

type Frames = DicomWebArchive['frames'];
type Streamed = Parameters<Frames['stream']>;

/** Says of each image that it did not come, and why. */
function failAll([instances, has, listener, signal]: Streamed, error: ArchiveError): void {
  const keys = instances.flatMap(({ study, series, sop, frames }) =>
    Array.from({ length: frames }, (_, at): FrameKey => ({ study, series, sop, frame: at + 1 })),
  );
  for (const key of keys) if (!signal.aborted && !has(key)) listener.failed(key, error);
  if (!signal.aborted) listener.state({ phase: 'done' });
}

/**
 * Pixels of an archive whose code comes when it is first asked for.
 * @param whole brings it. Rejects with ArchiveError: it did not come, which is said to whoever needs an answer.
 * @param here what is there of it already.
 */
export function lateFrames(whole: () => Promise<DicomWebArchive>, here: () => Frames | undefined): Frames {
  const ignored = (): void => undefined;
  return {
    warm: () => void whole().then(({ frames }) => frames.warm(), ignored),
    ahead: (...asked) => void whole().then(({ frames }) => frames.ahead(...asked), ignored),
    contradict: (instance) => here()?.contradict(instance),
    isContradicted: (key) => here()?.isContradicted?.(key) === true,
    overhear(heard) {
      let isOver = false;
      let stop: (() => void) | undefined;
      void whole().then(({ frames }) => {
        if (!isOver) stop = frames.overhear?.(heard);
      }, ignored);
      return () => {
        isOver = true;
        stop?.();
      };
    },
    one: async (...asked) => (await whole()).frames.one(...asked),
    stream: (...asked) =>
      void whole().then(
        ({ frames }) => frames.stream(...asked),
        (error: ArchiveError) => failAll(asked, error),
      ),
  };
}
