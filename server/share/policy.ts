import type { ArchiveRoute, SearchLevel } from '../request/archiveRoute';
import type { ShareScope } from '@/protocol/scope';
import type { Decision, Denial, RawRequest } from '../request/scope';

/** Headers by which a request could become another one on its way. */
const TREACHEROUS = [
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
  'x-original-url',
  'x-rewrite-url',
  'upgrade',
  'trailer',
  'content-range',
];
/** Headers that mean one thing: two of them mean two, to two readers. */
const SINGLE = ['authorization', 'host', 'content-length', 'content-type', 'transfer-encoding'];
/** What Connection may say. */
const PERSISTENCE = new Set(['', 'close', 'keep-alive', 'te']);
const VERSIONS = new Set(['1.1', '2', '2.0', '3', '3.0']);

/** Whether a value has the form that its key asks for. */
type Form = (value: string) => boolean;

/** Query keys that change neither what is found nor how it is sent, with what they may hold. */
const PAGING: Readonly<Record<string, Form>> = {
  limit: (value) => /^\d{1,6}$/.test(value),
  offset: (value) => /^\d{1,9}$/.test(value),
  // One by one: as one expression, a list that fails at its end would be tried in all ways there are.
  includefield: (value) => value.split(',').every((one) => /^([0-9A-Fa-f]{8}|[A-Za-z]{1,64})$/.test(one)),
};
/** Of pictures made by the archive (PS3.18 8.3.5.1). */
const RENDERING: Readonly<Record<string, Form>> = {
  // Some archives enlarge: no screen has more.
  viewport: (value) =>
    /^\d{1,4},\d{1,4}$/.test(value) && value.split(',').every((one) => Number(one) <= 8192),
  quality: (value) => /^\d{1,3}$/.test(value),
  window: (value) => /^-?[\d.]{1,12},[\d.]{1,12},[a-z-]{1,16}$/.test(value),
};

/** Objects of a series by their numbers: no more than its list says. */
const NUMBERS: Readonly<Record<string, Form>> = {
  InstanceNumber: (value) => /^\d{1,9}$/.test(value),
  '00200013': (value) => /^\d{1,9}$/.test(value),
};

const STUDY_KEYS = new Set(['StudyInstanceUID', '0020000D']);
const SERIES_KEYS = new Set(['SeriesInstanceUID', '0020000E']);
const INSTANCE_KEYS = new Set(['SOPInstanceUID', '00080018']);
const NO_KEYS: ReadonlySet<string> = new Set();

/** Keys of matching that a search may hold, beside those of paging. */
function keysOf(level: SearchLevel, series: string | undefined): ReadonlySet<string> {
  if (level === 'study') return STUDY_KEYS;
  if (level === 'series') return SERIES_KEYS;
  return series === undefined ? new Set([...SERIES_KEYS, ...INSTANCE_KEYS]) : INSTANCE_KEYS;
}

const deny = (reason: Denial): Decision => ({ allow: false, reason });

/** Keys and values of a query, each key once, nothing percent-encoded but a comma; undefined where it is not so. */
function readQuery(text: string): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>();
  if (text === '') return found;
  for (const part of text.split('&')) {
    const [, key, value] = /^([A-Za-z0-9]+)=([A-Za-z0-9.,_-]*)$/.exec(part.replaceAll(/%2c/gi, ',')) ?? [];
    if (key === undefined || value === undefined || found.has(key)) return undefined;
    found.set(key, value);
  }
  return found;
}

/** Whether a value is a UID of those that are allowed; all are where nothing is named. */
const isAmong = (allowed: readonly string[] | undefined, uid: string): boolean =>
  allowed === undefined || allowed.includes(uid);

function decideQuery(
  { keys, forms }: { readonly keys: ReadonlySet<string>; readonly forms: Readonly<Record<string, Form>> },
  given: ReadonlyMap<string, string>,
  scope: ShareScope,
): Denial | undefined {
  for (const [key, value] of given) {
    const form = Object.hasOwn(forms, key) ? forms[key] : undefined;
    if (form?.(value) === true) continue;
    if (!keys.has(key)) return 'query';
    if (STUDY_KEYS.has(key) && !scope.studies.includes(value)) return 'study';
    if (SERIES_KEYS.has(key) && !isAmong(scope.series, value)) return 'series';
  }
  return undefined;
}

/**
 * Media ranges that ask for frames, parts of objects or pictures; whole objects are files. To the last letter: of
 * `type="application/dicom"; x="application/octet-stream"` an archive reads the one and a careless gate the other.
 */
const OF_FRAMES =
  /^\s*(multipart\/related;\s*type=("?)(application\/octet-stream|(image|video)\/[a-z0-9-]+)\2(;\s*transfer-syntax=(\*|[0-9.]+))?|application\/octet-stream(;\s*transfer-syntax=(\*|[0-9.]+))?|(image|video)\/[a-z0-9-]+|application\/dicom\+json)\s*$/i;
const asksForFrames = (accept: string): boolean => accept.split(',').every((one) => OF_FRAMES.test(one));

/** Longer or stranger ones are of no browser; some make archives fall over. */
const isAccept = (accept: string): boolean => accept.length <= 512 && /^[\x20-\x7e]*$/.test(accept);

/** A search of a guest: below one study, by names of objects alone. */
function decideSearch(
  { level, study, series, query }: ArchiveRoute & { asks: 'search' },
  scope: ShareScope,
): Decision {
  if (level !== 'study' && study === undefined) return deny('route');
  const given = readQuery(query);
  if (!given) return deny('query');
  if (study !== undefined && !scope.studies.includes(study)) return deny('study');
  if (series !== undefined && !isAmong(scope.series, series)) return deny('series');
  const forms = level === 'instance' && series !== undefined ? { ...PAGING, ...NUMBERS } : PAGING;
  const refused = decideQuery({ keys: keysOf(level, series), forms }, given, scope);
  if (refused) return deny(refused);
  // A list of studies is a worklist: one study is asked for by its name.
  const named = study ?? [...STUDY_KEYS].map((key) => given.get(key)).find((one) => one !== undefined);
  if (named === undefined) return deny('study');
  const permit = {
    kind: 'search',
    level,
    study: named,
    ...(series === undefined ? {} : { series }),
  } as const;
  return { allow: true, permit };
}

/** What a guest may have of what lies in the scope, by what is asked for. */
type Retrieve = Exclude<ArchiveRoute, { asks: 'search' | 'store' | 'workitems' }>;

function decideRetrieve(route: Retrieve, accept: string, scope: ShareScope): Decision {
  const { study, series, sop } = route.place;
  const isPicture = route.asks === 'rendered' || route.asks === 'thumbnail';
  if (isPicture && route.frames && (route.frames.length > 1 || route.asks === 'thumbnail'))
    return deny('route');
  if (route.asks === 'bulk' && (sop === undefined || !/^[a-z]+(\/[A-Za-z0-9,]+)+$/.test(route.name)))
    return deny('route');
  const given = readQuery(route.query);
  if (!given) return deny('query');
  if (!scope.studies.includes(study)) return deny('study');
  if (series !== undefined && !isAmong(scope.series, series)) return deny('series');
  // It answers with objects of all series of the study.
  if (series === undefined && scope.series) return deny('series');
  const refused = decideQuery({ keys: NO_KEYS, forms: isPicture ? RENDERING : {} }, given, scope);
  if (refused) return deny(refused);
  if (route.asks === 'objects' && !scope.rights.includes('download') && !asksForFrames(accept))
    return deny('download');
  const permit = {
    kind: 'retrieve',
    study,
    ...(series === undefined ? {} : { series }),
    ...(sop === undefined ? {} : { sop }),
  } as const;
  return { allow: true, permit };
}

const header = (request: RawRequest, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : (value ?? []).join(',');
};

/** Whether the headers of a request could make another one of it on its way, or mean two things to two readers. */
export const isTreacherous = ({ headers, version }: RawRequest): boolean =>
  (version !== undefined && !VERSIONS.has(version)) ||
  TREACHEROUS.some((name) => headers[name] !== undefined) ||
  // RFC 9110 7.6.1: a proxy leaves out what stands here, so that the archive would not read what was judged.
  [headers['connection'] ?? []]
    .flat()
    .some((value) => value.split(',').some((one) => !PERSISTENCE.has(one.trim().toLowerCase()))) ||
  SINGLE.some((name) => typeof headers[name] === 'object' && headers[name].length > 1);

/**
 * What a guest's request may do: its address was read once, into a route; what is no address of an archive has none. A key
 * that is not known, a header that could make another request of it, are refused before they are understood.
 */
export function decide(route: ArchiveRoute, request: RawRequest, scope: ShareScope): Decision {
  const { method, headers } = request;
  if (isTreacherous(request)) return deny('headers');
  const coding = header(request, 'transfer-encoding').toLowerCase();
  const isChunked = coding !== '';
  if (isChunked && (coding !== 'chunked' || headers['content-length'] !== undefined || method !== 'POST'))
    return deny('headers');
  if (route.asks === 'store') {
    const { study } = route;
    if (study === undefined) return deny('route');
    if (!scope.studies.includes(study)) return deny('study');
    return scope.rights.includes('measure')
      ? { allow: true, permit: { kind: 'store', study } }
      : deny('measure');
  }
  // Who reads what is nothing of a share.
  if (route.asks === 'workitems') return deny('route');
  const length = header(request, 'content-length');
  if (length !== '' && length !== '0') return deny('headers');
  const accept = header(request, 'accept') || '*/*';
  if (!isAccept(accept)) return deny('headers');
  return route.asks === 'search' ? decideSearch(route, scope) : decideRetrieve(route, accept, scope);
}
