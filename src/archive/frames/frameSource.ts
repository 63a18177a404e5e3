import type { FrameKey, FrameSource, StreamListener, VerifiedFrame } from '@/archive/archive';
import { ArchiveError } from '@/archive/archiveError';
import { aborted } from '@/archive/faults';
import type { Instance } from '@/dicom/instance';
import { frameBytes, frameId, fromPlain, type Order, type Report } from './protocol';
import { toWanted } from './wanted';

/** The part of Worker that is used, so that tests can do without. */
export interface FramePort {
  postMessage(order: Order): void;
  addEventListener(type: 'message', heard: (event: { data: Report }) => void): void;
  addEventListener(type: 'error' | 'messageerror', heard: () => void): void;
  terminate(): void;
}

interface Asked {
  readonly key: FrameKey;
  resolve(frame: VerifiedFrame): void;
  reject(error: ArchiveError): void;
}

interface Streaming {
  readonly images: readonly Instance[];
  readonly has: (key: FrameKey) => boolean;
  readonly listener: StreamListener;
  readonly signal: AbortSignal;
  readonly queue: VerifiedFrame[];
  /** Told after the frames that came before. */
  readonly after: (() => void)[];
  /** Times the worker died under it. */
  deaths: number;
}

/** A stream whose worker died more often is given up: its own frames may be what kills it. */
const DEATHS_CAP = 2;

/** Where frames are handed over: with the next picture of the page, or soon when the page is hidden. */
function soon(run: () => void): void {
  let done = false;
  const once = () => {
    if (!done) run();
    done = true;
  };
  if (typeof requestAnimationFrame === 'function') requestAnimationFrame(once);
  setTimeout(once, 100);
}

const same = (a: FrameKey, b: FrameKey) =>
  a.sop === b.sop && a.frame === b.frame && a.series === b.series && a.study === b.study;

const lost = () => new ArchiveError('unreachable', 'frame worker: ended', { details: { what: 'worker' } });

/**
 * The page's side of the frame transport. The worker is made on first use (`warm` makes it earlier) and again after it
 * died. A frame that a stream brings answers a pending `one` for it too.
 */
export function createFrameSource(
  root: string,
  createPort: () => FramePort,
  later: (run: () => void) => void = soon,
): FrameSource & { warm(): void } {
  const ones = new Map<number, Asked>();
  const streams = new Map<number, Streaming>();
  let port: FramePort | undefined;
  let lastId = 0;

  const flush = (id: number) => {
    const stream = streams.get(id);
    if (stream === undefined) return;
    const frames = stream.queue.splice(0);
    for (const frame of frames)
      if (!stream.signal.aborted && !stream.has(frame)) stream.listener.frame(frame);
    for (const tell of stream.after.splice(0)) if (!stream.signal.aborted) tell();
    const bytes = frames.reduce((sum, each) => sum + frameBytes(each), 0);
    if (bytes > 0) port?.postMessage({ order: 'taken', id, bytes });
  };

  const inTurn = (id: number, put: (stream: Streaming) => void) => {
    const stream = streams.get(id);
    if (stream === undefined) return;
    if (stream.queue.length === 0 && stream.after.length === 0) later(() => flush(id));
    put(stream);
  };

  /** A pending request for a frame that a stream just brought is answered by it, and stopped. */
  const answer = (frame: VerifiedFrame) => {
    for (const [id, asked] of ones) {
      if (!same(asked.key, frame)) continue;
      ones.delete(id);
      port?.postMessage({ order: 'stop', id });
      asked.resolve(frame);
    }
  };

  const hear = (report: Report) => {
    const { id } = report;
    if (report.report === 'one' || report.report === 'one-failed') {
      const asked = ones.get(id);
      ones.delete(id);
      if (report.report === 'one') asked?.resolve(report.frame);
      else asked?.reject(fromPlain(report.error));
    } else if (report.report === 'frames') {
      for (const frame of report.frames) answer(frame);
      inTurn(id, ({ queue }) => queue.push(...report.frames));
    } else if (report.report === 'failed')
      inTurn(id, ({ after, listener }) =>
        after.push(() => listener.failed(report.key, fromPlain(report.error))),
      );
    else
      inTurn(id, ({ after, listener }) => {
        const { state } = report;
        after.push(() => {
          listener.state(state.phase === 'waiting' ? { ...state, because: fromPlain(state.because) } : state);
          if (state.phase === 'done') streams.delete(id);
        });
      });
  };

  const begin = (id: number, { images, has }: Streaming) => {
    const had = images.flatMap((each) =>
      framesOf(each)
        .filter(has)
        .map(({ sop, frame }) => frameId(sop, frame)),
    );
    warm().postMessage({ order: 'stream', id, wanted: images.map(toWanted), had });
  };

  const giveUp = (id: number, { images, has, listener }: Streaming) => {
    streams.delete(id);
    for (const key of images.flatMap(framesOf)) if (!has(key)) listener.failed(key, lost());
    listener.state({ phase: 'done' });
  };

  /** The worker died, by a bug or for want of memory: requests are told, streams go on in another. */
  const fail = () => {
    port?.terminate();
    port = undefined;
    for (const asked of ones.values()) asked.reject(lost());
    ones.clear();
    for (const [id, stream] of streams) {
      stream.deaths += 1;
      if (stream.deaths > DEATHS_CAP) giveUp(id, stream);
      else begin(id, stream);
    }
  };

  const warm = (): FramePort => {
    if (port !== undefined) return port;
    port = createPort();
    port.addEventListener('message', ({ data }) => hear(data));
    port.addEventListener('error', fail);
    port.addEventListener('messageerror', fail);
    port.postMessage({ order: 'open', root });
    return port;
  };

  const nextId = () => (lastId += 1);

  return {
    warm: () => void warm(),
    one(key, instance, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(aborted('frame'));
        const id = nextId();
        const stop = () => {
          if (!ones.delete(id)) return;
          port?.postMessage({ order: 'stop', id });
          reject(aborted('frame'));
        };
        const settle = <T>(then: (value: T) => void) => {
          return (value: T) => {
            signal.removeEventListener('abort', stop);
            then(value);
          };
        };
        ones.set(id, { key, resolve: settle(resolve), reject: settle(reject) });
        signal.addEventListener('abort', stop, { once: true });
        warm().postMessage({ order: 'one', id, wanted: toWanted(instance), frame: key.frame });
      });
    },
    stream(instances, has, listener, signal) {
      if (signal.aborted) return;
      const id = nextId();
      const images = instances.filter((each) => each.frames > 0);
      const stream: Streaming = { images, has, listener, signal, queue: [], after: [], deaths: 0 };
      streams.set(id, stream);
      signal.addEventListener(
        'abort',
        () => {
          streams.delete(id);
          port?.postMessage({ order: 'stop', id });
        },
        { once: true },
      );
      begin(id, stream);
    },
  };
}

const framesOf = ({ study, series, sop, frames }: Instance): FrameKey[] =>
  Array.from({ length: frames }, (_, index) => ({ study, series, sop, frame: index + 1 }));
