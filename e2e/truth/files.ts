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
import type { VoiCurve } from '@/dicom/transforms/voi';

/** What a frame is to be shown with (PS3.3 C.11.2); `range`: it brings nothing, and is shown with all its values. */
export type TruthVoi =
  | { readonly kind: 'window'; readonly center: number; readonly width: number; readonly curve: VoiCurve }
  | {
      readonly kind: 'lut';
      readonly first: number;
      readonly entries: readonly number[];
      readonly white: number;
    }
  | { readonly kind: 'range' };

/**
 * What lies beside the index of a file: its frames; the same by a second decoder, where that differs; as DCMTK renders the
 * first of them; colours through their ICC profile by Little CMS, and, where it has a table, by the formulae of ICC.1.
 */
export type Part = 'bin' | 'second.bin' | 'picture' | 'shown.bin' | 'shown.second.bin';

/** One file as scripts/truth/reference.py tells of it. */
export interface TruthReference {
  readonly path: string;
  readonly kind: 'grey' | 'rgb' | 'none' | 'undecoded' | 'unreadable';
  readonly study?: string;
  readonly series?: string;
  readonly sop?: string;
  readonly sopClass?: string;
  readonly syntax?: string;
  readonly photometric?: string;
  readonly reason?: string;
  /** Of grey and rgb: who decoded it, and who did it otherwise, by up to so much, in the units of its values. */
  readonly by?: string;
  readonly second?: { readonly by: string; readonly apart: number };
  readonly frames?: number;
  readonly rows?: number;
  readonly columns?: number;
  /** Height and width of a pixel in proportion, one for each frame or one for all. */
  readonly shapes?: readonly (readonly [height: number, width: number])[];
  /** Largest rescale slope: one stored value in modality units. */
  readonly slope?: number;
  readonly modalityLut?: boolean;
  /** Of grey: one for each frame, or one for all. */
  readonly voi?: readonly TruthVoi[];
  /** Of grey: least and greatest value of each frame, without padding. */
  readonly ranges?: readonly (readonly [number, number])[];
  /** Low values are bright. */
  readonly isInverse?: boolean;
  /** Overlays or a shutter lie over it: they are not compared. */
  readonly graphics?: boolean;
  /** Of rgb: colours are to go through an ICC profile. */
  readonly profile?: boolean;
  /** Number of its parts, beside the index, and which there are. */
  readonly file?: string;
  readonly parts?: readonly Part[];
}

export const readIndex = (folder: string): TruthReference[] =>
  readFileSync(join(folder, 'index.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as TruthReference);

/** The same file under UIDs that an archive gave it. */
export const renamed = (
  file: TruthReference,
  study: string,
  series: string,
  sop: string,
): TruthReference => ({
  ...file,
  study,
  series,
  sop,
});

/** Whether a reference has pixels to compare. */
export const hasPixels = ({ kind }: TruthReference): boolean => kind === 'grey' || kind === 'rgb';

const uidsOf = ({ study, series, sop }: TruthReference): readonly [string, string, string] | undefined =>
  study && series && sop ? [study, series, sop] : undefined;

/**
 * Files in groups that one archive can hold: no SOP Instance UID twice, no series in two studies. Files without the three
 * UIDs no archive can name.
 */
export function toBatches(files: readonly TruthReference[]): {
  batches: TruthReference[][];
  nameless: TruthReference[];
} {
  const batches: { files: TruthReference[]; sops: Set<string>; studyOf: Map<string, string> }[] = [];
  const nameless: TruthReference[] = [];
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
export function linkFiles(files: readonly TruthReference[], folder: string): void {
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

/** Bytes a pixel of a part: of Float32, of RGB, or of grey levels. */
const bytesAPixel = ({ kind }: TruthReference, part: Part): number => {
  if (kind === 'rgb') return 3;
  return part === 'picture' ? 1 : 4;
};

/** The bytes of one frame (from 1) of a part: little-endian Float32, RGB or grey levels; undefined where it lacks it. */
export function nativeFrameBytes(
  folder: string,
  reference: TruthReference,
  frame: number,
  part: Part = 'bin',
): Buffer | undefined {
  const { rows = 0, columns = 0, file = '', parts = [] } = reference;
  if (!parts.includes(part)) return undefined;
  const length = rows * columns * bytesAPixel(reference, part);
  const bytes = Buffer.alloc(length);
  const handle = openSync(join(folder, `${file}.${part}`), 'r');
  const count = readSync(handle, bytes, 0, length, length * (frame - 1));
  closeSync(handle);
  return count === length ? bytes : undefined;
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
