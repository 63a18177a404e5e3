import type { FrameKey, StreamListener, VerifiedFrame } from '@/archive/contract/archive';
import type { ArchiveError } from '@/archive/contract/archiveError';
import type { Instance } from '@/dicom/dataset/instance';
import { framesOf } from './frameKeys';
import { frameBytes, fromPlain, type PlainState, type WorkerReport } from './protocol';

/** Who hears of a stream's frames. */
export interface Hearer {
  readonly has: (key: FrameKey) => boolean;
  readonly listener: StreamListener;
  readonly signal: AbortSignal;
}

type FailedReport = Extract<WorkerReport, { report: 'failed' }>;

/** What a stream is of. */
export interface StreamPlan {
  /** Those with frames. */
  readonly images: readonly Instance[];
  /** Frames that the worker was told are had. */
  readonly had: readonly FrameKey[];
  readonly isPart: boolean;
  /** Times the worker died under it. */
  readonly deaths: number;
}

export interface StreamParts {
  /** Runs with the next picture of the page. */
  readonly later: (run: () => void) => void;
  readonly isRefused: (key: FrameKey) => boolean;
  /** So many bytes were handed over: there is room for as many more. */
  readonly taken: (bytes: number) => void;
  /** It was told that the stream is done. */
  readonly done: () => void;
}

/** The page's end of one stream: frames, failures and states wait here in their order until the next picture hands them over. */
export class FrameStream {
  readonly plan: StreamPlan;
  /** Frames that did not come, or came otherwise than before. */
  readonly refused: FailedReport[] = [];
  private readonly parts: StreamParts;
  private readonly queue: VerifiedFrame[] = [];
  /** Told after the frames that came before. */
  private readonly after: ((listener: StreamListener) => void)[] = [];
  private heardBy: Hearer | undefined;
  private isOver = false;

  /** `hearer`: undefined where it is begun ahead of whoever takes it over. Frames wait, and the worker stops once its window is full. */
  constructor(plan: StreamPlan, hearer: Hearer | undefined, parts: StreamParts) {
    this.plan = plan;
    this.heardBy = hearer;
    this.parts = parts;
  }

  get hearer(): Hearer | undefined {
    return this.heardBy;
  }

  /** Frames that are not handed over yet. */
  get waiting(): readonly VerifiedFrame[] {
    return this.queue;
  }

  put(frames: readonly VerifiedFrame[]): void {
    this.inTurn(() => this.queue.push(...frames));
  }

  fail(report: FailedReport): void {
    this.inTurn(() => {
      this.refused.push(report);
      this.after.push((listener) => listener.failed(report.key, fromPlain(report.error)));
    });
  }

  enter(state: PlainState): void {
    this.inTurn(() =>
      this.after.push((listener) => {
        listener.state(state.phase === 'waiting' ? { ...state, error: fromPlain(state.error) } : state);
        if (state.phase === 'done') this.parts.done();
      }),
    );
  }

  /** Somebody takes it over. */
  attach(hearer: Hearer): void {
    this.heardBy = hearer;
    this.parts.later(() => this.flush());
  }

  /** Nothing more is handed over. */
  end(): void {
    this.isOver = true;
  }

  /** Its frames do not come: whoever hears is told so of each they lack. */
  giveUp(error: () => ArchiveError): void {
    this.isOver = true;
    if (this.heardBy === undefined) return;
    const { has, listener } = this.heardBy;
    for (const key of this.plan.images.flatMap(framesOf)) if (!has(key)) listener.failed(key, error());
    listener.state({ phase: 'done' });
  }

  private inTurn(put: () => void): void {
    const isFirst = this.queue.length === 0 && this.after.length === 0;
    if (isFirst && this.heardBy !== undefined) this.parts.later(() => this.flush());
    put();
  }

  private flush(): void {
    if (this.isOver || this.heardBy === undefined) return;
    const { has, listener, signal } = this.heardBy;
    const frames = this.queue.splice(0);
    for (const frame of frames)
      if (!signal.aborted && !has(frame) && !this.parts.isRefused(frame)) listener.frame(frame);
    for (const tell of this.after.splice(0)) if (!signal.aborted) tell(listener);
    const bytes = frames.reduce((sum, each) => sum + frameBytes(each), 0);
    if (bytes > 0) this.parts.taken(bytes);
  }
}
