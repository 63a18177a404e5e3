import dicomParser from 'dicom-parser';
import { encodeElement, encodeFileMeta, encodeImplicitElement } from './encode';
import type { SampleDataset } from './encode';
import { attribute } from './keywords';

const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
/** Syntaxes whose dataset is not plain Little Endian: never rewritten. */
const UNTOUCHABLE = new Set(['1.2.840.10008.1.2.2', '1.2.840.10008.1.2.1.99']);
const PIXEL_DATA = 0x7fe00010;
const SEQUENCE_DELIMITER = 0xfffee0dd;
const UNDEFINED_LENGTH = 0xffffffff;

/** A file that cannot be rewritten byte for byte, and is better left out. */
export class UnfitFile extends Error {
  override readonly name = 'UnfitFile';
}

/** Where an element begins and ends, its header included. */
interface Span {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

const tagAt = (bytes: Buffer, offset: number): number =>
  ((bytes.readUInt16LE(offset) << 16) | bytes.readUInt16LE(offset + 2)) >>> 0;

/** End of encapsulated pixel data: items up to and with the sequence delimiter (PS3.5 A.4). */
const endOfFragments = (bytes: Buffer, firstItem: number): number => {
  let offset = firstItem;
  for (;;) {
    const tag = tagAt(bytes, offset);
    const length = bytes.readUInt32LE(offset + 4);
    if (tag === SEQUENCE_DELIMITER) return offset + 8;
    if (tag !== 0xfffee000)
      throw new UnfitFile(`Expected a fragment at byte ${offset}, found ${tag.toString(16)}`);
    offset += 8 + length;
  }
};

/**
 * Elements of the dataset from the first to Pixel Data. What follows pixels (padding, and in one package file two
 * megabytes of zeros) is no part of the image. Throws where the elements do not lie end to end.
 */
const readSpans = (bytes: Buffer): { transferSyntax: string; sopClass: string; spans: readonly Span[] } => {
  const parsed = dicomParser.parseDicom(bytes, { untilTag: 'x7fe00010' });
  const transferSyntax = parsed.string('x00020010') ?? '';
  if (transferSyntax === '' || UNTOUCHABLE.has(transferSyntax))
    throw new UnfitFile(`Cannot rewrite a file in transfer syntax ${transferSyntax}`);
  const spans: Span[] = [];
  let end = 0;
  for (const element of Object.values(parsed.elements).sort(
    (one, other) => one.dataOffset - other.dataOffset,
  )) {
    const tag = Number.parseInt(element.tag.slice(1), 16);
    const start = end;
    end =
      element.length === UNDEFINED_LENGTH
        ? endOfFragments(bytes, element.dataOffset)
        : element.dataOffset + element.length;
    // The parser ends a sequence of undefined length before its delimiter.
    if (end + 8 <= bytes.length && tagAt(bytes, end) === SEQUENCE_DELIMITER) end += 8;
    if (tag >>> 16 === 2) continue;
    if (tagAt(bytes, start) !== tag)
      throw new UnfitFile(`Expected ${element.tag} at byte ${start} of the file`);
    spans.push({ tag, start, end });
  }
  if (spans.at(-1)?.tag !== PIXEL_DATA || end > bytes.length)
    throw new UnfitFile('The file has no whole Pixel Data');
  return { transferSyntax, sopClass: parsed.string('x00080016') ?? '', spans };
};

/** Private elements and group lengths: the former may hide anything, the latter would be wrong afterwards. */
const isDropped = (tag: number): boolean => (tag >>> 16) % 2 === 1 || (tag & 0xffff) === 0;

/**
 * A copy of a Part 10 file with some attributes replaced and others gone. Every byte of every other attribute, of the
 * pixel data above all, is copied as it stands, and the transfer syntax stays. Private elements are dropped, unless they are
 * to be kept.
 * `changesIfPresent` are applied only to attributes that the file has.
 */
export const rewriteFile = (
  file: Uint8Array,
  changes: SampleDataset & { readonly SOPInstanceUID: string },
  options: {
    readonly without: readonly string[];
    readonly changesIfPresent: SampleDataset;
    readonly keepsPrivate?: boolean;
  },
): Buffer => {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const { transferSyntax, sopClass, spans } = readSpans(bytes);
  const encode = transferSyntax === IMPLICIT_LITTLE_ENDIAN ? encodeImplicitElement : encodeElement;
  const present = new Set(spans.map(({ tag }) => tag));
  const removed = new Set(options.without.map((keyword) => attribute(keyword).tag));
  const replaced = new Map<number, Buffer>();
  for (const [source, always] of [[options.changesIfPresent, false] as const, [changes, true] as const])
    for (const [keyword, value] of Object.entries(source)) {
      const { tag, vr } = attribute(keyword);
      if (always || present.has(tag)) replaced.set(tag, encode(tag, vr, value));
    }
  const kept = spans
    .filter(
      ({ tag }) =>
        (options.keepsPrivate ? (tag & 0xffff) !== 0 : !isDropped(tag)) &&
        !removed.has(tag) &&
        !replaced.has(tag),
    )
    .map(({ tag, start, end }) => [tag, bytes.subarray(start, end)] as const);
  const elements = [...kept, ...replaced].sort(([one], [other]) => one - other).map(([, element]) => element);
  return Buffer.concat([encodeFileMeta(sopClass, changes.SOPInstanceUID, transferSyntax), ...elements]);
};
