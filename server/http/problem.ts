/** A refusal with a sentence for the person or program that asked; holds no patient data. */
export class Refusal extends Error {
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
