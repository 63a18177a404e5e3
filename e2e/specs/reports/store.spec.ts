import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCompanion } from '../../harness/companion';
import { rows, SOP_UID, attributeText, type QidoRow } from '../../harness/dicomWeb';
import { expect, test } from '../../fixtures/fixtures';
import { listFilesBelow, hasRealFiles, REAL_FILES, SAMPLES } from '../../harness/machine';
import { freePort } from '../../harness/ports';
import { partsOf, stowBody } from '../../harness/multipart';

/** Twenty sound files: real ones of one study where they are, else samples. */
const sound = (): string[] => {
  const folder = hasRealFiles ? join(REAL_FILES, 'petct') : SAMPLES;
  return listFilesBelow(folder).slice(0, 20);
};

/** A DICOM file whose pixel data ends in the middle; its identifiers can still be read. */
const cut = (file: string): Buffer => {
  const bytes = readFileSync(file);
  return bytes.subarray(0, Math.floor(bytes.length * 0.6));
};

async function store(
  root: string,
  files: readonly (string | Buffer)[],
): Promise<{ status: number; answer: QidoRow }> {
  const { body, contentType } = await stowBody(files);
  const headers = { 'content-type': contentType, accept: 'application/dicom+json' };
  const answer = await fetch(`${root}/studies`, { method: 'POST', body, headers });
  return { status: answer.status, answer: (await answer.json()) as QidoRow };
}

const references = (answer: QidoRow, tag: string): string[] =>
  ((answer[tag]?.Value ?? []) as QidoRow[]).map((item) => attributeText(item, '00081155'));

async function stored(root: string): Promise<string[]> {
  return (await rows(root, 'instances')).map((row) => attributeText(row, SOP_UID)).sort();
}

test('stores 20 files beside a broken one, and holds them after kill -9', async ({ folder }) => {
  const data = join(folder, 'data');
  mkdirSync(data);
  const port = await freePort();
  const files = sound();
  expect(files).toHaveLength(20);
  const broken = hasRealFiles
    ? join(REAL_FILES, 'broken', 'MR_truncated.dcm')
    : cut(listFilesBelow(SAMPLES).at(-1) ?? '');

  const first = await startCompanion({ data, port, noSamples: true });
  const before = await stored(first.dicomWeb);
  const { status, answer } = await store(first.dicomWeb, [...files.slice(0, 10), broken, ...files.slice(10)]);
  expect(status, 'PS3.18 table 10.5.3-1: 202 when some failed').toBe(202);
  expect(references(answer, '00081199')).toHaveLength(20);
  expect(references(answer, '00081198')).toHaveLength(1);
  const after = await stored(first.dicomWeb);
  expect(after).toHaveLength(before.length + 20);
  // As a power cut would, in the middle of another store of the same files.
  const half = store(first.dicomWeb, files).catch(() => undefined);
  await first.kill();
  await half;

  const second = await startCompanion({ data, port, noSamples: true });
  expect(await stored(second.dicomWeb)).toEqual(after);
  const kept = await fetchFile(second.dicomWeb, references(answer, '00081199'));
  await second.stop();
  const hashes = files.map((file) => createHash('sha256').update(readFileSync(file)).digest('hex')).sort();
  expect(kept, 'files are kept as received').toEqual(hashes);
});

/** The hashes of files as WADO-RS gives them back, in their stored transfer syntax. */
async function fetchFile(root: string, sops: readonly string[]): Promise<string[]> {
  const found = new Set(sops);
  const all = (await rows(root, 'instances')).filter((row) => found.has(attributeText(row, SOP_UID)));
  const hashes = await Promise.all(
    all.map(async (row) => {
      const path = `studies/${attributeText(row, '0020000D')}/series/${attributeText(row, '0020000E')}/instances/${attributeText(row, SOP_UID)}`;
      const headers = { accept: 'multipart/related; type="application/dicom"; transfer-syntax=*' };
      const answer = await fetch(`${root}/${path}`, { headers });
      const body = Buffer.from(await answer.arrayBuffer());
      const [part] = partsOf(body, answer.headers.get('content-type') ?? '');
      return createHash('sha256')
        .update(part?.body ?? '')
        .digest('hex');
    }),
  );
  return hashes.sort();
}

/** A body that stops after so many bytes and never ends; `taken` tells when the network has them all. */
function inPieces(body: Uint8Array<ArrayBuffer>, length: number) {
  const PIECE = 16_384;
  let at = 0;
  let tell = () => {};
  const taken = new Promise<void>((resolve) => (tell = resolve));
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        if (at >= length) {
          tell();
          return new Promise<void>(() => {});
        }
        controller.enqueue(body.subarray(at, Math.min(at + PIECE, length)));
        at += PIECE;
        return undefined;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, taken };
}

test('survives kill -9 in the middle of a store: every file is whole or absent', async ({ folder }) => {
  const data = join(folder, 'data');
  mkdirSync(data);
  const files = sound();
  const port = await freePort();
  for (const bytes of [20_000, 300_000, 900_000]) {
    const companion = await startCompanion({ data, port, noSamples: true });
    const { body, contentType } = await stowBody(files);
    const { stream, taken } = inPieces(body, Math.min(bytes, body.length - 1));
    const request = fetch(`${companion.dicomWeb}/studies`, {
      method: 'POST',
      body: stream,
      headers: { 'content-type': contentType },
      duplex: 'half',
    } as RequestInit).catch(() => undefined);
    await taken;
    await companion.kill();
    await request;
  }
  const companion = await startCompanion({ data, port, noSamples: true });
  const whole = new Set(files.map((file) => createHash('sha256').update(readFileSync(file)).digest('hex')));
  const sops = await stored(companion.dicomWeb);
  for (const hash of await fetchFile(companion.dicomWeb, sops)) expect(whole.has(hash)).toBe(true);
  const { status } = await store(companion.dicomWeb, files);
  expect(status).toBe(200);
  expect(await stored(companion.dicomWeb)).toHaveLength(20);
  await companion.stop();
  // dcmtk is no need of the tests; where it is, it has the last word on what lies in the folder.
  try {
    execFileSync('dcmdump', ['--version'], { stdio: 'ignore' });
  } catch {
    return;
  }
  const lying = listFilesBelow(data).filter((file) => file.endsWith('.dcm'));
  for (const file of lying) execFileSync('dcmdump', ['-q', file], { stdio: 'ignore' });
});
