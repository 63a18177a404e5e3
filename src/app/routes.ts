import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import { filtersToQuery, noFilters, queryToFilters, type Filters } from '@/features/worklist/filters';
import { freshPath, readLinkHead, type LinkHead, type RefusedLink } from '@/view/link/linkHead';

/** Where the page is: everything in the fragment, so that no server and no referrer reads it. */
export type Route =
  | { readonly screen: 'worklist'; readonly archive: string | undefined; readonly filters: Filters }
  /** A study, whose view is decoded by the code that shows it. */
  | { readonly screen: 'view'; readonly link: (LinkHead & { readonly path: string }) | RefusedLink }
  /** Studies named by another system, before it is known which archive is asked. */
  | { readonly screen: 'open'; readonly studies: readonly StudyUid[]; readonly at?: OpenAt }
  /** What works with an archive, by its id; the first of the settings when none is named. */
  | { readonly screen: 'diagnose'; readonly archive: string | undefined }
  /** The page that checks a screen. */
  | { readonly screen: 'screenCheck' }
  /**
   * Where the page around this one opens studies; the studies of an accession number, of one archive or of all: the number stands in
   * no address (adoptAccession); and what an EHR has open, once it has said so, with the archive whose sign-in it needs (beginLaunch).
   */
  | { readonly screen: 'embed' | 'accession' | 'launch'; readonly archive: string | undefined }
  /** A guest's link: what it names and what opens it; where it leads into a room, that room's name and key. */
  | { readonly screen: 'guest'; readonly share: GuestLink }
  /** What a person passed on to this device: '#h=ID.SECRET'. */
  | { readonly screen: 'handoff'; readonly code: { readonly id: string; readonly secret: string } }
  /** Into a room where people look at something together: 'ROOM.KEY'. */
  | { readonly screen: 'together'; readonly code: string }
  /** After a guest has closed the study. */
  | { readonly screen: 'closed' }
  | { readonly screen: 'unknown' };

/** What of the first study is to be seen first: a series, and an image of it. */
export interface OpenAt {
  readonly series: SeriesUid;
  readonly sop?: SopUid;
}

/** `#s=ID.SECRET` and `#s=ID.SECRET&r=ROOM.KEY`. */
export interface GuestLink {
  readonly id: string;
  readonly secret: string;
  readonly room?: { readonly id: string; readonly key: string };
}

/** The one parser of fragments (with or without '#'): total. */
export function parseRoute(fragment: string): Route {
  const path = fragment.replace(/^#/, '');
  if (path.startsWith('/view/')) {
    const link = readLinkHead(path);
    return { screen: 'view', link: link.ok ? { ...link, path } : link };
  }
  if (path.startsWith('/open/')) {
    const [studies = '', series, sop] = path.slice('/open/'.length).split('/');
    const at = readAt(series, sop);
    return { screen: 'open', studies: readStudies(studies), ...(at ? { at } : {}) };
  }
  if (path.startsWith('s=')) {
    const share = readGuestLink(path);
    return share ? { screen: 'guest', share } : { screen: 'unknown' };
  }
  const [, id, secret] = /^h=([\w-]{16})\.([\w-]{43})$/.exec(path) ?? [];
  if (id !== undefined && secret !== undefined) return { screen: 'handoff', code: { id, secret } };
  const [, code] = /^\/together\/([\w-]{22}\.[\w-]{43})$/.exec(path) ?? [];
  if (code !== undefined) return { screen: 'together', code };
  if (path === CLOSED) return { screen: 'closed' };
  if (path === SCREEN_CHECK) return { screen: 'screenCheck' };
  const [, screen, at] = /^\/(embed|accession|launch)(?:\?archive=([\w-]{1,64}))?$/.exec(path) ?? [];
  if (screen) return { screen: screen as 'embed' | 'accession' | 'launch', archive: at };
  const diagnosed = /^\/diagnose(?:\/([\w-]{1,64}))?\/?$/.exec(path);
  if (diagnosed) return { screen: 'diagnose', archive: diagnosed[1] };
  const [, query = ''] = /^\/?(?:\?(.*))?$/s.exec(path) ?? [undefined, undefined];
  if (!/^\/?(\?|$)/.test(path)) return { screen: 'unknown' };
  const archive = new URLSearchParams(query).get('archive') ?? undefined;
  return {
    screen: 'worklist',
    archive: archive !== undefined && /^[\w-]{1,64}$/.test(archive) ? archive : undefined,
    filters: { ...noFilters, ...queryToFilters(query) },
  };
}

const SCREEN_CHECK = '/screen';
/** '#/...' of the page that checks a screen. */
export const screenCheckPath = `#${SCREEN_CHECK}`;

/** '#/...' of what an EHR has open, in an archive by its id; absent: of why it opens nothing. */
export const launchPath = (archive?: string): string =>
  archive === undefined ? '#/launch' : `#/launch?archive=${archive}`;

/** '#/...' of the page that waits for what the page around it opens. */
export const embedPath = '#/embed';

const CLOSED = '/closed';
/** '#/...' of the page that a guest sees last. */
export const closedPath = `#${CLOSED}`;

/** Sizes as the gate makes them: 12 bytes of id, 32 of secret; 16 of a room's name, 32 of its key, in base64url. */
function readGuestLink(path: string): GuestLink | undefined {
  const [, id, secret, roomId, key] =
    /^s=([\w-]{16})\.([\w-]{43})(?:&r=([\w-]{22})\.([\w-]{43}))?$/.exec(path) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  return { id, secret, ...(roomId !== undefined && key !== undefined ? { room: { id: roomId, key } } : {}) };
}

/** The archive that an address asks; undefined where it asks none that there is. */
export function archiveOf<A extends { readonly id: string }>(
  route: Route,
  archives: readonly [A, ...A[]],
): A | undefined {
  const [first] = archives;
  if (route.screen === 'open' || route.screen === 'together') return first;
  if (route.screen === 'worklist' || route.screen === 'diagnose' || route.screen === 'accession')
    return archives.find(({ id }) => id === route.archive) ?? first;
  const at = route.screen === 'launch' ? route.archive : undefined;
  const named = route.screen === 'view' && route.link.ok ? route.link.archive : at;
  return archives.find(({ id }) => id === named);
}

/** '#/...' of the worklist. Only what names nobody is written: dates, modalities, sex, order. */
export function worklistPath(archive: string | undefined, filters: Filters): string {
  const query = filtersToQuery(filters);
  if (archive !== undefined) query.set('archive', archive);
  // A comma and a colon need no escape in a fragment, and people read addresses.
  const text = query.toString().replaceAll('%2C', ',');
  return text === '' ? '#/' : `#/?${text}`;
}

/** '#/...' of the page that says what works with an archive. */
export const diagnosePath = (archive: string): string => `#/diagnose/${archive}`;

/** '#/...' of a study just opened: nothing but the archive's id and the study. */
export const studyPath = (archive: string, study: StudyUid): string => `#${freshPath(archive, study)}`;

/** Whether an address ('#/...') is one of a study's: as just opened, or with a view. A UID may begin with all of another's digits. */
export function isOfStudy(hash: string, archive: string, study: StudyUid): boolean {
  const path = studyPath(archive, study);
  return hash === path || hash.startsWith(`${path}/`);
}

function readAt(seriesUid = '', sopUid = ''): OpenAt | undefined {
  const [series, sop] = [toSeriesUid(seriesUid.trim()), toSopUid(sopUid.trim())];
  return series && { series, ...(sop ? { sop } : {}) };
}

/** Study UIDs from text with commas (or the backslashes of DICOM lists); what is none is left out, each kept once. */
function readStudies(text: string): readonly StudyUid[] {
  const all = text.split(/[,\\]|%2c|%5c/i).map((part) => toStudyUid(part.trim()));
  return [...new Set(all.filter((study) => study !== undefined))].slice(0, 16);
}

/** What another system asked for in path or query. */
export interface ForeignEntry {
  /** '#/...' */
  readonly path: string;
  /** Asked for by patient or accession number: kept in memory, never written into an address. */
  readonly filters?: Partial<Filters>;
}

/**
 * OHIF's `?StudyInstanceUIDs=a,b` (also at /viewer; with `initialSeriesInstanceUID` and `initialSOPInstanceUID`) and IHE Invoke Image Display `?requestType=STUDY&studyUID=...`
 * (IHE RAD TF-2 4.106). Undefined when the address asks for nothing of the kind.
 */
export function readForeignEntry(search: string): ForeignEntry | undefined {
  const asked = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(search)) {
    const key = name.toLowerCase();
    asked.set(key, [...(asked.get(key) ?? []), value]);
  }
  const studies = [...(asked.get('studyinstanceuids') ?? []), ...(asked.get('studyuid') ?? [])];
  if (studies.length > 0) {
    const [at] = asked.get('initialseriesinstanceuid') ?? asked.get('seriesinstanceuids') ?? [];
    const first = readAt(at?.split(',')[0], asked.get('initialsopinstanceuid')?.[0]);
    const parts = [readStudies(studies.join(',')).join(','), first?.series, first?.sop];
    return { path: `#/open/${parts.filter((part) => part !== undefined).join('/')}` };
  }
  const [accession] = asked.get('accessionnumber') ?? [];
  if (accession) return { path: '#/accession', filters: { accession } };
  const [patientId] = asked.get('patientid') ?? [];
  // HL7 CX: the identifier stands before the first ^.
  if (patientId) return { path: '#/', filters: { patientId: patientId.split('^')[0] ?? '' } };
  return undefined;
}
