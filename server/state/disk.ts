import { fsync, writeSync } from 'node:fs';

/** What state is written with: tests give another one, that writes short, is full, or fails to keep what was written. */
export interface Disk {
  /** Appends bytes, or writes them on; how many were taken, which may be fewer. */
  write(file: number, bytes: Uint8Array): number;
  /** Has the disk keep what was written. */
  sync(file: number): Promise<void>;
}

export const REAL_DISK: Disk = {
  write: (file, bytes) => writeSync(file, bytes),
  sync: (file) =>
    new Promise((resolve, reject) => fsync(file, (error) => (error ? reject(error) : resolve()))),
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'EIO';

/** Something that was to be kept is not on the disk: whoever asked for it must be told so. */
export class NotWritten extends Error {
  /** ENOSPC, EDQUOT, EIO, ... */
  readonly code: string;

  constructor(what: string, cause: unknown) {
    super(`${what} could not be written (${codeOf(cause)})`, { cause });
    this.name = 'NotWritten';
    this.code = codeOf(cause);
  }

  /** 507 where there is no room, else 503: another try may succeed. */
  get status(): 503 | 507 {
    return this.code === 'ENOSPC' || this.code === 'EDQUOT' ? 507 : 503;
  }
}

/** As the system would say it, of a disk that takes a part of what it is given and then nothing. */
const full = (): Error => Object.assign(new Error('the disk takes no more'), { code: 'ENOSPC' });

/** Writes all bytes, however few are taken at a time. Throws where the disk takes no more. */
export function writeAll(disk: Disk, file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    const taken = disk.write(file, bytes.subarray(at));
    if (taken <= 0) throw full();
    at += taken;
  }
}

/** Many who wait for the disk at once wait for one turn of it. */
export class SharedSync {
  private readonly sync: () => Promise<void>;
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(sync: () => Promise<void>) {
    this.sync = sync;
  }

  /** Settles when all that was written before this call is kept. */
  now(): Promise<void> {
    if (this.running === undefined) {
      const running = this.sync().finally(() => {
        if (this.running === running) this.running = undefined;
      });
      this.running = running;
      return running;
    }
    // The turn under way may have begun before what was written last.
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.now();
      });
    return this.next;
  }
}
