import type { InstanceRow } from '../archive/readInstance';
import { multipartResponse, toStream } from '../http/multipart';
import { chooseMediaType } from '../http/negotiate';
import { littleEndianBytes } from '../part10/json';
import { openStored } from '../pixels/frames';
import { rangeChunks } from '../pixels/layout';
import type { WorkerJob } from '../work/work';
import type { Located } from '../work/bulkValue';
import { instancePath } from '../work/metadataOf';

/** The bytes of a value in pieces, none before it is asked for. */
async function* chunksOf(path: string, value: Located): AsyncGenerator<Uint8Array> {
  if (value.is === 'bytes') {
    yield value.bytes;
    return;
  }
  const { ranges, vr, littleEndian } = value;
  const pieces = ranges.flatMap((offset, at) =>
    at % 2 === 0 ? [{ offset, length: ranges[at + 1] ?? 0 }] : [],
  );
  const file = await openStored(path);
  try {
    yield* rangeChunks(file, pieces, (bytes) => littleEndianBytes(bytes, vr, littleEndian));
  } finally {
    await file.close();
  }
}

const lengthOf = (value: Located): number =>
  value.is === 'bytes'
    ? value.bytes.length
    : value.ranges.reduce((sum, each, at) => (at % 2 === 0 ? sum : sum + each), 0);

/** A value that metadata named by BulkDataURI (PS3.18 10.4.1.1.4), little endian, as octets. */
export async function retrieveBulk(
  row: InstanceRow,
  path: string,
  accept: string | undefined,
  root: string,
  work: WorkerJob,
): Promise<Response> {
  const chosen = chooseMediaType(accept, ['application/octet-stream', 'multipart/related']);
  const value = await work.do('value', { path: row.path, headerCheck: row.headerCheck, of: path });
  const lengthBytes = lengthOf(value);
  const read = (): AsyncGenerator<Uint8Array> => chunksOf(row.path, value);
  const octets = 'application/octet-stream';
  if (chosen === octets) {
    const headers = {
      'Content-Type': octets,
      'Content-Length': String(lengthBytes),
      'Cache-Control': 'no-store',
    };
    return new Response(toStream(read()), { headers });
  }
  const headers = {
    'Content-Type': octets,
    'Content-Location': `${instancePath(root, row)}/bulkdata/${path}`,
  };
  return multipartResponse(octets, [{ headers, lengthBytes, read }]);
}
