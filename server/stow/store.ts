import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, realpath, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ArchiveIndex } from '../archive/archiveIndex';
import type { ObjectIdentity } from '../archive/identity';
import { misfitOf } from '../archive/misfit';
import type { StoredInstance } from '../archive/readInstance';
import { receivedName } from '../archive/received';
import { INCOMING } from '../archive/scan';
import { HttpRefusal } from '../http/problem';
import { openOwn } from '../part10/openOwn';
import { INLINE } from '../work/inline';
import type { WorkerJob } from '../work/work';
import { REASON, UNKNOWN } from '../work/inspect';

/** What became of one object. */
export type StowOutcome =
  | { readonly stored: true; readonly instance: StoredInstance }
  | {
      readonly stored: false;
      readonly identity: ObjectIdentity;
      readonly failureReason: number;
      readonly reason: string;
    };

const refuse = (identity: ObjectIdentity, failureReason: number, reason: string): StowOutcome => ({
  stored: false,
  identity,
  failureReason,
  reason,
});

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

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
  private readonly work: WorkerJob;
  private queue: Promise<unknown> = Promise.resolve();

  /** @param folder of the archive, without links. */
  constructor(index: ArchiveIndex, folder: string, work: WorkerJob = INLINE) {
    this.work = work;
    this.index = index;
    this.folder = folder;
  }

  /** Removes what earlier runs left half received; those of a process that still runs are kept. */
  async clean(): Promise<number> {
    const incoming = join(this.folder, INCOMING);
    // Made by the first object that comes in: a start that fails leaves nothing behind.
    const left = (await readdir(incoming).catch(() => [])).filter((name) => !isOfLivingProcess(name));
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
  ): Promise<StowOutcome> {
    const path = join(this.folder, INCOMING, `${process.pid}-${randomUUID()}.part`);
    try {
      await mkdir(dirname(path), { recursive: true });
      const digest = await writeAside(path, chunks);
      return await this.check(path, digest, isWhole(), study);
    } catch (error) {
      if (error instanceof HttpRefusal) return refuse(UNKNOWN, REASON.outOfResources, error.message);
      return refuse(UNKNOWN, REASON.outOfResources, `it could not be written (${codeOf(error)})`);
    } finally {
      await rm(path, { force: true });
    }
  }

  private async check(
    path: string,
    digest: string,
    whole: boolean,
    study: string | undefined,
  ): Promise<StowOutcome> {
    const found = await this.work.do('inspect', { path });
    const { identity } = found;
    if (!whole) return refuse(identity, REASON.cannotUnderstand, 'the request ended inside it');
    if (!found.ok) return refuse(identity, found.failureReason, found.reason);
    const { instance } = found;
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
    found: StoredInstance,
    identity: ObjectIdentity,
  ): Promise<StowOutcome> {
    const storedMs = Math.max(Date.now(), this.index.latestReceivedMs + 1);
    const instance = { ...found, path: join(this.folder, receivedName(found.sop)), storedMs };
    const held = this.index.holder(instance.sop);
    if (held !== undefined) {
      const same = held.sizeBytes === instance.sizeBytes && (await digestOf(held.path)) === digest;
      return same
        ? { stored: true, instance: { ...instance, path: held.path } }
        : refuse(identity, REASON.duplicate, 'another object is stored under its SOP Instance UID');
    }
    const misfit = misfitOf(this.index, instance);
    if (misfit !== undefined) return refuse(identity, REASON.processing, misfit);
    const folder = dirname(instance.path);
    await mkdir(folder, { recursive: true });
    // A link put there would lead what is stored elsewhere, where it is not looked for.
    if ((await realpath(folder)) !== folder)
      return refuse(identity, REASON.outOfResources, 'its place in the folder is a link');
    // The next start reads from the file who was here first.
    await utimes(path, new Date(storedMs), new Date(storedMs));
    if (!(await nameIt(path, instance.path)) && (await digestOf(instance.path)) !== digest)
      return refuse(identity, REASON.duplicate, 'another object is stored under its SOP Instance UID');
    await syncFolder(folder);
    this.index.add(instance);
    return { stored: true, instance };
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

/**
 * Gives a file its name; false where one of that name is there: it is never replaced, since another companion on the same folder
 * may have put it there and acknowledged it.
 */
async function nameIt(path: string, name: string): Promise<boolean> {
  try {
    await link(path, name).catch(async (error: unknown) => {
      if (codeOf(error) === 'EEXIST') throw error;
      // Some disks know no second names (FAT, some shares).
      await copyFile(path, name, constants.COPYFILE_EXCL);
      const copy = await open(name, 'r+');
      await copy.sync().finally(() => copy.close());
    });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
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

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await openOwn(path);
  for await (const chunk of file.createReadStream()) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
