/**
 * What answers of archives may be to a browser: data. An archive, or whoever stored what it sends, is not trusted with this
 * origin: no page, no script, no service worker, no cookie, no way elsewhere.
 */

/** A media type as it goes on, and whether a browser may show it by itself. */
export interface DataType {
  readonly type: string;
  readonly shown: boolean;
}

/** What stands for anything else that is no page. */
export const OCTETS: DataType = { type: 'application/octet-stream', shown: false };

const JSON_TYPES = /^application\/(dicom\+json|json|problem\+json)$/;
const PLAIN =
  /^(application\/(dicom|octet-stream|pdf|zip|x-hdf5?)|(image|video|audio)\/[a-z0-9.+-]+|text\/plain)$/;
/** Pictures in which a browser runs what they say. */
const LIVING = /\bsvg|xml\b/;
const PAGES = /^(text\/html|application\/xhtml\+xml|text\/x-?html)$/;
const SHOWN = /^(image\/(png|jpeg|gif)|text\/plain)$/;
/** A parameter to the letter (RFC 9110 5.6.6): archives quote transfer syntaxes inside media types. */
const PARAMETERS =
  /^(?:;\s*[a-z0-9-]+=(?:[\w!#$%&'*+.^`|~:/=?@,()-]+|"[\w !#$%&'()*+,./:;<=>?@[\]^`{|}~-]*")\s*){0,8}$/i;

/** Reads a Content-Type; 'page' where an archive sends what a browser would show as one. */
export function readDataType(header: string | undefined): DataType | 'page' {
  const [, essence = '', rest = ''] = /^\s*([^;\s]*)\s*(.*)$/s.exec(header ?? '') ?? [];
  const type = essence.toLowerCase();
  if (PAGES.test(type)) return 'page';
  const hasParameters = PARAMETERS.test(rest);
  if (type === 'multipart/related') {
    const inner = /;\s*type="?([^";]+)/i.exec(rest)?.[1]?.trim().toLowerCase() ?? 'application/octet-stream';
    const isData =
      (PLAIN.test(inner) || JSON_TYPES.test(inner) || inner === 'application/dicom+xml') &&
      !LIVING.test(inner.replace('dicom+xml', ''));
    return hasParameters && isData ? { type: `${type}${rest}`, shown: false } : OCTETS;
  }
  const isJson = JSON_TYPES.test(type);
  if (!isJson && (!PLAIN.test(type) || LIVING.test(type))) return OCTETS;
  // A charset decides how bytes are read as text: JSON has one, pictures none.
  if (type === 'text/plain') return { type: 'text/plain; charset=utf-8', shown: true };
  return { type: isJson || !hasParameters ? type : `${type}${rest}`, shown: isJson || SHOWN.test(type) };
}

/** Headers that every answer of an archive carries, whatever it says itself. */
export const dataHeaders = ({ shown }: DataType): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Content-Disposition': shown ? 'inline' : 'attachment; filename="data"',
});

/** What of an archive's own headers goes on, each where its value has this form. */
const PASSED: Readonly<Record<string, RegExp>> = {
  'content-length': /^\d{1,16}$/,
  'content-encoding': /^(gzip|deflate|br|identity)$/,
  'content-range': /^bytes (\d+-\d+|\*)\/(\d+|\*)$/,
  'accept-ranges': /^(bytes|none)$/,
  date: /^[\w ,:+-]{1,40}$/,
  etag: /^(W\/)?"[\x21\x23-\x7e]{0,128}"$/,
  'last-modified': /^[\w ,:+-]{1,40}$/,
  'retry-after': /^[\w ,:+-]{1,40}$/,
  warning: /^[\x20-\x7e]{1,512}$/,
  'x-total-count': /^\d{1,9}$/,
};
/** Where people sign in, nothing is kept on the way, nor asked for in part. */
const OF_KEEPING = new Set(['etag', 'last-modified', 'accept-ranges', 'content-range']);

/** The headers that an answer of an archive goes on with. Nobody shared keeps one; a browser asks again before it uses its own. */
export function passedHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  type: DataType,
  isGuarded: boolean,
): Record<string, string> {
  const passed = Object.entries(PASSED).flatMap(([name, form]) => {
    const value = headers[name];
    const isKept = typeof value === 'string' && form.test(value) && !(isGuarded && OF_KEEPING.has(name));
    return isKept ? [[name, value] as const] : [];
  });
  return {
    ...Object.fromEntries(passed),
    ...dataHeaders(type),
    'content-type': type.type,
    'cache-control': isGuarded ? 'private, no-store' : 'private, no-cache',
    vary: 'Accept, Accept-Encoding, Authorization',
  };
}

/** Answers that are one: no way elsewhere, no other protocol. */
export const isPlainStatus = (status: number): boolean =>
  (status >= 200 && status < 300) || status === 304 || (status >= 400 && status < 600);
