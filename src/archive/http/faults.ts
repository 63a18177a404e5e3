import { ArchiveError, type Fault } from '@/archive/contract/archiveError';

/** Statuses that may pass by themselves: worth asking again (RFC 9110 15.5.9, 15.6; RFC 6585 4; RFC 8470 5.2). */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** What an HTTP status outside 2xx means for the reader. */
export function faultOf(status: number): Fault {
  if (status === 401 || status === 403) return 'unauthorised';
  if (status === 404 || status === 410) return 'not-found';
  if (PASSING.has(status) || status >= 502) return 'unreachable';
  return 'refused';
}

/**
 * The error of an answer outside 2xx. `what` names the request in words ("frame", "QIDO studies"): never a URL,
 * since those hold UIDs and typed names.
 */
export function statusError(what: string, status: number, retryAfter?: string | null): ArchiveError {
  const waitMs = readRetryAfterMs(retryAfter ?? null);
  return new ArchiveError(faultOf(status), `${what}: HTTP ${status}`, {
    status,
    details: waitMs === undefined ? {} : { retryAfterMs: waitMs },
  });
}

/** Milliseconds a Retry-After header asks to wait (RFC 9110 10.2.3: seconds or a date), or undefined. */
export function readRetryAfterMs(header: string | null, nowMs = Date.now()): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

/** Anything thrown on the way to an archive, as ArchiveError: aborts stay silent, the rest was the network. */
export function toArchiveError(what: string, error: unknown, signal?: AbortSignal): ArchiveError {
  if (error instanceof ArchiveError) return error;
  if (signal?.aborted === true) return aborted(what);
  if (isDefect(error))
    return new ArchiveError('malformed', `${what}: a defect`, { details: { what: 'defect' }, cause: error });
  return new ArchiveError('unreachable', `${what}: no answer`, { cause: error });
}

/**
 * Whether an error is one of the code itself, and no word of the network: fetch, too, rejects with TypeError where it gets
 * no answer, in words of each browser's own.
 */
const isDefect = (error: unknown): boolean =>
  error instanceof ReferenceError ||
  error instanceof RangeError ||
  (error instanceof TypeError &&
    /\bundefined\b|\bnull\b|is not (a function|iterable|a constructor|an object)/.test(error.message));

/** Somebody stopped waiting. */
export const aborted = (what: string): ArchiveError => new ArchiveError('aborted', `${what}: aborted`);

/** Bytes came that are not what was asked for; `details` says in numbers or words what was expected and received. */
export const malformed = (what: string, details: Record<string, string | number>): ArchiveError =>
  new ArchiveError('malformed', `${what}: ${JSON.stringify(details)}`, { details });

/** More came, or is claimed, than is let into memory here (dicom/limits). */
export const tooMuch = (what: string, attribute: string, most: number, received: number): ArchiveError =>
  malformed(what, { what: 'limit', attribute, most, received });

/** Whether an answer is a page for people: login forms and proxies' error pages come with status 200. */
export const isPage = (contentType: string | null): boolean =>
  /^\s*(text\/html|application\/xhtml\+xml)/i.test(contentType ?? '');

/** Whether asking the same again may help: a passing status, or a broken connection. A hang is not asked twice. */
export const isPassing = (error: ArchiveError): boolean =>
  error.details['waitedMs'] === undefined &&
  (error.status === undefined ? error.fault === 'unreachable' : PASSING.has(error.status));
