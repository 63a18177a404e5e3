import { isPage, malformed, tooMuch } from './faults';
import { LIMITS } from '@/dicom/dataset/limits';
import { createMultipartReader, MULTIPART_CAPS, type BodyPart } from './multipart';
import { readBoundary } from './partHeaders';
import type { Answer } from './request';

/** Refuses answers that cannot hold pixels: login pages, JSON errors with status 200. */
export function refuseWords(what: string, contentType: string | null, expected: string): void {
  if (isPage(contentType) || /^\s*(application\/([\w.+-]*\+)?json|text\/)/i.test(contentType ?? ''))
    throw malformed(what, {
      what: 'contentType',
      expected,
      received: (contentType ?? '').split(';')[0] ?? '',
    });
}

/** The whole body in one buffer of its own. */
export async function readBody(what: string, answer: Answer, cap: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let piece = await answer.next(); piece !== undefined; piece = await answer.next()) {
    pieces.push(piece.slice());
    length += piece.length;
    if (length > cap) throw tooMuch(what, 'bytes', cap, length);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    body.set(piece, at);
    at += piece.length;
  }
  return body;
}

/**
 * All parts of an answer, each of at most `capBytes`; a single-part answer counts as one part with the answer's own headers. The terminating
 * boundary must have come.
 */
export async function readParts(
  what: string,
  answer: Answer,
  expected: string,
  capBytes: number = LIMITS.partBytes,
): Promise<readonly BodyPart[]> {
  try {
    const type = answer.headers.get('Content-Type');
    refuseWords(what, type, expected);
    const boundary = readBoundary(type);
    if (boundary === undefined) {
      const headers = new Map<string, string>();
      answer.headers.forEach((value, name) => headers.set(name.toLowerCase(), value));
      return [{ headers, body: await readBody(what, answer, capBytes) }];
    }
    const reader = createMultipartReader(boundary, { ...MULTIPART_CAPS, partBytes: capBytes });
    const parts: BodyPart[] = [];
    for (let piece = await answer.next(); piece !== undefined; piece = await answer.next())
      parts.push(...reader.push(piece));
    reader.end();
    return parts;
  } finally {
    answer.close();
  }
}
