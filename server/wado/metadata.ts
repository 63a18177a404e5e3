import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ArchiveIndex } from '../archive/archiveIndex';
import { Refusal } from '../http/problem';
import type { Work } from '../work/work';
import { namedFile } from './metadataOf';

/** Beside the event loop. */
const zip = promisify(gzip);
/** Metadata kept in memory, all series together. */
const CACHE_BYTES = 128 * 1024 ** 2;
/** Beyond, packing tightly costs more than it saves: text that repeats itself so much is a tenth either way. */
const QUICK_BYTES = 4 * 1024 ** 2;
/** Files of one turn of a worker. */
const TURN = 128;
/** Objects of a series that the first request for it shall not wait for. */
const LONG_SERIES = 1_000;

interface Cached {
  /** Objects that the series had. None ever leaves or changes: as many are the same ones. */
  readonly of: number;
  readonly plain: Buffer;
  readonly objects: number;
  gzipped?: Buffer;
}

/** Metadata of series as JSON text, read from the files once and kept until the series grows. */
export class MetadataCache {
  private readonly index: ArchiveIndex;
  private readonly root: string;
  private readonly work: Work;
  /** Series being read: who asks for one of them waits for the same reading. */
  private readonly reading = new Map<string, Promise<Cached>>();
  private readonly held = new Map<string, Cached>();
  private bytes = 0;

  constructor(index: ArchiveIndex, root: string, work: Work) {
    this.index = index;
    this.root = root;
    this.work = work;
  }

  /** The items of a JSON array, without brackets, and how many they are; unreadable objects are left out. */
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
    const rows = this.index.instances(study, series);
    const pieces: Uint8Array[] = [];
    let objects = 0;
    for (let at = 0; at < rows.length; at += TURN) {
      const turn = { rows: rows.slice(at, at + TURN).map(namedFile), root: this.root };
      const read = await this.work.do('metadata', turn);
      if (read.objects === 0) continue;
      if (objects > 0) pieces.push(Buffer.from(','));
      pieces.push(read.text);
      objects += read.objects;
    }
    const fresh: Cached = { of: rows.length, plain: Buffer.concat(pieces), objects };
    this.keep(`${study}/${series}`, fresh);
    return fresh;
  }

  private keep(key: string, fresh: Cached): void {
    this.bytes += fresh.plain.length - (this.held.get(key)?.plain.length ?? 0);
    this.held.delete(key);
    this.held.set(key, fresh);
    for (const [oldest, { plain }] of this.held) {
      if (this.bytes <= CACHE_BYTES || oldest === key) break;
      this.held.delete(oldest);
      this.bytes -= plain.length;
    }
  }

  /** The metadata of a whole study or of one series as a JSON array, gzipped where the client takes that. */
  async array(
    study: string,
    series: string | undefined,
    gzip: boolean,
  ): Promise<{ body: Buffer; gzipped: boolean }> {
    const uids = [...new Set(this.index.seriesOf(study, series).map((row) => row.series))];
    const only = uids.length === 1 && uids[0] !== undefined ? await this.series(study, uids[0]) : undefined;
    const parts = only === undefined ? await this.all(study, uids) : [only];
    const filled = parts.filter(({ objects }) => objects > 0);
    if (filled.length === 0)
      throw new Refusal(410, 'The stored files of this series cannot be read any more.');
    const wrap = (): Buffer =>
      Buffer.concat([
        Buffer.from('['),
        ...filled.flatMap(({ plain }, at) => [Buffer.from(at === 0 ? '' : ','), plain]),
        Buffer.from(']'),
      ]);
    if (!gzip) return { body: wrap(), gzipped: false };
    if (only === undefined) return { body: await zip(wrap(), { level: 3 }), gzipped: true };
    only.gzipped ??= await zip(wrap(), { level: only.plain.length > QUICK_BYTES ? 1 : 6 });
    return { body: only.gzipped, gzipped: true };
  }

  private async all(study: string, uids: readonly string[]): Promise<Cached[]> {
    const parts: Cached[] = [];
    for (const uid of uids) parts.push(await this.series(study, uid));
    return parts;
  }
}
