import { NotWritten } from '../state/disk';

/** A refusal with a sentence for the person or program that asked; holds no patient data. */
export class HttpRefusal extends Error {
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.name = 'Refusal';
    this.status = status;
  }
}

/** An error answer as JSON: `{ "error": "sentence" }`. */
export const problem = (status: number, sentence: string): Response =>
  Response.json({ error: sentence }, { status, headers: { 'Cache-Control': 'no-store' } });

/** What became of a request that ended in an error: that the disk did not take it is said, all else is 500. */
export const notDone = (error: unknown, sentence: string): Response =>
  error instanceof NotWritten ? problem(error.status, notWritten(error)) : problem(500, sentence);

function notWritten({ code, status }: NotWritten): string {
  if (code === 'ESTALE')
    return 'A file of the server was replaced or cut while it was in use, so nothing was changed. Start the server again, then try once more.';
  return status === 507
    ? 'The disk of the server is full, so nothing was changed. Make room, then try again.'
    : 'The disk of the server did not take this, so nothing was changed. Try again.';
}
