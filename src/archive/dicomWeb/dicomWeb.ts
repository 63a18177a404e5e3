import type { Archive, FrameSource } from '@/archive/contract/archive';
import { authorisedFetch } from '@/archive/http/authorised';
import type { Credentials } from '@/archive/contract/credentials';
import { seriesUrl, toRoot } from '@/archive/http/address';
import { fetchBulk } from '@/archive/studies/bulk';
import { type Capabilities, learn } from '@/archive/contract/capabilities';
import type { Probe } from '@/archive/contract/report';
import { systemClock } from '@/archive/http/clock';
import { type Ahead, createFrameSource } from '@/archive/frames/frameSource';
import type { FramePort } from '@/archive/frames/workerLine';
import type { RequestParts } from '@/archive/http/request';
import { TIMINGS } from '@/archive/http/retry';
import { locateObject } from '@/archive/studies/locate';
import { createJsonClient, JSON_DEADLINES, type JsonDeadlines } from '@/archive/http/jsonClient';
import { createHabits, type Habits } from '@/archive/contract/habits';
import { createAsker } from '@/archive/search/askPage';
import { searchStudies } from '@/archive/search/searchStudies';
import { Descriptions, type DescriptionParts } from './descriptions';
import { watchPolicy } from './policyWatch';
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

/** Under Trusted Types, a default policy in app/ lets this same-origin script through. */
const createWorker = (): FramePort =>
  new Worker(new URL('../frames/frameWorker.ts', import.meta.url), { type: 'module' });

/** How the objects of a series are read from an archive, but for whose they are. */
const readerAt =
  (root: string, habits: Habits, requests: RequestParts): DescriptionParts['readerOf'] =>
  (study, series, signal) => {
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
    };
  };

/** Looks what an archive can do; `learn` takes over what comes of it. */
const proberOf =
  (root: string, requests: RequestParts, learn: (known: Capabilities) => void): Probe =>
  async (depth, signal, tell = () => undefined) => {
    const { probeArchive } = await import('@/archive/capability/probe');
    const watched = watchPolicy(root);
    try {
      const on = { tell, blocked: watched.blocked };
      const report = await probeArchive(root, depth, requests, signal, on);
      learn(report.known);
      return report;
    } finally {
      watched.end();
    }
  };

/**
 * Any DICOMweb archive: QIDO-RS and metadata by `http/jsonClient.ts`; pixels, bulk data and thumbnails by fetch.
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
  const readerOf = readerAt(root, habits, requests);
  const { clock } = requests;
  const { contradict } = frames;
  const descriptions = new Descriptions({ client, habits, clock, readerOf, contradict });
  const takeOver = (known: Capabilities) => {
    learn(habits, known);
    thumbnail.learn(known);
  };
  const { series, opening, instances } = descriptions;
  return {
    id: config.id,
    name: config.name,
    search: (query, page, signal) =>
      searchStudies({ ...asker, ask: (params) => client.studies({ ...params }, signal) }, query, page),
    series,
    opening,
    instances,
    locate: (sop, study, signal) => locateObject(client, sop, study, signal),
    thumbnail: async (key, sizePx, signal) =>
      descriptions.isImageless(key.sop ?? key.series) ? undefined : thumbnail.picture(key, sizePx, signal),
    bulk: (uri, signal) => fetchBulk(root, uri, signal, requests),
    // With a reader of files: not for the first paint of a list.
    document: async (instance, signal) => {
      const { fetchBulk } = readerOf(instance.study, instance.series, signal);
      const { fetchDocument } = await import('./documents');
      return fetchDocument(root, instance, signal, requests, fetchBulk);
    },
    frames,
    learn: takeOver,
    // Not fetched when it is needed: an archive that is away often takes the page's own server with it.
    store: (...asked) => storeObject(root, requests, ...asked),
    probe: proberOf(root, requests, takeOver),
  };
}
