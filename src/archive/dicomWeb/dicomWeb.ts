import type { Archive, FrameSource, SeriesSummary } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { authorisedFetch } from '@/archive/http/authorised';
import type { Credentials } from '@/archive/contract/credentials';
import { seriesUrl, toRoot } from '@/archive/http/address';
import { fetchBulk } from '@/archive/studies/bulk';
import { type Capabilities, learn } from '@/archive/contract/capabilities';
import type { Probe } from '@/archive/contract/report';
import { type Clock, systemClock } from '@/archive/http/clock';
import { type Ahead, createFrameSource } from '@/archive/frames/frameSource';
import type { FramePort } from '@/archive/frames/workerLine';
import type { RequestParts } from '@/archive/http/request';
import { TIMINGS } from '@/archive/http/retry';
import { listInstances, type InstanceParts } from '@/archive/studies/instances';
import { locateObject } from '@/archive/studies/locate';
import { isContradicted } from '@/archive/studies/identity';
import { findOpening } from '@/archive/studies/opening';
import { createJsonClient, JSON_DEADLINES, type JsonDeadlines } from '@/archive/http/jsonClient';
import { createHabits } from '@/archive/contract/habits';
import { createAsker } from '@/archive/search/askPage';
import { searchStudies } from '@/archive/search/searchStudies';
import { Recent } from '@/archive/studies/recent';
import { listSeries } from '@/archive/studies/seriesList';
import { storeObject } from './store';
import { createThumbnails } from './thumbnails';

/** One archive of config.json. */
export interface DicomWebConfig {
  readonly id: string;
  readonly name: string;
  /** DICOMweb root: a path of the page's own origin, or an absolute URL. From the config only, never from a link. */
  readonly root: string;
}

/** What the archive needs from the page; tests bring their own. */
export interface DicomWebParts extends RequestParts {
  /** What same-origin roots count from. */
  readonly origin: string;
  readonly deadlines: JsonDeadlines;
  readonly createRequest: () => XMLHttpRequest;
  readonly createPort: () => FramePort;
  /** Absent: the archive is asked without a token. */
  readonly credentials: Credentials;
  /** false: pixels may be asked for frame by frame only, not as files. */
  readonly hasFiles: boolean;
}

/** An archive with its frame transport startable ahead of the first frame. */
export interface DicomWebArchive extends Archive {
  readonly name: string;
  /** Takes over what is remembered of this archive. */
  learn(known: Capabilities): void;
  readonly probe: Probe;
  readonly frames: FrameSource & Ahead;
}

/** Of so many studies, the last, is kept what their lists said; of so many series what the object with which they opened did. */
const STUDIES_KEPT = 32;
const OPENINGS_KEPT = 256;

/** How long metadata wait for a list of series that is under way: both are asked for at once. */
const LIST_MS = 500;

const soon = <T>(wanted: Promise<T> | undefined, clock: Clock): Promise<T | undefined> =>
  new Promise((resolve) => {
    if (wanted === undefined) return resolve(undefined);
    const cancel = clock.after(LIST_MS, () => resolve(undefined));
    const done = (value?: T) => (cancel(), resolve(value));
    wanted.then(done, () => done());
  });

/** The patient of a study's series, where the archive says one and the same for all. */
function patientOf(all: readonly SeriesSummary[]): string | undefined {
  const ids = new Set(all.map(({ patientId }) => patientId));
  const [id] = ids;
  return ids.size === 1 ? id : undefined;
}

/** Under Trusted Types, a default policy in app/ lets this same-origin script through. */
const createWorker = (): FramePort =>
  new Worker(new URL('../frames/frameWorker.ts', import.meta.url), { type: 'module' });

/**
 * Any DICOMweb archive: QIDO-RS and metadata through dicomweb-client; pixels, bulk data and thumbnails by fetch, since
 * that library neither verifies nor aborts nor times out what it retrieves.
 */
export function createDicomWebArchive(
  config: DicomWebConfig,
  given: Partial<DicomWebParts> = {},
): DicomWebArchive {
  const root = toRoot(config.root, given.origin ?? location.origin);
  const { credentials } = given;
  const plain = given.fetch ?? ((url, init) => fetch(url, init));
  const requests: RequestParts = {
    fetch: credentials ? authorisedFetch(root, credentials, plain) : plain,
    clock: given.clock ?? systemClock,
    timings: given.timings ?? TIMINGS,
  };
  const client = createJsonClient(root, given.deadlines ?? JSON_DEADLINES, given.createRequest, credentials);
  const habits = createHabits();
  /** The signal is each search's own; what is learned of the archive stays. */
  const asker = createAsker(() => Promise.reject(new Error('asked without a signal')), habits);
  const frames = createFrameSource(root, given.createPort ?? createWorker, {
    credentials,
    hasFiles: given.hasFiles,
  });
  const thumbnail = createThumbnails(root, requests);
  /** The series of studies listed here; what they say of a patient is compared with what the objects say. */
  const lists = new Recent<StudyUid, Promise<readonly SeriesSummary[]>>(STUDIES_KEPT);
  /** What objects said of themselves before their series was described. */
  const openings = new Recent<SeriesUid, Promise<Instance | undefined>>(OPENINGS_KEPT);
  const listed = async (study: StudyUid) => (await soon(lists.get(study), requests.clock)) ?? [];

  const takeOver = (known: Capabilities) => {
    learn(habits, known);
    thumbnail.learn(known);
  };

  /** Series and objects known to hold no image: an archive asked to render a report may answer with anything. */
  const imageless = new Set<string>();

  const partsOf = (study: StudyUid, series: SeriesUid, signal: AbortSignal): InstanceParts => {
    const below = seriesUrl(root, study, series);
    // Relative URIs count from the metadata's own address; some archives mean the series, others the study.
    const bases = [`${below}/metadata`, `${below}/`, `${root}/studies/${study}/`];
    return {
      habits,
      fetchBulk: (uri) => fetchBulk(root, uri, signal, requests, bases),
      // Seldom needed, and with a reader of files: not for the first paint of a list.
      fetchTables: async (instance) =>
        (await import('./tables')).fetchTables(root, instance, signal, requests),
      fetchLost: async (instance) => (await import('./tables')).fetchLost(root, instance, signal, requests),
      patientId: listed(study).then(patientOf),
    };
  };

  return {
    id: config.id,
    name: config.name,
    search: (query, page, signal) =>
      searchStudies({ ...asker, ask: (params) => client.studies({ ...params }, signal) }, query, page),
    series(study, signal) {
      const list = listSeries(client, study, habits, signal);
      lists.set(study, list);
      return list;
    },
    opening(study, series, at, signal) {
      const find = async () => {
        const row = (await listed(study)).find((one) => one.series === series);
        const parts = partsOf(study, series, signal);
        return findOpening(client, study, series, row?.instanceCount, at, parts, signal);
      };
      const found = find();
      openings.set(
        series,
        found.catch(() => undefined),
      );
      return found;
    },
    async instances(study, series, signal, tell) {
      const parts = { ...partsOf(study, series, signal), ...(tell ? { tell } : {}) };
      const all = await listInstances(client, study, series, parts, signal);
      // The same link shows the same, whichever description came first.
      const opening = openings.get(series);
      const alone = await soon(opening, requests.clock);
      // Described twice, and in different ways: which description holds cannot be known.
      const isOther = (one: Instance) => alone?.sop === one.sop && isContradicted(alone, one);
      const instances = all.map((one) => (isOther(one) ? { ...one, doubt: 'duplicate' as const } : one));
      // One that comes later than that is compared when it comes.
      void opening?.then((late) => {
        const one = late && all.find(({ sop }) => sop === late.sop);
        if (one && isContradicted(late, one)) frames.contradict(one);
      });
      for (const { sop, frames: count } of instances) if (count === 0) imageless.add(sop);
      if (instances.every(({ frames: count }) => count === 0)) imageless.add(series);
      return instances;
    },
    locate: (sop, study, signal) => locateObject(client, sop, study, signal),
    thumbnail: async (key, sizePx, signal) =>
      imageless.has(key.sop ?? key.series) ? undefined : thumbnail.picture(key, sizePx, signal),
    bulk: (uri, signal) => fetchBulk(root, uri, signal, requests),
    // With a reader of files: not for the first paint of a list.
    document: async (instance, signal) => {
      const { fetchBulk } = partsOf(instance.study, instance.series, signal);
      const { fetchDocument } = await import('./documents');
      return fetchDocument(root, instance, signal, requests, fetchBulk);
    },
    frames,
    learn: takeOver,
    // Not fetched when it is needed: an archive that is away often takes the page's own server with it.
    store: (...asked) => storeObject(root, requests, ...asked),
    async probe(depth, signal, tell = () => undefined) {
      const { probeArchive } = await import('@/archive/capability/probe');
      const watched = watchPolicy(root);
      try {
        const on = { tell, blocked: watched.blocked };
        const report = await probeArchive(root, depth, requests, signal, on);
        takeOver(report.known);
        return report;
      } finally {
        watched.end();
      }
    },
  };
}

/** Hears whether the page's own security policy forbids requests to an archive: a fetch alone does not say why it failed. */
function watchPolicy(root: string): { blocked: () => boolean; end: () => void } {
  let blocked = false;
  const hear = ({ blockedURI }: SecurityPolicyViolationEvent) => {
    if (blockedURI.startsWith(new URL(root).origin)) blocked = true;
  };
  const page = globalThis.document as Document | undefined;
  page?.addEventListener('securitypolicyviolation', hear);
  return {
    blocked: () => blocked,
    end: () => page?.removeEventListener('securitypolicyviolation', hear),
  };
}
