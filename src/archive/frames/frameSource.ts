import type { FrameKey, FrameSource, StreamListener } from '@/archive/contract/archive';
import { ArchiveError } from '@/archive/contract/archiveError';
import type { Credentials } from '@/archive/contract/credentials';
import { aborted } from '@/archive/http/faults';
import { contradiction } from '@/archive/studies/identity';
import type { Instance } from '@/dicom/dataset/instance';
import { createContradictions } from './contradictions';
import { framesOf } from './frameKeys';
import { createFrameRequests } from './frameRequests';
import { FrameStreams } from './frameStreams';
import { fromPlain } from './protocol';
import { toWanted } from './wanted';
import { createWorkerLine, type FramePort, type WorkReport } from './workerLine';

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

const lost = () => new ArchiveError('malformed', 'frame worker: ended', { details: { what: 'worker' } });

type Overhearer = Pick<StreamListener, 'frame' | 'failed'>;

interface Hearers {
  readonly requests: ReturnType<typeof createFrameRequests>;
  readonly streams: FrameStreams;
  readonly overhearers: ReadonlySet<Overhearer>;
  readonly contradictions: ReturnType<typeof createContradictions>;
}

/** Passes on what the worker says to whoever asked for it, and to who overhears. */
function passOn(report: WorkReport, { requests, streams, overhearers, contradictions }: Hearers): void {
  if (report.report === 'one' || report.report === 'one-failed') return requests.settle(report);
  const stream = streams.find(report.id);
  if (report.report === 'state') return stream?.enter(report.state);
  if (report.report === 'frames') {
    for (const frame of report.frames) {
      if (contradictions.has(frame)) continue;
      requests.answer(frame);
      for (const heard of overhearers) heard.frame(frame);
    }
    return stream?.put(report.frames);
  }
  for (const heard of overhearers) heard.failed(report.key, fromPlain(report.error));
  stream?.fail(report);
}

/**
 * The page's side of the frame transport: requests for single frames and streams over one line to a worker. A frame that a
 * stream brings answers a pending `one` for it too.
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
  const overhearers = new Set<Overhearer>();
  const contradictions = createContradictions();
  let lastId = 0;
  const nextId = () => (lastId += 1);

  const hear = (report: WorkReport) => passOn(report, { requests, streams, overhearers, contradictions });
  const died = () => {
    requests.rejectAll(lost);
    streams.restart(lost);
  };
  const line = createWorkerLine({ root, createPort, credentials, hasFiles, hear, died });
  const requests = createFrameRequests(line);
  const streams = new FrameStreams({ line, later, contradictions, nextId });

  return {
    warm: line.warm,
    async one(key, instance, signal) {
      if (signal.aborted) throw aborted('frame');
      // Asked for once more, it would be taken to be on its way when its stream hands it over, and be lost with its request.
      const waiting = streams.waiting(key);
      return waiting ?? requests.ask(nextId(), key, toWanted(contradictions.asDescribed(instance)), signal);
    },
    overhear(heard) {
      overhearers.add(heard);
      const ahead = streams.ahead();
      for (const frame of ahead?.waiting ?? []) if (!contradictions.has(frame)) heard.frame(frame);
      for (const { key, error } of ahead?.refused ?? []) heard.failed(key, fromPlain(error));
      return () => void overhearers.delete(heard);
    },
    isContradicted: contradictions.has,
    contradict(instance) {
      if (!contradictions.add(instance)) return;
      requests.refuse(contradictions.has, contradiction);
      for (const key of framesOf(instance))
        for (const heard of overhearers) heard.failed(key, contradiction());
    },
    ahead: (instances, has, wholeBytes = 0) => streams.begin(instances, has, wholeBytes),
    stream(instances, has, listener, signal, isPart = false) {
      if (!signal.aborted) streams.open(instances, { has, listener, signal }, isPart);
    },
  };
}
