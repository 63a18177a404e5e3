import { numbers, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { isDirectColour, toRgb } from '@/dicom/pixels/colour';
import { readPalette, throughPalette } from '@/dicom/transforms/palette';
import { HttpRefusal } from '../http/problem';
import type { PixelFormat } from './frames';

/** An 8-bit picture: grey (1 sample) or RGB by pixel (3). */
export interface RenderedPicture {
  readonly columns: number;
  readonly rows: number;
  readonly samples: 1 | 3;
  readonly pixels: Uint8Array;
}

/** Center and width in modality units (PS3.3 C.11.2.1.2). */
export interface GreyWindow {
  readonly center: number;
  readonly width: number;
}

type Sample = (index: number) => number;

/** Reads stored values: masked to Bits Stored and sign-extended (PS3.3 C.7.6.3.1.1). */
function sampleReader(bytes: Buffer, format: PixelFormat): Sample {
  const size = format.bitsAllocated / 8;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const spare = 32 - Math.min(32, format.bitsStored);
  const finish = (raw: number): number =>
    format.signed ? (raw << spare) >> spare : (raw << spare) >>> spare;
  if (format.bitsAllocated === 1) return (index) => ((bytes[index >> 3] ?? 0) >> (index & 7)) & 1;
  if (size === 1) return (index) => finish(bytes[index] ?? 0);
  if (size === 2) return (index) => finish(view.getUint16(index * 2, true));
  if (size === 4)
    return (index) => (format.signed ? view.getInt32(index * 4, true) : view.getUint32(index * 4, true));
  throw new HttpRefusal(406, `Images of ${format.bitsAllocated} bits are not rendered here.`);
}

function extent(values: Sample, count: number): GreyWindow {
  let min = Infinity;
  let max = -Infinity;
  for (let at = 0; at < count; at += 1) {
    const value = values(at);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { center: (min + max + 1) / 2, width: Math.max(1, max - min + 1) };
}

/** Grey values through rescale and window to 0-255 (LINEAR, PS3.3 C.11.2.1.2.1). */
export function renderGrey(
  bytes: Buffer,
  format: PixelFormat,
  json: DicomJson,
  asked?: GreyWindow,
): RenderedPicture {
  const read = sampleReader(bytes, format);
  const slope = numbers(json, '00281053')[0] ?? 1;
  const intercept = numbers(json, '00281052')[0] ?? 0;
  const count = format.rows * format.columns;
  const values: Sample = (at) => read(at) * slope + intercept;
  const [center] = numbers(json, '00281050');
  const [width] = numbers(json, '00281051');
  const own = center !== undefined && width !== undefined && width >= 1 ? { center, width } : undefined;
  const window = asked ?? own ?? extent(values, count);
  const low = window.center - 0.5 - (window.width - 1) / 2;
  const scale = 255 / Math.max(window.width - 1, 1e-9);
  // MONOCHROME1 and Presentation LUT Shape INVERSE say the same thing; both together still invert once.
  const inverse = format.photometric === 'MONOCHROME1' || text(json, '20500020') === 'INVERSE';
  const pixels = new Uint8Array(count);
  for (let at = 0; at < count; at += 1) {
    const grey = Math.round(Math.min(255, Math.max(0, (values(at) - low) * scale)));
    pixels[at] = inverse ? 255 - grey : grey;
  }
  return { columns: format.columns, rows: format.rows, samples: 1, pixels };
}

/** Colour to RGB: RGB, YBR_FULL, YBR_FULL_422 and palette colour. */
export function renderColour(bytes: Buffer, format: PixelFormat, json: DicomJson): RenderedPicture {
  if (format.photometric === 'PALETTE COLOR') {
    const palette = readPalette(json, format.signed);
    if (typeof palette === 'string')
      throw new HttpRefusal(406, 'The colour tables of this image cannot be read, so it is not rendered.');
    const stored = sampleReader(bytes, format);
    const values = Int32Array.from({ length: format.rows * format.columns }, (_, at) => stored(at));
    return {
      columns: format.columns,
      rows: format.rows,
      samples: 3,
      pixels: throughPalette(values, palette),
    };
  }
  if (!isDirectColour(format))
    throw new HttpRefusal(406, `Colour as ${format.photometric.slice(0, 16)} is not rendered here.`);
  return { columns: format.columns, rows: format.rows, samples: 3, pixels: toRgb(bytes, format) };
}

/** Scaled down to fit, never up; each pixel the mean of those it stands for. */
export function fitInto(picture: RenderedPicture, maxColumns: number, maxRows: number): RenderedPicture {
  const factor = Math.min(1, maxColumns / picture.columns, maxRows / picture.rows);
  if (factor >= 1) return picture;
  const columns = Math.max(1, Math.round(picture.columns * factor));
  const rows = Math.max(1, Math.round(picture.rows * factor));
  const { samples } = picture;
  const pixels = new Uint8Array(columns * rows * samples);
  for (let y = 0; y < rows; y += 1) {
    const top = Math.floor((y * picture.rows) / rows);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * picture.rows) / rows));
    for (let x = 0; x < columns; x += 1) {
      const left = Math.floor((x * picture.columns) / columns);
      const right = Math.max(left + 1, Math.floor(((x + 1) * picture.columns) / columns));
      for (let k = 0; k < samples; k += 1) {
        let sum = 0;
        for (let sy = top; sy < bottom; sy += 1) {
          for (let sx = left; sx < right; sx += 1)
            sum += picture.pixels[(sy * picture.columns + sx) * samples + k] ?? 0;
        }
        pixels[(y * columns + x) * samples + k] = Math.round(sum / ((bottom - top) * (right - left)));
      }
    }
  }
  return { columns, rows, samples, pixels };
}
