/** What can go wrong between the page and an archive. */
export type Fault =
  'unreachable' | 'unauthorised' | 'not-found' | 'refused' | 'malformed' | 'wrong-object' | 'aborted';

/** The only error that an Archive rejects with. Its message is for developers and holds no patient data. */
export class ArchiveError extends Error {
  readonly fault: Fault;
  /** HTTP status, when there was an answer. */
  readonly status: number | undefined;
  /** What was expected and what came, as numbers and words for the sentence shown, e.g. { expected: 512, received: 380 }. */
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    fault: Fault,
    message: string,
    more: { status?: number; details?: Record<string, string | number>; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'ArchiveError';
    this.fault = fault;
    this.status = more.status;
    this.details = more.details ?? {};
  }
}

/** Whether an error means that somebody stopped waiting: never shown. */
export const isAborted = (error: unknown): boolean =>
  (error instanceof ArchiveError && error.fault === 'aborted') ||
  (error instanceof DOMException && error.name === 'AbortError');
