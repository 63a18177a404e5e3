import { fromBase64 } from '@/dicom/dataset/base64';
import { number, text, type DicomJson } from '@/dicom/dataset/dicomJson';

/** Encapsulated Document (0042,0011), PS3.3 C.24.2. */
export const DOCUMENT = '00420011';
/** Its length without padding, its media type. */
const [LENGTH, MEDIA_TYPE] = ['00420015', '00420012'] as const;

/** What a document may be handed on as: by its first bytes, never by what the file says alone. */
const KINDS = [
  { ending: 'pdf', type: 'application/pdf', begins: /^%PDF-/ },
  { ending: 'xml', type: 'application/xml', begins: /^(\u00ef\u00bb\u00bf)?\s*<\?xml\b/ },
] as const;

/** A document that an object wraps (PS3.3 A.45). */
export interface Encapsulated {
  /** Where the archive has it, or what the description holds of it itself. */
  readonly from: { readonly uri: string } | { readonly bytes: Uint8Array<ArrayBuffer> };
  /** Without the byte that makes it even; undefined: as long as it comes. */
  readonly lengthBytes: number | undefined;
  /** As the file says: application/pdf, model/stl. */
  readonly mediaType: string;
}

/** Encapsulated Document Length (0042,0015) in bytes, without padding; undefined: not told, or no length. */
export function documentLength(dataset: DicomJson): number | undefined {
  const lengthBytes = number(dataset, LENGTH);
  return lengthBytes !== undefined && Number.isSafeInteger(lengthBytes) && lengthBytes > 0
    ? lengthBytes
    : undefined;
}

/** The document of an object, by its description; undefined: it wraps none. Throws where an inline one is no base64. */
export function encapsulatedIn(dataset: DicomJson): Encapsulated | undefined {
  const { BulkDataURI: uri, InlineBinary: inline } = dataset[DOCUMENT] ?? {};
  if (uri === undefined && inline === undefined) return undefined;
  return {
    from: uri === undefined ? { bytes: fromBase64(inline ?? '') } : { uri },
    lengthBytes: number(dataset, LENGTH),
    mediaType: text(dataset, MEDIA_TYPE) ?? '',
  };
}

/** The document as a file of its own. Its name says what it is, never whose. */
export function toDocumentFile(
  bytes: Uint8Array<ArrayBuffer>,
  lengthBytes: number | undefined,
): { readonly name: string; readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> } {
  // One byte of padding is all that there can be: another length is a mistake of the file, and nothing is cut by it.
  const isPadded = lengthBytes === bytes.length - 1 && bytes.at(-1) === 0;
  const whole = isPadded ? bytes.subarray(0, lengthBytes) : bytes;
  const beginning = String.fromCharCode(...whole.subarray(0, 64));
  const { ending, type } = KINDS.find(({ begins }) => begins.test(beginning)) ?? {
    ending: 'bin',
    type: 'application/octet-stream',
  };
  return { name: `document.${ending}`, type, bytes: whole };
}
