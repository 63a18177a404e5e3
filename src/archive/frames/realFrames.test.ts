import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hasAllBlocks } from '@/dicom/pixels/jpegScan';
import type { PixelDescription } from '@/dicom/pixels/pixel';
import { sniff } from '@/dicom/pixels/transferSyntax';
import { frameOf, heldBy } from './frameBytes';
import { readPart10 } from './part10';
import { rleRows } from './rle';
import { verifyFrame } from './verify';

const ROOTS = ['dicom', 'cases'].map((name) => new URL(`../../../../shared/${name}/`, import.meta.url));
const there = ROOTS.every((root) => existsSync(root));
if (!there)
  console.info('realFrames.test: skipped what needs ../shared/dicom and ../shared/cases, which are absent');

interface Frame {
  readonly name: string;
  readonly kind: 'jpeg' | 'rle';
  readonly bytes: Uint8Array;
  readonly transferSyntax: string;
  readonly pixel: PixelDescription;
}

async function framesOf(url: URL): Promise<readonly Frame[]> {
  const file = await readPart10(new Uint8Array(readFileSync(url))).catch(() => undefined);
  if (file?.pixels?.kind !== 'encapsulated') return [];
  const { rows = 0, columns = 0, samples = 1, bitsAllocated = 8, frames = 1, transferSyntax } = file;
  const highBit = bitsAllocated - 1;
  const pixel: PixelDescription = {
    ...{ rows, columns, samples, bitsAllocated, bitsStored: bitsAllocated, highBit, frames },
    ...{ photometric: 'MONOCHROME2', signed: false, planar: false },
  };
  const held = Math.min(
    frames,
    heldBy(file, frames, () => frames),
  );
  return Array.from({ length: held }, (_, at) => at + 1).flatMap((number): readonly Frame[] => {
    const bytes = frameOf(file, number, { frameBytes: 0, frames, bitsAllocated, bitsPerFrame: 0 });
    const kind = sniff(bytes);
    if (kind !== 'jpeg' && kind !== 'rle') return [];
    return [{ name: `${url.pathname}, frame ${number}`, kind, bytes, transferSyntax, pixel }];
  });
}

async function allFrames(): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  for (const root of ROOTS)
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      const url = new URL(name.split('/').map(encodeURIComponent).join('/'), root);
      if (!name.includes('broken/') && statSync(url).isFile()) frames.push(...(await framesOf(url)));
    }
  return frames;
}

test.skipIf(!there)('every JPEG and RLE frame of real files is whole', { timeout: 60_000 }, async () => {
  const frames = await allFrames();
  const damaged = frames.filter(({ kind, bytes, pixel }) =>
    kind === 'jpeg' ? !hasAllBlocks(bytes) : rleRows(bytes, pixel) !== pixel.rows,
  );
  expect(damaged.map(({ name }) => name)).toEqual([]);
  const count = (kind: string) => frames.filter((frame) => frame.kind === kind).length;
  expect(count('jpeg')).toBeGreaterThan(200);
  expect(count('rle')).toBeGreaterThan(40);
  console.info(`realFrames.test: ${count('jpeg')} JPEG and ${count('rle')} RLE frames are whole`);
});

const DAMAGES: Readonly<Record<string, (bytes: Uint8Array) => void>> = {
  '64 zeros': (bytes) => bytes.fill(0, Math.floor(bytes.length * 0.55), Math.floor(bytes.length * 0.55) + 64),
  'two blocks swapped': (bytes) => {
    const [one, other] = [Math.floor(bytes.length * 0.4), Math.floor(bytes.length * 0.7)];
    const kept = bytes.slice(one, one + 256);
    bytes.copyWithin(one, other, other + 256);
    bytes.set(kept, other);
  },
};

/** All of these were shown as whole, with up to a third of their pixels wrong. */
test.skipIf(!there).each([
  ['syntax/wg04-rle/CT1_RLE', '64 zeros'],
  ['syntax/wg04-rle/CT1_RLE', 'two blocks swapped'],
  ['syntax/ct-other-jpeg/CTImage.dcm_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm', '64 zeros'],
  [
    'syntax/ct-other-jpeg/CTImage.dcm_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm',
    'two blocks swapped',
  ],
])('%s with %s is refused', async (path, damage) => {
  const [root] = ROOTS;
  const [frame] = await framesOf(new URL(path, root));
  if (!frame) throw new Error(`${path} has no frame`);
  const { pixel, transferSyntax } = frame;
  expect(verifyFrame({ bytes: frame.bytes, transferSyntax }, pixel).native).toBe(false);
  const bytes = frame.bytes.slice();
  DAMAGES[damage]?.(bytes);
  expect(() => verifyFrame({ bytes, transferSyntax }, pixel)).toThrow(/RLE segments|blocks|rows/);
});
