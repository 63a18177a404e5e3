import { open } from 'node:fs/promises';
import { ambiguityOf, readIdentity, type ObjectIdentity } from '../archive/identity';
import { readInstance, type StoredInstance } from '../archive/readInstance';
import { HttpRefusal } from '../http/problem';
import { inflatedEnd } from '../part10/inflate';
import { NotPart10, type Parsed } from '../part10/parse';
import { parseOpenFile, readBytes } from '../part10/readFile';
import { walkFragments } from '../pixels/fragments';

/** Failure reasons of STOW-RS (PS3.18 Table I.2-2, PS3.4 Annex CC): what they mean here. */
export const REASON = {
  /** No space, or the disk refused. */
  outOfResources: 0xa700,
  /** Not a DICOM file, or one cut short. */
  cannotUnderstand: 0xc000,
  /** Processing failure; also an object of another study than the address names, or that does not fit what it joins. */
  processing: 0x0110,
  /** Another object is stored under this SOP Instance UID. */
  duplicate: 0x0111,
} as const;

export const UNKNOWN: ObjectIdentity = { study: undefined, series: undefined, sop: undefined, sopClass: '' };

/** What a received file is: an object, still without a place, or why it is none that is kept. */
export type Inspected =
  | { readonly ok: true; readonly identity: ObjectIdentity; readonly instance: StoredInstance }
  | {
      readonly ok: false;
      readonly identity: ObjectIdentity;
      readonly failureReason: number;
      readonly reason: string;
    };

/** The same of a deflated dataset. Throws NotPart10 where it cannot be inflated to its end. */
async function isInflatedCut(
  parsed: Parsed,
  path: string,
  sizeBytes: number,
  endBytes: number,
): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    return (await inflatedEnd(file, parsed, sizeBytes)) < endBytes;
  } finally {
    await file.close();
  }
}

/** Whether the pixel data that the header promises are not all there. */
async function isCut(parsed: Parsed, path: string, sizeBytes: number): Promise<boolean> {
  const { pixels } = parsed;
  if (parsed.isInflated && pixels !== undefined && pixels.length >= 0)
    return isInflatedCut(parsed, path, sizeBytes, pixels.offset + pixels.length);
  if (pixels === undefined) return false;
  if (pixels.length >= 0) return pixels.offset + pixels.length > sizeBytes;
  const file = await open(path, 'r');
  try {
    const { cut, whole } = await walkFragments(pixels.offset, sizeBytes, (offset, length) =>
      readBytes(file, offset, length),
    );
    return cut || !whole;
  } catch (error) {
    if (error instanceof HttpRefusal) return true; // Not even the first item is whole.
    throw error;
  } finally {
    await file.close();
  }
}

/** Looks through a received file: whole, sound, and somebody's. */
export async function inspectFile(path: string): Promise<Inspected> {
  const file = await open(path, 'r');
  let parsed: Parsed;
  let sizeBytes: number;
  let storedMs: number;
  try {
    const { size, mtimeMs } = await file.stat();
    [sizeBytes, storedMs] = [size, Math.round(mtimeMs)];
    parsed = await parseOpenFile(file, sizeBytes, 'header');
  } catch (error) {
    const reason = error instanceof NotPart10 ? error.message : 'it cannot be read';
    return { ok: false, identity: UNKNOWN, failureReason: REASON.cannotUnderstand, reason };
  } finally {
    await file.close();
  }
  const identity = readIdentity(parsed);
  const no = (reason: string): Inspected => ({
    ok: false,
    identity,
    failureReason: REASON.cannotUnderstand,
    reason,
  });
  if (parsed.bare) return no('it lacks the file meta group (PS3.10 7.1)');
  if (parsed.damage !== undefined) return no(parsed.damage);
  const ambiguity = ambiguityOf(parsed);
  if (ambiguity !== undefined) return no(ambiguity);
  try {
    if (await isCut(parsed, path, sizeBytes)) return no('it is cut short');
  } catch (error) {
    return no(error instanceof NotPart10 ? error.message : 'it cannot be read');
  }
  const instance = readInstance(parsed, { path, sizeBytes, storedMs });
  return typeof instance === 'string' ? no(instance) : { ok: true, identity, instance };
}
