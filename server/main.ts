import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { archiveApp } from './archiveApp';
import { archivesHere, type ArchiveHere } from './archivesHere';
import { ARCHIVE_ROOT, companionApp } from './companionApp';
import { openDataFolder, type AskedFolder, type DataFolder } from './dataFolder';
import { embeddedDoor } from './embeddedDoor';
import { endCompanion } from './endCompanion';
import { holdFolder, whyNotHeld } from './holdFolder';
import { Hosts } from './request/host';
import { nginxHeaders, staticHostHeaders } from './http/headers';
import { Callers } from './http/callers';
import { DamagedSecret } from './access/keepOnce';
import { addresses, createCompanion, isOnNetwork, listen, networkReach, type RoomMount } from './listen';
import { addSamples, NotSamples, openArchive, takeSamplesOut } from './openArchive';
import { HELP, readOptions, type Options } from './options';
import { ehrOrigins } from './smartOptions';
import { PageFiles } from './page';
import { probePort, whyNoPort } from './probePort';
import { archiveProxy } from './proxy/archiveProxy';
import { startServices } from './services';
import { whyNoStateFolder } from './stateFolder';
import { tellArchive } from './tellArchive';
import { WorkerPool } from './work/pool';

/** The built page, seen from build/server/main.js. */
const PAGE = fileURLToPath(new URL('../../dist', import.meta.url));
/** The script of a thread, beside this one. */
const WORKER = new URL('./worker.js', import.meta.url);
const say = (line: string): void => console.log(line);

/** What the command line asks for cannot be done as things are. */
class CannotStart extends Error {}

/** Two that serve one folder would not see what each other stores: the second does not start. State may be shared. */
async function hold(path: string): Promise<void> {
  const found = await holdFolder(path);
  const why = whyNotHeld(path, found);
  if (why !== undefined) throw new CannotStart(why);
  if (found.is === 'unknown')
    say(`Whether another Isocenter works on ${path} cannot be told on that disk: start one alone.`);
}

async function folderOf(asked: AskedFolder): Promise<Extract<DataFolder, { ok: true }>> {
  const folder = await openDataFolder(asked);
  if (!folder.ok) throw new CannotStart(folder.sentence);
  return folder;
}

/** The folder of the embedded archive, for this process alone; undefined where the archive is elsewhere. */
async function takeFolder({ archive, data }: Options) {
  const folder = archive === undefined ? await folderOf(data) : undefined;
  if (folder?.isWritable) await hold(folder.path);
  return folder;
}

/** Looks whether the port can be had, before anything is read or written. */
async function probe({ port, host, portIsGiven }: Options): Promise<void> {
  try {
    await probePort(port, host, portIsGiven);
  } catch (error) {
    const why = whyNoPort(error, port, host);
    throw why === undefined ? error : new CannotStart(why);
  }
}

/** Tells where it is reached, and of what to be careful there. */
function tellWhere({ host, signIn }: Options, port: number): void {
  const [here = '', ...outside] = addresses(host, port);
  say('');
  say(`Isocenter is at ${here}`);
  for (const address of outside) say(`  on the network  ${address}`);
  if (signIn.mode === 'open' && isOnNetwork(host)) {
    say('  WARNING: there is no sign-in. Whoever reaches this machine over the network sees every study.');
    say('  For this machine alone: --host 127.0.0.1. With sign-in: docs/sign-in.md.');
  }
  if (signIn.mode !== 'open' && outside.length > 0) {
    say('  Signing in over the network needs https before it: docs/sign-in.md.');
  }
}

/** Tells which archives it stands before, and whether they answer. */
function tellArchives(archives: readonly ArchiveHere[]): void {
  for (const { id, elsewhere } of archives) {
    if (elsewhere === undefined) continue;
    say(
      `Studies${archives.length > 1 ? ` of ${id}` : ''} come from ${elsewhere.origin}${elsewhere.pathname}`,
    );
    tellArchive(elsewhere, say);
  }
}

function endOnSignal(server: Server, lines: readonly (RoomMount | undefined)[]): void {
  const end = (): void => void endCompanion(server, lines).then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

/** The page with its services and archives as one server, and the page's files; `reach` is read when the page asks. */
async function assemble(
  options: Options,
  archives: ReturnType<typeof archivesHere>,
  reach: () => object,
): Promise<{
  readonly server: Server;
  readonly page: PageFiles;
  readonly lines: readonly (RoomMount | undefined)[];
}> {
  const { archive } = options;
  const folder = await takeFolder(options);
  const callers = new Callers();
  const work = new WorkerPool(WORKER, {}, callers);
  if (archive === undefined) work.warm();
  const opened = folder && (await openArchive(folder, options, say, work));
  const embedded = opened && archiveApp(opened.index, opened.store, ARCHIVE_ROOT, work);
  const page = new PageFiles(PAGE);
  const { services, config, origins, gate, mounts, rooms, reading, channels } = await startServices({
    options: options.signIn,
    ehrs: options.smart.map(({ iss }) => iss),
    here: archives,
    embedded,
    say,
    work,
    callers,
  });
  const told = {
    ...config,
    inspect: options.inspect,
    // The page answers, and asks, exactly those that the headers let it, whatever the file says.
    embed: { origins: options.embedOrigins },
    smart: options.smart,
    get reach() {
      return reach();
    },
  };
  const asked = [...new Set([...origins, ...ehrOrigins(options.smart)])];
  const isGuarded = options.signIn.mode !== 'open';
  const [first, ...others] = archives;
  const server = createCompanion({
    app: companionApp({ page, config: told, services, origins: asked, embedders: options.embedOrigins }),
    door: archive ? archiveProxy(archive, isGuarded, callers) : embedded && embeddedDoor(embedded, isGuarded),
    gate,
    mounts,
    rooms,
    reading,
    channels,
    services: services.map(({ path }) => path),
    root: first.root,
    id: first.id,
    base: archive?.pathname,
    others: others.flatMap(({ id, root, elsewhere }) =>
      elsewhere ? [{ id, root, door: archiveProxy(elsewhere, isGuarded, callers) }] : [],
    ),
    hosts: new Hosts(options.allowedHosts),
  });
  return { server, page, lines: [rooms, reading, channels] };
}

/** Where people sign in there is state to keep: whether it can be, before anything else takes time. */
async function probeState({ signIn }: Options): Promise<void> {
  const why = signIn.mode === 'open' ? undefined : await whyNoStateFolder(signIn.state);
  if (why !== undefined) throw new CannotStart(why);
}

async function serve(options: Options): Promise<void> {
  const archives = archivesHere(options);
  await probe(options);
  await probeState(options);
  // Known once it listens.
  let reach: object = {};
  const { server, page, lines } = await assemble(options, archives, () => reach);
  const port = await listen(server, options.port, options.host, options.portIsGiven);
  tellArchives(archives);
  // Where people sign in, nobody else is told where else this machine is reached.
  if (options.signIn.mode === 'open') reach = networkReach(options.host, port);
  tellWhere(options, port);
  // A page that is being built anew cannot be compressed beforehand; it is compressed when asked for.
  page.warm().catch(() => undefined);
  endOnSignal(server, lines);
}

async function run(): Promise<void> {
  const command = readOptions(process.argv.slice(2));
  if (command.run === 'serve') return serve(command.options);
  if (command.run === 'samples') {
    const change = command.action === 'add' ? addSamples : takeSamplesOut;
    return change((await folderOf(command.data)).path, say);
  }
  if (command.run === 'help') say(HELP);
  else if (command.run === 'print-headers') {
    process.stdout.write(
      command.form === 'nginx'
        ? nginxHeaders(command.origins, command.embedders)
        : staticHostHeaders(command.origins, command.embedders),
    );
  } else {
    console.error(command.sentence);
    process.exitCode = 2;
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof CannotStart || error instanceof NotSamples || error instanceof DamagedSecret)
    return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') return 'Somebody took that port meanwhile: choose another with --port.';
  if (code === 'EACCES' || code === 'EPERM')
    return 'Permission was refused: may this user read and write the data folder, and the one of --state?';
  if (code === 'ENOSPC') return 'The disk is full.';
  return `Isocenter could not start: ${error instanceof Error ? error.message : String(error)}`;
}

run().catch((error: unknown) => {
  console.error(sentenceOf(error));
  process.exit(error instanceof CannotStart ? 2 : 1);
});
