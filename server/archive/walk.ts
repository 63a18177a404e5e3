import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';

/** A file below a data folder. */
export interface FoundFile {
  /** Its path below the folder, links as they are named. */
  readonly name: string;
  /** Absolute, without links: what is opened, now and later. */
  readonly path: string;
}

/** Told of what is left out, by its path below the folder. */
export type OnLeftOut = (name: string, reason: string) => void;

/** Whether a place is a folder or below it; both without links in them. */
function isWithin(root: string, real: string): boolean {
  const way = relative(root, real);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Why something cannot be opened. Names that are no UTF-8 are read as another, under which nothing lies. */
export function cannotOpen(error: unknown, name: string): string {
  if (name.includes('\u{fffd}')) return 'has a name that is no UTF-8';
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return `cannot be opened (${code})`;
}

/** A walk through a data folder. */
interface Walk {
  /** The data folder itself, without links. */
  readonly root: string;
  /** Folders, without links. */
  readonly seen: Set<string>;
  readonly onLeftOut: OnLeftOut;
}

/** Where an entry lies, without links; undefined where it leads out of the folder, or nowhere. */
async function realOf(path: string, name: string, { root, onLeftOut }: Walk): Promise<string | undefined> {
  try {
    const target = await realpath(path);
    if (isWithin(root, target)) return target;
    onLeftOut(name, 'a link that leads out of the folder');
  } catch (error) {
    // A link to something that has gone is nobody's file.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      onLeftOut(name, cannotOpen(error, name));
  }
  return undefined;
}

async function* below(real: string, under: string, walk: Walk): AsyncGenerator<FoundFile> {
  if (walk.seen.has(real)) return;
  walk.seen.add(real);
  let entries;
  try {
    entries = await readdir(real, { withFileTypes: true });
  } catch (error) {
    // One folder that this user may not read costs its own files, and not the start.
    walk.onLeftOut(under, `a folder that ${cannotOpen(error, under)}`);
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const name = join(under, entry.name);
    const isLink = entry.isSymbolicLink();
    const path = isLink ? await realOf(join(real, entry.name), name, walk) : join(real, entry.name);
    if (path === undefined) continue;
    const kind = isLink ? await stat(path).catch(() => undefined) : entry;
    if (kind?.isDirectory()) {
      if (isLink && walk.seen.has(path))
        walk.onLeftOut(
          name,
          isWithin(path, real)
            ? 'a link back to a folder that it lies in'
            : 'a link to a folder that was read already',
        );
      else yield* below(path, name, walk);
    } else if (kind?.isFile()) yield { name, path };
    else if (kind !== undefined) walk.onLeftOut(name, 'neither a file nor a folder');
  }
}

/**
 * All regular files below a folder in the order of their names; hidden ones are left out, links followed once. What a link
 * leads to outside the data folder was never put into the archive: anybody who may write one there could have it served.
 */
export async function* filesBelow(folder: string, onLeftOut: OnLeftOut): AsyncGenerator<FoundFile> {
  const root = await realpath(folder);
  yield* below(root, '', { root, seen: new Set(), onLeftOut });
}
