import { ArchiveError } from '@/archive/contract/archiveError';
import { toRoot } from '@/archive/http/address';
import { type Capabilities, learn } from '@/archive/contract/capabilities';
import type { DicomWebArchive, DicomWebConfig, DicomWebParts } from './dicomWeb';
import { createHabits } from '@/archive/contract/habits';
import { lateFrames } from './lateFrames';
import { createJsonClient, JSON_DEADLINES } from '@/archive/http/jsonClient';
import { createAsker } from '@/archive/search/askPage';
import { searchStudies } from '@/archive/search/searchStudies';

/** How long the code of the whole waits for a moment in which the rows that have come are on the screen. */
const ROWS_MS = 1_000;

/** Two pictures of the page; a page that nobody sees makes none. */
const rowsPainted = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof requestAnimationFrame !== 'function') return resolve();
    setTimeout(resolve, ROWS_MS);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });

const fetchWhole = () => rowsPainted().then(() => import('./dicomWeb'));

/** The whole archive, whose code is fetched when it is first asked for; it is told what was learnt meanwhile. */
function createLateArchive(
  code: typeof fetchWhole,
  config: DicomWebConfig,
  given: Partial<DicomWebParts>,
  learnt: readonly Capabilities[],
) {
  let coming: Promise<DicomWebArchive> | undefined;
  let here: DicomWebArchive | undefined;
  return {
    /** Once it is asked for. */
    coming: () => coming,
    here: () => here,
    whole(): Promise<DicomWebArchive> {
      coming ??= code().then(
        ({ createDicomWebArchive }) => {
          here = createDicomWebArchive(config, given);
          for (const known of learnt) here.learn(known);
          return here;
        },
        (cause: unknown) => {
          // Asked for again the next time.
          coming = undefined;
          throw new ArchiveError('unreachable', 'the code that reads the archive did not come', { cause });
        },
      );
      return coming;
    },
  };
}

/**
 * An archive for a page that begins with the list: it searches at once, and fetches the code of all else (descriptions of
 * images, pixels, pictures, storing) when that is first asked for. What was said to it before is said to the whole too.
 * @param code where the code of the whole comes from.
 */
export function createListArchive(
  config: DicomWebConfig,
  given: Partial<DicomWebParts> = {},
  code: typeof fetchWhole = fetchWhole,
): DicomWebArchive {
  const root = toRoot(config.root, given.origin ?? location.origin);
  const client = createJsonClient(
    root,
    given.deadlines ?? JSON_DEADLINES,
    given.createRequest,
    given.credentials,
  );
  const habits = createHabits();
  const asker = createAsker(() => Promise.reject(new Error('asked without a signal')), habits);
  const learnt: Capabilities[] = [];
  const late = createLateArchive(code, config, given, learnt);
  const { whole } = late;

  return {
    id: config.id,
    name: config.name,
    search: (query, page, signal) =>
      searchStudies({ ...asker, ask: (params) => client.studies({ ...params }, signal) }, query, page),
    series: async (...asked) => (await whole()).series(...asked),
    opening: async (...asked) => (await whole()).opening?.(...asked),
    instances: async (...asked) => (await whole()).instances(...asked),
    locate: async (...asked) => (await whole()).locate?.(...asked),
    thumbnail: async (...asked) => (await whole()).thumbnail(...asked),
    bulk: async (...asked) => (await whole()).bulk(...asked),
    document: async (...asked) => (await whole()).document(...asked),
    frames: lateFrames(whole, () => late.here()?.frames),
    learn: (known) => {
      learnt.push(known);
      learn(habits, known);
      // That its code does not come is said to whoever asks it something.
      void late.coming()?.then(
        (archive) => archive.learn(known),
        () => undefined,
      );
    },
    store: async (...asked) => {
      const archive = await whole();
      return archive.store?.(...asked) ?? Promise.reject(new Error(`${archive.id} stores nothing`));
    },
    async probe(...asked) {
      const report = await (await whole()).probe(...asked);
      learn(habits, report.known);
      return report;
    },
  };
}
