import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Callers } from '../http/callers';
import { HttpRefusal } from '../http/problem';
import { FairQueue, type GrantedTurn } from '../http/turns';
import { transferOf } from './transfer';
import { TooCostly, type Input, type JobName, type Output, type WorkerJob } from './work';

/** What the workers may take. */
export const POOL_LIMITS = {
  /** One core is for everybody's requests; two at least, since guests leave one for the site. */
  workers: Math.max(2, Math.min(4, availableParallelism() - 1)),
  /** Jobs that wait; more are refused, and may be asked for again in a second. */
  waiting: 512,
  waitingGuests: 256,
  /** Of one person, share or address. */
  waitingEach: 256,
  /** Then a job's worker is ended, and another takes its place. */
  jobMs: 10_000,
  /** JavaScript's own memory of one worker. */
  heapMb: 256,
} as const;

/** What a worker says of a job. */
export type WorkerSaid =
  | { readonly ok: true; readonly output: unknown }
  | {
      readonly ok: false;
      readonly refusal?: { readonly status: number; readonly sentence: string };
      /** The job is to blame. */
      readonly isCostly?: boolean;
      /** The thread is not to be used again. */
      readonly isSpent?: boolean;
    };

interface Job {
  readonly name: JobName;
  readonly input: unknown;
  readonly settle: (said: WorkerSaid) => void;
}

const refused = (sentence: string): WorkerSaid => ({
  ok: false,
  refusal: { status: 503, sentence },
  isCostly: true,
});
const busy = (): HttpRefusal =>
  new HttpRefusal(503, 'The server has more to do than it can do at once. Try again in a second.');
const TOO_LONG = 'The server could not read this stored object in time.';

interface Place {
  worker: Worker;
  job: Job | undefined;
  turn: GrantedTurn<Job> | undefined;
  timer: NodeJS.Timeout | undefined;
  isReady: boolean;
}

/** Threads that do one job each at a time, for each visitor in turn. One that takes too long, too much memory, or dies is replaced. */
export class WorkerPool implements WorkerJob {
  private readonly script: URL;
  private readonly limits: { readonly [Name in keyof typeof POOL_LIMITS]: number };
  private readonly places: Place[] = [];
  private readonly turns: FairQueue<Job>;
  private readonly callers: Callers;
  private isClosed = false;

  constructor(
    script: URL,
    limits: Partial<{ [Name in keyof typeof POOL_LIMITS]: number }> = {},
    callers = new Callers(),
  ) {
    this.script = script;
    this.limits = { ...POOL_LIMITS, ...limits };
    this.callers = callers;
    const { workers } = this.limits;
    const guestPlaces = Math.max(1, workers - 1);
    this.turns = new FairQueue({ ...this.limits, places: workers, guestPlaces, placesEach: workers });
  }

  async do<Name extends JobName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
    const said = await new Promise<WorkerSaid>((settle, reject) => {
      if (this.turns.push(this.callers.now(), { name, input, settle })) this.next();
      else reject(busy());
    });
    if (said.ok) return said.output as Output<Name>;
    if (said.refusal === undefined) throw new Error(`the job ${name} failed`);
    const Kind = said.isCostly === true ? TooCostly : HttpRefusal;
    throw new Kind(said.refusal.status, said.refusal.sentence);
  }

  /** Starts the threads before anybody waits for one. */
  warm(): void {
    while (this.places.length < this.limits.workers) this.open();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.places.map(({ worker }) => worker.terminate()));
  }

  private next(): void {
    if (this.isClosed) return;
    const turn = this.turns.next();
    if (turn === undefined) return;
    const place = this.places.find(({ job }) => job === undefined) ?? this.open();
    place.turn = turn;
    place.job = turn.item;
    place.worker.ref();
    if (place.isReady) this.begin(place, turn.item);
  }

  /** A thread that is still starting costs no time of its first job. */
  private begin(place: Place, { name, input }: Job): void {
    place.timer = setTimeout(() => this.replace(place, refused(TOO_LONG)), this.limits.jobMs);
    place.worker.postMessage({ name, input }, transferOf(input));
  }

  private open(): Place {
    const place: Place = {
      worker: this.start(),
      job: undefined,
      turn: undefined,
      timer: undefined,
      isReady: false,
    };
    this.listen(place);
    this.places.push(place);
    return place;
  }

  private start(): Worker {
    const worker = new Worker(this.script, {
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMb, maxYoungGenerationSizeMb: 32 },
    });
    worker.unref();
    return worker;
  }

  private listen(place: Place): void {
    const { worker } = place;
    worker.once('online', () => {
      if (place.worker !== worker) return;
      place.isReady = true;
      if (place.job !== undefined) this.begin(place, place.job);
    });
    worker.on('message', (said: WorkerSaid) => {
      if (place.worker !== worker) return;
      if (!said.ok && said.isSpent === true) this.replace(place, said);
      else this.settle(place, said);
    });
    const died = (): void => {
      if (place.worker === worker && !this.isClosed)
        this.replace(place, refused('The server could not read this stored object.'));
    };
    worker.on('error', died);
    worker.on('exit', died);
  }

  private settle(place: Place, said: WorkerSaid): void {
    const { job } = place;
    clearTimeout(place.timer);
    place.turn?.done();
    place.turn = undefined;
    place.job = undefined;
    place.worker.unref();
    job?.settle(said);
    this.next();
  }

  private replace(place: Place, said: WorkerSaid): void {
    const { worker } = place;
    place.worker = this.start();
    place.isReady = false;
    this.listen(place);
    void worker.terminate();
    this.settle(place, said);
  }
}
