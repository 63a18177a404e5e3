import { randomUUID } from 'node:crypto';
import { LIMITS } from '@/dicom/dataset/limits';

/** One part of a multipart/related answer: headers, length, and its bytes when they are wanted. */
export interface OutgoingPart {
  readonly headers: Readonly<Record<string, string>>;
  readonly lengthBytes: number;
  readonly read: () => AsyncIterable<Uint8Array>;
  /** The same bytes at once, for parts small enough to be read ahead of their turn. */
  readonly load?: () => Promise<Uint8Array>;
}

/** How many small parts are read ahead: a series is hundreds of files, and each costs the disk's delay. */
const AHEAD = 6;

const CRLF = '\r\n';

function headOf({ headers, lengthBytes }: OutgoingPart, boundary: string, opening: string): Buffer {
  const lines = Object.entries({ ...headers, 'Content-Length': String(lengthBytes) });
  const fields = lines.map(([name, value]) => `${name}: ${value}${CRLF}`).join('');
  return Buffer.from(`${opening}--${boundary}${CRLF}${fields}${CRLF}`);
}

/** The same bytes; `close` is called after the last of them, and where nobody takes the rest. */
export async function* closing(
  source: AsyncIterable<Uint8Array>,
  close: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } finally {
    await close();
  }
}

/** Small pieces are sent together: each that is sent alone costs as much as some 64 kB. */
const GATHERED_BYTES = 64 * 1024;

async function* gathered(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < GATHERED_BYTES) continue;
    yield held.length === 1 ? chunk : Buffer.concat(held);
    held = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(held);
}

/**
 * A multipart/related answer (RFC 2387, PS3.18 8.6.1.2.1) streamed part by part: never more than a few chunks in
 * memory. `close` is called at its end, whether it was taken wholly or not. Its Content-Length is known beforehand, so a body cut short is noticed by whoever reads it.
 */
export function multipartResponse(
  rootType: string,
  parts: readonly OutgoingPart[],
  close: () => Promise<void> = () => Promise.resolve(),
): Response {
  const boundary = randomUUID();
  const heads = parts.map((part, index) => headOf(part, boundary, index === 0 ? '' : CRLF));
  const end = Buffer.from(`${CRLF}--${boundary}--${CRLF}`);
  const length = parts.reduce((sum, part) => sum + part.lengthBytes, 0) + end.length;
  const total = heads.reduce((sum, head) => sum + head.length, length);
  return new Response(toStream(closing(gathered(writeParts(heads, parts, end)), close)), {
    headers: {
      'Content-Type': `multipart/related; type="${rootType}"; boundary=${boundary}`,
      'Content-Length': String(total),
      'Cache-Control': 'no-store',
    },
  });
}

async function* writeParts(
  heads: readonly Buffer[],
  parts: readonly OutgoingPart[],
  end: Buffer,
): AsyncGenerator<Uint8Array> {
  const ahead = new Map<number, Promise<Uint8Array>>();
  const loadFrom = (index: number): void => {
    for (let at = index; at < Math.min(parts.length, index + AHEAD); at += 1) {
      const load = parts[at]?.load;
      if (load === undefined || ahead.has(at)) continue;
      const bytes = load();
      // Its turn comes later, and the failure is met then.
      bytes.catch(() => undefined);
      ahead.set(at, bytes);
    }
  };
  for (const [index, part] of parts.entries()) {
    loadFrom(index);
    yield heads[index] ?? Buffer.alloc(0);
    let sent = 0;
    const loaded = ahead.get(index);
    if (loaded !== undefined) {
      const bytes = await loaded;
      ahead.delete(index);
      sent = bytes.length;
      yield bytes;
    } else {
      for await (const chunk of part.read()) {
        sent += chunk.length;
        yield chunk;
      }
    }
    // The length was promised in the headers; ending the connection is the one honest way to say it was wrong.
    if (sent !== part.lengthBytes) throw new Error(`a part had ${sent} bytes instead of ${part.lengthBytes}`);
  }
  yield end;
}

/**
 * The same for more parts than are looked at beforehand: without a length, which a chunked body does without (RFC 9112 7.1): one that
 * is cut short has no end.
 */
export function longMultipartResponse(rootType: string, parts: AsyncIterable<OutgoingPart>): Response {
  const boundary = randomUUID();
  async function* written(): AsyncGenerator<Uint8Array> {
    let opening = '';
    for await (const part of parts) {
      yield headOf(part, boundary, opening);
      opening = CRLF;
      yield* part.read();
    }
    yield Buffer.from(`${opening}--${boundary}--${CRLF}`);
  }
  return new Response(toStream(written()), {
    headers: {
      'Content-Type': `multipart/related; type="${rootType}"; boundary=${boundary}`,
      'Cache-Control': 'no-store',
    },
  });
}

/** A web stream over an async iterable, closed when the reader goes away. */
export function toStream(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    // Nothing is opened or read before somebody takes it.
    { highWaterMark: 0 },
  );
}

/** One part of a request body, in order of arrival. */
export interface IncomingPart {
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Must be read to its end, or left with `return`, before the next part. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Whether the delimiter after it was seen; known after `chunks` has ended. */
  readonly isWhole: () => boolean;
}

/** The same bytes, not a copy. */
const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Reads a body as a byte queue: look, take, refill. */
class Queue {
  private readonly source: AsyncIterator<Uint8Array>;
  bytes: Buffer = Buffer.alloc(0);
  ended = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.source = source[Symbol.asyncIterator]();
  }
  async more(): Promise<boolean> {
    if (this.ended) return false;
    const { done, value } = await this.source.next();
    if (done) this.ended = true;
    else this.bytes = this.bytes.length === 0 ? asBuffer(value) : Buffer.concat([this.bytes, value]);
    return !this.ended;
  }
  take(count: number): Buffer {
    const taken = this.bytes.subarray(0, count);
    this.bytes = this.bytes.subarray(count);
    return taken;
  }
}

function parseHeaders(text: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

const DASH = 0x2d;
/** Space, tab, CR, LF. */
const ENDS_LINE: ReadonlySet<number> = new Set([0x20, 0x09, 0x0d, 0x0a]);

/**
 * Where a delimiter stands in `bytes`: only as a line of its own or followed by `--` (RFC 2046 5.1.1). `sure` is false
 * when the bytes end before that can be told.
 */
function findDelimiter(bytes: Buffer, delimiter: Buffer, ended: boolean): { at: number; sure: boolean } {
  for (let at = bytes.indexOf(delimiter); at >= 0; at = bytes.indexOf(delimiter, at + 1)) {
    // Byte by byte: a body can be made of what is nearly a delimiter.
    const first = bytes[at + delimiter.length];
    const second = bytes[at + delimiter.length + 1];
    if (second === undefined && !ended) return { at, sure: false };
    if (first === undefined || ENDS_LINE.has(first) || (first === DASH && second === DASH))
      return { at, sure: true };
  }
  return { at: -1, sure: true };
}

/** Moves behind the next delimiter line; false at the closing delimiter or the end of the body. */
async function openPart(queue: Queue, delimiter: Buffer): Promise<boolean> {
  for (;;) {
    const { at, sure } = findDelimiter(queue.bytes, delimiter, queue.ended);
    if (at >= 0 && sure) {
      queue.take(at + delimiter.length);
      return queue.bytes.subarray(0, 2).toString('latin1') !== '--';
    }
    if (at < 0 && queue.bytes.length > delimiter.length) queue.take(queue.bytes.length - delimiter.length);
    if (!(await queue.more())) return false;
  }
}

async function readHeaders(queue: Queue): Promise<Map<string, string> | undefined> {
  for (;;) {
    // The delimiter line ends with CRLF (or LF); a part without headers has the empty line at once.
    const match = /^[ \t]*\r?\n(?:([\s\S]*?)\r?\n)??\r?\n/.exec(
      queue.bytes.subarray(0, LIMITS.partHeaderBytes).toString('latin1'),
    );
    if (match !== null) {
      queue.take(match[0].length);
      return parseHeaders(match[1] ?? '');
    }
    if (queue.bytes.length >= LIMITS.partHeaderBytes || !(await queue.more())) return undefined;
  }
}

/** The parts of a multipart body (RFC 2046 5.1), streamed; preamble and epilogue are ignored. */
export async function* readMultipart(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<IncomingPart> {
  const queue = new Queue(body);
  const opening = Buffer.from(`--${boundary}`);
  const closing = Buffer.from(`\r\n--${boundary}`);
  while (await openPart(queue, opening)) {
    const headers = await readHeaders(queue);
    if (headers === undefined) return;
    let whole = false;
    const chunks = async function* chunksOf(): AsyncGenerator<Buffer> {
      while (!whole) {
        const { at, sure } = findDelimiter(queue.bytes, closing, queue.ended);
        if (at >= 0 && sure) {
          whole = true;
          yield queue.take(at);
          queue.take(2);
          return;
        }
        const safe = at >= 0 ? at : queue.bytes.length - closing.length;
        if (safe > 0) yield queue.take(safe);
        if (!(await queue.more())) {
          yield queue.take(queue.bytes.length);
          return;
        }
      }
    };
    yield { headers, chunks: chunks(), isWhole: () => whole };
  }
}
