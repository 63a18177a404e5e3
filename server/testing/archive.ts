import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Hono } from 'hono';
import { archiveApp } from '../archiveApp';
import { archiveAnswers } from '../embeddedDoor';
import { openArchive, type OpenArchive } from '../openArchive';

/** An embedded archive over a temporary folder, reached as over HTTP but without a socket. */
export interface TestArchive {
  readonly folder: string;
  readonly opened: OpenArchive;
  readonly app: Hono;
  get(path: string, accept?: string): Promise<Response>;
  close(): Promise<void>;
}

/** Opens an archive that holds these files (path to bytes), or those of a folder that is there. */
export async function testArchive(
  files: Readonly<Record<string, Buffer>>,
  folder?: string,
): Promise<TestArchive> {
  const root = folder ?? (await mkdtemp(join(tmpdir(), 'isocenter-archive-')));
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), bytes);
  }
  const opened = await openArchive(
    { ok: true, path: root, isOurs: true, isWritable: true },
    { samples: false },
    () => undefined,
  );
  const archive = archiveApp(opened.index, opened.store, '/dicom-web');
  const app = new Hono().route('/dicom-web', archiveAnswers(archive, false));
  return {
    folder: root,
    opened,
    app,
    get: async (path, accept = '*/*') => app.request(`/dicom-web${path}`, { headers: { accept } }),
    close: () => rm(root, { recursive: true, force: true }),
  };
}

/** One part of a multipart answer. */
export interface ReadPart {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Cuts a multipart answer by its boundary alone, so that wrong Content-Lengths show. */
export async function readParts(response: Response): Promise<ReadPart[]> {
  const boundary = /boundary=([^;]+)/.exec(response.headers.get('content-type') ?? '')?.[1] ?? '';
  const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
  const pieces = `\r\n${text}`.split(`\r\n--${boundary}`);
  if (!pieces.at(-1)?.startsWith('--')) throw new Error('the closing boundary is missing');
  return pieces.slice(1, -1).map((piece) => {
    const end = piece.indexOf('\r\n\r\n');
    const lines = piece.slice(2, end).split('\r\n');
    const headers = Object.fromEntries(lines.map((line) => line.split(': ', 2).map(String)));
    return { headers, body: Buffer.from(piece.slice(end + 4), 'latin1') };
  });
}

/** A multipart body as STOW-RS sends it. */
export function stowBody(
  objects: readonly Buffer[],
  ending = '--b--\r\n',
): { headers: Record<string, string>; body: Uint8Array<ArrayBuffer> } {
  const parts = objects.flatMap((bytes) => [
    Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\n'),
    bytes,
    Buffer.from('\r\n'),
  ]);
  return {
    headers: { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=b' },
    body: Uint8Array.from(Buffer.concat([...parts, Buffer.from(ending)])),
  };
}
