/** What a decode worker offers (dicom-image-loader's decodeImageFrameWorker), as far as it is used. */
export interface DecodeApi {
  /** Comlink answers any property, here with undefined, as soon as the worker's code runs. */
  readonly ready: PromiseLike<unknown>;
  decodeTask(task: unknown): Promise<unknown>;
}

/** The part of Worker that is used beside Comlink's. */
export type DecodePort = Pick<Worker, 'addEventListener' | 'terminate'>;

export interface DecoderParts<Port extends DecodePort> {
  readonly spawn: () => Port;
  readonly connect: (port: Port) => DecodeApi;
  /** Workers at once: each has one job at a time. */
  readonly most: number;
  /** Workers that are there already. */
  readonly first?: readonly Port[];
  readonly watchdogMs?: number;
  readonly startMs?: number;
}

/** Decodes in workers that may hang or die without harm to anything but their one job. */
export interface Decoders {
  /** Rejects with DecodeError when the codec refuses, with DecoderDeath when its worker had to be stopped, with
   * DecoderMissing when its code did not come. */
  run(task: unknown): Promise<unknown>;
}

/** The codec refused the bytes, or gave what is no picture of them. */
export class DecodeError extends Error {
  constructor(cause: unknown) {
    super(`no picture can be made of the frame: ${wordsOf(cause)}`, { cause });
    this.name = 'DecodeError';
  }
}

/** The codec did not come to an end, or its worker ended: another took its place. */
export class DecoderDeath extends Error {
  constructor(what: string) {
    super(`the decoder was stopped: ${what}`);
    this.name = 'DecoderDeath';
  }
}

/** The codec's own code did not come: nothing is known against the frame. */
export class DecoderMissing extends Error {
  constructor(cause: unknown) {
    super('the decoder did not come', { cause });
    this.name = 'DecoderMissing';
  }
}

/** What browsers and Emscripten say where a module or WebAssembly did not come to a worker that runs. */
const NOT_COME =
  /dynamically imported module|importing a module script failed|Aborted\([^)]*(fetch|NetworkError|load failed)/i;

/** Emscripten throws C++ exceptions as bare numbers, addresses in its own memory: there is nothing to read in them. */
const wordsOf = (cause: unknown): string => {
  if (typeof cause === 'number') return 'an exception of its own';
  return cause instanceof Error ? cause.message : String(cause);
};

/** A frame may take so long to decode: a pane then speaks up within 10 s. */
export const WATCHDOG_MS = 9_000;
/** The code of a worker may take so long to come over a slow line. */
const START_MS = 30_000;
/** WebAssembly memory grows and never shrinks: after a result of so many bytes its worker is replaced. */
const RECYCLE_BYTES = 64 * 2 ** 20;

const bytesOf = (result: unknown): number => {
  const pixels = (result as { pixelData?: { byteLength?: unknown } } | undefined)?.pixelData;
  return typeof pixels?.byteLength === 'number' ? pixels.byteLength : 0;
};

/** One worker. */
class Decoder {
  private readonly port: DecodePort;
  private readonly api: DecodeApi;
  private readonly ready: Promise<unknown>;
  private readonly died: Promise<never>;

  constructor(port: DecodePort, api: DecodeApi) {
    this.port = port;
    this.api = api;
    this.ready = Promise.resolve(api.ready);
    this.died = new Promise((_, reject) => {
      for (const event of ['error', 'messageerror'] as const)
        port.addEventListener(event, () => reject(new DecoderDeath('its worker ended')));
    });
    this.died.catch(() => undefined); // It may die while nobody waits: the next job hears of it.
  }

  private async within<T>(work: PromiseLike<T>, ms: number): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new DecoderDeath(`nothing came for ${ms} ms`)), ms);
    });
    try {
      return await Promise.race([work, late, this.died]);
    } finally {
      clearTimeout(timer);
    }
  }

  async run(task: unknown, watchdogMs: number, startMs: number): Promise<unknown> {
    await this.within(this.ready, startMs).catch((error: unknown) => {
      throw new DecoderMissing(error);
    });
    return this.within(this.api.decodeTask(task), watchdogMs);
  }

  end(): void {
    this.port.terminate();
  }
}

/**
 * A pool of decode workers with a watchdog over each job. A worker whose codec threw, hung or died is never asked again:
 * what it left in its memory could make the next picture a wrong one.
 */
export function createDecoders<Port extends DecodePort>(parts: DecoderParts<Port>): Decoders {
  const { spawn, connect, most, first = [], watchdogMs = WATCHDOG_MS, startMs = START_MS } = parts;
  const toDecoder = (port: Port) => new Decoder(port, connect(port));
  const idle = first.map(toDecoder);
  const waiting: ((decoder: Decoder) => void)[] = [];
  let alive = idle.length;

  const take = (): Promise<Decoder> => {
    const free = idle.pop();
    if (free) return Promise.resolve(free);
    if (alive >= most) return new Promise((resolve) => waiting.push(resolve));
    alive += 1;
    return Promise.resolve(toDecoder(spawn()));
  };
  const giveBack = (decoder: Decoder) => {
    const next = waiting.shift();
    if (next) next(decoder);
    else idle.push(decoder);
  };
  const replace = (decoder: Decoder) => {
    decoder.end();
    const next = waiting.shift();
    if (next) next(toDecoder(spawn()));
    else alive -= 1;
  };

  return {
    async run(task) {
      const decoder = await take();
      try {
        const result = await decoder.run(task, watchdogMs, startMs);
        if (bytesOf(result) > RECYCLE_BYTES) replace(decoder);
        else giveBack(decoder);
        return result;
      } catch (error) {
        replace(decoder);
        if (error instanceof DecoderDeath || error instanceof DecoderMissing) throw error;
        throw NOT_COME.test(wordsOf(error)) ? new DecoderMissing(error) : new DecodeError(error);
      }
    },
  };
}
