import { malformed } from './faults';
import { LIMITS } from '@/dicom/dataset/limits';
import { ByteStore } from './byteStore';
import { createFinder } from './find';
import { readLength, readPartHeaders } from './partHeaders';

/** One body part of a multipart answer. Header names are in lower case. */
export interface BodyPart {
  readonly headers: ReadonlyMap<string, string>;
  /** Owns its buffer: may be transferred. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Cuts a multipart body (RFC 2046 5.1) into parts while it comes. */
export interface MultipartReader {
  /** The parts that this piece completes. A part counts as complete when the delimiter after it has come. */
  push(piece: Uint8Array): BodyPart[];
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

type State = 'scan' | 'delimiter' | 'headers' | 'counted' | 'counted-end' | 'done';

/** What a step consumed the piece up to; -1: it wants more bytes. */
type Next = number;

/**
 * Tolerates: LF alone as line end, preamble, epilogue, padding after the boundary, parts without Content-Length.
 * A part whose Content-Length does not end at a delimiter is dropped and the next delimiter looked for.
 */
class Reader implements MultipartReader {
  dropped = 0;
  private readonly caps: MultipartCaps;
  private readonly delimiter: Uint8Array;
  private readonly find: ReturnType<typeof createFinder>;
  private state: State = 'scan';
  /** Bytes kept from the piece before, in states that need a few together. */
  private carry: Uint8Array = new Uint8Array(0);
  private headers: ReadonlyMap<string, string> = new Map();
  /** The part that is on its way by its Content-Length. */
  private counted: { readonly store: ByteStore; readonly wanted: number } | undefined;
  /** What was looked through without meeting a delimiter: a part of unknown length, or what is thrown away (preamble, resynchronising). */
  private scanned: ByteStore;
  private isPart = false;
  private count = 0;
  private parts: BodyPart[] = [];

  constructor(boundary: string, caps: MultipartCaps) {
    this.caps = caps;
    this.delimiter = new TextEncoder().encode(`\n--${boundary}`);
    this.find = createFinder(this.delimiter);
    this.scanned = this.emptyScan();
    this.scanned.add(Uint8Array.of(LF)); // A boundary at the very start counts as the start of a line.
  }

  push(piece: Uint8Array): BodyPart[] {
    let bytes = piece;
    if (this.carry.length > 0) {
      bytes = new Uint8Array(this.carry.length + piece.length);
      bytes.set(this.carry);
      bytes.set(piece, this.carry.length);
      this.carry = new Uint8Array(0);
    }
    let at = 0;
    while (at < bytes.length) {
      const next = this.step(bytes, at);
      if (next < 0) {
        // Scanned and counted bodies keep their bytes themselves.
        if (this.state !== 'scan' && this.state !== 'counted') this.carry = bytes.slice(at);
        break;
      }
      at = next;
    }
    const parts = this.parts;
    this.parts = [];
    return parts;
  }

  end(): void {
    if (this.state !== 'done') throw malformed('multipart', { what: 'final boundary', parts: this.count });
  }

  private step(piece: Uint8Array, at: number): Next {
    switch (this.state) {
      case 'scan':
        return this.scan(piece, at);
      case 'delimiter':
        return this.afterDelimiter(piece, at);
      case 'headers':
        return this.readHeaders(piece, at);
      case 'counted':
        return this.readCounted(piece, at);
      case 'counted-end':
        return this.afterCounted(piece, at);
      case 'done':
        return piece.length;
    }
  }

  private emptyScan(): ByteStore {
    return new ByteStore(1024, this.caps.partBytes);
  }

  private startScan(isPart: boolean): void {
    this.state = 'scan';
    this.isPart = isPart;
    this.scanned = this.emptyScan();
  }

  private finish(body: Uint8Array<ArrayBuffer>): void {
    this.count += 1;
    if (this.count > this.caps.parts) throw malformed('multipart', { what: 'parts', cap: this.caps.parts });
    this.parts.push({ headers: this.headers, body });
  }

  private scan(piece: Uint8Array, at: number): Next {
    const before = this.scanned.length;
    if (before === 0) {
      const hit = this.find(piece, at, piece.length);
      if (hit >= 0) return this.found(piece, at, hit);
      this.scanned.add(piece.subarray(at));
      this.forget();
      return -1;
    }
    this.scanned.add(piece.subarray(at));
    const bytes = this.scanned.all();
    const hit = this.find(bytes, Math.max(0, before - this.delimiter.length), bytes.length);
    if (hit >= 0) return at + this.found(bytes, 0, hit) - before;
    this.forget();
    return -1;
  }

  /** A delimiter was met: what stands before it is a part, or thrown away. */
  private found(bytes: Uint8Array, from: number, hit: number): Next {
    if (this.isPart) {
      const end = hit > from && bytes[hit - 1] === CR ? hit - 1 : hit;
      this.finish(bytes.slice(from, end) as Uint8Array<ArrayBuffer>);
    }
    this.state = 'delimiter';
    return hit + this.delimiter.length;
  }

  /** Of what is thrown away only the end is kept: a delimiter may have begun in it. */
  private forget(): void {
    if (this.isPart || this.scanned.length <= this.caps.headerBytes) return;
    const tail = this.scanned.all().slice(-this.delimiter.length);
    this.scanned = this.emptyScan();
    this.scanned.add(tail);
  }

  private afterDelimiter(piece: Uint8Array, at: number): Next {
    if (piece.length - at < 2) return -1;
    if (piece[at] === DASH && piece[at + 1] === DASH) {
      this.state = 'done';
      return piece.length;
    }
    const lineEnd = piece.indexOf(LF, at);
    if (lineEnd < 0 && piece.length - at > 1024) throw malformed('multipart', { what: 'boundary line' });
    if (lineEnd < 0) return -1;
    this.state = 'headers';
    return lineEnd + 1;
  }

  private readHeaders(piece: Uint8Array, at: number): Next {
    const { headerBytes } = this.caps;
    let line = at;
    for (;;) {
      const end = piece.indexOf(LF, line);
      if (end < 0 || end - at > headerBytes) {
        if (piece.length - at > headerBytes)
          throw malformed('multipart', { what: 'headerBytes', cap: headerBytes });
        return -1;
      }
      if (end === line || (end === line + 1 && piece[line] === CR)) {
        this.headers = readPartHeaders(piece.subarray(at, line));
        this.startBody();
        return end + 1;
      }
      line = end + 1;
    }
  }

  private startBody(): void {
    const wanted = readLength(this.headers);
    if (wanted === undefined) return this.startScan(true);
    const { partBytes } = this.caps;
    if (wanted > partBytes) throw malformed('multipart', { what: 'partBytes', cap: partBytes });
    this.state = 'counted';
    this.counted = {
      wanted,
      store: new ByteStore(Math.min(wanted, TRUSTED_BYTES), Math.max(16, partBytes)),
    };
  }

  private readCounted(piece: Uint8Array, at: number): Next {
    const { counted } = this;
    if (counted === undefined) return -1;
    const take = Math.min(piece.length - at, counted.wanted - counted.store.length);
    counted.store.add(piece.subarray(at, at + take));
    if (counted.store.length < counted.wanted) return -1;
    this.state = 'counted-end';
    return at + take;
  }

  private afterCounted(piece: Uint8Array, at: number): Next {
    const start = piece[at] === CR ? at + 1 : at;
    const { counted, delimiter } = this;
    if (piece.length < start + delimiter.length) return -1;
    this.counted = undefined;
    if (counted && this.find(piece, start, start + delimiter.length) === start) {
      this.finish(counted.store.take(counted.wanted));
      this.state = 'delimiter';
      return start + delimiter.length;
    }
    this.dropped += 1;
    this.startScan(false);
    return at;
  }
}

/** A reader of the parts that `boundary` divides. */
export const createMultipartReader = (boundary: string, caps = MULTIPART_CAPS): MultipartReader =>
  new Reader(boundary, caps);
