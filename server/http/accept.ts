/** One media range of an Accept header (PS3.18 8.7.4, RFC 9110 12.5.1). */
export interface MediaRange {
  /** Lower case, without parameters: `multipart/related`, `image/*`. */
  readonly type: string;
  /** Names in lower case, values without quotes. */
  readonly parameters: ReadonlyMap<string, string>;
  /** 0 = refused. */
  readonly q: number;
}

/** Splits at a separator that stands outside quotes. */
function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === separator && !quoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim()).filter((part) => part !== '');
}

const unquote = (text: string): string => text.trim().replace(/^"(.*)"$/, '$1');

/** A media type with its parameters, as in Content-Type; parameters hidden inside a quoted `type` come out too. */
export function parseMediaType(text: string): MediaRange {
  const [type = '', ...rest] = splitOutsideQuotes(text, ';');
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const name = part.slice(0, equals).trim().toLowerCase();
    // Orthanc writes type="image/jls; transfer-syntax=1.2...": the transfer syntax inside the quotes.
    const [value = '', ...inner] = unquote(part.slice(equals + 1)).split(';');
    parameters.set(name, value.trim());
    for (const each of inner) {
      const [key = '', held = ''] = each.split('=');
      parameters.set(key.trim().toLowerCase(), held.trim());
    }
  }
  const q = Number(parameters.get('q') ?? '1');
  return { type: type.toLowerCase(), parameters, q: Number.isFinite(q) ? q : 1 };
}

/** The parts of a list as Accept and Accept-Encoding have it, in the order of the header, refused ones too. */
export const parseMediaTypes = (header: string): MediaRange[] =>
  splitOutsideQuotes(header, ',').map(parseMediaType);

/** The media ranges of an Accept header, best first; an absent or empty header accepts anything. */
export function parseAccept(header: string | undefined): MediaRange[] {
  const ranges = parseMediaTypes(header ?? '');
  if (ranges.length === 0) return [{ type: '*/*', parameters: new Map(), q: 1 }];
  return ranges.filter(({ q }) => q > 0).sort((a, b) => b.q - a.q);
}

/** Whether a media range covers a media type. */
export const covers = (range: string, type: string): boolean =>
  range === '*/*' || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
