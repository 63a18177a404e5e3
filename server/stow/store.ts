import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ArchiveIndex } from '../archive/archiveIndex';
import { readIdentity, type Identity } from '../archive/identity';
import { readInstance, type StoredInstance } from '../archive/readInstance';
import { INCOMING } from '../archive/scan';
import { Refusal } from '../http/problem';
import { NotPart10, type Parsed } from '../part10/parse';
import { parseOpenFile, readBytes } from '../part10/readFile';
import { walkFragments } from '../pixels/fragments';

/** Failure reasons of STOW-RS (PS3.18 Table I.2-2, PS3.4 Annex CC): what they mean here. */
export const REASON = {
  /** No space, or the disk refused. */
  outOfResources: 0xa700,
  /** Not a DICOM file, or one cut short. */
  cannotUnderstand: 0xc000,
  /** Processing failure; also an object of another study than the address names. */
  processing: 0x0110,
  /** Another object is stored under this SOP Instance UID. */
  duplicate: 0x0111,
} as const;

/** What became of one object. */
export type Outcome =
  | { readonly stored: true; readonly instance: StoredInstance }
  | {
      readonly stored: false;
      readonly identity: Identity;
      readonly reason: number;
      readonly because: string;
    };

const UNKNOWN: Identity = { study: undefined, series: undefined, sop: undefined, sopClass: '' };
const refuse = (identity: Identity, reason: number, because: string): Outcome => ({
  stored: false,
  identity,
  reason,
  because,
});

/** Whether the pixel data that the header promises are not all there. */
async function isCut(parsed: Parsed, path: string, sizeBytes: number): Promise<boolean> {
  const { pixels } = parsed;
  if (pixels === undefined) return false;
  const inMemory = parsed.bytes.length > sizeBytes;
  if (pixels.length >= 0) return pixels.offset + pixels.length > (inMemory ? parsed.bytes.length : sizeBytes);
  const file = await open(path, 'r');
  try {
    const { cut, whole } = await walkFragments(pixels.offset, sizeBytes, (offset, length) =>
      readBytes(file, offset, length),
    );
    return cut || !whole;
  } catch (error) {
    if (error instanceof Refusal) return true; // Not even the first item is whole.
    throw error;
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Stores objects in a folder: whole or not at all, also when the power goes. */
export class Store {
  private readonly index: ArchiveIndex;
  private readonly folder: string;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(index: ArchiveIndex, folder: string) {
    this.index = index;
    this.folder = folder;
  }

  /** Removes what earlier runs left half received; those of a process that still runs are kept. */
  async clean(): Promise<number> {
    const incoming = join(this.folder, INCOMING);
    await mkdir(incoming, { recursive: true });
    const left = (await readdir(incoming)).filter((name) => !isOfLivingProcess(name));
    await Promise.all(left.map((name) => rm(join(incoming, name), { force: true })));
    return left.length;
  }

  /**
   * Receives one object. It is written aside, forced to disk, checked, and only then given its name.
   * @param study the only study that it may belong to, where the address names one.
   */
  async receive(
    chunks: AsyncIterable<Uint8Array>,
    isWhole: () => boolean,
    study: string | undefined,
  ): Promise<Outcome> {
    const path = join(this.folder, INCOMING, `${process.pid}-${randomUUID()}.part`);
    try {
      const digest = await writeAside(path, chunks);
      return await this.check(path, digest, isWhole(), study);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      return refuse(UNKNOWN, REASON.outOfResources, `it could not be written (${code})`);
    } finally {
      await rm(path, { force: true });
    }
  }

  private async check(
    path: string,
    digest: string,
    whole: boolean,
    study: string | undefined,
  ): Promise<Outcome> {
    const file = await open(path, 'r');
    let parsed: Parsed;
    let sizeBytes: number;
    try {
      sizeBytes = (await file.stat()).size;
      parsed = await parseOpenFile(file, sizeBytes);
    } catch (error) {
      const because = error instanceof NotPart10 ? error.message : 'it cannot be read';
      return refuse(UNKNOWN, REASON.cannotUnderstand, because);
    } finally {
      await file.close();
    }
    const identity = readIdentity(parsed);
    if (parsed.bare)
      return refuse(identity, REASON.cannotUnderstand, 'it lacks the file meta group (PS3.10 7.1)');
    if (!whole) return refuse(identity, REASON.cannotUnderstand, 'the request ended inside it');
    if (parsed.damage !== undefined) return refuse(identity, REASON.cannotUnderstand, parsed.damage);
    if (await isCut(parsed, path, sizeBytes))
      return refuse(identity, REASON.cannotUnderstand, 'it is cut short');
    const instance = readInstance(parsed, this.pathOf(identity), sizeBytes);
    if (typeof instance === 'string') return refuse(identity, REASON.cannotUnderstand, instance);
    if (study !== undefined && instance.study !== study) {
      return refuse(identity, REASON.processing, 'it belongs to another study than the address');
    }
    return this.inTurn(() => this.commit(path, digest, instance, identity));
  }

  /** One commit at a time: two requests with one SOP Instance UID must not both find it free. */
  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const next = this.queue.then(task, task);
    this.queue = next.catch(() => undefined);
    return next;
  }

  private async commit(
    path: string,
    digest: string,
    instance: StoredInstance,
    identity: Identity,
  ): Promise<Outcome> {
    const held = this.index.holder(instance.sop);
    if (held !== undefined) {
      const same = held.sizeBytes === instance.sizeBytes && (await digestOf(held.path)) === digest;
      return same
        ? { stored: true, instance: { ...instance, path: held.path } }
        : refuse(identity, REASON.duplicate, 'another object is stored under its SOP Instance UID');
    }
    const folder = dirname(instance.path);
    await mkdir(folder, { recursive: true });
    await rename(path, instance.path);
    await syncFolder(folder);
    this.index.add(instance);
    return { stored: true, instance };
  }

  /** Named by a hash: a UID from outside never becomes a path. */
  private pathOf(identity: Identity): string {
    const name = createHash('sha256')
      .update(identity.sop ?? randomUUID())
      .digest('hex')
      .slice(0, 40);
    return join(this.folder, 'received', name.slice(0, 2), `${name}.dcm`);
  }
}

function isOfLivingProcess(name: string): boolean {
  const pid = Number(name.split('-')[0]);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function writeAside(path: string, chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

const digestOf = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
