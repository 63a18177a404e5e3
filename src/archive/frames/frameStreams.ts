import type { FrameKey, VerifiedFrame } from '@/archive/contract/archive';
import type { ArchiveError } from '@/archive/contract/archiveError';
import type { Instance } from '@/dicom/dataset/instance';
import type { Contradictions } from './contradictions';
import { framesOf, isSameFrame, roughBytes } from './frameKeys';
import { FrameStream, type Hearer } from './frameStream';
import { frameId } from './protocol';
import { toWanted } from './wanted';
import type { WorkerLine } from './workerLine';

/** A stream whose worker died more often is given up: its own frames may be what kills it. */
const DEATHS_CAP = 2;
/** A series of more bytes is not begun ahead: it may well be read a part at a time. */
const MOST_AHEAD_BYTES = 2 ** 30;
/** A stream begun ahead that nobody took over in this time is ended. */
const AHEAD_MS = 30_000;

interface FrameStreamsParts {
  readonly line: Pick<WorkerLine, 'order' | 'tell'>;
  readonly later: (run: () => void) => void;
  readonly contradictions: Contradictions;
  /** Of an order that no other has. */
  readonly nextId: () => number;
}

interface StreamOptions {
  readonly isPart?: boolean;
  readonly deaths?: number;
  readonly windowBytes?: number | undefined;
}

/** The streams that the worker was asked for, by the id of their order; one of them may be begun ahead. */
export class FrameStreams {
  private readonly parts: FrameStreamsParts;
  private readonly streams = new Map<number, FrameStream>();
  /** The order of the stream that was begun ahead, if nobody took it over yet. */
  private early: number | undefined;

  constructor(parts: FrameStreamsParts) {
    this.parts = parts;
  }

  find(id: number): FrameStream | undefined {
    return this.streams.get(id);
  }

  /** The stream that was begun ahead, if nobody took it over yet. */
  ahead(): FrameStream | undefined {
    return this.early === undefined ? undefined : this.streams.get(this.early);
  }

  /** Begins a stream until the signal aborts, or takes over the one begun ahead where it is of the same. */
  open(instances: readonly Instance[], hearer: Hearer, isPart: boolean): void {
    const taken = this.takeOver(instances, hearer);
    const id = taken ?? this.parts.nextId();
    hearer.signal.addEventListener('abort', () => this.end(id), { once: true });
    if (taken === undefined) this.order(id, instances, hearer.has, hearer, { isPart });
  }

  /** Begins a stream ahead of whoever takes it over; one of no more than `wholeBytes` comes whole. */
  begin(instances: readonly Instance[], has: (key: FrameKey) => boolean, wholeBytes: number): void {
    if (this.early !== undefined) this.end(this.early);
    const bytes = roughBytes(instances);
    if (bytes > MOST_AHEAD_BYTES) return;
    const id = this.parts.nextId();
    this.early = id;
    this.order(id, instances, has, undefined, bytes <= wholeBytes ? { windowBytes: wholeBytes } : {});
    setTimeout(() => this.early === id && this.end(id), AHEAD_MS);
  }

  /** A frame that a stream brought and that is not handed over yet. */
  waiting(key: FrameKey): VerifiedFrame | undefined {
    if (this.parts.contradictions.has(key)) return undefined;
    return [...this.streams.values()]
      .flatMap(({ waiting }) => waiting)
      .find((frame) => isSameFrame(frame, key));
  }

  /** The worker died: streams go on in another, but those that nobody hears or that outlived too many. */
  restart(error: () => ArchiveError): void {
    for (const [id, stream] of [...this.streams]) {
      const { hearer, plan } = stream;
      const { images, deaths, isPart } = plan;
      if (hearer === undefined || deaths >= DEATHS_CAP) {
        this.streams.delete(id);
        stream.giveUp(error);
      } else this.order(id, images, hearer.has, hearer, { isPart, deaths: deaths + 1 });
    }
  }

  private order(
    id: number,
    instances: readonly Instance[],
    has: (key: FrameKey) => boolean,
    hearer: Hearer | undefined,
    { isPart = false, deaths = 0, windowBytes }: StreamOptions,
  ): void {
    const { line, later, contradictions } = this.parts;
    const images = instances.filter((each) => each.frames > 0);
    const had = images.flatMap(framesOf).filter(has);
    const stream = new FrameStream({ images, had, isPart, deaths }, hearer, {
      later,
      isRefused: contradictions.has,
      taken: (bytes) => line.tell({ order: 'taken', id, bytes }),
      done: () => void this.streams.delete(id),
    });
    this.streams.get(id)?.end();
    this.streams.set(id, stream);
    line.order({
      order: 'stream',
      id,
      wanted: images.map((each) => toWanted(contradictions.asDescribed(each))),
      had: had.map(({ sop, frame }) => frameId(sop, frame)),
      ...(isPart ? { isPart } : {}),
      ...(windowBytes === undefined ? {} : { windowBytes }),
    });
  }

  private end(id: number): void {
    this.streams.get(id)?.end();
    this.streams.delete(id);
    if (this.early === id) this.early = undefined;
    this.parts.line.tell({ order: 'stop', id });
  }

  /**
   * Hands the stream that was begun ahead to whoever wants the same, if it leaves out nothing that is wanted. What it was refused for want
   * of a sign-in is asked for anew: there may have been one since.
   */
  private takeOver(instances: readonly Instance[], hearer: Hearer): number | undefined {
    const id = this.early;
    const stream = this.ahead();
    this.early = undefined;
    if (id === undefined || stream === undefined) return undefined;
    const { images, had } = stream.plan;
    const wanted = new Set(instances.filter(({ frames }) => frames > 0).map(({ sop }) => sop));
    const isSame = wanted.size === images.length && images.every(({ sop }) => wanted.has(sop));
    const isDenied = stream.refused.some(({ error }) => error.fault === 'unauthorised');
    if (!isSame || isDenied || !had.every(hearer.has)) {
      this.end(id);
      return undefined;
    }
    stream.attach(hearer);
    return id;
  }
}
