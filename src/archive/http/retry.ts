import type { ArchiveError } from '@/archive/contract/archiveError';
import { aborted, isPassing, toArchiveError } from './faults';
import { type Clock, sleep } from './clock';

/** How long to wait for what, in milliseconds. */
export interface Timings {
  /** From the request to the first byte of the answer. */
  readonly firstByteMs: number;
  /** Between two pieces of one answer. */
  readonly stallMs: number;
  /** All tries of one frame together may begin within this time, so that a pane speaks up within 25 s. */
  readonly budgetMs: number;
  readonly tries: number;
  readonly backoffBaseMs: number;
  readonly backoffCapMs: number;
  /** Longest pause between two probes of an archive that went away. */
  readonly probeCapMs: number;
}

export const TIMINGS: Timings = {
  firstByteMs: 20_000,
  stallMs: 10_000,
  budgetMs: 23_000,
  tries: 5,
  backoffBaseMs: 500,
  backoffCapMs: 15_000,
  probeCapMs: 5_000,
};

/**
 * Pause before try `attempt` (from 1: the first repetition): full jitter over 0.5 s * 2^n, capped, so that the panes
 * of many readers do not knock in step at an archive that just came back.
 */
export const backoffMs = (attempt: number, timings: Timings, random: number): number =>
  random * Math.min(timings.backoffCapMs, timings.backoffBaseMs * 2 ** attempt);

/**
 * Asks again while the fault may pass, within tries and budget; a Retry-After header is obeyed or, when it asks for
 * more than is left, the fault is reported. `attempt` gets the time left, as a cap for its own first-byte deadline.
 */
export async function withRetries<T>(
  attempt: (leftMs: number) => Promise<T>,
  on: { clock: Clock; timings: Timings; signal: AbortSignal; passing?: (error: ArchiveError) => boolean },
): Promise<T> {
  const { clock, timings, signal, passing = isPassing } = on;
  const endMs = clock.now() + timings.budgetMs;
  for (let tried = 1; ; tried += 1) {
    if (signal.aborted) throw aborted('request');
    try {
      return await attempt(Math.max(1, endMs - clock.now()));
    } catch (thrown) {
      const error = toArchiveError('request', thrown, signal);
      if (tried >= timings.tries || !passing(error)) throw error;
      const asked = error.details['retryAfterMs'];
      const pauseMs = Math.max(
        typeof asked === 'number' ? asked : 0,
        backoffMs(tried - 1, timings, clock.random()),
      );
      if (clock.now() + pauseMs >= endMs) throw error;
      await sleep(clock, pauseMs, signal);
    }
  }
}
