import type { Denial } from './scope';
import { isCanonicalPath } from '../http/path';
import { readArchiveRoute, type ArchiveRoute } from './archiveRoute';

/** Where the FHIRcast hub stands, where there is one: dictations ask it for something that no other service is asked for. */
export const HUB_PATH = '/fhircast';

/** What stands where on this origin. */
export interface Places {
  /** The first archive: its address here, and its id in config.json (`main` where it has no other). */
  readonly root: string;
  readonly id?: string;
  /** Further archives. */
  readonly others?: readonly { readonly id: string; readonly root: string }[];
  /** The path that an archive elsewhere has on its own, such as /pacs/rs: its links to bulk data may name that. */
  readonly base?: string;
  /** The companion's own services, such as /share. */
  readonly services: readonly string[];
  /** What answers on Node's own requests, such as /demo-login. */
  readonly mounts: readonly string[];
  /** Rooms, below which an id stands. */
  readonly room?: string;
  /** The line on which the state of reading is told. */
  readonly reading?: string;
  /** Channels of the FHIRcast hub, below which an id stands. */
  readonly channel?: string;
}

interface Address {
  /** As sent, canonical. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
}

/** Where a request goes. What is none of these goes nowhere. */
export type RequestRoute =
  | ArchiveRoute
  | ({ readonly to: 'service' | 'mount'; readonly name: string } & Address)
  | { readonly to: 'room'; readonly id: string }
  | { readonly to: 'reading' }
  | { readonly to: 'channel'; readonly id: string }
  | ({ readonly to: 'page' } & Address);

/** A request that goes nowhere. */
export interface Nowhere {
  readonly to: 'nowhere';
  readonly reason: Denial;
  /** It looks for the archive, so that it is put on record whoever asks. */
  readonly isNearArchive: boolean;
}

const isBelow = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

/** Whether some reader could find the archive in a target, however it is written. */
function namesArchive(target: string, { root, base, others = [] }: Places): boolean {
  const roots = [root, ...others.map((one) => one.root)].map((one) => one.slice(1));
  const names = [...roots, '/studies', ...(base ? [base] : [])].map((name) => name.toLowerCase());
  let text = target.toLowerCase();
  for (let turn = 0; turn < 3; turn += 1) {
    if (names.some((name) => text.includes(name))) return true;
    text = text.replaceAll(/%([0-9a-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
  return false;
}

/** Whether a path looks like the archive's without being it: in other letters, or with more behind a name. */
function looksLikeArchive(path: string, { root, base, others = [] }: Places): boolean {
  const text = path.toLowerCase();
  const roots = [root, ...others.map((one) => one.root)];
  return (
    roots.some((one) => text.startsWith(one.toLowerCase())) ||
    (!!base && text.startsWith(`${base.toLowerCase()}/studies`))
  );
}

/**
 * Reads a request's target, once for all who act on it. Origin form only (RFC 9112 3.2.1): one slash, then characters that
 * addresses here have.
 */
export function readRoute(method: string, target: string, places: Places): RequestRoute | Nowhere {
  const nowhere = (reason: Denial): Nowhere => ({
    to: 'nowhere',
    reason,
    isNearArchive: namesArchive(target, places),
  });
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? '' : target.slice(mark + 1);
  if (!isCanonicalPath(path) || !/^[\x21-\x22\x24-\x7e]*$/.test(query)) return nowhere('address');
  const { root, base, id = 'main', others = [], services, mounts, room, reading, channel } = places;
  const service = services.find((one) => isBelow(path, one));
  if (service !== undefined) return { to: 'service', name: service, path, query };
  const mount = mounts.find((one) => isBelow(path, one));
  if (mount !== undefined) return { to: 'mount', name: mount, path, query };
  if (room !== undefined && isBelow(path, room)) {
    const id = path.slice(room.length + 1);
    return /^[\w-]{22}$/.test(id) && mark < 0 ? { to: 'room', id } : nowhere('route');
  }
  if (channel !== undefined && isBelow(path, channel)) {
    const id = path.slice(channel.length + 1);
    return /^[\w-]{32}$/.test(id) && mark < 0 ? { to: 'channel', id } : nowhere('route');
  }
  if (reading !== undefined && isBelow(path, reading))
    return path === reading && mark < 0 && method === 'GET' ? { to: 'reading' } : nowhere('route');
  const isArchive = (found: ArchiveRoute | Denial): RequestRoute | Nowhere =>
    typeof found === 'string' ? { ...nowhere(found), isNearArchive: true } : found;
  const other = others.find((one) => isBelow(path, one.root));
  if (other !== undefined)
    return isArchive(readArchiveRoute(method, path.slice(other.root.length), query, other.id));
  // The first one's own path before its root: it may lie below that.
  if (base && isBelow(path, `${base}/studies`) && base !== root)
    return isArchive(readArchiveRoute(method, path.slice(base.length), query, id, 'own path'));
  if (isBelow(path, root)) return isArchive(readArchiveRoute(method, path.slice(root.length), query, id));
  if (looksLikeArchive(path, places)) return nowhere('route');
  // Hidden files are nobody's business.
  if (path.includes('/.')) return nowhere('address');
  return method === 'GET' || method === 'HEAD' ? { to: 'page', path, query } : nowhere('method');
}
