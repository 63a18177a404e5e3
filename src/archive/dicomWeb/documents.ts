import { DOCUMENT, encapsulatedIn } from '@/dicom/pixels/encapsulated';
import type { Instance } from '@/dicom/dataset/instance';
import { instanceUrl } from '@/archive/http/address';
import { ArchiveError, isAborted } from '@/archive/contract/archiveError';
import { malformed, toArchiveError } from '@/archive/http/faults';
import { readParts } from '@/archive/http/body';
import { RUNGS } from '@/archive/frames/ladder';
import { readPart10 } from '@/archive/frames/part10';
import { get, type RequestParts } from '@/archive/http/request';

/** Out of the stored file: the whole object, where an archive gives no bulk data, or none that can be had. */
async function fromFile(
  root: string,
  { study, series, sop }: Instance,
  signal: AbortSignal,
  parts: RequestParts,
): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await get(
    'instance',
    instanceUrl(root, study, series, sop),
    RUNGS.instance.accept,
    signal,
    parts,
  );
  const [part] = await readParts('instance', answer, 'application/dicom');
  const file = part && (await readPart10(part.body));
  if (!file) throw malformed('instance', { what: 'parts', expected: 1, received: 0 });
  if (file.sop !== sop) throw new ArchiveError('wrong-object', 'the file is of another object');
  const document = file.tables.get(Number.parseInt(DOCUMENT, 16));
  if (!document) throw malformed('instance', { what: 'document' });
  return new Uint8Array(document);
}

/**
 * Fetches the document that an object wraps (0042,0011), padding and all: as its description names it, else out of the whole
 * object. `fetchBulk` asks for bulk data by its URI.
 */
export async function fetchDocument(
  root: string,
  instance: Instance,
  signal: AbortSignal,
  parts: RequestParts,
  fetchBulk: (uri: string) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const from = encapsulatedIn(instance.dataset)?.from;
  if (from && 'bytes' in from) return from.bytes;
  let failure: ArchiveError | undefined;
  try {
    if (from) return await fetchBulk(from.uri);
  } catch (thrown) {
    if (isAborted(thrown)) throw thrown;
    failure = toArchiveError('bulk data', thrown, signal);
    // Who may not, may not in the other way either; and a server that is away is away.
    if (failure.fault === 'unauthorised' || failure.fault === 'unreachable') throw failure;
  }
  try {
    return await fromFile(root, instance, signal, parts);
  } catch (thrown) {
    if (isAborted(thrown)) throw thrown;
    throw failure ?? toArchiveError('instance', thrown, signal);
  }
}
