import { covers, parseAccept, type MediaRange } from './accept';
import { HttpRefusal } from './problem';

/** Media types of transfer syntaxes in WADO-RS answers (PS3.18 Tables 8.7.3-2 to 8.7.3-5). */
const MEDIA_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^1\.2\.840\.10008\.1\.2\.5$/, 'image/dicom-rle'],
  [/^1\.2\.840\.10008\.1\.2\.4\.(5[0-9]|6[0-6]|70)$/, 'image/jpeg'],
  [/^1\.2\.840\.10008\.1\.2\.4\.8[01]$/, 'image/jls'],
  [/^1\.2\.840\.10008\.1\.2\.4\.9[01]$/, 'image/jp2'],
  [/^1\.2\.840\.10008\.1\.2\.4\.9[23]$/, 'image/jpx'],
  [/^1\.2\.840\.10008\.1\.2\.4\.20[123]$/, 'image/jphc'],
  [/^1\.2\.840\.10008\.1\.2\.4\.11[012]$/, 'image/jxl'],
  [/^1\.2\.840\.10008\.1\.2\.4\.10[01](\.1)?$/, 'video/mpeg'],
  [/^1\.2\.840\.10008\.1\.2\.4\.10[2-8](\.1)?$/, 'video/mp4'],
];

/** The media type of a frame in a transfer syntax; octet-stream for uncompressed and unknown ones. */
export const mediaTypeOf = (transferSyntax: string): string =>
  MEDIA_TYPES.find(([pattern]) => pattern.test(transferSyntax))?.[1] ?? 'application/octet-stream';

/** How an answer is packed. */
export interface Packing {
  readonly multipart: boolean;
  /** Media type of the parts, or of the whole answer. */
  readonly type: string;
}

const OCTETS = 'application/octet-stream';

/** Whether the transfer syntax that a media range names admits the stored one; absent = whatever is stored. */
function admitsSyntax(range: MediaRange, stored: string, isDefault: boolean): boolean {
  const asked = range.parameters.get('transfer-syntax');
  return asked === undefined ? isDefault : asked === '*' || asked === stored;
}

/**
 * Chooses how stored bytes are sent (PS3.18 8.7.4). Nothing is transcoded: what the client cannot take as stored is
 * refused with 406. A transfer syntax of `*` means as stored, whatever the media type beside it says.
 * @param single whether the answer may be one part alone, outside multipart/related.
 */
export function negotiate(
  accept: string | undefined,
  stored: { readonly type: string; readonly transferSyntax: string },
  single: boolean,
): Packing {
  const isOctets = stored.type === OCTETS;
  const admits = (range: MediaRange, type: string): boolean => {
    if (covers(type, stored.type)) return admitsSyntax(range, stored.transferSyntax, true);
    // Octet-stream alone means Explicit VR Little Endian, so compressed bytes need the syntax to be named.
    if (type === OCTETS || type === 'application/*')
      return admitsSyntax(range, stored.transferSyntax, isOctets);
    return false;
  };
  for (const range of parseAccept(accept)) {
    if (range.type === '*/*') return { multipart: true, type: stored.type };
    if (covers(range.type, 'multipart/related')) {
      const inner = range.parameters.get('type')?.toLowerCase();
      const taken =
        inner === undefined ? admitsSyntax(range, stored.transferSyntax, true) : admits(range, inner);
      if (taken) return { multipart: true, type: stored.type };
    } else if (single && admits(range, range.type)) return { multipart: false, type: stored.type };
  }
  const name = `${stored.type}; transfer-syntax=${stored.transferSyntax}`;
  throw new HttpRefusal(
    406,
    `This is stored as ${name} and is not converted: ask with Accept: multipart/related; type="${stored.type}"; transfer-syntax=*.`,
  );
}

/** Refuses a request that takes none of these media types; gives the first that it takes. */
export function chooseMediaType(accept: string | undefined, types: readonly string[]): string {
  for (const range of parseAccept(accept)) {
    const found = types.find((type) => covers(range.type, type));
    if (found !== undefined) return found;
  }
  throw new HttpRefusal(406, `This is offered as ${types.join(' or ')} only.`);
}
