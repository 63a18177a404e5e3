import type { Credentials } from '@/archive/contract/credentials';
import { createListArchive } from '@/archive/dicomWeb/listArchive';
import { readPrivateFilters, toStudyQuery } from '@/features/worklist/filters';
import { FIRST_PAGE } from '@/features/worklist/firstPage';
import { speakAsSettled } from '@/i18n/language';
import type { Launched } from '@/features/launch/launched';
import type { Session } from '@/features/session/session';
import { isInFrame } from '@/ui/inFrame';
import { readConfig, type ArchiveConfig, type Config } from './config';
import { adoptAccession } from './adoptAccession';
import { adoptStudies } from './adoptStudies';
import { readEntryState } from './entryState';
import { lookAhead, recallArchive } from './knowArchives';
import { loadViewer } from './prefetchViewer';
import { archiveOf, parseRoute, readForeignEntry } from './routes';
import { sayFault } from './sayFault';
import { SettingsError, type Boot } from './settings';
import { installTrustedTypes } from './trustedTypes';

/**
 * The address that an issuer sent the page back to, taken out of sight at once: a code and its state stay neither in the
 * address nor in the history.
 */
function takeAnswer(): string | undefined {
  if (!/^#(?=(.*&)?state=)(?=(.*&)?(code|error)=)/.test(location.hash)) return undefined;
  const { href } = location;
  history.replaceState(history.state, '', import.meta.env.BASE_URL);
  return href;
}

/**
 * The query that an EHR opened the page with, or answered it with (SMART App Launch), taken out of sight at once: neither a launch nor a
 * code nor a state stays in the address or in the history.
 */
function takeLaunchQuery(): string | undefined {
  const { search } = location;
  if (!/[?&](iss|launch|state)=/.test(search)) return undefined;
  history.replaceState({}, '', `${import.meta.env.BASE_URL}#/launch`);
  return search;
}

/** What another system asked for in path and query moves into the fragment at once, out of logs and referrers. */
function adoptForeignEntry(): void {
  const foreign = readForeignEntry(location.search);
  const isElsewhere = location.pathname !== import.meta.env.BASE_URL || location.search !== '';
  if (!foreign && !isElsewhere) return;
  const path = foreign?.path ?? (location.hash || '#/');
  history.replaceState({ private: foreign?.filters }, '', import.meta.env.BASE_URL + path);
}

/** Where nobody is signed in, nothing is asked of an archive that wants to know who asks. */
const NOBODY: Credentials = {
  token: () => undefined,
  renew: () => Promise.resolve(undefined),
  watch: () => () => undefined,
};

async function fetchConfig(): Promise<Config> {
  const json: unknown = await fetch(`${import.meta.env.BASE_URL}config.json`)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`HTTP ${answer.status}`))))
    .catch((cause: unknown) => {
      throw new SettingsError(undefined, cause);
    });
  const read = readConfig(json);
  if (!read.ok) throw new SettingsError(read.where);
  speakAsSettled(read.config.language, read.config.inspect);
  return read.config;
}

/** The sign-in that the address asks for, with its code only where the settings name an issuer. */
async function signIn(
  config: Config,
  answer: string | undefined,
  isLaunched: boolean,
): Promise<Session | undefined> {
  // Inside another page nobody can sign in.
  if (config.signIn.length === 0 || isInFrame()) return undefined;
  const { openSession } = await import('@/features/session/openSession');
  return openSession({
    providers: config.signIn,
    wanted: archiveOf(parseRoute(location.hash), config.archives)?.signIn,
    answer,
    isLaunched,
    idleMinutes: config.idleMinutes,
    audit: config.services.audit,
    page: location.origin + import.meta.env.BASE_URL,
  });
}

/** A launch's code comes with a launch alone. */
async function beginLaunch(query: string, config: Config): Promise<Launched | undefined> {
  const { beginLaunch: begun, layLaunched } = await import('./beginLaunch');
  const launched = await begun(query, config);
  if (launched?.ok) layLaunched(launched.context, config.archives[0].id);
  return launched;
}

/** What an EHR has open, out of the history's entry, which a sign-in may have brought back. */
const heldLaunch = async (session: Session | undefined): Promise<Launched | undefined> =>
  parseRoute(location.hash).screen === 'launch'
    ? (await import('./beginLaunch')).takeLaunched(session)
    : undefined;

/** What reads images of an archive, and begins with a link's. */
const fetchReading = () =>
  Promise.all([
    import('@/archive/dicomWeb/dicomWeb'),
    import('./prefetchStudy'),
    import('@/view/link/codec'),
  ]).then(([{ createDicomWebArchive }, { prefetchStudy }, { decodeLink }]) => ({
    createDicomWebArchive,
    prefetchStudy,
    decodeLink,
  }));
type Reading = Awaited<ReturnType<typeof fetchReading>>;

/** @param coming the code that reads images, where the page begins with some. */
async function begin(
  answer: string | undefined,
  launchQuery: string | undefined,
  coming: Promise<Reading> | undefined,
): Promise<Boot> {
  const [config, reading] = await Promise.all([fetchConfig(), coming]);
  if (isInFrame()) (await import('./admitFrame')).admitFrame(config.embed);
  const createArchive = reading?.createDicomWebArchive ?? createListArchive;
  const launch = launchQuery === undefined ? undefined : await beginLaunch(launchQuery, config);
  const session = await signIn(config, answer, launch?.ok === true);
  const launched = launch?.ok === false ? launch : await heldLaunch(session);
  const isOpen = ({ signIn }: ArchiveConfig) =>
    signIn === undefined ||
    (session?.provider.id === signIn && session.store.getState().person !== undefined);
  const [head, ...rest] = config.archives;
  const unknown = new Set<string>();
  const open = (entry: ArchiveConfig) => {
    const archive = createArchive(
      entry,
      entry.signIn === undefined
        ? {}
        : { credentials: session?.provider.id === entry.signIn ? session.credentials : NOBODY },
    );
    if (!recallArchive(archive, entry)) unknown.add(entry.id);
    return archive;
  };
  const archives = [open(head), ...rest.map(open)] as const;
  const look = (id: string) => {
    const archive = archives.find((one) => one.id === id);
    const entry = config.archives.find((one) => one.id === id);
    if (!archive || !entry || !unknown.has(id)) return () => undefined;
    return lookAhead(archive, entry, () => void unknown.delete(id));
  };
  const plain = { config, archives, first: undefined, lookAhead: look, session, launched };
  const asked = parseRoute(location.hash);
  // Studies that another system named are in the first archive.
  if (asked.screen === 'open') await adoptStudies(asked, head.id);
  const route = parseRoute(location.hash);
  const addressed = archiveOf(route, config.archives);
  if (!addressed || !isOpen(addressed)) return plain;
  if (route.screen === 'view' && route.link.ok) {
    const { prefetchStudy, decodeLink } = reading ?? (await fetchReading());
    const link = decodeLink(route.link.path);
    const started = archives.map((one) =>
      link.ok && one.id === link.archive ? prefetchStudy(one, link.view) : one,
    );
    return { ...plain, archives: started as unknown as Boot['archives'] };
  }
  if (route.screen !== 'worklist') return plain;
  const archive = archives.find(({ id }) => id === addressed.id) ?? archives[0];
  const filters = { ...route.filters, ...readPrivateFilters(readEntryState(history.state).private) };
  const query = toStudyQuery(filters, new Date());
  const page = archive.search(query, { offset: 0, limit: FIRST_PAGE }, new AbortController().signal);
  page.catch(() => undefined); // Shown by the list, which asks for it.
  return { ...plain, first: { archive: archive.id, query, page } };
}

installTrustedTypes();
const answer = takeAnswer();
const launchQuery = takeLaunchQuery();
adoptForeignEntry();
adoptAccession();
const isOfImages = ['view', 'open'].includes(parseRoute(location.hash).screen);
const reading = isOfImages ? fetchReading() : undefined;
const beginning = begin(answer, launchQuery, reading);
beginning.catch(() => undefined); // Shown by main.

/** How long the rest of the page waits until a link has asked its archive. */
const ASKED_MS = 100;

/** The rest of the page takes all of the machine's time: what a link asks for is under way before. */
const asked = reading && Promise.race([beginning, new Promise((resolve) => setTimeout(resolve, ASKED_MS))]);
Promise.resolve(asked)
  .catch(() => undefined)
  .then(() => {
    if (isOfImages) loadViewer().catch(() => undefined); // Met again, and shown, where it is needed.
    return import('./main');
  })
  .then(({ start }) => start(beginning))
  .catch(sayFault);
