import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { join } from 'node:path';

/** One file as scripts/truth/reference.py tells of it. */
export interface Reference {
  readonly path: string;
  readonly kind: 'grey' | 'rgb' | 'none' | 'undecoded' | 'unreadable';
  readonly study?: string;
  readonly series?: string;
  readonly sop?: string;
  readonly sopClass?: string;
  readonly syntax?: string;
  readonly photometric?: string;
  readonly because?: string;
  /** Of grey and rgb. */
  readonly frames?: number;
  readonly rows?: number;
  readonly columns?: number;
  /** Largest rescale slope: one stored value in modality units. */
  readonly slope?: number;
  readonly modalityLut?: boolean;
  /** Its frames one after another, beside the index. */
  readonly file?: string;
  /** The first frame of a grey image as DCMTK renders it, one byte a pixel, beside the index. */
  readonly picture?: string;
}

export const readIndex = (folder: string): Reference[] =>
  readFileSync(join(folder, 'index.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Reference);

/** The same file under UIDs that an archive gave it. */
export const renamed = (file: Reference, study: string, series: string, sop: string): Reference => ({
  ...file,
  study,
  series,
  sop,
});

/** Whether a reference has pixels to compare. */
export const hasPixels = ({ kind }: Reference): boolean => kind === 'grey' || kind === 'rgb';

const uidsOf = ({ study, series, sop }: Reference): readonly [string, string, string] | undefined =>
  study && series && sop ? [study, series, sop] : undefined;

/**
 * Files in groups that one archive can hold: no SOP Instance UID twice, no series in two studies. Files without the three
 * UIDs no archive can name.
 */
export function toBatches(files: readonly Reference[]): { batches: Reference[][]; nameless: Reference[] } {
  const batches: { files: Reference[]; sops: Set<string>; studyOf: Map<string, string> }[] = [];
  const nameless: Reference[] = [];
  for (const file of files) {
    const uids = uidsOf(file);
    if (!uids) {
      nameless.push(file);
      continue;
    }
    const [study, series, sop] = uids;
    const fits = batches.find(
      ({ sops, studyOf }) => !sops.has(sop) && (studyOf.get(series) ?? study) === study,
    );
    const batch = fits ?? { files: [], sops: new Set<string>(), studyOf: new Map<string, string>() };
    if (!fits) batches.push(batch);
    batch.files.push(file);
    batch.sops.add(sop);
    batch.studyOf.set(series, study);
  }
  return { batches: batches.map((batch) => batch.files), nameless };
}

/** Puts files side by side under counted names: hard links where the file system allows, else copies. */
export function linkFiles(files: readonly Reference[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  files.forEach(({ path }, at) => {
    const target = join(folder, `${at}.dcm`);
    const real = realpathSync(path);
    try {
      linkSync(real, target);
    } catch {
      copyFileSync(real, target);
    }
  });
}

/** The bytes of one frame (from 1): little-endian Float32 or RGB. */
export function frameBytes(folder: string, reference: Reference, frame: number): Buffer {
  const { rows = 0, columns = 0, kind, file = '' } = reference;
  const length = rows * columns * (kind === 'rgb' ? 3 : 4);
  const bytes = Buffer.alloc(length);
  const handle = openSync(join(folder, file), 'r');
  readSync(handle, bytes, 0, length, length * (frame - 1));
  closeSync(handle);
  return bytes;
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
