import { isDirectColour, toRgb } from '@/dicom/pixels/colour';
import { planesOfLines } from '@/dicom/pixels/componentLines';
import { spaceOfCoded } from '@/dicom/pixels/jpegColour';
import { mixesComponents } from '@/dicom/pixels/transferSyntax';
import { DecodeError } from './decoders';

/** What the loader's decode worker is asked, as far as it is looked at here. */
export interface DecodeTask {
  readonly transferSyntax: string;
  /** The frame as it was encoded. */
  readonly pixelData: Uint8Array;
}

/** What it gives back of a colour frame. */
interface DecodedColour {
  readonly rows: number;
  readonly columns: number;
  readonly photometricInterpretation: string;
  readonly bitsStored: number;
  /** Of JPEG-LS: 0 where each component has a scan of its own (ITU-T T.87 C.2.3). */
  readonly interleaveMode?: number;
  readonly pixelData: ArrayLike<number>;
}

const HTJ2K: ReadonlySet<string> = new Set(['201', '202', '203'].map((end) => `1.2.840.10008.1.2.4.${end}`));
/** Their decoder gives RGB, whatever was coded (ISO/IEC 18181-1 L). */
const JPEG_XL: ReadonlySet<string> = new Set(
  ['110', '111', '112'].map((end) => `1.2.840.10008.1.2.4.${end}`),
);
const JPEG_LS: ReadonlySet<string> = new Set(['80', '81'].map((end) => `1.2.840.10008.1.2.4.${end}`));

/**
 * A decoded colour frame as RGB of 8 bits by pixel, in place of the loader's own conversion: that takes the lowest 8 bits of deeper
 * samples, and components that were coded one after the other for ones that were mixed. JPEG 2000's own colour transforms the codecs
 * have undone. Grey frames and palettes stay as they are. Throws DecodeError for colour spaces that are not read here.
 */
export function withRgb<Frame>(decoded: Frame, { transferSyntax, pixelData }: DecodeTask): Frame {
  const frame = decoded as unknown as DecodedColour;
  const { rows, columns, bitsStored, interleaveMode } = frame;
  const { length } = frame.pixelData;
  if (length !== rows * columns * 3) return decoded;
  const isByLine = HTJ2K.has(transferSyntax) && mixesComponents(pixelData) === false;
  const samples = isByLine
    ? planesOfLines(frame.pixelData, columns, new Uint16Array(length))
    : Uint16Array.from(frame.pixelData);
  const space = spaceOfCoded(transferSyntax, frame.photometricInterpretation);
  const layout = {
    rows,
    columns,
    samples: 3,
    // All samples of each pixel are there, whatever is said of pairs.
    photometric: JPEG_XL.has(transferSyntax) ? 'RGB' : space.replace(/_422$/, ''),
    bitsAllocated: 16,
    bitsStored,
    planar: isByLine || (JPEG_LS.has(transferSyntax) && interleaveMode === 0),
  };
  if (!isDirectColour(layout)) throw new DecodeError(`colour as ${frame.photometricInterpretation}`);
  const rgb = toRgb(new Uint8Array(samples.buffer), layout);
  return {
    ...decoded,
    photometricInterpretation: 'RGB',
    planarConfiguration: 0,
    pixelData: rgb,
    pixelDataLength: rgb.length,
    smallestPixelValue: 0,
    largestPixelValue: 255,
  };
}
