import { asStored, frameBits } from '@/dicom/pixels/pixel';
import { chooseMediaType } from '../http/negotiate';
import { HttpRefusal } from '../http/problem';
import { pickJson } from '../part10/json';
import { decodeFrame } from '../pixels/codecs';
import { withImage, type OpenImage, type PixelFormat, type StoredFile } from '../pixels/frames';
import { nativePieces } from '../pixels/layout';
import { writePng } from '../pixels/png';
import { isThinnedInPassing, MOST_PX, thinned, thinnedInPassing } from '../pixels/thin';
import { fitInto, renderColour, renderGrey, type RenderedPicture, type GreyWindow } from '../pixels/render';
import { readFrameList } from './frameList';
import { PALETTE_TAGS } from '@/dicom/transforms/palette';
import { decodeRle } from '@/dicom/pixels/rle';
import { transferSyntax } from '@/dicom/pixels/transferSyntax';

const RLE = '1.2.840.10008.1.2.5';
const JPEG_BASELINE = '1.2.840.10008.1.2.4.50';
/** More pixels than this are not rendered here: one picture must not stop the server for everybody. */
const MAX_PIXELS = 64 * 1024 ** 2;
/** Nor are more bytes of one frame read, where they are thinned in passing; */
const MAX_BYTES = 256 * 1024 ** 2;
/** or taken into memory, or inflated from the beginning of the dataset to the end of the frame. */
const MAX_HELD_BYTES = 48 * 1024 ** 2;
/** Pixels of an image for each of a small picture, which is their mean. */
const PX_EACH = 16;
const LEAST_PX = 256 ** 2;
const tooLarge = (): HttpRefusal => new HttpRefusal(406, 'This image is too large to be rendered here.');
const THUMBNAIL_PX = 256;
const ATTRIBUTES = ['00281050', '00281051', '00281052', '00281053', ...PALETTE_TAGS, '20500020'];

/** `window=center,width,function` (PS3.18 8.3.5.1.4); LINEAR only. */
function readWindow(value: string | null): GreyWindow | undefined {
  if (value === null) return undefined;
  const [center = NaN, width = NaN] = value.split(',', 2).map(Number);
  const curve = value.split(',')[2]?.toLowerCase() ?? 'linear';
  if (!Number.isFinite(center) || !(width >= 1))
    throw new HttpRefusal(400, 'window is center,width,LINEAR with a width of 1 or more.');
  if (curve !== 'linear') throw new HttpRefusal(400, 'Only window=...,LINEAR is rendered here.');
  return { center, width };
}

/** `viewport=width,height` (PS3.18 8.3.5.1.3); scaling of a region is not offered. */
function readViewport(value: string | null): { columns: number; rows: number } | undefined {
  if (value === null) return undefined;
  const [columns = NaN, rows = NaN, ...region] = value.split(',').map(Number);
  if (!(columns >= 1) || !(rows >= 1)) throw new HttpRefusal(400, 'viewport is width,height in pixels.');
  if (region.length > 0) throw new HttpRefusal(400, 'Only viewport=width,height is rendered here.');
  return { columns, rows };
}

const bytesEach = (format: PixelFormat): number => Math.ceil(frameBits(format) / 8);

/** Bytes of a deflated dataset up to the end of a frame. */
const inflatedTo = ({ parsed, format }: OpenImage, frame: number): number =>
  (parsed.pixels?.offset ?? 0) - (parsed.deflatedFrom ?? 0) + bytesEach(format) * frame;

/** A frame that is not compressed, as many of its pixels as a picture needs. */
async function native(
  image: OpenImage,
  frame: number,
  mostPx: number,
): Promise<{ bytes: Buffer; format: PixelFormat }> {
  const { format, parsed } = image;
  const isPassing = isThinnedInPassing(format, mostPx);
  if (bytesEach(format) > (isPassing ? MAX_BYTES : MAX_HELD_BYTES)) throw tooLarge();
  if (parsed.isInflated && inflatedTo(image, frame) > MAX_HELD_BYTES) throw tooLarge();
  return isPassing
    ? thinnedInPassing(nativePieces(image, frame), format, mostPx)
    : thinned(await image.frame(frame), format, mostPx);
}

async function decoded(
  { format, transferSyntax }: OpenImage,
  stored: Buffer,
  mostPx: number,
): Promise<{ bytes: Buffer; format: PixelFormat }> {
  if (transferSyntax !== RLE) {
    const open = await decodeFrame(stored, format, transferSyntax, mostPx);
    // Codecs give all samples of each pixel, whatever is said of pairs.
    return { ...open, format: asStored(open.format, open.bytes.length, 1) };
  }
  if (bytesEach(format) > MAX_HELD_BYTES) throw tooLarge();
  const bytes = decodeRle(stored, format.rows * format.columns, format.samples, format.bitsAllocated / 8);
  return { bytes: Buffer.from(bytes.buffer), format: asStored({ ...format, planar: true }, bytes.length, 1) };
}

/** A frame that is compressed, as many of its pixels as a picture needs. */
async function unpacked(
  image: OpenImage,
  stored: Buffer,
  mostPx: number,
): Promise<{ bytes: Buffer; format: PixelFormat }> {
  const { bytes, format } = await decoded(image, stored, mostPx);
  return thinned(bytes, format, mostPx);
}

async function draw(
  image: OpenImage,
  frame: number,
  window: GreyWindow | undefined,
  mostPx: number,
): Promise<RenderedPicture> {
  const { format } = image;
  if (format.rows * format.columns > MAX_PIXELS) throw tooLarge();
  if (transferSyntax(image.transferSyntax) === undefined)
    throw new HttpRefusal(
      406,
      `This image is stored in a transfer syntax that is not known here (${image.transferSyntax}), and is not rendered.`,
    );
  const { bytes, format: shape } = image.encapsulated
    ? await unpacked(image, await image.frame(frame), mostPx)
    : await native(image, frame, mostPx);
  const json = pickJson(image.parsed, ATTRIBUTES);
  const isGrey = format.samples === 1 && format.photometric !== 'PALETTE COLOR';
  return isGrey ? renderGrey(bytes, shape, json, window) : renderColour(bytes, shape, json);
}

/** What a picture is made of, and how. */
export interface Rendering extends StoredFile {
  /** As the address names it; undefined: the first, or for a thumbnail the one in the middle. */
  readonly frames: string | undefined;
  /** The query of the request. */
  readonly parameters: string;
  readonly accept: string | undefined;
  readonly thumbnail: boolean;
}

/** A picture for lists and previews (PS3.18 10.4.1.1.3, 10.4.1.1.6); never for reading. JPEG baseline as it is stored. */
export async function renderPicture(asked: Rendering): Promise<{ bytes: Buffer; type: string }> {
  const { accept, frames, thumbnail } = asked;
  const parameters = new URLSearchParams(asked.parameters);
  return withImage(asked, async (image) => {
    // In a deflated dataset all that stands before a frame is inflated for it.
    const middle = image.parsed.isInflated ? 1 : Math.floor((image.format.frames + 1) / 2);
    const [frame = 1] =
      frames === undefined ? [thumbnail ? middle : 1] : readFrameList(frames, image.format.frames);
    if (image.encapsulated && image.transferSyntax === JPEG_BASELINE) {
      chooseMediaType(accept, ['image/jpeg']);
      return { bytes: await image.frame(frame), type: 'image/jpeg' };
    }
    chooseMediaType(accept, ['image/png']);
    const window = readWindow(parameters.get('window'));
    const size = readViewport(parameters.get('viewport'));
    const limit = size ?? (thumbnail ? { columns: THUMBNAIL_PX, rows: THUMBNAIL_PX } : undefined);
    const wantedPx = limit === undefined ? MOST_PX : limit.columns * limit.rows * PX_EACH;
    const mostPx = Math.min(MOST_PX, Math.max(LEAST_PX, wantedPx));
    const whole = await draw(image, frame, window, mostPx).catch((error: unknown) => {
      // Pixels that are not as long, or as deep, as their header says.
      if (error instanceof RangeError)
        throw new HttpRefusal(406, 'This image is not as its header describes it, and is not rendered.');
      throw error;
    });
    const picture = limit === undefined ? whole : fitInto(whole, limit.columns, limit.rows);
    return {
      bytes: writePng(picture.pixels, picture.columns, picture.rows, picture.samples),
      type: 'image/png',
    };
  });
}
