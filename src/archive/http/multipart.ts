import { malformed } from './faults';
import { LIMITS } from '@/dicom/dataset/limits';
import { createFinder } from './find';

/** One body part of a multipart answer. Header names are in lower case. */
export interface Part {
  readonly headers: ReadonlyMap<string, string>;
  /** Owns its buffer: may be transferred. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Cuts a multipart body (RFC 2046 5.1) into parts while it comes. */
export interface MultipartReader {
  /** The parts that this piece completes. A part counts as complete when the delimiter after it has come. */
  push(piece: Uint8Array): Part[];
  /** To be called at the end of the answer: throws `malformed` unless the terminating boundary has come. */
  end(): void;
  /** Parts dropped because their Content-Length lied. */
  readonly dropped: number;
}

/** Bounds against hostile or broken answers. */
export interface MultipartCaps {
  readonly headerBytes: number;
  readonly partBytes: number;
  readonly parts: number;
}

export const MULTIPART_CAPS: MultipartCaps = {
  headerBytes: LIMITS.partHeaderBytes,
  partBytes: LIMITS.partBytes,
  parts: LIMITS.parts,
};

const CR = 13;
const LF = 10;
const DASH = 45;
/** Longest part taken into memory at its word; longer ones grow as they come, for Content-Length may lie. */
const TRUSTED_BYTES = 64 * 2 ** 20;

/** The boundary of a multipart Content-Type, quoted or not; undefined when it names none. */
export function readBoundary(contentType: string | null): string | undefined {
  if (contentType === null || !/^\s*multipart\//i.test(contentType)) return undefined;
  const match = /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]+))/i.exec(contentType);
  return match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2];
}

const latin1 = new TextDecoder('latin1');

/** Header fields by lower-case name; folded lines belong to the field before them. */
export function readPartHeaders(bytes: Uint8Array): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of latin1
    .decode(bytes)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

const readLength = (headers: ReadonlyMap<string, string>): number | undefined => {
  const value = headers.get('content-length');
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
};

/** A byte store that grows by doubling. */
function createStore(capacity: number, capBytes: number) {
  let bytes = new Uint8Array(Math.max(16, capacity));
  let length = 0;
  return {
    add(piece: Uint8Array) {
      if (length + piece.length > capBytes)
        throw malformed('multipart', { what: 'partBytes', cap: capBytes });
      if (length + piece.length > bytes.length) {
        const bigger = new Uint8Array(Math.min(capBytes, Math.max(bytes.length * 2, length + piece.length)));
        bigger.set(bytes.subarray(0, length));
        bytes = bigger;
      }
      bytes.set(piece, length);
      length += piece.length;
    },
    all: () => bytes.subarray(0, length),
    /** The first `count` bytes, in a buffer of their own. */
    take: (count: number) =>
      count === bytes.length ? bytes : (bytes.slice(0, count) as Uint8Array<ArrayBuffer>),
    get length() {
      return length;
    },
  };
}

type Store = ReturnType<typeof createStore>;

/**
 * Tolerates: LF alone as line end, preamble, epilogue, padding after the boundary, parts without Content-Length.
 * A part whose Content-Length does not end at a delimiter is dropped and the next delimiter looked for.
 */
export function createMultipartReader(boundary: string, caps = MULTIPART_CAPS): MultipartReader {
  const delimiter = new TextEncoder().encode(`\n--${boundary}`);
  const find = createFinder(delimiter);
  let state: 'scan' | 'delimiter' | 'headers' | 'counted' | 'counted-end' | 'done' = 'scan';
  /** Bytes kept from the piece before, in states that need a few together. */
  let carry: Uint8Array = new Uint8Array(0);
  let headers: ReadonlyMap<string, string> = new Map();
  /** Body so far. Undefined while scanning = what comes is thrown away (preamble, resynchronising). */
  let store: Store | undefined;
  let scanned: Store = createStore(1024, caps.partBytes);
  scanned.add(Uint8Array.of(LF)); // A boundary at the very start counts as the start of a line.
  let keeping = false;
  let wanted = 0;
  let count = 0;
  let dropped = 0;

  const finish = (body: Uint8Array<ArrayBuffer>, out: Part[]) => {
    count += 1;
    if (count > caps.parts) throw malformed('multipart', { what: 'parts', cap: caps.parts });
    out.push({ headers, body });
  };
  const startScan = (keep: boolean) => {
    state = 'scan';
    keeping = keep;
    scanned = createStore(1024, caps.partBytes);
  };

  /** Each step takes the piece from `at` and returns where to go on; -1 = wants more bytes. */
  const scan = (piece: Uint8Array, at: number, out: Part[]): number => {
    const before = scanned.length;
    let hit: number;
    let bytes: Uint8Array;
    let offset: number;
    if (before === 0) {
      hit = find(piece, at, piece.length);
      bytes = piece;
      offset = at;
    } else {
      scanned.add(piece.subarray(at));
      bytes = scanned.all();
      hit = find(bytes, Math.max(0, before - delimiter.length), bytes.length);
      offset = 0;
    }
    if (hit < 0) {
      if (before === 0) scanned.add(piece.subarray(at));
      if (!keeping && scanned.length > caps.headerBytes) {
        const tail = scanned.all().slice(-delimiter.length);
        scanned = createStore(1024, caps.partBytes);
        scanned.add(tail);
      }
      return -1;
    }
    if (keeping) {
      const end = hit > offset && bytes[hit - 1] === CR ? hit - 1 : hit;
      finish(bytes.slice(offset, end) as Uint8Array<ArrayBuffer>, out);
    }
    state = 'delimiter';
    const after = hit + delimiter.length;
    return before === 0 ? after : at + after - before;
  };

  const afterDelimiter = (piece: Uint8Array, at: number): number => {
    if (piece.length - at < 2) return -1;
    if (piece[at] === DASH && piece[at + 1] === DASH) {
      state = 'done';
      return piece.length;
    }
    const lineEnd = piece.indexOf(LF, at);
    if (lineEnd < 0 && piece.length - at > 1024) throw malformed('multipart', { what: 'boundary line' });
    if (lineEnd < 0) return -1;
    state = 'headers';
    return lineEnd + 1;
  };

  const readHeaders = (piece: Uint8Array, at: number): number => {
    let line = at;
    for (;;) {
      const end = piece.indexOf(LF, line);
      if (end < 0 || end - at > caps.headerBytes) {
        if (piece.length - at > caps.headerBytes)
          throw malformed('multipart', { what: 'headerBytes', cap: caps.headerBytes });
        return -1;
      }
      if (end === line || (end === line + 1 && piece[line] === CR)) {
        headers = readPartHeaders(piece.subarray(at, line));
        const length = readLength(headers);
        if (length === undefined) startScan(true);
        else {
          if (length > caps.partBytes)
            throw malformed('multipart', { what: 'partBytes', cap: caps.partBytes });
          state = 'counted';
          wanted = length;
          store = createStore(Math.min(length, TRUSTED_BYTES), Math.max(16, caps.partBytes));
        }
        return end + 1;
      }
      line = end + 1;
    }
  };

  const counted = (piece: Uint8Array, at: number): number => {
    const take = Math.min(piece.length - at, wanted - (store?.length ?? 0));
    store?.add(piece.subarray(at, at + take));
    if ((store?.length ?? 0) < wanted) return -1;
    state = 'counted-end';
    return at + take;
  };

  const afterCounted = (piece: Uint8Array, at: number, out: Part[]): number => {
    const start = piece[at] === CR ? at + 1 : at;
    if (piece.length < start + delimiter.length) return -1;
    if (find(piece, start, start + delimiter.length) === start && store !== undefined) {
      finish(store.take(wanted), out);
      store = undefined;
      state = 'delimiter';
      return start + delimiter.length;
    }
    dropped += 1;
    store = undefined;
    startScan(false);
    return at;
  };

  const step = (piece: Uint8Array, at: number, out: Part[]): number => {
    if (state === 'scan') return scan(piece, at, out);
    if (state === 'delimiter') return afterDelimiter(piece, at);
    if (state === 'headers') return readHeaders(piece, at);
    if (state === 'counted') return counted(piece, at);
    return state === 'counted-end' ? afterCounted(piece, at, out) : piece.length;
  };

  return {
    push(piece) {
      const out: Part[] = [];
      let bytes = piece;
      if (carry.length > 0) {
        bytes = new Uint8Array(carry.length + piece.length);
        bytes.set(carry);
        bytes.set(piece, carry.length);
        carry = new Uint8Array(0);
      }
      let at = 0;
      while (at < bytes.length) {
        const next = step(bytes, at, out);
        if (next < 0) {
          // Scanned and counted bodies keep their bytes themselves.
          if (state !== 'scan' && state !== 'counted') carry = bytes.slice(at);
          break;
        }
        at = next;
      }
      return out;
    },
    end() {
      if (state !== 'done') throw malformed('multipart', { what: 'final boundary', parts: count });
    },
    get dropped() {
      return dropped;
    },
  };
}
