import type { PixelDescription } from './pixel';

/** What of an image's description its colours rest on. */
type ColourLayout = Pick<
  PixelDescription,
  'rows' | 'columns' | 'samples' | 'photometric' | 'bitsAllocated' | 'bitsStored' | 'planar'
>;

type Samples = Uint8Array | Uint16Array | Uint32Array;

/** Bytes as unsigned words of one sample each; a copy where they do not lie on a word. */
function words(bytes: Uint8Array, bitsAllocated: number): Samples {
  if (bitsAllocated === 8) return bytes;
  const size = bitsAllocated / 8;
  const { buffer, byteOffset, length } = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  if (bitsAllocated === 16) return new Uint16Array(buffer, byteOffset, length / 2);
  if (bitsAllocated === 32) return new Uint32Array(buffer, byteOffset, length / 4);
  throw new RangeError(`colour of ${bitsAllocated} bits a sample`);
}

/** Where the three samples of a pixel lie (PS3.3 C.7.6.3.1.2, C.7.6.3.1.3). */
type Place = (pixel: number, sample: 0 | 1 | 2) => number;

function placeOf({ photometric, planar, rows, columns }: ColourLayout): Place {
  // Two pixels share their chrominance: Y1 Y2 Cb Cr. A row of odd length ends with a pair of its own.
  if (photometric.endsWith('_422')) {
    const pairs = Math.ceil(columns / 2);
    return (pixel, sample) => {
      const row = Math.floor(pixel / columns);
      const column = pixel - row * columns;
      const pair = (row * pairs + (column >> 1)) * 4;
      return sample === 0 ? pair + (column & 1) : pair + 1 + sample;
    };
  }
  const size = rows * columns;
  return planar ? (pixel, sample) => sample * size + pixel : (pixel, sample) => pixel * 3 + sample;
}

/**
 * Photometric interpretations that `toRgb` reads. YBR_ICT and YBR_RCT exist in JPEG 2000 only: whoever decompressed it has
 * undone them, and the metadata were left as they were (Orthanc).
 */
const SPACES: ReadonlySet<string> = new Set([
  'RGB',
  'YBR_FULL',
  'YBR_FULL_422',
  'YBR_PARTIAL_422',
  'YBR_ICT',
  'YBR_RCT',
]);

/** Whether an uncompressed frame of this kind can be made RGB here. */
export const isDirectColour = ({
  samples,
  photometric,
  bitsAllocated,
}: Pick<ColourLayout, 'samples' | 'photometric' | 'bitsAllocated'>): boolean =>
  samples === 3 && SPACES.has(photometric) && [8, 16, 32].includes(bitsAllocated);

/**
 * An uncompressed colour frame, little endian, as RGB bytes by pixel: RGB as it is, YBR_FULL, YBR_FULL_422 and the retired
 * YBR_PARTIAL_422 by PS3.3 C.7.6.3.1.2 (2004); more than 8 bits stored keep their highest 8. Throws RangeError for other kinds and
 * wrong lengths.
 */
export function toRgb(bytes: Uint8Array, description: ColourLayout): Uint8Array<ArrayBuffer> {
  const { rows, columns, photometric, bitsAllocated, bitsStored } = description;
  if (!isDirectColour(description)) throw new RangeError(`colour as ${photometric}`);
  const samples = words(bytes, bitsAllocated);
  const place = placeOf(description);
  const pixels = rows * columns;
  if (samples.length < place(pixels - 1, 2) + 1) throw new RangeError('a colour frame is too short');
  const rgb = new Uint8Array(pixels * 3);
  const down = 2 ** Math.max(0, bitsStored - 8);
  const sample = (pixel: number, at: 0 | 1 | 2) => (samples[place(pixel, at)] ?? 0) / down;
  const clamped = new Uint8ClampedArray(rgb.buffer);
  // Deeper samples are cut once, at the end.
  const level = down > 1 ? Math.floor : (value: number) => value;
  const isYbr = photometric.startsWith('YBR_FULL');
  const isPartial = photometric === 'YBR_PARTIAL_422';
  for (let pixel = 0; pixel < pixels; pixel++) {
    const [a, b, c] = [sample(pixel, 0), sample(pixel, 1), sample(pixel, 2)];
    const at = pixel * 3;
    if (isYbr) {
      clamped[at] = level(a + 1.402 * (c - 128));
      clamped[at + 1] = level(a - 0.344136 * (b - 128) - 0.714136 * (c - 128));
      clamped[at + 2] = level(a + 1.772 * (b - 128));
    } else if (isPartial) {
      // Black is 16, white 235.
      const light = 1.1644 * (a - 16);
      clamped[at] = light + 1.596 * (c - 128);
      clamped[at + 1] = light - 0.3917 * (b - 128) - 0.813 * (c - 128);
      clamped[at + 2] = light + 2.0173 * (b - 128);
    } else {
      rgb[at] = a;
      rgb[at + 1] = b;
      rgb[at + 2] = c;
    }
  }
  return rgb;
}
