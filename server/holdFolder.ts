import { createHash, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { realpath, rename, rm } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = '.isocenter-lock';
/** A socket's path may be no longer than this on every system (sun_path, less its end). */
const LONGEST_PATH = 100;

/** Held; held by another process that lives; or a folder where it cannot be told. */
export type Hold =
  { readonly is: 'held'; release(): void } | { readonly is: 'taken' } | { readonly is: 'unknown' };

/** Where the socket of a folder is: in it, where its path is short enough, so that other containers find it too. */
async function socketOf(folder: string): Promise<string> {
  const real = await realpath(folder);
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\isocenter-${hash}`;
  const inside = join(real, NAME);
  return Buffer.byteLength(inside) <= LONGEST_PATH ? inside : join(tmpdir(), `isocenter-${hash}.lock`);
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** Whether somebody listens there: who died listens no more, whatever they left behind. */
const isAlive = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const line = createConnection(path, () => {
      line.destroy();
      resolve(true);
    });
    line.once('error', () => resolve(false));
  });

const bind = (path: string): Promise<() => void> =>
  new Promise((resolve, reject) => {
    const server = createServer((line) => line.destroy());
    server.once('error', reject);
    server.listen(path, () => {
      server.unref();
      resolve(() => server.close());
    });
  });

/** Puts away what a process that died left behind; false where it lives after all. */
async function clear(path: string): Promise<boolean> {
  if (await isAlive(path)) return false;
  const aside = `${path}-${randomUUID().slice(0, 8)}`;
  try {
    await rename(path, aside);
  } catch (error) {
    return codeOf(error) === 'ENOENT';
  }
  // Another start may have put its own there since it was looked at: that goes back.
  if (await isAlive(aside)) {
    await rename(aside, path);
    return false;
  }
  await rm(aside, { force: true });
  return true;
}

/**
 * Holds a folder for this process alone, until it ends, however it ends: a socket that it listens on. Two that serve one
 * folder would not see what each other stores, and clear away what the other receives.
 */
export async function holdFolder(folder: string): Promise<Hold> {
  const path = await socketOf(folder);
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const close = await bind(path);
      const leave = () => rmSync(path, { force: true });
      process.once('exit', leave);
      const release = () => {
        process.off('exit', leave);
        close();
      };
      return { is: 'held', release };
    } catch (error) {
      // Some disks, of networks mostly, hold no sockets.
      if (codeOf(error) !== 'EADDRINUSE') return { is: 'unknown' };
      if (!(await clear(path))) return { is: 'taken' };
    }
  }
  return { is: 'taken' };
}
