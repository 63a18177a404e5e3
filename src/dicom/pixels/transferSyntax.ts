/** A transfer syntax (PS3.5 section 10, PS3.6 table A-1). */
export interface TransferSyntax {
  readonly name: string;
  /** Frames are codestreams in fragments (PS3.5 A.4). */
  readonly encapsulated: boolean;
  /** May have lost information. */
  readonly lossy: boolean;
  readonly deflated: boolean;
  readonly bigEndian: boolean;
  readonly implicit: boolean;
  readonly video: boolean;
}

const native = (name: string, other: Partial<TransferSyntax> = {}): TransferSyntax => ({
  name,
  encapsulated: false,
  lossy: false,
  deflated: false,
  bigEndian: false,
  implicit: false,
  video: false,
  ...other,
});
const packed = (name: string, lossy = false, video = false): TransferSyntax =>
  native(name, { encapsulated: true, lossy, video });

const JPEG = '1.2.840.10008.1.2.4';

const TABLE: Readonly<Record<string, TransferSyntax>> = {
  '1.2.840.10008.1.2': native('Implicit VR Little Endian', { implicit: true }),
  '1.2.840.10008.1.2.1': native('Explicit VR Little Endian'),
  '1.2.840.10008.1.2.1.98': packed('Encapsulated Uncompressed Explicit VR Little Endian'),
  '1.2.840.10008.1.2.1.99': native('Deflated Explicit VR Little Endian', { deflated: true }),
  '1.2.840.10008.1.2.2': native('Explicit VR Big Endian', { bigEndian: true }),
  '1.2.840.10008.1.2.5': packed('RLE Lossless'),
  '1.2.840.10008.1.2.8.1': packed('Deflated Image Frame'),
  [`${JPEG}.50`]: packed('JPEG Baseline', true),
  [`${JPEG}.51`]: packed('JPEG Extended', true),
  [`${JPEG}.53`]: packed('JPEG Spectral Selection (retired)', true),
  [`${JPEG}.55`]: packed('JPEG Full Progression (retired)', true),
  [`${JPEG}.57`]: packed('JPEG Lossless'),
  [`${JPEG}.70`]: packed('JPEG Lossless SV1'),
  [`${JPEG}.80`]: packed('JPEG-LS Lossless'),
  [`${JPEG}.81`]: packed('JPEG-LS Near-Lossless', true),
  [`${JPEG}.90`]: packed('JPEG 2000 Lossless'),
  [`${JPEG}.91`]: packed('JPEG 2000', true),
  [`${JPEG}.92`]: packed('JPEG 2000 Part 2 Lossless'),
  [`${JPEG}.93`]: packed('JPEG 2000 Part 2', true),
  [`${JPEG}.100`]: packed('MPEG2 Main Level', true, true),
  [`${JPEG}.101`]: packed('MPEG2 High Level', true, true),
  [`${JPEG}.102`]: packed('MPEG-4 AVC/H.264 High', true, true),
  [`${JPEG}.103`]: packed('MPEG-4 AVC/H.264 BD', true, true),
  [`${JPEG}.104`]: packed('MPEG-4 AVC/H.264 2D', true, true),
  [`${JPEG}.105`]: packed('MPEG-4 AVC/H.264 3D', true, true),
  [`${JPEG}.106`]: packed('MPEG-4 AVC/H.264 Stereo', true, true),
  [`${JPEG}.107`]: packed('HEVC/H.265 Main', true, true),
  [`${JPEG}.108`]: packed('HEVC/H.265 Main 10', true, true),
  [`${JPEG}.110`]: packed('JPEG XL Lossless'),
  [`${JPEG}.111`]: packed('JPEG XL JPEG Recompression', true),
  [`${JPEG}.112`]: packed('JPEG XL', true),
  [`${JPEG}.201`]: packed('HTJ2K Lossless'),
  [`${JPEG}.202`]: packed('HTJ2K Lossless RPCL'),
  [`${JPEG}.203`]: packed('HTJ2K', true),
};

/** What is known of a transfer syntax; undefined for private and unknown ones. */
export const transferSyntax = (uid: string): TransferSyntax | undefined =>
  Object.hasOwn(TABLE, uid) ? TABLE[uid] : undefined;

/** Explicit VR Little Endian: what uncompressed frames are sent in (PS3.18 8.7.3.5.2). */
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

/** What compressed frames begin with, by kind. `j2k` is JPEG 2000 and HTJ2K alike. */
export type CodestreamKind = 'jpeg' | 'jpegls' | 'j2k' | 'jp2' | 'rle' | 'jxl';

/** What a codestream says of its picture. */
export interface CodestreamSize {
  readonly columns: number;
  readonly rows: number;
  readonly components: number;
  /** Bits a sample. */
  readonly precision: number;
}

const RLE_HEADER_BYTES = 64;
const MOST_RLE_SEGMENTS = 15;

const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) * 65_536 + u16(bytes, at + 2);
const u32le = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)) +
  (bytes[at + 3] ?? 0) * 16_777_216;

/** An RLE header (PS3.5 G.5): a count of segments, then offsets that rise within the frame, the first at 64; rest 0. */
function isRle(bytes: Uint8Array): boolean {
  const count = u32le(bytes, 0);
  if (bytes.length < RLE_HEADER_BYTES || count < 1 || count > MOST_RLE_SEGMENTS) return false;
  if (u32le(bytes, 4) !== RLE_HEADER_BYTES) return false;
  for (let segment = 1; segment < MOST_RLE_SEGMENTS; segment++) {
    const offset = u32le(bytes, 4 + segment * 4);
    const isRight =
      segment < count ? offset > u32le(bytes, segment * 4) && offset < bytes.length : offset === 0;
    if (!isRight) return false;
  }
  return true;
}

/** A marker of JPEG (ITU-T T.81 B.1.1.3) with where its parameters begin, after the length. */
interface Segment {
  readonly marker: number;
  readonly at: number;
  readonly end: number;
}

/** The marker segments of a JPEG or JPEG-LS codestream up to its first scan behind `from`. Stops where it makes no sense. */
export function* segments(bytes: Uint8Array, from = 0): Generator<Segment> {
  let at = from === 0 ? 2 : from;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // Fill byte.
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2; // Without parameters.
      continue;
    }
    const length = u16(bytes, at + 2);
    if (marker === 0xd9 || length < 2) return;
    yield { marker, at: at + 4, end: at + 2 + length };
    if (marker === 0xda) return;
    at += 2 + length;
  }
}

const JPEG_LS_FRAME = 0xf7;
/** Start of frame: C0 to CF without DHT (C4), JPG (C8) and DAC (CC); F7 in JPEG-LS (ITU-T T.87 C.1.1). */
const isFrameStart = (marker: number): boolean =>
  marker === JPEG_LS_FRAME || (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));

function frameSegment(bytes: Uint8Array): Segment | undefined {
  for (const segment of segments(bytes)) if (isFrameStart(segment.marker)) return segment;
  return undefined;
}

/**
 * Whether a lossless JPEG is one that every decoder reads right: all components in one scan, without restart intervals (DRI: ITU-T T.81
 * B.2.4.4) and without a point transform (Al: B.2.3, H.1.2.2), and colour of no more than 8 bits. The decoder of Cornerstone predicts
 * across restarts, leaves point transforms out, takes one scan only, and loses two of three deeper components.
 */
export function isPlainLossless(bytes: Uint8Array): boolean {
  const { components = 1, precision = 8 } = codestreamSize(bytes) ?? {};
  if (components > 1 && precision > 8) return false;
  for (const { marker, at, end } of segments(bytes)) {
    if (marker === 0xdd && u16(bytes, at) > 0) return false;
    if (marker === 0xda) return bytes[at] === components && ((bytes[end - 1] ?? 0) & 0x0f) === 0;
  }
  return true;
}

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean =>
  magic.every((byte, index) => bytes[index] === byte);

/** What a frame's bytes are, by what they begin with; undefined = uncompressed or unknown. */
export function sniff(bytes: Uint8Array): CodestreamKind | undefined {
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) {
    return frameSegment(bytes)?.marker === JPEG_LS_FRAME ? 'jpegls' : 'jpeg';
  }
  if (startsWith(bytes, 0xff, 0x4f, 0xff, 0x51)) return 'j2k';
  if (startsWith(bytes, 0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20)) return 'jp2';
  if (startsWith(bytes, 0, 0, 0, 0x0c, 0x4a, 0x58, 0x4c, 0x20) || startsWith(bytes, 0xff, 0x0a)) return 'jxl';
  return isRle(bytes) ? 'rle' : undefined;
}

/** Where the JPEG 2000 codestream begins inside a JP2 file (box `jp2c`, ISO 15444-1 I.5.4). */
function codestreamInJp2(bytes: Uint8Array): number | undefined {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const length = u32(bytes, at);
    if (u32(bytes, at + 4) === 0x6a703263) return at + (length === 1 ? 16 : 8);
    const size = length === 1 ? u32(bytes, at + 8) * 2 ** 32 + u32(bytes, at + 12) : length;
    if (size < 8) return undefined;
    at += size;
  }
  return undefined;
}

/** SIZ, which follows SOC at once (ISO 15444-1 A.5.1). */
function j2kSize(bytes: Uint8Array, start: number): CodestreamSize | undefined {
  if (u32(bytes, start) !== 0xff4fff51 || bytes.length < start + 43) return undefined;
  return {
    columns: u32(bytes, start + 8) - u32(bytes, start + 16),
    rows: u32(bytes, start + 12) - u32(bytes, start + 20),
    components: u16(bytes, start + 40),
    precision: ((bytes[start + 42] ?? 0) & 0x7f) + 1,
  };
}

function jpegSize(bytes: Uint8Array): CodestreamSize | undefined {
  const segment = frameSegment(bytes);
  if (!segment || segment.end > bytes.length || segment.end - segment.at < 6) return undefined;
  return {
    precision: bytes[segment.at] ?? 0,
    rows: u16(bytes, segment.at + 1),
    columns: u16(bytes, segment.at + 3),
    components: bytes[segment.at + 5] ?? 0,
  };
}

/** Size, components and depth as the codestream itself says; undefined when it does not (RLE) or is damaged. */
export function codestreamSize(bytes: Uint8Array): CodestreamSize | undefined {
  switch (sniff(bytes)) {
    case 'jpeg':
    case 'jpegls':
      return jpegSize(bytes);
    case 'j2k':
      return j2kSize(bytes, 0);
    case 'jp2': {
      const start = codestreamInJp2(bytes);
      return start === undefined ? undefined : j2kSize(bytes, start);
    }
    default:
      return undefined;
  }
}

/** Where the codestream of a JPEG 2000 frame begins, bare or in a JP2 file. */
const j2kStart = (bytes: Uint8Array): number | undefined => {
  const kind = sniff(bytes);
  return kind === 'jp2' ? codestreamInJp2(bytes) : kind === 'j2k' ? 0 : undefined;
};

/**
 * Whether the components of a JPEG 2000 or HTJ2K codestream are mixed with each other (Multiple component transformation of COD, ISO
 * 15444-1 A.6.1); undefined where it does not say.
 */
export function mixesComponents(bytes: Uint8Array): boolean | undefined {
  const start = j2kStart(bytes);
  if (start === undefined) return undefined;
  for (let at = start + 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + u16(bytes, at + 2)) {
    const marker = bytes[at + 1];
    if (marker === 0x52) return bytes[at + 8] !== 0;
    if (marker === 0x90 || u16(bytes, at + 2) < 2) return undefined;
  }
  return undefined;
}

/** Whether a JPEG 2000 codestream keeps to part 1 of the standard: capabilities of SIZ (ISO 15444-1 A.5.1, 15444-2 A.2.1). */
export function isPartOne(bytes: Uint8Array): boolean {
  const start = j2kStart(bytes);
  return start !== undefined && (u16(bytes, start + 6) & 0x8000) === 0;
}

/** A JPEG 2000 codestream of unsigned samples, which are higher by `levelShift` than those it was made of. */
export interface UnsignedCodestream {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly levelShift: number;
}

/**
 * A JPEG 2000 or HTJ2K codestream of one component of signed samples, of 8 bits or fewer, said to be unsigned in SIZ (ISO
 * 15444-1 A.5.1); undefined for any other. The same coefficients then stand for samples that are half the range higher (DC
 * level shift, G.1.2), none of them negative: decoders that give such samples as bytes make 0 of every negative one.
 */
export function unsignedCodestream(bytes: Uint8Array): UnsignedCodestream | undefined {
  const start = j2kStart(bytes);
  const size = start === undefined ? undefined : j2kSize(bytes, start);
  if (start === undefined || size?.components !== 1 || size.precision > 8) return undefined;
  const isSigned = (bytes[start + 42] ?? 0) > 0x7f;
  if (!isSigned) return undefined;
  const copy = bytes.slice();
  copy[start + 42] = size.precision - 1;
  return { bytes: copy, levelShift: 2 ** (size.precision - 1) };
}

/** How many bytes may follow the end marker: the pad to even length, and what some writers leave. */
const MOST_TRAILING = 16;

/**
 * Whether a JPEG, JPEG-LS or JPEG 2000 frame ends with its end marker (EOI FFD9, EOC FFD9), pad bytes let through.
 * RLE has no end marker: true. A frame cut off on the way fails here.
 */
export function isComplete(bytes: Uint8Array): boolean {
  const kind = sniff(bytes);
  if (kind === undefined || kind === 'jxl') return false;
  if (kind === 'rle') return true;
  let end = bytes.length;
  while (end > 2 && bytes.length - end < MOST_TRAILING && bytes[end - 1] === 0) end -= 1;
  return (
    (bytes[end - 2] === 0xff && bytes[end - 1] === 0xd9) ||
    // A pad of another value, as some writers leave.
    (bytes[bytes.length - 3] === 0xff && bytes[bytes.length - 2] === 0xd9)
  );
}
