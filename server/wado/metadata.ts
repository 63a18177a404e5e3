import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import type { ArchiveIndex } from '../archive/archiveIndex';
import { toStream } from '../http/multipart';
import { HttpRefusal } from '../http/problem';
import type { WorkerJob } from '../work/work';
import { namedFile } from '../work/metadataOf';

/** Beside the event loop. */
const zip = promisify(gzip);
/** Metadata kept in memory, all series together. */
const CACHE_BYTES = 128 * 1024 ** 2;
/** Beyond, packing tightly costs more than it saves: text that repeats itself so much is a tenth either way. */
const QUICK_BYTES = 4 * 1024 ** 2;
/** Files of one turn of a worker, at first and at most: fewer where objects say much (metadataOf.ts). */
const FIRST_TURN = 16;
const TURN = 128;
/** A series that says more is kept for nobody: who asks reads it from the files, as fast as it is taken. */
const KEPT_BYTES = 32 * 1024 ** 2;
/** What goes out at a time. */
const CHUNK = 256 * 1024;
const COMMA = Buffer.from(',');
/** Objects of a series that the first request for it shall not wait for. */
const LONG_SERIES = 1_000;

interface Cached {
  /** Objects that the series had. None ever leaves or changes: as many are the same ones. */
  readonly of: number;
  /** Items of a JSON array, commas between them; those of `isLong` are in the files. */
  readonly pieces: readonly Uint8Array[];
  readonly bytes: number;
  readonly objects: number;
  readonly isLong: boolean;
  gzipped?: Uint8Array<ArrayBuffer>;
}

/** Gzip of what is taken, as it is taken. */
async function* zipped(source: AsyncIterable<Uint8Array>, level: number): AsyncGenerator<Uint8Array> {
  const plain = Readable.from(source, { highWaterMark: 1 });
  const zipping = createGzip({ level });
  plain.on('error', (error) => zipping.destroy(error));
  try {
    yield* plain.pipe(zipping) as AsyncIterable<Buffer>;
  } finally {
    plain.destroy();
    zipping.destroy();
  }
}

/** A JSON array of items. */
async function* bracketed(items: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield Buffer.from('[');
  yield* items;
  yield Buffer.from(']');
}

/** Metadata of series as JSON text, read from the files once and kept until the series grows. */
export class MetadataCache {
  private readonly index: ArchiveIndex;
  private readonly root: string;
  private readonly work: WorkerJob;
  /** Series being read: who asks for one of them waits for the same reading. */
  private readonly reading = new Map<string, Promise<Cached>>();
  private readonly held = new Map<string, Cached>();
  private bytes = 0;

  constructor(index: ArchiveIndex, root: string, work: WorkerJob) {
    this.index = index;
    this.root = root;
    this.work = work;
  }

  /** What is known of a series, and its metadata where they are kept; unreadable objects are left out. */
  async series(study: string, series: string): Promise<Cached> {
    const key = `${study}/${series}`;
    const of = this.countOf(study, series);
    const cached = this.held.get(key);
    if (cached?.of === of) {
      this.held.delete(key);
      this.held.set(key, cached);
      return cached;
    }
    const name = `${key} ${of}`;
    const reading = this.reading.get(name) ?? this.read(study, series);
    this.reading.set(name, reading);
    return reading.finally(() => this.reading.delete(name));
  }

  /**
   * Reads the longest series before anybody asks for them, as far as half of what is kept goes: opening a file costs a seventh
   * of a millisecond, which is three seconds of work for whoever is the first to ask for 20,000 objects.
   */
  async readLongSeries(least: number = LONG_SERIES): Promise<void> {
    const long = this.index
      .newestFirst()
      .flatMap((study) => [...study.series.values()])
      .filter(({ instances }) => instances.length >= least)
      .sort((a, b) => b.instances.length - a.instances.length);
    for (const { study, series } of long) {
      if (this.bytes > CACHE_BYTES / 2) return;
      await this.series(study, series);
    }
  }

  private countOf(study: string, series: string): number {
    return this.index.seriesOf(study, series).reduce((sum, { instances }) => sum + instances.length, 0);
  }

  private async read(study: string, series: string): Promise<Cached> {
    const of = this.countOf(study, series);
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    let objects = 0;
    for await (const turn of this.turns(study, series)) {
      pieces.push(...(objects > 0 ? [COMMA] : []), turn.text);
      bytes += turn.text.length;
      objects += turn.objects;
      if (bytes > KEPT_BYTES) break;
    }
    const isLong = bytes > KEPT_BYTES;
    const fresh: Cached = isLong
      ? { of, pieces: [], bytes: 0, objects, isLong }
      : { of, pieces, bytes, objects, isLong };
    this.keep(`${study}/${series}`, fresh);
    return fresh;
  }

  /** The metadata of a series from its files, as many objects at a time as a thread is to hold. */
  private async *turns(
    study: string,
    series: string,
  ): AsyncGenerator<{ readonly text: Uint8Array; readonly objects: number }> {
    const rows = this.index.instances(study, series);
    let count = FIRST_TURN;
    for (let at = 0; at < rows.length;) {
      const some = rows.slice(at, at + count).map(namedFile);
      const { read, ...made } = await this.work.do('metadata', { rows: some, root: this.root });
      at += read;
      if (made.objects === 0) continue;
      yield made;
      count = Math.max(1, Math.min(TURN, read * 2));
    }
  }

  private keep(key: string, fresh: Cached): void {
    this.bytes += fresh.bytes - (this.held.get(key)?.bytes ?? 0);
    this.held.delete(key);
    this.held.set(key, fresh);
    for (const [oldest, { bytes }] of this.held) {
      if (this.bytes <= CACHE_BYTES || oldest === key) break;
      this.held.delete(oldest);
      this.bytes -= bytes;
    }
  }

  /** The items of series after one another, no more in memory than is kept or taken. */
  private async *items(study: string, uids: readonly string[]): AsyncGenerator<Uint8Array> {
    let isFirst = true;
    for (const uid of uids) {
      const { isLong, pieces, objects } = await this.series(study, uid);
      if (objects === 0) continue;
      if (!isFirst) yield COMMA;
      isFirst = false;
      for await (const piece of isLong ? this.fromFiles(study, uid) : pieces)
        for (let at = 0; at < piece.length; at += CHUNK) yield piece.subarray(at, at + CHUNK);
    }
  }

  private async *fromFiles(study: string, uid: string): AsyncGenerator<Uint8Array> {
    let isFirst = true;
    for await (const { text } of this.turns(study, uid)) {
      if (!isFirst) yield COMMA;
      isFirst = false;
      yield text;
    }
  }

  /**
   * The metadata of a whole study or of one series as a JSON array, gzipped where the client takes that. Much of it goes out as fast
   * as it is taken: what a reader does not read is not made.
   */
  async array(
    study: string,
    series: string | undefined,
    gzip: boolean,
  ): Promise<{ body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>; gzipped: boolean }> {
    const uids = [...new Set(this.index.seriesOf(study, series).map((row) => row.series))];
    const only = uids.length === 1 && uids[0] !== undefined ? await this.series(study, uids[0]) : undefined;
    if (only !== undefined && only.objects > 0 && !only.isLong && only.bytes <= QUICK_BYTES) {
      if (!gzip) return { body: wrapped(only), gzipped: false };
      only.gzipped ??= new Uint8Array(await zip(wrapped(only), { level: 6 }));
      return { body: only.gzipped, gzipped: true };
    }
    const items = this.items(study, uids);
    const first = await items.next();
    if (first.done === true)
      throw new HttpRefusal(410, 'The stored files of this series cannot be read any more.');
    const array = bracketed(startingWith(first.value, items));
    return { body: toStream(gzip ? zipped(array, 1) : array), gzipped: gzip };
  }
}

async function* startingWith(
  first: Uint8Array,
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

const wrapped = ({ pieces }: Cached): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat([Buffer.from('['), ...pieces, Buffer.from(']')]));
