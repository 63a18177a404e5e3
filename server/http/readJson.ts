/** Bodies of our own services are small. */
const MOST_BYTES = 64 * 1024;
/** So many times what is read is let go by, of a body that does not say its length, before the connection is cut. */
const LET_GO = 16;

/** What came as a body: JSON, nothing that is JSON, or more than is read. */
export type JsonBody =
  { readonly is: 'json'; readonly value: unknown } | { readonly is: 'none' } | { readonly is: 'too-much' };

const NONE = { is: 'none' } as const;
const TOO_MUCH = { is: 'too-much' } as const;

/** What came as a body, whatever it says. */
export type TextBody =
  { readonly is: 'text'; readonly text: string } | { readonly is: 'none' } | { readonly is: 'too-much' };

/** The text of a request of at most `mostBytes`. Never rejects: a body that breaks off is none. */
export async function readTextWithin(mostBytes: number, { headers, body }: Request): Promise<TextBody> {
  if (Number(headers.get('content-length') ?? 0) > mostBytes) return TOO_MUCH;
  if (body === null) return NONE;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      // What is too long is taken to its end: who still sends does not read an answer.
      if (bytes <= mostBytes) chunks.push(chunk);
      else if (bytes > LET_GO * mostBytes) break;
    }
    if (bytes > mostBytes) return TOO_MUCH;
    return { is: 'text', text: Buffer.concat(chunks).toString('utf8') };
  } catch {
    return NONE;
  }
}

/** The JSON of a request of at most `mostBytes`. Never rejects. */
export async function readJsonWithin(mostBytes: number, request: Request): Promise<JsonBody> {
  const body = await readTextWithin(mostBytes, request);
  if (body.is !== 'text') return body;
  try {
    return { is: 'json', value: JSON.parse(body.text) as unknown };
  } catch {
    return NONE;
  }
}

/** The JSON of a request; undefined where it is none, or more than any service here is sent. */
export async function readJson(request: Request): Promise<unknown> {
  const body = await readJsonWithin(MOST_BYTES, request);
  return body.is === 'json' ? body.value : undefined;
}
