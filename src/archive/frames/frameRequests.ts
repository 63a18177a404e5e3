import type { FrameKey, VerifiedFrame } from '@/archive/contract/archive';
import type { ArchiveError } from '@/archive/contract/archiveError';
import { aborted } from '@/archive/http/faults';
import { isSameFrame } from './frameKeys';
import { fromPlain, type WorkerReport } from './protocol';
import type { Wanted } from './wanted';
import type { WorkerLine } from './workerLine';

interface Asked {
  readonly key: FrameKey;
  resolve(frame: VerifiedFrame): void;
  reject(error: ArchiveError): void;
}

/** The requests for single frames that are under way at the worker, by the id of their order. */
export interface FrameRequests {
  /** Asks the worker for one frame. Rejects with ArchiveError, `aborted` once the signal is. */
  ask(id: number, key: FrameKey, wanted: Wanted, signal: AbortSignal): Promise<VerifiedFrame>;
  /** What the worker says came of one. */
  settle(report: Extract<WorkerReport, { report: 'one' | 'one-failed' }>): void;
  /** A stream brought this frame: whoever asked for it has it, and the worker stops asking. */
  answer(frame: VerifiedFrame): void;
  /** Rejects those that ask for such a frame. */
  refuse(isRefused: (key: FrameKey) => boolean, error: () => ArchiveError): void;
  /** The worker that was asked is gone. */
  rejectAll(error: () => ArchiveError): void;
}

/** Requests that go over `line`. */
export function createFrameRequests(line: Pick<WorkerLine, 'order' | 'tell'>): FrameRequests {
  const pending = new Map<number, Asked>();
  /** Ends those for which `isMeant`; the worker need not go on. */
  const stop = (isMeant: (key: FrameKey) => boolean, end: (asked: Asked) => void) => {
    for (const [id, asked] of pending) {
      if (!isMeant(asked.key)) continue;
      pending.delete(id);
      line.tell({ order: 'stop', id });
      end(asked);
    }
  };
  return {
    ask: (id, key, wanted, signal) =>
      new Promise((resolve, reject) => {
        const giveUp = () => {
          if (!pending.delete(id)) return;
          line.tell({ order: 'stop', id });
          reject(aborted('frame'));
        };
        const settle = <T>(then: (value: T) => void) => {
          return (value: T) => {
            signal.removeEventListener('abort', giveUp);
            then(value);
          };
        };
        pending.set(id, { key, resolve: settle(resolve), reject: settle(reject) });
        signal.addEventListener('abort', giveUp, { once: true });
        line.order({ order: 'one', id, wanted, frame: key.frame });
      }),
    settle(report) {
      const asked = pending.get(report.id);
      pending.delete(report.id);
      if (report.report === 'one') asked?.resolve(report.frame);
      else asked?.reject(fromPlain(report.error));
    },
    answer: (frame) =>
      stop(
        (key) => isSameFrame(key, frame),
        (asked) => asked.resolve(frame),
      ),
    refuse: (isRefused, error) => stop(isRefused, (asked) => asked.reject(error())),
    rejectAll(error) {
      for (const asked of pending.values()) asked.reject(error());
      pending.clear();
    },
  };
}
