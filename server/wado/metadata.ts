import { gzipSync } from 'node:zlib';
import type { DicomJson } from '@/dicom/dicomJson';
import type { ArchiveIndex } from '../archive/archiveIndex';
import type { InstanceRow } from '../archive/readInstance';
import { Refusal } from '../http/problem';
import { toDicomJson } from '../part10/json';
import { parseFile } from '../part10/readFile';

/** Metadata kept in memory, all series together. */
const CACHE_BYTES = 128 * 1024 ** 2;
const PARALLEL = 8;

interface Cached {
  readonly version: number;
  readonly plain: Buffer;
  readonly objects: number;
  gzipped?: Buffer;
}

/** The address of an object: path from the root of the site. */
export const instancePath = (root: string, row: InstanceRow): string =>
  `${root}/studies/${row.study}/series/${row.series}/instances/${row.sop}`;

/** UIDs that the archive gave an image that has none. */
const namesOf = ({ study, series, sop, sopClass }: InstanceRow): DicomJson => ({
  '00080016': { vr: 'UI', Value: [sopClass] },
  '00080018': { vr: 'UI', Value: [sop] },
  '0020000D': { vr: 'UI', Value: [study] },
  '0020000E': { vr: 'UI', Value: [series] },
});

/** The whole metadata of one stored object (PS3.18 10.4.1.1.2); large values by absolute path on this site. */
export async function readMetadata(row: InstanceRow, root: string): Promise<DicomJson> {
  const { parsed } = await parseFile(row.path);
  const base = instancePath(root, row);
  const json = toDicomJson(parsed, (path) => `${base}/bulkdata/${path}`);
  return row.adopted ? { ...json, ...namesOf(row) } : json;
}

/** Metadata of series as JSON text, read from the files once and kept until the study grows. */
export class MetadataCache {
  private readonly index: ArchiveIndex;
  private readonly root: string;
  private readonly held = new Map<string, Cached>();
  private bytes = 0;

  constructor(index: ArchiveIndex, root: string) {
    this.index = index;
    this.root = root;
  }

  /** The items of a JSON array, without brackets, and how many they are; unreadable objects are left out. */
  async series(study: string, series: string): Promise<Cached> {
    const key = `${study}/${series}`;
    const version = this.index.version(study);
    const cached = this.held.get(key);
    if (cached?.version === version) {
      this.held.delete(key);
      this.held.set(key, cached);
      return cached;
    }
    const rows = this.index.instances(study, series);
    const texts: string[] = [];
    for (let at = 0; at < rows.length; at += PARALLEL) {
      const batch = rows.slice(at, at + PARALLEL).map((row) =>
        readMetadata(row, this.root).then(
          (json) => JSON.stringify(json),
          // A file that went away or was damaged since the index was built must not hide the rest of its series.
          () => undefined,
        ),
      );
      for (const text of await Promise.all(batch)) if (text !== undefined) texts.push(text);
    }
    const fresh: Cached = { version, plain: Buffer.from(texts.join(',')), objects: texts.length };
    this.keep(key, fresh);
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
    if (only === undefined) return { body: gzipSync(wrap(), { level: 3 }), gzipped: true };
    only.gzipped ??= gzipSync(wrap(), { level: 6 });
    return { body: only.gzipped, gzipped: true };
  }

  private async all(study: string, uids: readonly string[]): Promise<Cached[]> {
    const parts: Cached[] = [];
    for (const uid of uids) parts.push(await this.series(study, uid));
    return parts;
  }
}
