import { createHash, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { lstat, readdir, realpath, rename, rm, symlink } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const NAME = '.isocenter-lock';
/** A socket's path may be no longer than this on every system (sun_path, less its end). */
const LONGEST_PATH = 100;
const IS_WINDOWS = process.platform === 'win32';

/**
 * Held; held by another process that lives, this folder or one that it lies in or that lies in it; something else lies where the lock has
 * its place; or a folder where it cannot be told.
 */
export type Hold =
  | { readonly is: 'held'; release(): void }
  | { readonly is: 'taken'; readonly folder: string; readonly which: 'this' | 'around' | 'inside' }
  | { readonly is: 'blocked'; readonly path: string }
  | { readonly is: 'unknown' };

/** Where the socket of a folder, named without links, is: in it, so that other containers and other users find it too. */
const socketOf = (real: string): string =>
  IS_WINDOWS
    ? `\\\\.\\pipe\\isocenter-${createHash('sha256').update(real).digest('hex').slice(0, 24)}`
    : join(real, NAME);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** Uses a socket's path; one that is too long for a socket by a link to its folder, which lasts as long as that takes. */
async function byShortPath<T>(path: string, use: (short: string) => Promise<T>): Promise<T> {
  if (IS_WINDOWS || Buffer.byteLength(path) <= LONGEST_PATH) return use(path);
  const name = `isocenter-${randomUUID().slice(0, 8)}`;
  const link = join(Buffer.byteLength(tmpdir()) < LONGEST_PATH / 2 ? tmpdir() : '/tmp', name);
  await symlink(dirname(path), link);
  try {
    return await use(join(link, NAME));
  } finally {
    await rm(link, { force: true });
  }
}

/** Whether somebody listens there: who died listens no more, whatever they left behind. */
const isAlive = (path: string): Promise<boolean> =>
  byShortPath(
    path,
    (short) =>
      new Promise((resolve) => {
        const line = createConnection(short, () => {
          line.destroy();
          resolve(true);
        });
        line.once('error', () => resolve(false));
      }),
  );

const bind = (path: string): Promise<() => void> =>
  byShortPath(
    path,
    (short) =>
      new Promise((resolve, reject) => {
        const server = createServer((line) => line.destroy());
        server.once('error', reject);
        server.listen(short, () => {
          server.unref();
          resolve(() => server.close());
        });
      }),
  );

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

/** Whether what lies there is none of ours: a file, a folder, a link. */
async function isForeign(path: string): Promise<boolean> {
  if (IS_WINDOWS) return false;
  const found = await lstat(path).catch(() => undefined);
  return found !== undefined && !found.isSocket();
}

/** Folders that a folder lies in, from the nearest on. */
function* above(real: string): Generator<string> {
  for (let at = dirname(real), last = real; at !== last; last = at, at = dirname(at)) yield at;
}

/** Folders below one in which a lock lies; hidden ones and links are not gone into, as files of the archive are not looked for there. */
async function* lockedBelow(real: string): AsyncGenerator<string> {
  const entries = await readdir(real, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(real, entry.name);
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    if ((await lstat(join(path, NAME)).catch(() => undefined))?.isSocket()) yield path;
    yield* lockedBelow(path);
  }
}

/** A folder around this one, or in it, that another process holds. */
async function heldBeside(real: string): Promise<Hold | undefined> {
  for (const folder of above(real))
    if (await isAlive(socketOf(folder))) return { is: 'taken', folder, which: 'around' };
  for await (const folder of lockedBelow(real))
    if (await isAlive(socketOf(folder))) return { is: 'taken', folder, which: 'inside' };
  return undefined;
}

/** The socket of a folder, listened on. */
async function take(real: string): Promise<Hold> {
  const path = socketOf(real);
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const close = await bind(path);
      const leave = () => rmSync(path, { force: true });
      process.once('exit', leave);
      const release = () => {
        process.off('exit', leave);
        close();
        if (!IS_WINDOWS) leave();
      };
      return { is: 'held', release };
    } catch (error) {
      // Some disks, of networks mostly, hold no sockets.
      if (codeOf(error) !== 'EADDRINUSE') return { is: 'unknown' };
      if (await isForeign(path)) return { is: 'blocked', path };
      if (!(await clear(path))) return { is: 'taken', folder: real, which: 'this' };
    }
  }
  return { is: 'taken', folder: real, which: 'this' };
}

/**
 * Holds a folder for this process alone, until it ends, however it ends: a socket that it listens on. Two that serve one
 * folder, or one a part of the other's, would not see what each other stores, and clear away what the other receives.
 */
export async function holdFolder(folder: string): Promise<Hold> {
  const real = await realpath(folder);
  const hold = await take(real);
  if (hold.is !== 'held') return hold;
  // After it is held: of two that start at once at least one sees the other.
  const beside = await heldBeside(real);
  if (beside === undefined) return hold;
  hold.release();
  return beside;
}

/** Why a folder, as it is named on the command line, is not served; undefined: it may be. */
export function whyNotHeld(path: string, hold: Hold): string | undefined {
  if (hold.is === 'blocked')
    return `${hold.path} is none that Isocenter made, and stands where it marks the folder as its own. Move it away, or name another folder with --data.`;
  if (hold.is !== 'taken') return undefined;
  const what = 'they would not see what each other stores. Stop it, or name another folder with --data.';
  if (hold.which === 'this') return `Another Isocenter works on ${path}: ${what}`;
  return hold.which === 'around'
    ? `Another Isocenter works on ${hold.folder}, in which ${path} lies: ${what}`
    : `Another Isocenter works on ${hold.folder}, which lies in ${path}: ${what}`;
}
