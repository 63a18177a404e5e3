import { frameUrl, instanceUrl } from '@/archive/http/address';
import { malformed } from '@/archive/http/faults';
import { codestreamSize } from '@/dicom/pixels/transferSyntax';
import type { Accepted } from './accept';
import { readParts } from '@/archive/http/body';
import { type Rung, RUNGS } from './ladder';
import { wantedKey } from './missing';
import { get, type RequestParts } from '@/archive/http/request';
import type { Wanted } from './wanted';

/** Decodes a PNG or JPEG to RGB bytes by pixel: the browser's work. Rejects when it cannot. */
export type DecodePicture = (
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
) => Promise<{ readonly rows: number; readonly columns: number; readonly rgb: Uint8Array<ArrayBuffer> }>;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Type and size of a picture as its own header says (PNG 11.2.2 IHDR; ITU-T T.81 B.2.2), before anything is decoded. */
export function readPictureHead(
  bytes: Uint8Array,
): { readonly type: string; readonly rows: number; readonly columns: number } | undefined {
  if (PNG.every((byte, at) => bytes[at] === byte) && bytes.length >= 24) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return { type: 'image/png', columns: view.getUint32(16), rows: view.getUint32(20) };
  }
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const size = codestreamSize(bytes);
  return size && { type: 'image/jpeg', rows: size.rows, columns: size.columns };
}

/**
 * A picture that the archive made of a frame (PS3.18 8.3.5 and 10.4.1.1.4), in place of its pixels: windowed there, 8 bits,
 * often lossy. It must have the image's own size, and is marked, so that nothing is measured on it.
 */
export async function viaRendered(
  rung: Rung,
  wanted: Wanted,
  frame: number,
  signal: AbortSignal,
  firstByteMs: number,
  parts: RequestParts & { readonly root: string; readonly decodePicture?: DecodePicture },
): Promise<Accepted> {
  const { pixel } = wanted;
  if (pixel === undefined || parts.decodePicture === undefined)
    throw malformed('picture', { what: 'metadata' });
  const { rows, columns } = pixel;
  const [study, series, sop] = [wanted.study, wanted.series, wanted.sop] as const;
  const resource =
    wanted.frames === 1
      ? instanceUrl(parts.root, study, series, sop)
      : frameUrl(parts.root, study, series, sop, frame);
  const answer = await get('picture', `${resource}/rendered`, RUNGS[rung].accept, signal, {
    ...parts,
    firstByteMs,
  });
  const all = await readParts('picture', answer, 'image/png');
  const [part] = all;
  if (part === undefined || all.length !== 1)
    throw malformed('picture', { what: 'parts', expected: 1, received: all.length });
  const head = readPictureHead(part.body);
  if (head === undefined) throw malformed('picture', { what: 'picture', received: part.body.length });
  for (const [what, expected, received] of [
    ['rows', rows, head.rows],
    ['columns', columns, head.columns],
  ] as const)
    if (expected !== received) throw malformed('picture', { what, expected, received });
  const picture = await decode(parts.decodePicture, part.body, head.type);
  if (picture.rows !== rows || picture.columns !== columns)
    throw malformed('picture', { what: 'rows', expected: rows, received: picture.rows });
  return {
    // What is stored is not known: nothing came of it.
    frame: {
      ...wantedKey(wanted, frame),
      form: 'rgb',
      bytes: picture.rgb,
      transferSyntax: '',
      isRendered: true,
    },
    named: false,
  };
}

async function decode(by: DecodePicture, bytes: Uint8Array<ArrayBuffer>, type: string) {
  try {
    return await by(bytes, type);
  } catch {
    throw malformed('picture', { what: 'picture', received: bytes.length });
  }
}
