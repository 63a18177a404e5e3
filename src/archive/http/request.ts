import { ArchiveError } from '@/archive/contract/archiveError';
import { aborted, statusError, toArchiveError } from './faults';
import type { Clock } from './clock';
import type { Timings } from './retry';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What requests need from outside, so that the transport also runs in tests. */
export interface RequestParts {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly timings: Timings;
  /** Shared by all requests of one archive that go over the same line: what comes for one is no silence for the others. */
  readonly heard?: LastAnswer;
}

/** When something of any answer came last, in milliseconds since 1970. */
export interface LastAnswer {
  atMs: number;
}

/** An answer with status 200 or 206 whose body still has to come. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /**
   * The next piece of the body, undefined at its end; its bytes are good until the next one is asked for. Rejects when nothing
   * comes for the stall deadline.
   */
  next(): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Ends the request; harmless when over. */
  close(): void;
}

const PIECE_BYTES = 2 ** 18;

/**
 * Reads a body into the same memory again and again, where the browser can: pieces thrown away pile up to the size of a series
 * before a worker collects its garbage.
 */
function readPieces(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
): () => Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!body) return () => Promise.resolve(undefined);
  let own: ReadableStreamBYOBReader;
  try {
    own = body.getReader({ mode: 'byob' });
  } catch {
    const plain = body.getReader();
    return async () => (await plain.read()).value;
  }
  let memory = new ArrayBuffer(PIECE_BYTES);
  return async () => {
    const { done, value } = await own.read(new Uint8Array(memory));
    if (value) memory = value.buffer;
    if (!done) return value;
    // Gone at once, where the browser can: a request for each frame would pile up as much again.
    (memory as { transfer?: (lengthBytes: number) => unknown }).transfer?.(0);
    return undefined;
  };
}

/** An answer that was waited for so long has to have come faster than this: one byte now and then is no answer. */
const PATIENCE_MS = 20_000;
const SLOWEST_BYTES_PER_S = 256;

const late = (what: string, waitedMs: number) =>
  new ArchiveError('unreachable', `${what}: nothing came for ${waitedMs} ms`, { details: { waitedMs } });

/** Deadlines of one request, one at a time; `fail` is told of what ends it. */
function createDeadlines(
  what: string,
  signal: AbortSignal,
  { clock, heard }: Pick<RequestParts, 'clock' | 'heard'>,
  fail: (error: ArchiveError) => ArchiveError,
) {
  let stopWatching: (() => void) | undefined;
  const unwatch = () => {
    stopWatching?.();
    stopWatching = undefined;
  };
  let waiting:
    { readonly sinceMs: number; readonly deadlineMs: number; readonly fail: () => void } | undefined;
  /** Only looks, and again when the deadline would be over now: a timer set and cleared for each piece costs as much as the piece. */
  const look = () => {
    stopWatching = undefined;
    if (!waiting) return;
    const sinceMs = Math.max(waiting.sinceMs, heard?.atMs ?? 0);
    const leftMs = sinceMs + waiting.deadlineMs - clock.now();
    if (leftMs > 0) stopWatching = clock.after(leftMs, look);
    else waiting.fail();
  };
  /** Rejects after the deadline whatever the network does: some stacks do not settle an aborted read. */
  const within = <T>(deadlineMs: number, run: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      waiting = { sinceMs: clock.now(), deadlineMs, fail: () => reject(fail(late(what, deadlineMs))) };
      stopWatching ??= clock.after(deadlineMs, look);
      run().then(
        (value) => {
          waiting = undefined;
          if (heard) heard.atMs = clock.now();
          resolve(value);
        },
        (error: unknown) => reject(fail(toArchiveError(what, error, signal))),
      );
    });
  return { within, unwatch };
}

/**
 * One GET with deadlines: `firstByteMs` to the head of the answer, `stallMs` between two pieces of the body, which has to come at a pace. The time
 * between two calls of `next` does not count, so back-pressure is no stall; nor does a time in which other answers came (`heard`), since they
 * share a line, or the few connections that a browser makes. `isKept: false`: the browser's cache is neither read nor written.
 * Rejects with ArchiveError.
 */
export async function get(
  what: string,
  url: string,
  accept: string,
  signal: AbortSignal,
  parts: RequestParts & { firstByteMs?: number; isKept?: boolean },
): Promise<Answer> {
  if (signal.aborted) throw aborted(what);
  const { clock, timings } = parts;
  const stopper = new AbortController();
  const stop = () => stopper.abort();
  signal.addEventListener('abort', stop, { once: true });
  const close = () => {
    signal.removeEventListener('abort', stop);
    unwatch();
    stopper.abort();
  };
  const fail = (error: ArchiveError) => {
    close();
    return error;
  };
  const { within, unwatch } = createDeadlines(what, signal, parts, fail);

  const firstByteMs = Math.min(timings.firstByteMs, parts.firstByteMs ?? timings.firstByteMs);
  const response = await within(firstByteMs, () =>
    parts.fetch(url, {
      headers: { Accept: accept },
      signal: stopper.signal,
      ...(parts.isKept === false ? { cache: 'no-store' } : {}),
    }),
  );
  unwatch(); // Pieces have another deadline.
  if (response.status !== 200 && response.status !== 206) {
    throw fail(statusError(what, response.status, response.headers.get('Retry-After')));
  }
  const read = readPieces(response.body);
  let waitedMs = 0;
  let bytes = 0;
  return {
    status: response.status,
    headers: response.headers,
    close,
    async next() {
      const askedMs = clock.now();
      const piece = await within(timings.stallMs, read);
      if (signal.aborted) throw aborted(what);
      waitedMs += clock.now() - askedMs;
      bytes += piece?.length ?? 0;
      if (piece && waitedMs > PATIENCE_MS && bytes * 1000 < waitedMs * SLOWEST_BYTES_PER_S) {
        close();
        throw late(what, waitedMs);
      }
      if (piece) return piece;
      signal.removeEventListener('abort', stop);
      unwatch();
      return undefined;
    },
  };
}
