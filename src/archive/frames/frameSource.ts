import type { FrameKey, FrameSource, StreamListener, VerifiedFrame } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { Credentials } from '@/archive/contract/credentials';
import { aborted } from '@/archive/http/faults';
import { contradiction } from '@/archive/studies/identity';
import type { Instance } from '@/dicom/dataset/instance';
import { frameBytes, frameId, fromPlain, type WorkerOrder, type WorkerReport } from './protocol';
import { toWanted } from './wanted';

/** The part of Worker that is used, so that tests can do without. */
export interface FramePort {
  postMessage(order: WorkerOrder): void;
  addEventListener(type: 'message', heard: (event: { data: WorkerReport }) => void): void;
  addEventListener(type: 'error' | 'messageerror', heard: () => void): void;
  terminate(): void;
}

interface Asked {
  readonly key: FrameKey;
  resolve(frame: VerifiedFrame): void;
  reject(error: ArchiveError): void;
}

/** Who hears of a stream's frames. */
interface Hearer {
  readonly has: (key: FrameKey) => boolean;
  readonly listener: StreamListener;
  readonly signal: AbortSignal;
}

interface Streaming {
  readonly isPart: boolean;
  readonly images: readonly Instance[];
  /** Frames that the worker was told are had. */
  readonly had: readonly FrameKey[];
  /** Absent: begun ahead. Frames wait here, and the worker stops once its window is full. */
  hearer: Hearer | undefined;
  readonly queue: VerifiedFrame[];
  /** Told after the frames that came before. */
  readonly after: ((listener: StreamListener) => void)[];
  /** Frames that did not come, or came otherwise than before. */
  readonly refused: Extract<WorkerReport, { report: 'failed' }>[];
  /** Times the worker died under it. */
  deaths: number;
}

/** What the frame transport can do before there is anybody to draw. */
export interface Ahead {
  /** Makes the worker. */
  warm(): void;
  /**
   * Begins a stream that the next `stream` of the same images takes over; until then it fills a window and waits. One of no more than
   * `wholeBytes` comes whole.
   */
  ahead(instances: readonly Instance[], has: (key: FrameKey) => boolean, wholeBytes?: number): void;
  /** An object is described in two ways: its frames are refused from now on, also those that came, or are on their way. */
  contradict(instance: Instance): void;
}

/** A stream whose worker died more often is given up: its own frames may be what kills it. */
const DEATHS_CAP = 2;
/** A series of more bytes is not begun ahead: it may well be read a part at a time. */
const MOST_AHEAD_BYTES = 2 ** 30;
/** A stream begun ahead that nobody took over in this time is ended. */
const AHEAD_MS = 30_000;

/**
 * Where frames are handed over: with the next picture of the page, or soon where pictures come slowly (software GL: 100 ms
 * apart) or not at all (hidden pages), since the stream waits for room.
 */
function soon(run: () => void): void {
  let done = false;
  const once = () => {
    if (!done) run();
    done = true;
  };
  if (typeof requestAnimationFrame === 'function') requestAnimationFrame(once);
  setTimeout(once, 32);
}

const same = (a: FrameKey, b: FrameKey) =>
  a.sop === b.sop && a.frame === b.frame && a.series === b.series && a.study === b.study;

const lost = () => new ArchiveError('malformed', 'frame worker: ended', { details: { what: 'worker' } });

/**
 * The page's side of the frame transport. The worker is made on first use (`warm` makes it earlier) and again after it
 * died. A frame that a stream brings answers a pending `one` for it too.
 */
export function createFrameSource(
  root: string,
  createPort: () => FramePort,
  {
    later = soon,
    credentials,
    hasFiles = true,
  }: {
    later?: (run: () => void) => void;
    credentials?: Credentials | undefined;
    hasFiles?: boolean | undefined;
  } = {},
): FrameSource & Ahead {
  const ones = new Map<number, Asked>();
  const streams = new Map<number, Streaming>();
  const overhearers = new Set<Pick<StreamListener, 'frame' | 'failed'>>();
  /** Objects that are described in two ways. */
  const contradicted = new Set<string>();
  const isContradicted = ({ series, sop }: Pick<FrameKey, 'series' | 'sop'>) =>
    contradicted.has(`${series}/${sop}`);
  const asDescribed = (instance: Instance): Instance =>
    isContradicted(instance) ? { ...instance, doubt: 'duplicate' } : instance;
  /** The stream that was begun ahead, if nobody took it over yet. */
  let early: number | undefined;
  let port: FramePort | undefined;
  let lastId = 0;

  const flush = (id: number) => {
    const stream = streams.get(id);
    const hearer = stream?.hearer;
    if (stream === undefined || hearer === undefined) return;
    const { has, listener, signal } = hearer;
    const frames = stream.queue.splice(0);
    for (const frame of frames)
      if (!signal.aborted && !has(frame) && !isContradicted(frame)) listener.frame(frame);
    for (const tell of stream.after.splice(0)) if (!signal.aborted) tell(listener);
    const bytes = frames.reduce((sum, each) => sum + frameBytes(each), 0);
    if (bytes > 0) port?.postMessage({ order: 'taken', id, bytes });
  };

  const inTurn = (id: number, put: (stream: Streaming) => void) => {
    const stream = streams.get(id);
    if (stream === undefined) return;
    const isFirst = stream.queue.length === 0 && stream.after.length === 0;
    if (isFirst && stream.hearer !== undefined) later(() => flush(id));
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

  /** A frame that a stream brought and that is not handed over yet. */
  const waitingFrame = (key: FrameKey): VerifiedFrame | undefined =>
    isContradicted(key)
      ? undefined
      : [...streams.values()].flatMap(({ queue }) => queue).find((frame) => same(frame, key));

  const renew = async (to: FramePort, refused: string | undefined) => {
    const token = await credentials?.renew(refused);
    // A worker that died meanwhile asks for itself again.
    if (to === port) to.postMessage({ order: 'renewed', token });
  };

  const hear = (report: Exclude<WorkerReport, { report: 'renew' }>) => {
    const { id } = report;
    if (report.report === 'one' || report.report === 'one-failed') {
      const asked = ones.get(id);
      ones.delete(id);
      if (report.report === 'one') asked?.resolve(report.frame);
      else asked?.reject(fromPlain(report.error));
    } else if (report.report === 'frames') {
      for (const frame of report.frames) {
        if (isContradicted(frame)) continue;
        answer(frame);
        for (const heard of overhearers) heard.frame(frame);
      }
      inTurn(id, ({ queue }) => queue.push(...report.frames));
    } else if (report.report === 'failed') {
      const { key, error } = report;
      for (const heard of overhearers) heard.failed(key, fromPlain(error));
      inTurn(id, ({ after, refused }) => {
        refused.push(report);
        after.push((listener) => listener.failed(key, fromPlain(error)));
      });
    } else
      inTurn(id, ({ after }) => {
        const { state } = report;
        after.push((listener) => {
          listener.state(state.phase === 'waiting' ? { ...state, error: fromPlain(state.error) } : state);
          if (state.phase === 'done') streams.delete(id);
        });
      });
  };

  const begin = (
    id: number,
    instances: readonly Instance[],
    has: (key: FrameKey) => boolean,
    hearer: Hearer | undefined,
    {
      isPart = false,
      deaths = 0,
      windowBytes,
    }: { isPart?: boolean; deaths?: number; windowBytes?: number | undefined } = {},
  ) => {
    const images = instances.filter((each) => each.frames > 0);
    const had = images.flatMap(framesOf).filter(has);
    streams.set(id, { isPart, images, had, hearer, queue: [], after: [], refused: [], deaths });
    const hadIds = had.map(({ sop, frame }) => frameId(sop, frame));
    const wanted = images.map((each) => toWanted(asDescribed(each)));
    const kind = isPart ? ({ isPart } as const) : {};
    const window = windowBytes === undefined ? {} : { windowBytes };
    warm().postMessage({ order: 'stream', id, wanted, had: hadIds, ...kind, ...window });
  };

  const end = (id: number) => {
    streams.delete(id);
    if (early === id) early = undefined;
    port?.postMessage({ order: 'stop', id });
  };

  /** Hands the stream that was begun ahead to whoever wants the same, if it leaves out nothing that is wanted. */
  const takeOver = (instances: readonly Instance[], hearer: Hearer): number | undefined => {
    const id = early;
    const stream = id === undefined ? undefined : streams.get(id);
    early = undefined;
    if (id === undefined || stream === undefined) return undefined;
    const wanted = new Set(instances.filter(({ frames }) => frames > 0).map(({ sop }) => sop));
    const isSame = wanted.size === stream.images.length && stream.images.every(({ sop }) => wanted.has(sop));
    if (!isSame || !stream.had.every(hearer.has)) {
      end(id);
      return undefined;
    }
    stream.hearer = hearer;
    later(() => flush(id));
    return id;
  };

  const giveUp = (id: number, { images, hearer }: Streaming) => {
    streams.delete(id);
    if (hearer === undefined) return;
    const { has, listener } = hearer;
    for (const key of images.flatMap(framesOf)) if (!has(key)) listener.failed(key, lost());
    listener.state({ phase: 'done' });
  };

  /** The worker died, by a bug or for want of memory: requests are told, streams go on in another. */
  const fail = () => {
    port?.terminate();
    port = undefined;
    for (const asked of ones.values()) asked.reject(lost());
    ones.clear();
    for (const [id, stream] of [...streams]) {
      const { hearer, images, deaths, isPart } = stream;
      if (hearer === undefined || deaths >= DEATHS_CAP) giveUp(id, stream);
      else begin(id, images, hearer.has, hearer, { isPart, deaths: deaths + 1 });
    }
  };

  const warm = (): FramePort => {
    if (port !== undefined) return port;
    port = createPort();
    const made = port;
    made.addEventListener('message', ({ data }) =>
      data.report === 'renew' ? void renew(made, data.refused) : hear(data),
    );
    made.addEventListener('error', fail);
    made.addEventListener('messageerror', fail);
    made.postMessage({
      order: 'open',
      root,
      ...(credentials ? { guard: { token: credentials.token() } } : {}),
      ...(hasFiles ? {} : { hasFiles }),
    });
    return made;
  };

  const nextId = () => (lastId += 1);

  credentials?.watch((token) => port?.postMessage({ order: 'token', token }));

  return {
    warm: () => void warm(),
    one(key, instance, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(aborted('frame'));
        // Asked for once more, it would be taken to be on its way when its stream hands it over, and be lost with its request.
        const waiting = waitingFrame(key);
        if (waiting) return resolve(waiting);
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
        warm().postMessage({ order: 'one', id, wanted: toWanted(asDescribed(instance)), frame: key.frame });
      });
    },
    overhear(heard) {
      overhearers.add(heard);
      const waiting = early === undefined ? undefined : streams.get(early);
      for (const frame of waiting?.queue ?? []) if (!isContradicted(frame)) heard.frame(frame);
      for (const { key, error } of waiting?.refused ?? []) heard.failed(key, fromPlain(error));
      return () => void overhearers.delete(heard);
    },
    isContradicted,
    contradict(instance) {
      if (isContradicted(instance)) return;
      contradicted.add(`${instance.series}/${instance.sop}`);
      for (const [id, { key, reject }] of ones) {
        if (!isContradicted(key)) continue;
        ones.delete(id);
        port?.postMessage({ order: 'stop', id });
        reject(contradiction());
      }
      for (const key of framesOf(instance))
        for (const heard of overhearers) heard.failed(key, contradiction());
    },
    ahead(instances, has, wholeBytes = 0) {
      if (early !== undefined) end(early);
      const bytes = roughBytes(instances);
      if (bytes > MOST_AHEAD_BYTES) return;
      const id = nextId();
      early = id;
      begin(id, instances, has, undefined, bytes <= wholeBytes ? { windowBytes: wholeBytes } : {});
      setTimeout(() => early === id && end(id), AHEAD_MS);
    },
    stream(instances, has, listener, signal, isPart = false) {
      if (signal.aborted) return;
      const hearer = { has, listener, signal };
      const taken = takeOver(instances, hearer);
      const id = taken ?? nextId();
      signal.addEventListener('abort', () => end(id), { once: true });
      if (taken === undefined) begin(id, instances, has, hearer, { isPart });
    },
  };
}

/** As if all images were like the first. */
function roughBytes(instances: readonly Instance[]): number {
  const first = instances.find(({ frames }) => frames > 0);
  if (!first) return 0;
  return (
    (toWanted(first).bytes / first.frames) *
    instances.reduce((sum, { frames }) => sum + Math.max(0, frames), 0)
  );
}

const framesOf = ({ study, series, sop, frames }: Instance): FrameKey[] =>
  Array.from({ length: frames }, (_, index) => ({ study, series, sop, frame: index + 1 }));
