/** One HTTP answer, before the network has its way with it. */
export interface HostileAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Sent so much later. */
  readonly delayMs?: number;
}

export const answer = (
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: Buffer | string = '',
): HostileAnswer => ({ status, headers, body: Buffer.from(body) });

export const JSON_TYPE = { 'Content-Type': 'application/dicom+json' };

const LOGIN_PAGE = '<!doctype html><title>Sign in</title><p>Your session has expired.</p>';

/** A page for people with status 200. */
export const loginPage = (): HostileAnswer =>
  answer(200, { 'Content-Type': 'text/html; charset=utf-8' }, LOGIN_PAGE);

/** One body part (RFC 2046 5.1). */
export interface HostilePart {
  readonly type: string;
  readonly body: Buffer;
  readonly location?: string;
}

/** How a multipart answer is written, where archives differ. */
export interface HostileWriting {
  readonly lineEnd?: '\r\n' | '\n';
  readonly boundary?: 'plain' | 'quoted';
  readonly typeQuotes?: boolean;
  readonly lowerCase?: boolean;
  readonly preamble?: boolean;
  readonly final?: boolean;
}

export function multipart(
  rootType: string,
  parts: readonly HostilePart[],
  how: HostileWriting = {},
): HostileAnswer {
  const { lineEnd = '\r\n', boundary: form = 'plain', typeQuotes = true, final = true } = how;
  const boundary = form === 'quoted' ? 'a boundary:with=signs' : 'boundary-3d9b1f';
  const head = ({ type, body, location }: HostilePart) => {
    const lines = [
      ['Content-Type', type],
      ['Content-Length', String(body.length)],
      ...(location === undefined ? [] : [['Content-Location', location]]),
    ].map(([name = '', value = '']) => `${how.lowerCase ? name.toLowerCase() : name}: ${value}`);
    return Buffer.from(`${lineEnd}--${boundary}${lineEnd}${lines.join(lineEnd)}${lineEnd}${lineEnd}`);
  };
  const body = Buffer.concat([
    Buffer.from(how.preamble ? 'This is a message in several parts.' : ''),
    ...parts.flatMap((part) => [head(part), part.body]),
    Buffer.from(final ? `${lineEnd}--${boundary}--${lineEnd}` : ''),
  ]);
  const type = typeQuotes ? `"${rootType}"` : rootType;
  const named = form === 'quoted' ? `"${boundary}"` : boundary;
  return answer(200, { 'Content-Type': `multipart/related; type=${type}; boundary=${named}` }, body);
}
