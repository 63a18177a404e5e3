import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableProfile } from '../material/iccProfile';
import { ctImage, encapsulate, sequence, writeDicom, type Attributes } from '../../server/testing/writeDicom';

const STUDY = '1.2.826.0.1.3680043.10.1.83';
const RLE = '1.2.840.10008.1.2.5';
const [COLUMNS, ROWS] = [67, 41];
const COUNT = COLUMNS * ROWS;

const noise = (count: number, seed: number): Buffer =>
  Buffer.from(Uint8Array.from({ length: count }, (_, i) => (i * 7 + seed + (i >> 3) * 13) % 251));
const words = (count: number, of: (i: number) => number): Buffer =>
  Buffer.from(Uint16Array.from({ length: count }, (_, i) => of(i) & 0xffff).buffer);

const bytePlane = (of: (i: number) => number): Buffer =>
  Buffer.from(Uint8Array.from({ length: COUNT }, (_, i) => of(i) & 0xff));

/** A frame of RLE (PS3.5 G): a segment for each byte plane, all of it literal runs. */
function rle(planes: readonly Buffer[]): Buffer {
  const segments = planes.map((plane) => {
    const runs: Buffer[] = [];
    for (let at = 0; at < plane.length; at += 128) {
      const run = plane.subarray(at, at + 128);
      runs.push(Buffer.from([run.length - 1]), run);
    }
    const bytes = Buffer.concat(runs);
    return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from([0x80])]);
  });
  const header = Buffer.alloc(64);
  header.writeUInt32LE(segments.length, 0);
  let offset = 64;
  segments.forEach(({ length }, at) => {
    header.writeUInt32LE(offset, 4 * (at + 1));
    offset += length;
  });
  return Buffer.concat([header, ...segments]);
}

const size: Attributes = { '00280010': ['US', ROWS], '00280011': ['US', COLUMNS] };
const bytes: Attributes = { '00280100': ['US', 8], '00280101': ['US', 8], '00280102': ['US', 7] };
const colour = (photometric: string, more: Attributes = {}): Attributes => ({
  ...size,
  ...bytes,
  '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.7'],
  '00080060': ['CS', 'OT'],
  '00280002': ['US', 3],
  '00280004': ['CS', photometric],
  '00280006': ['US', 0],
  '7FE00010': ['OW', noise(COUNT * 3 + (COUNT % 2), 3)],
  ...more,
});
const window = (center: string, width: string, curve?: string): Attributes => ({
  '00281050': ['DS', center],
  '00281051': ['DS', width],
  ...(curve === undefined ? {} : { '00281056': ['CS', curve] }),
});
const grey = (more: Attributes): Attributes => ({
  ...size,
  '00280102': ['US', 15],
  '00280103': ['US', 1],
  '7FE00010': ['OW', words(COUNT, (i) => i * 24 - 32_768)],
  ...more,
});
const lut = (count: number): Buffer =>
  sequence({
    '00283002': ['US', words(3, (i) => [count, -2000, 12][i] ?? 0)],
    '00283006': ['OW', words(count, (i) => Math.round(2047.5 + 2047.5 * Math.sin(i / 150)))],
  });
const paletteOf = (tag: string, seed: number): Attributes => ({
  [`0028110${tag}`]: ['US', words(3, (i) => [256, 0, 16][i] ?? 0)],
  [`0028120${tag}`]: ['OW', words(256, (i) => ((i * seed) % 256) * 257)],
});
const clip = (frames: number): Attributes =>
  grey({
    ...window('300', '900'),
    '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.7.3'],
    '00280008': ['IS', String(frames)],
    '7FE00010': ['OW', words(COUNT * frames, (i) => (i * 5) % 1200)],
  });
/** Bytes through a modality LUT (PS3.3 C.11.1) of so many bits an entry. */
const densities = (bits: number, data: (entry: (i: number) => number) => Buffer): Attributes => ({
  ...size,
  ...bytes,
  ...window(String(2 ** bits / 2), String(2 ** bits)),
  '00283000': [
    'SQ',
    sequence({
      '00283002': ['US', words(3, (i) => [256, 0, bits][i] ?? 0)],
      '00283004': ['LO', 'OD'],
      '00283006': ['OW', data((i) => Math.round((2 ** bits - 1) * Math.sin(i / 163)))],
    }),
  ],
  '7FE00010': ['OW', noise(COUNT + (COUNT % 2), 5)],
});

/** Wider than the textures of most devices. */
const WIDE = 17_000;
const wide = (image: Attributes, pixels: Buffer): Attributes => ({
  ...image,
  '00280010': ['US', 5],
  '00280011': ['US', WIDE],
  '7FE00010': ['OW', pixels],
});

/** An image of the slice; `isBroken`: what no viewer can show. */
interface Image {
  readonly attributes: Attributes;
  readonly syntax?: string;
  readonly isBroken?: boolean;
}

const planes = [0, 1, 2].map((at) => noise(COUNT, 31 * at));

/**
 * Series of several objects each: greys, colours, clips with one between them that cannot be shown, wide ones, pixels that are no
 * squares, and tables, colour spaces and a transfer syntax that are rare.
 */
const SERIES: readonly (readonly Image[])[] = [
  [
    { attributes: grey(window('-20000.5', '300')) },
    { attributes: grey(window('100', '20', 'SIGMOID')) },
    { attributes: grey(window('100', '1')) },
    { attributes: grey({ ...window('0', '30000'), '00280004': ['CS', 'MONOCHROME1'] }) },
    { attributes: grey({ '00283010': ['SQ', lut(4096)] }) },
    {
      attributes: grey({
        ...window('40', '400'),
        '00281052': ['DS', '-1024'],
        '00281053': ['DS', '0.5'],
        '7FE00010': [
          'OB',
          encapsulate([Buffer.alloc(0), rle([8, 0].map((shift) => bytePlane((i) => i >> shift)))]),
        ],
      }),
      syntax: RLE,
    },
  ],
  [
    { attributes: colour('RGB') },
    { attributes: colour('RGB', { '00280006': ['US', 1] }) },
    { attributes: colour('YBR_FULL') },
    {
      attributes: colour('RGB', { '7FE00010': ['OB', encapsulate([Buffer.alloc(0), rle(planes)])] }),
      syntax: RLE,
    },
    {
      attributes: colour('PALETTE COLOR', {
        '00280002': ['US', 1],
        ...paletteOf('1', 3),
        ...paletteOf('2', 5),
        ...paletteOf('3', 7),
        '7FE00010': ['OW', noise(COUNT + (COUNT % 2), 9)],
      }),
    },
  ],
  [
    { attributes: clip(3) },
    { attributes: { ...clip(1), '7FE00010': ['OW', words(40, (i) => i)] }, isBroken: true },
    { attributes: clip(5) },
    { attributes: clip(1) },
  ],
  [
    {
      attributes: wide(
        grey(window('300', '900')),
        words(WIDE * 5, (i) => (i * 5) % 1200),
      ),
    },
    { attributes: wide(colour('RGB'), noise(WIDE * 5 * 3, 3)) },
  ],
  [
    { attributes: grey({ ...window('0', '30000'), '00280030': ['DS', '0.5\\0.7'] }) },
    { attributes: colour('RGB', { '00280034': ['IS', '3\\2'] }) },
    { attributes: grey({ ...window('0', '30000'), '00280030': ['DS', ''], '00182010': ['DS', '0.9\\0.4'] }) },
  ],
  [
    { attributes: densities(12, (entry) => words(256, (i) => entry(i))) },
    {
      attributes: densities(8, (entry) => Buffer.from(Uint8Array.from({ length: 256 }, (_, i) => entry(i)))),
    },
    {
      attributes: grey({
        ...window('0', '30000'),
        '7FE00010': ['OB', encapsulate([Buffer.alloc(0), words(COUNT, (i) => i * 24 - 32_768)])],
      }),
      syntax: '1.2.840.10008.1.2.1.98',
    },
    {
      attributes: colour('YBR_PARTIAL_422', {
        '00280011': ['US', COLUMNS - 1],
        '7FE00010': ['OW', noise((COLUMNS - 1) * ROWS * 2, 3)],
      }),
    },
    // Colours that stand at its points, between which two ways lead.
    {
      attributes: colour('RGB', {
        '00282000': ['OB', tableProfile()],
        '7FE00010': ['OW', Buffer.from(noise(COUNT * 3 + (COUNT % 2), 3).map((level) => (level % 2) * 255))],
      }),
    },
  ],
];

/** Writes the files of the slice; gives the names of those that cannot be shown. */
export function writeSlice(folder: string): readonly string[] {
  mkdirSync(folder);
  // Nothing is looked at twice.
  symlinkSync('.', join(folder, 'again'));
  const broken: string[] = [];
  SERIES.forEach((images, at) =>
    images.forEach(({ attributes, syntax, isBroken }, number) => {
      const series = `${STUDY}.${at + 1}`;
      const place: Attributes = {
        '00200011': ['IS', String(at + 1)],
        '00200013': ['IS', String(number + 1)],
      };
      const dataset = ctImage(
        { study: STUDY, series, sop: `${series}.${number + 1}` },
        { ...place, ...attributes },
      );
      const file = join(folder, `${at}-${number}.dcm`);
      writeFileSync(file, writeDicom(dataset, syntax));
      if (isBroken === true) broken.push(file);
    }),
  );
  return broken;
}
