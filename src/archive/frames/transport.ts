import type { FrameKey } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { Accepted } from './accept';
import { type Digest, differ } from './digest';
import { type FetchParts, fetchFrame } from './fetchFrame';
import { createLadder, type Rung, RUNGS } from './ladder';
import { frameId } from './protocol';
import type { RequestParts } from '@/archive/http/request';
import type { Sink } from './sink';
import { streamSeries } from './stream';
import type { Wanted } from './wanted';

/** Digests kept of frames that came alone; the oldest are forgotten. */
const DIGESTS_CAP = 5_000;

/** What a stream tells: Sink without the cross-check, which is the transport's own. */
export type StreamSink = Pick<Sink, 'frames' | 'failed' | 'state'>;

/** Frames of one archive, verified. Knows no worker: runs wherever there is fetch. */
export interface Transport {
  one(wanted: Wanted, frame: number, signal: AbortSignal): Promise<Accepted>;
  /** Resolves when all is told of or the signal aborts; never rejects. */
  stream(
    wanted: readonly Wanted[],
    had: ReadonlySet<string>,
    sink: StreamSink,
    signal: AbortSignal,
    isPart?: boolean,
  ): Promise<void>;
}

const idOf = ({ study, series, sop, frame }: FrameKey) => `${study}/${series}/${frameId(sop, frame)}`;

/** Holds frames that a stream brings, with their objects' names, against those that came alone. */
function createCrossCheck() {
  /** Of frames that came in an answer of their own, which names no object; a stream that does may contradict. */
  const digests = new Map<string, Digest>();
  /** Objects whose frames came with two contents: only the whole instance, with its name in it, is believed. */
  const distrusted = new Set<string>();
  return {
    isDistrusted: (sop: string) => distrusted.has(sop),
    /** A frame that came alone. */
    keep({ named, digest, frame }: Accepted): void {
      if (named || digest === undefined) return;
      digests.set(idOf(frame), digest);
      const [oldest] = digests.keys();
      if (digests.size > DIGESTS_CAP && oldest !== undefined) digests.delete(oldest);
    },
    doubts: (key: FrameKey) => digests.has(idOf(key)),
    contradicts({ named, digest, frame }: Accepted): boolean {
      const before = named ? digests.get(idOf(frame)) : undefined;
      if (before === undefined || digest === undefined) return false;
      digests.delete(idOf(frame));
      const isContradicted = differ(before, digest);
      if (isContradicted) distrusted.add(frame.sop);
      return isContradicted;
    },
  };
}

/** `root` is absolute and has no slash at its end. `hasFiles` false: frames only, no files and no stream of them. */
export function createTransport(
  root: string,
  on: RequestParts & Pick<FetchParts, 'decodePicture'>,
  hasFiles = true,
): Transport {
  const parts: FetchParts = {
    ...on,
    root,
    ladder: createLadder(hasFiles),
    recent: new Map(),
    heard: { atMs: -Infinity },
  };
  const check = createCrossCheck();

  /**
   * Without pictures made by the archive, until the stream of a series found no other way: it may bring pixels that are
   * refused one by one, and a picture once on screen would stay in their place.
   */
  const soundRungs = ({ kind, frames }: Wanted): readonly Rung[] => {
    const all = parts.ladder.order(kind, frames === 1);
    return parts.ladder.isRendered(kind) ? all : all.filter((rung) => RUNGS[rung].resource !== 'rendered');
  };

  return {
    async one(wanted, frame, signal) {
      const order = check.isDistrusted(wanted.sop)
        ? (['instance', 'instance-any'] as const)
        : soundRungs(wanted);
      const accepted = await fetchFrame(wanted, frame, signal, parts, order);
      check.keep(accepted);
      return accepted;
    },
    stream: (wanted, had, sink, signal, isPart) =>
      streamSeries(
        wanted,
        had,
        {
          frames: (frames) => sink.frames(frames),
          failed: (key, error) => sink.failed(key, error),
          state: (state) => sink.state(state),
          doubts: check.doubts,
          contradicts: check.contradicts,
          contradiction: () =>
            new ArchiveError('wrong-object', 'frame: the series holds other bytes for it than came alone', {
              details: { what: 'bytes' },
            }),
        },
        signal,
        parts,
        isPart,
      ),
  };
}
