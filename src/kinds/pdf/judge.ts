/** What came where a PDF was expected, by its bytes. */
export type Judged =
  | {
      readonly state: 'pdf';
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** Less came than the object says that there is, or the mark of the end is not there: pages may be missing. */
      readonly isCut: boolean;
    }
  | { readonly state: 'refused'; readonly reason: 'empty' | 'page' | 'other' };

/** Whitespace and a byte order mark may stand before the header: some makers write them. */
const BEGINS = /^(\u00ef\u00bb\u00bf)?[\s\0]{0,64}%PDF-\d/;
const PAGE = /^(\u00ef\u00bb\u00bf)?\s*(<!doctype\s+html|<!--|<html|<head|<body|<script|<svg|<\?xml)/i;
const HEAD_BYTES = 256;

/** Readers look for the end mark in so many bytes (ISO 32000-1, annex H, note 18). */
const TAIL_BYTES = 1024;
const END = '%%EOF';

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** Without the zeros and line ends that stand behind an end. */
function trimmed(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && [0, 10, 13, 32].includes(bytes[end - 1] ?? 1)) end -= 1;
  return bytes.subarray(0, end);
}

const hasEnd = (bytes: Uint8Array): boolean => latin(trimmed(bytes).subarray(-TAIL_BYTES)).includes(END);

/**
 * Whether the bytes of a document are a PDF: by `%PDF-` at their beginning, never by the media type that its maker states. They are
 * cut at Encapsulated Document Length (0042,0015), where the document ends there.
 */
export function judgePdf(bytes: Uint8Array<ArrayBuffer>, lengthBytes: number | undefined): Judged {
  if (trimmed(bytes).length === 0) return { state: 'refused', reason: 'empty' };
  const head = latin(bytes.subarray(0, HEAD_BYTES));
  if (!BEGINS.test(head)) return { state: 'refused', reason: PAGE.test(head) ? 'page' : 'other' };
  const told = lengthBytes === undefined ? bytes : bytes.subarray(0, lengthBytes);
  // A length that ends within the document is a mistake of the file, and nothing is cut by it.
  const whole = hasEnd(told) ? told : bytes;
  return {
    state: 'pdf',
    bytes: whole,
    isCut: (lengthBytes !== undefined && lengthBytes > bytes.length) || !hasEnd(whole),
  };
}
