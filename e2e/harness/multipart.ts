import { readFile } from 'node:fs/promises';

/** How one part of a multipart answer is spoilt. */
export type PartFault = 'short' | 'html' | 'other' | 'hang';

/** The boundary that a Content-Type names (RFC 2046 5.1.1). */
export function boundaryOf(contentType: string): string {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) throw new Error(`no boundary in ${contentType}`);
  return boundary;
}

interface Part {
  readonly head: string;
  readonly body: Buffer;
}

/** The parts of a multipart body (RFC 2046 5.1). */
export function partsOf(body: Buffer, contentType: string): Part[] {
  const marker = Buffer.from(`--${boundaryOf(contentType)}`);
  const parts: Part[] = [];
  let at = body.indexOf(marker);
  while (at >= 0) {
    const next = body.indexOf(marker, at + marker.length);
    if (next < 0) break;
    const piece = body.subarray(at + marker.length + 2, next - 2);
    const split = piece.indexOf('\r\n\r\n');
    parts.push({ head: piece.subarray(0, split).toString('latin1'), body: piece.subarray(split + 4) });
    at = next;
  }
  return parts;
}

const joined = (parts: readonly Part[], boundary: string, ended: boolean): Buffer =>
  Buffer.concat([
    ...parts.flatMap(({ head, body }) => [
      Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`),
      body,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(ended ? `--${boundary}--\r\n` : ''),
  ]);

/** Without its length, which would contradict the new body. */
const withoutLength = (head: string): string =>
  head
    .split('\r\n')
    .filter((line) => !/^content-length:/i.test(line))
    .join('\r\n');

export const halfOf = (body: Buffer): Buffer => body.subarray(0, Math.floor(body.length / 2));

/** Every part of a multipart body cut in half; another body as one part. */
export function halveParts(body: Buffer, contentType: string): Buffer {
  if (!contentType.startsWith('multipart/')) return halfOf(body);
  const parts = partsOf(body, contentType).map((part) => ({
    head: withoutLength(part.head),
    body: halfOf(part.body),
  }));
  return joined(parts, boundaryOf(contentType), true);
}

/** Spoils the part that names an instance, in its head or in its bytes. */
export function spoilParts(
  body: Buffer,
  contentType: string,
  sop: string,
  fault: PartFault,
): { bytes: Buffer; hangs: boolean } {
  const boundary = boundaryOf(contentType);
  const parts = partsOf(body, contentType);
  const index = parts.findIndex((part) => part.head.includes(sop) || part.body.includes(sop));
  const part = parts[index];
  if (!part) return { bytes: body, hangs: false };
  if (fault === 'hang') {
    const before = joined(parts.slice(0, index), boundary, false);
    const begun = Buffer.from(`--${boundary}\r\n${part.head}\r\n\r\n`);
    return {
      bytes: Buffer.concat([before, begun, part.body.subarray(0, part.body.length / 2)]),
      hangs: true,
    };
  }
  const other = parts[index === 0 ? 1 : index - 1]?.body ?? Buffer.alloc(0);
  const bodies: Record<Exclude<PartFault, 'hang'>, Buffer> = {
    short: halfOf(part.body),
    html: Buffer.from('<!doctype html><title>Sign in</title>'),
    other,
  };
  const spoilt = { head: withoutLength(part.head), body: bodies[fault] };
  return { bytes: joined(parts.with(index, spoilt), boundary, true), hangs: false };
}

/** A STOW-RS body (PS3.18 10.5) of files or bytes. */
export async function stowBody(
  files: readonly (string | Buffer)[],
): Promise<{ body: Uint8Array<ArrayBuffer>; contentType: string }> {
  const boundary = 'isocenter-e2e-boundary';
  const parts = await Promise.all(
    files.map(async (file) => ({
      head: 'Content-Type: application/dicom',
      body: typeof file === 'string' ? await readFile(file) : file,
    })),
  );
  return {
    body: new Uint8Array(joined(parts, boundary, true)),
    contentType: `multipart/related; type="application/dicom"; boundary=${boundary}`,
  };
}
