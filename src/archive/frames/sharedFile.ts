import type { Clock } from '@/archive/http/clock';
import { aborted } from '@/archive/http/faults';
import type { Part10 } from './part10';

/** How long a file nobody waits for is still read: a hand that goes on to the next frame wants the same one. */
const LINGER_MS = 2_000;

/** A whole file that several frames are taken from. */
export interface SharedFile {
  /** The file; rejects with `aborted` once the signal says so, for this one alone. */
  of(signal: AbortSignal): Promise<Part10>;
  /** Runs where the file could not be had. */
  onFail(run: () => void): void;
}

export function shareFile(clock: Clock, read: (signal: AbortSignal) => Promise<Part10>): SharedFile {
  const stopper = new AbortController();
  const file = read(stopper.signal);
  let waiting = 0;
  return {
    of: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(aborted('instance'));
        waiting += 1;
        const leave = () => {
          waiting -= 1;
          if (waiting === 0) clock.after(LINGER_MS, () => waiting === 0 && stopper.abort());
          reject(aborted('instance'));
        };
        signal.addEventListener('abort', leave, { once: true });
        const stay = () => signal.removeEventListener('abort', leave);
        file.then(
          (whole) => (stay(), resolve(whole)),
          (error: unknown) => {
            stay();
            reject(error instanceof Error ? error : aborted('instance'));
          },
        );
      }),
    onFail: (run) => void file.catch(run),
  };
}
