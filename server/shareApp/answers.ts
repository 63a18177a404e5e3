import type * as z from 'zod/mini';
import type { Share } from '../share/share';

/** Refusals of links come no sooner than this, whatever was wrong: their time says nothing. */
const LEAST_MS = 200;
const NO_STORE = { 'Cache-Control': 'no-store' };

/** An answer, as the page reads it (protocol/). */
export const say = <Schema extends z.ZodMiniType = never>(body: z.input<Schema>, status = 200): Response =>
  Response.json(body, { status, headers: NO_STORE });
export const none = (): Response => new Response(null, { status: 204, headers: NO_STORE });
export const refusal = <Schema extends z.ZodMiniType = z.ZodMiniType<object>>(
  status: number,
  sentence: string,
  more?: z.input<Schema>,
): Response =>
  Response.json({ error: sentence, ...(more as object | undefined) }, { status, headers: NO_STORE });

/** A share in the words of the record: which it is, and in which archive it opens what. */
export const recordOf = (share: Share) => ({
  ...triedAt(share),
  studies: share.scope.studies,
  ...(share.scope.series === undefined ? {} : { series: share.scope.series }),
});
/** A try at a share, of which nothing was seen. */
export const triedAt = ({ id, archive }: Share) => ({
  share: id,
  // Shares of before there were several name none.
  ...(archive === undefined ? {} : { archive }),
});

/** Waits until a refusal may go out. */
export async function paced(begunMs: number, response: Response): Promise<Response> {
  const waitMs = Math.max(0, begunMs + LEAST_MS - performance.now());
  // A timer may fire a moment early.
  await new Promise((resolve) => setTimeout(resolve, Math.ceil(waitMs) + 1));
  return response;
}
