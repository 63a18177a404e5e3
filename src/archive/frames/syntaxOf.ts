import { type CodestreamKind, isPartOne, sniff, transferSyntax } from '@/dicom/pixels/transferSyntax';

const JPEG = '1.2.840.10008.1.2.4';
export const RLE = '1.2.840.10008.1.2.5';
/** Deflated Image Frame Compression (PS3.5 A.4.13). */
export const DEFLATED_FRAME = '1.2.840.10008.1.2.8.1';
/** Encapsulated Uncompressed Explicit VR Little Endian (PS3.5 A.4.11): each frame as it is, in fragments. */
export const ENCAPSULATED_NATIVE = '1.2.840.10008.1.2.1.98';

/** Which codestreams stand behind which transfer syntaxes (PS3.5 A.4). */
const KINDS: Readonly<Record<string, readonly CodestreamKind[]>> = {
  [RLE]: ['rle'],
  ...Object.fromEntries(['.50', '.51', '.53', '.55', '.57', '.70'].map((end) => [JPEG + end, ['jpeg']])),
  ...Object.fromEntries(['.80', '.81'].map((end) => [JPEG + end, ['jpegls']])),
  ...Object.fromEntries(['.110', '.111', '.112'].map((end) => [JPEG + end, ['jxl']])),
  ...Object.fromEntries(
    ['.90', '.91', '.92', '.93', '.201', '.202', '.203'].map((end) => [JPEG + end, ['j2k', 'jp2']]),
  ),
};

/** Whether frames of a transfer syntax are uncompressed. Unknown ones are not. */
export const isNative = (uid: string): boolean => transferSyntax(uid)?.encapsulated === false;

/** Whether the codestream is of the kind that a transfer syntax says; undefined for syntaxes that cannot be checked. */
export function fits(uid: string, bytes: Uint8Array): boolean | undefined {
  const kinds = Object.hasOwn(KINDS, uid) ? KINDS[uid] : undefined;
  const kind = sniff(bytes);
  return kinds === undefined ? undefined : kind !== undefined && kinds.includes(kind);
}

/** The process that the first start-of-frame marker names (ITU-T T.81 B.2.2). */
function jpegSyntax(bytes: Uint8Array): string {
  for (let at = 2; at + 4 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xc0) return `${JPEG}.50`;
    if (marker === 0xc1) return `${JPEG}.51`;
    if (marker === 0xc2) return `${JPEG}.55`;
    if (marker === 0xc3) return `${JPEG}.57`;
    at += marker === 0xff ? 1 : 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  }
  return `${JPEG}.50`;
}

/** JPEG 2000 Part 2, lossless and not, and the syntaxes of part 1 beside them. */
const PART_TWO: ReadonlyMap<string, string> = new Map([
  [`${JPEG}.92`, `${JPEG}.90`],
  [`${JPEG}.93`, `${JPEG}.91`],
]);

const LOSSLESS_JPEG: ReadonlySet<string> = new Set([`${JPEG}.57`, `${JPEG}.70`]);

/**
 * The transfer syntax to decode a codestream by. Real files say lossless JPEG and hold a baseline stream (ophthalmic
 * pictures of one vendor): the lossless decoder makes noise of it without a word. So the stream's own process counts. So it does where
 * part 2 of JPEG 2000 is said and nothing of it used.
 */
export function processOf(uid: string, bytes: Uint8Array): string {
  const partOne = PART_TWO.get(uid);
  if (partOne !== undefined) return isPartOne(bytes) ? partOne : uid;
  if (sniff(bytes) !== 'jpeg') return uid;
  const own = jpegSyntax(bytes);
  return LOSSLESS_JPEG.has(own) === LOSSLESS_JPEG.has(uid) ? uid : own;
}

/** Whether a JPEG 2000 codestream has a CAP segment, right after SIZ: high throughput (ISO 15444-15 A.2). */
function isHighThroughput(bytes: Uint8Array): boolean {
  const at = 4 + (((bytes[4] ?? 0) << 8) | (bytes[5] ?? 0));
  return bytes[at] === 0xff && bytes[at + 1] === 0x50;
}

/** The transfer syntax of a codestream that nobody named; undefined = no codestream that is known. */
export function syntaxOf(bytes: Uint8Array): string | undefined {
  switch (sniff(bytes)) {
    case 'jpeg':
      return jpegSyntax(bytes);
    case 'jpegls':
      return `${JPEG}.81`;
    case 'j2k':
      return isHighThroughput(bytes) ? `${JPEG}.203` : `${JPEG}.91`;
    case 'jp2':
      return `${JPEG}.91`;
    case 'rle':
      return RLE;
    case 'jxl':
      return `${JPEG}.112`;
    default:
      return undefined;
  }
}
