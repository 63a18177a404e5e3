import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { InstanceRow } from '../archive/readInstance';
import { pickJson } from '../part10/json';
import type { Parsed } from '../part10/parse';
import { parseFile } from '../part10/readFile';
import { refuseOther, type StoredFile } from '../pixels/frames';
import { inflatedFrame, layoutOf, type FrameLayout } from '../pixels/layout';
import { readGuestObjects, type GuestRequest } from './guestObjects';
import type { Denial } from '../request/scope';
import { inspectFile, type Inspected } from './inspect';
import { locateValue, type Located } from './bulkValue';
import { metadataOf, readMetadata, type NamedFile } from './metadataOf';
import { renderPicture, type Rendering } from './picture';

/** Bytes whose memory is their own, so that they can be handed to another thread. */
const own = (bytes: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** The header of an object's file. Refuses what is another object by now. */
async function parseSame(row: StoredFile): Promise<Parsed> {
  const { parsed } = await parseFile(row.path, 'header');
  refuseOther(parsed, row);
  return parsed;
}

/** All that is done with stored bytes of others. Each takes and gives what a thread can hand over. */
export const JOBS = {
  /** Metadata of objects as the items of a JSON array, without brackets. */
  metadata: async (input: { readonly rows: readonly NamedFile[]; readonly root: string }) => {
    const { text, ...counts } = metadataOf(input.rows, input.root);
    return { text: new TextEncoder().encode(text), ...counts };
  },
  /** Attributes of one object that the index does not hold. */
  attributes: async (input: {
    readonly row: InstanceRow;
    readonly tags: readonly string[] | 'all';
    readonly root: string;
  }): Promise<DicomJson> =>
    input.tags === 'all'
      ? readMetadata(input.row, input.root)
      : pickJson(await parseSame(input.row), input.tags),
  layout: (input: StoredFile): Promise<FrameLayout> => layoutOf(input),
  inflatedFrame: async (input: StoredFile & { readonly frame: number }) => ({
    bytes: own(await inflatedFrame(input, input.frame)),
  }),
  value: (input: StoredFile & { readonly of: string }): Promise<Located> => locateValue(input, input.of),
  picture: async (input: Rendering) => {
    const { bytes, type } = await renderPicture(input);
    return { bytes: own(bytes), type };
  },
  guestObjects: (input: {
    readonly body: Uint8Array;
    readonly contentType: string;
    readonly study: string;
    readonly prefix: string;
  }): Promise<GuestRequest | Denial> =>
    readGuestObjects(input.body, input.contentType, input.study, input.prefix),
  inspect: (input: { readonly path: string }): Promise<Inspected> => inspectFile(input.path),
};
export type Jobs = typeof JOBS;
