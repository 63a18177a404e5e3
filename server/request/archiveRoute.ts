import { isUid } from '@/dicom/dataset/uid';
import type { Denial } from './scope';
import { readKey } from './queryKeys';

/** Levels of a search (PS3.18 10.6). */
export type SearchLevel = 'study' | 'series' | 'instance';

/** A study, a series of it, or an object of that: each names those above. */
export type ResourcePlace =
  | { readonly study: string; readonly series?: undefined; readonly sop?: undefined }
  | { readonly study: string; readonly series: string; readonly sop?: undefined }
  | { readonly study: string; readonly series: string; readonly sop: string };

/** What a request asks of an archive (PS3.18 10.4 to 10.6), in parts: nothing of an address is read a second time. */
export type Asks =
  | {
      readonly asks: 'search';
      readonly level: SearchLevel;
      readonly study?: string | undefined;
      readonly series?: string | undefined;
    }
  /** Workitems are searched (PS3.18 11.9), and never made, claimed or changed. */
  | { readonly asks: 'workitems' }
  | { readonly asks: 'store'; readonly study?: string | undefined }
  | { readonly asks: 'objects' | 'metadata'; readonly place: ResourcePlace }
  | {
      readonly asks: 'rendered' | 'thumbnail';
      readonly place: ResourcePlace;
      /** From 1; absent: of the whole. */
      readonly frames?: readonly number[] | undefined;
    }
  | { readonly asks: 'frames'; readonly place: ResourcePlace; readonly frames: readonly number[] }
  /** Bulk data: what archives call it is theirs (`bulkdata/00281201`, `bulk/0010,0010`). */
  | { readonly asks: 'bulk'; readonly place: ResourcePlace; readonly name: string };

/** One address of the archive, read once. */
export type ArchiveRoute = Asks & {
  readonly to: 'archive';
  /** Which archive, by its id in config.json. */
  readonly archive: string;
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** By the path on this origin, or by the path that the archive has on its own, which its links may name. */
  readonly via: 'root' | 'own path';
  /** As sent, without the question mark: keys are known to stand once each. Empty: none. */
  readonly query: string;
};

/** Longer targets are no DICOMweb requests of this viewer: a list of 1,000 frames has 4,000 characters. */
export const MOST_CHARACTERS = 8192;

const SEGMENT = '[A-Za-z0-9._,~-]+';
const FORM = new RegExp(
  `^/studies/(?<study>[^/]+)(?:/series/(?<series>[^/]+)(?:/instances/(?<sop>[^/]+)(?:/frames/(?<frames>[0-9,]+))?)?)?` +
    `(?:/(?<resource>metadata|rendered|thumbnail|series|instances|(?<bulk>bulk(?:data)?(?:/${SEGMENT})+)))?$`,
);
const SEARCHED: Readonly<Record<string, SearchLevel>> = {
  '/studies': 'study',
  '/series': 'series',
  '/instances': 'instance',
};

/** The numbers of a list of frames, each once; undefined where it is none. One frame a thousand times is a flood. */
function readFrames(text: string): readonly number[] | undefined {
  const words = text.split(',');
  if (!words.every((word) => /^[1-9]\d{0,5}$/.test(word))) return undefined;
  return new Set(words).size === words.length ? words.map(Number) : undefined;
}

function placeOf(study: string, series: string | undefined, sop: string | undefined): ResourcePlace {
  if (series === undefined) return { study };
  return sop === undefined ? { study, series } : { study, series, sop };
}

/** What a path below the archive's root asks for. */
function readAsks(isStore: boolean, path: string): Asks | undefined {
  const level = SEARCHED[path];
  if (isStore && path === '/studies') return { asks: 'store' };
  if (path === '/workitems') return isStore ? undefined : { asks: 'workitems' };
  if (level !== undefined) return isStore ? undefined : { asks: 'search', level };
  const parts = FORM.exec(path)?.groups ?? {};
  const { study, series, sop, resource, bulk } = parts;
  if (study === undefined || ![study, series ?? study, sop ?? study].every(isUid)) return undefined;
  if (isStore) return series === undefined && resource === undefined ? { asks: 'store', study } : undefined;
  const place = placeOf(study, series, sop);
  const frames = parts['frames'] === undefined ? undefined : readFrames(parts['frames']);
  if (parts['frames'] !== undefined) {
    if (frames === undefined) return undefined;
    if (resource === undefined) return { asks: 'frames', place, frames };
    return resource === 'rendered' || resource === 'thumbnail'
      ? { asks: resource, place, frames }
      : undefined;
  }
  if (bulk !== undefined) return { asks: 'bulk', place, name: bulk };
  if (resource === undefined) return { asks: 'objects', place };
  if (resource === 'metadata') return { asks: 'metadata', place };
  if (resource === 'rendered' || resource === 'thumbnail') return { asks: resource, place };
  if (sop !== undefined) return undefined;
  if (resource === 'series')
    return series === undefined ? { asks: 'search', level: 'series', study } : undefined;
  return { asks: 'search', level: 'instance', study, series };
}

/** Keys that may stand more than once: lists of attributes (PS3.18 8.3.4.3). */
const LISTS = new Set(['includefield']);

/** Whether a query holds keys once each, and nothing that two readers could take for two things. */
function isPlainQuery(query: string): boolean {
  if (query === '') return true;
  const seen = new Set<string>();
  return query.split('&').every((part) => {
    const [, written = '', value = ''] = /^([^=]{1,128})=(.*)$/.exec(part) ?? [];
    const key = readKey(written);
    if (key === undefined || (seen.has(key) && !LISTS.has(key))) return false;
    seen.add(key);
    // Printable ASCII; what is percent-encoded is whole, and no control character.
    return /^(?:[\x21-\x7e]*)$/.test(value) && !/[#\\]|%(?![0-9a-f]{2})|%[01]|%7f/i.test(value);
  });
}

/** What no link of an archive names. */
const NOT_LINKED: ReadonlySet<Asks['asks']> = new Set(['store', 'search', 'workitems']);

/** Reads the path below an archive's root, and the query; why it is no address of an archive otherwise. */
export function readArchiveRoute(
  method: string,
  path: string,
  query: string,
  archive: string,
  via: ArchiveRoute['via'] = 'root',
): ArchiveRoute | Denial {
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') return 'method';
  if (path.length + query.length >= MOST_CHARACTERS) return 'address';
  const asks = readAsks(method === 'POST', path);
  if (asks === undefined || (via === 'own path' && NOT_LINKED.has(asks.asks))) return 'route';
  if (!isPlainQuery(query) || (asks.asks === 'store' && query !== '')) return 'query';
  return { to: 'archive', archive, method, via, query, ...asks };
}

/** The path of a place below the archive's root. */
function pathOfPlace({ study, series, sop }: ResourcePlace): string {
  return [
    `/studies/${study}`,
    ...(series ? [`/series/${series}`] : []),
    ...(sop ? [`/instances/${sop}`] : []),
  ].join('');
}

function pathOf(route: Asks): string {
  switch (route.asks) {
    case 'search': {
      const { level, study, series } = route;
      const above = study === undefined ? '' : pathOfPlace(placeOf(study, series, undefined));
      return `${above}/${level === 'study' ? 'studies' : level === 'series' ? 'series' : 'instances'}`;
    }
    case 'workitems':
      return '/workitems';
    case 'store':
      return route.study === undefined ? '/studies' : `/studies/${route.study}`;
    case 'objects':
      return pathOfPlace(route.place);
    case 'metadata':
      return `${pathOfPlace(route.place)}/metadata`;
    case 'rendered':
    case 'thumbnail':
      return `${pathOfPlace(route.place)}${route.frames ? `/frames/${route.frames.join(',')}` : ''}/${route.asks}`;
    case 'frames':
      return `${pathOfPlace(route.place)}/frames/${route.frames.join(',')}`;
    case 'bulk':
      return `${pathOfPlace(route.place)}/${route.name}`;
  }
}

/** The target below the archive's root, written from the parts that were judged. */
export const targetOf = (route: ArchiveRoute): string =>
  `${pathOf(route)}${route.query === '' ? '' : `?${route.query}`}`;

/** The study that a request is about, where it names one in its path. */
export function studyOf(route: ArchiveRoute): string | undefined {
  if (route.asks === 'workitems') return undefined;
  return route.asks === 'search' || route.asks === 'store' ? route.study : route.place.study;
}
