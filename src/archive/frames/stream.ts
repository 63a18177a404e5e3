import { toArchiveError } from '@/archive/http/faults';
import { sleep } from '@/archive/http/clock';
import type { FetchParts } from './fetchFrame';
import { createMissing } from './missing';
import { backoffMs } from '@/archive/http/retry';
import type { Sink } from './sink';
import { createSingles, isAway } from './singles';
import { sweepSeries } from './sweep';
import type { Wanted } from './wanted';

/** So few instances are asked for by name rather than in another stream. */
const FEW = 16;
/** Larger instances are fetched frame by frame: nothing of a part can be shown before all of it has come. */
const LARGE_BYTES = 256 * 2 ** 20;
/** After so many broken streams, frames are asked for one by one. */
const BREAKS = 3;
/** Frames asked for after a broken stream, to see whether the archive is there. */
const PROBE = 4;

/**
 * All missing frames of a series, in as few requests as the archive allows: one stream of the series; what that does
 * not bring, one by one. An archive that went away is probed, one frame at a time, until it is back or the signal
 * aborts; then what is missing is fetched. Never rejects. `isPart`: the series has many more frames, so that no stream of
 * it is asked for.
 */
export async function streamSeries(
  wanted: readonly Wanted[],
  had: ReadonlySet<string>,
  sink: Sink,
  signal: AbortSignal,
  parts: FetchParts,
  isPart = false,
): Promise<void> {
  const { clock, timings } = parts;
  const missing = createMissing(wanted, had);
  const [first] = wanted;
  const bytes = wanted.reduce((sum, each) => sum + each.bytes, 0);
  let sweeps = !isPart && parts.ladder.hasFiles && wanted.every((each) => each.bytes <= LARGE_BYTES);
  let breaks = 0;
  /** Probes since the archive was last heard of. */
  let probes = 0;
  const told: Sink = {
    ...sink,
    async frames(frames) {
      if (probes > 0) sink.state({ phase: 'streaming' });
      probes = 0;
      await sink.frames(frames);
    },
  };
  const fetchSingles = createSingles(missing, told, signal, parts);

  const sweep = async (start: Wanted): Promise<void> => {
    try {
      await sweepSeries(start, bytes, missing, told, signal, parts);
      sweeps = false; // What it did not bring, it would not bring again.
    } catch (thrown) {
      const error = toArchiveError('series stream', thrown, signal);
      breaks += 1;
      // Refused, not what was asked for, or hung: another would go the same way.
      if (!isAway(error) || error.details['waitedMs'] !== undefined || breaks >= BREAKS) sweeps = false;
    }
  };

  sink.state({ phase: 'streaming' });
  while (missing.size > 0 && !signal.aborted) {
    const many = missing.instances > Math.min(FEW, wanted.length / 4);
    if (first !== undefined && sweeps && many && probes === 0) await sweep(first);
    // After a broken stream, a few frames alone show whether the archive is still there.
    const todo = sweeps ? missing.list().slice(0, PROBE) : missing.list();
    const away = await fetchSingles(todo);
    if (away === undefined || signal.aborted) continue;
    probes += 1;
    const pauseMs = Math.max(
      timings.backoffBaseMs,
      Math.min(timings.probeCapMs, backoffMs(probes, timings, (1 + clock.random()) / 2)),
    );
    sink.state({ phase: 'waiting', error: away, retryAtMs: clock.now() + pauseMs });
    await sleep(clock, pauseMs, signal).catch(() => undefined);
  }
  if (!signal.aborted) sink.state({ phase: 'done' });
}
