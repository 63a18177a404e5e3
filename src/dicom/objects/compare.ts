import { fromBase64 } from '@/dicom/dataset/base64';
import type { DicomElement, DicomJson, JsonValue } from '@/dicom/dataset/dicomJson';

/** Decimal and integer text, and binary numbers: compared by value, whatever the spelling. */
const NUMERIC: ReadonlySet<string> = new Set('DS IS FD FL SL SS SV UL US UV'.split(' '));
/** Metadata come in UTF-8 (PS3.18 F.2), whatever the object is stored in. */
const CHARSET = '00080005';

/** Group 0002 stands in the file's head; group lengths (gggg,0000) are retired (PS3.5 7.2). */
const isCounted = (tag: string): boolean =>
  !tag.startsWith('0002') && !tag.endsWith('0000') && tag !== CHARSET;

const isEmpty = ({ Value, InlineBinary, BulkDataURI }: DicomElement): boolean =>
  InlineBinary === undefined &&
  BulkDataURI === undefined &&
  (Value ?? []).every((value) => value === null || value === '');

/** Spaces at the end carry no meaning, nor do nulls of UIDs (PS3.5 6.2). */
const plain = (value: JsonValue | undefined): string =>
  value === null || value === undefined
    ? ''
    : String(value)
        .replace(/[\s\0]+$/, '')
        .replace(/^ +/, '');

/** A person name, as text or as an object, without empty components at the end of its groups (PS3.5 6.2.1). */
function plainName(value: JsonValue | undefined): string {
  const names = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const groups =
    typeof value === 'string'
      ? value.split('=')
      : [names['Alphabetic'], names['Ideographic'], names['Phonetic']].map((group) => group ?? '');
  return groups
    .map((group) => String(group).replace(/[\s^]+$/, ''))
    .join('=')
    .replace(/=+$/, '');
}

/** Single-precision numbers lose digits on the way, texts of numbers may be shortened to 16 characters (PS3.5 6.2). */
function isSameNumber(vr: string, one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (plain(one) === plain(other)) return true;
  const [a, b] = [Number(one), Number(other)];
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  const digits = vr === 'FL' ? 1e-6 : vr === 'DS' ? 1e-9 : 1e-12;
  return Math.abs(a - b) <= digits * Math.max(Math.abs(a), Math.abs(b));
}

const isDataset = (value: JsonValue | undefined): value is DicomJson =>
  typeof value === 'object' && value !== null;

/** Bytes without the pad that makes their number even. */
function unpadded(base64: string): string {
  const bytes = fromBase64(base64);
  const end = bytes.length > 0 && bytes.at(-1) === 0 && bytes.length % 2 === 0 ? -1 : bytes.length;
  return bytes.slice(0, end).join(',');
}

function differingValues(vr: string, written: DicomElement, read: DicomElement, path: string): string[] {
  const [mine, theirs] = [written.Value ?? [], read.Value ?? []];
  if (vr === 'SQ') {
    const own = mine.filter(isDataset);
    const other = theirs.filter(isDataset);
    if (own.length !== other.length) return [path];
    return own.flatMap((item, i) => differencesOf(item, other[i] ?? {}, `${path}[${i}].`));
  }
  if (written.InlineBinary !== undefined) {
    // Bulk data that is only named is not at hand here.
    if (read.InlineBinary === undefined) return read.BulkDataURI === undefined ? [path] : [];
    return unpadded(written.InlineBinary) === unpadded(read.InlineBinary) ? [] : [path];
  }
  const isSame = (value: JsonValue, i: number) =>
    NUMERIC.has(vr)
      ? isSameNumber(vr, value, theirs[i])
      : vr === 'PN'
        ? plainName(value) === plainName(theirs[i])
        : plain(value) === plain(theirs[i]);
  return mine.length === theirs.length && mine.every(isSame) ? [] : [path];
}

function differencesOf(written: DicomJson, read: DicomJson, path: string): string[] {
  return Object.entries(written)
    .filter(([tag]) => isCounted(tag))
    .flatMap(([tag, mine]) => {
      const theirs = read[tag] ?? {};
      if (isEmpty(mine)) return isEmpty(theirs) ? [] : [path + tag];
      return differingValues(mine.vr ?? theirs.vr ?? 'UN', mine, theirs, path + tag);
    });
}

/**
 * Where an object as the archive describes it differs from the object as it was written, e.g. '0040A730[2].0040A160'; none:
 * all that was written is there, unchanged. Attributes that the archive adds are no difference.
 */
export const differences = (written: DicomJson, read: DicomJson): readonly string[] =>
  differencesOf(written, read, '');
