import type { InstanceRow } from '../archive/readInstance';
import { longMultipartResponse, multipartResponse, toStream, type OutgoingPart } from '../http/multipart';
import { negotiate } from '../http/negotiate';
import { parseAccept } from '../http/accept';
import { metaGroup } from '../part10/metaGroup';
import { lookAtOwn, openOwn } from '../part10/openOwn';
import { parseFile } from '../part10/readFile';
import { refuseOther } from '../pixels/frames';
import { HttpRefusal } from '../http/problem';
import { rewriteFile, UnfitFile } from '../samples/rewrite';
import { instancePath } from '../work/metadataOf';

const CHUNK = 1024 ** 2;

/** The bytes of a file in chunks; never more than one of them in memory. */
export async function* fileChunks(path: string, from = 0, length = Infinity): AsyncGenerator<Uint8Array> {
  const file = await openOwn(path);
  try {
    let at = from;
    const end = from + length;
    for (;;) {
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(0, end - at)));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** A stored object as it is sent: a Part 10 file, whatever was stored. */
async function* objectChunks(row: InstanceRow): AsyncGenerator<Uint8Array> {
  const head = headOf(row);
  if (head.length > 0) yield head;
  yield* fileChunks(row.path);
}
async function loadObject(row: InstanceRow): Promise<Uint8Array> {
  const file = await openOwn(row.path);
  try {
    const bytes = await file.readFile();
    return row.bare ? Buffer.concat([headOf(row), bytes]) : bytes;
  } finally {
    await file.close();
  }
}
const headOf = (row: InstanceRow): Buffer =>
  row.bare ? metaGroup(row.sopClass, row.sop, row.transferSyntax) : Buffer.alloc(0);

/** An object about to be sent; its bytes where they are made for it. */
interface Outgoing {
  readonly row: InstanceRow;
  readonly sizeBytes: number;
  readonly bytes?: Buffer;
}

/** An adopted object under the UIDs that the archive gave it; as stored where it cannot be rewritten. */
async function renamed(row: InstanceRow): Promise<Buffer> {
  const stored = Buffer.from(await loadObject(row));
  const uids = {
    SOPClassUID: row.sopClass,
    SOPInstanceUID: row.sop,
    StudyInstanceUID: row.study,
    SeriesInstanceUID: row.series,
  };
  try {
    return rewriteFile(stored, uids, { without: [], changesIfPresent: {}, keepsPrivate: true });
  } catch (error) {
    if (error instanceof UnfitFile) return stored;
    throw error;
  }
}

/** File systems keep the time of a file as exactly as this. */
const TIME_MS = 2_000;

/** Refuses a file that is another object by now: its header is read again where its size or its time says so. */
async function refuseReplaced(row: InstanceRow): Promise<void> {
  const { size, mtimeMs } = await lookAtOwn(row.path);
  if (size === row.sizeBytes && Math.abs(mtimeMs - row.storedMs) <= TIME_MS) return;
  refuseOther((await parseFile(row.path, 'header')).parsed, row);
}

async function prepare(row: InstanceRow): Promise<Outgoing | undefined> {
  try {
    await refuseReplaced(row);
    if (!row.adopted) return { row, sizeBytes: (await lookAtOwn(row.path)).size + headOf(row).length };
    const bytes = await renamed(row);
    return { row, sizeBytes: bytes.length, bytes };
  } catch {
    return undefined; // A file that was taken away, or replaced, costs itself, not the rest of the series.
  }
}

/** Objects of which the sizes are found out beforehand, so that the answer's length is known. */
const FEW = 1_000;
/** Files looked at at a time. */
const AT_ONCE = 32;

async function stillThere(rows: readonly InstanceRow[]): Promise<Outgoing[]> {
  const there: Outgoing[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = await Promise.all(rows.slice(at, at + AT_ONCE).map(prepare));
    there.push(...some.filter((each) => each !== undefined));
  }
  return there;
}

const typeOf = (row: InstanceRow): string => `application/dicom; transfer-syntax=${row.transferSyntax}`;

const partOf = (file: Outgoing, root: string): OutgoingPart => ({
  headers: { 'Content-Type': typeOf(file.row), 'Content-Location': instancePath(root, file.row) },
  lengthBytes: file.sizeBytes,
  read: () => chunksOf(file),
  ...(file.sizeBytes <= CHUNK && !file.bytes ? { load: () => loadObject(file.row) } : {}),
});

/** One after the other: of a hundred thousand objects none is looked at before its turn. */
async function* partsOf(rows: readonly InstanceRow[], root: string): AsyncGenerator<OutgoingPart> {
  for (const row of rows) {
    const file = await prepare(row);
    if (file !== undefined) yield partOf(file, root);
  }
}

const chunksOf = ({ row, bytes }: Outgoing): AsyncGenerator<Uint8Array> =>
  bytes ? chunkOf(bytes) : objectChunks(row);

async function* chunkOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Whether any media range lets an object go out in the transfer syntax it is stored in. */
function takenSyntax(accept: string | undefined, row: InstanceRow): boolean {
  return parseAccept(accept).some(({ type, parameters }) => {
    const asked = parameters.get('transfer-syntax');
    const inner = parameters.get('type')?.toLowerCase() ?? 'application/dicom';
    const isDicom =
      type === '*/*' ||
      type === 'application/dicom' ||
      (type.startsWith('multipart/') && inner === 'application/dicom');
    return isDicom && (asked === undefined || asked === '*' || asked === row.transferSyntax);
  });
}

/** Objects as stored, one part each, in the order given (PS3.18 10.4.1.1.1). */
export async function retrieveInstances(
  rows: readonly InstanceRow[],
  accept: string | undefined,
  root: string,
  single: boolean,
): Promise<Response> {
  const takes = rows.filter((row) => takenSyntax(accept, row));
  const first = takes[0] ?? rows[0];
  if (first === undefined) throw new HttpRefusal(404, 'Nothing is stored here.');
  const packing = negotiate(
    accept,
    { type: 'application/dicom', transferSyntax: first.transferSyntax },
    single,
  );
  if (packing.multipart && (takes.length > FEW || takes.some(({ adopted }) => adopted)))
    return longMultipartResponse('application/dicom', partsOf(takes, root));
  const files = await stillThere(takes);
  const [only] = files;
  if (only === undefined) throw new HttpRefusal(410, 'The stored files cannot be opened any more.');
  if (!packing.multipart) {
    const headers = {
      'Content-Type': typeOf(only.row),
      'Content-Length': String(only.sizeBytes),
      'Cache-Control': 'no-store',
    };
    return new Response(toStream(chunksOf(only)), { headers });
  }
  const parts = files.map((file) => partOf(file, root));
  const response = multipartResponse('application/dicom', parts);
  if (files.length < rows.length) {
    response.headers.set('Warning', `299 isocenter "${rows.length - files.length} objects were left out"`);
  }
  return response;
}
