import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithUs, ROOT, until } from './machine';
import { freePort } from './ports';

/** What is tested: the project's own build, or a copy of one elsewhere. */
const MAIN = join(process.env['E2E_PRODUCT'] ?? ROOT, 'build', 'server', 'main.js');

/** A running companion server. */
export interface Companion {
  /** Origin, without a slash at the end. */
  readonly url: string;
  /** Its DICOMweb root, without a slash at the end. */
  readonly dicomWeb: string;
  /** Folder of its shares, keys and audit file. */
  readonly state: string;
  /** Everything it printed. */
  output(): string;
  /** The most memory that it held so far (Linux). */
  peakBytes(): number;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface CompanionSetup {
  /** Folder of the embedded archive. */
  readonly data?: string;
  /** DICOMweb root of another archive instead. */
  readonly archive?: string;
  /** Further archives, NAME=URL each. */
  readonly others?: readonly string[];
  readonly port?: number;
  /** Without samples of its own where the folder is empty. */
  readonly noSamples?: boolean;
  /** With the demo sign-in: Dr A, Dr B and a student. */
  readonly demoLogin?: boolean;
  /** With a FHIRcast hub. */
  readonly fhircast?: boolean;
  /** How long its access tokens hold. */
  readonly tokenSeconds?: number;
  /** Another issuer to sign in at; `client` defaults to the demo's. */
  readonly issuer?: string;
  readonly client?: string;
  /** Folder of shares, keys and the audit file; where there is sign-in and none is given, a fresh one that goes with it. */
  readonly state?: string;
  readonly auditUrl?: string;
  /** Origins of other companions that sign in at its demo. */
  readonly demoFriend?: string;
  /** Where it listens; this machine alone if not given. */
  readonly host?: string;
  /** Names that it answers to beside those of this machine. */
  readonly allowHost?: string;
  /** Origins whose pages may show it in a frame. */
  readonly embedOrigins?: readonly string[];
  /** EHRs that may open studies: ISS,CLIENT each. */
  readonly smartLaunch?: readonly string[];
}

/** The command line of a companion that is made of these parts. */
function argumentsOf(parts: CompanionSetup, port: number, state: string): readonly string[] {
  return [
    '--port',
    String(port),
    '--host',
    parts.host ?? '127.0.0.1',
    '--inspect',
    '--list-files',
    ...(parts.data ? ['--data', parts.data, '--create-data'] : []),
    ...(parts.archive ? ['--archive', parts.archive] : []),
    ...(parts.others ?? []).flatMap((other) => ['--archive', other]),
    ...(parts.noSamples ? ['--no-samples'] : []),
    ...(parts.demoLogin ? ['--demo-login'] : []),
    ...(parts.fhircast ? ['--fhircast'] : []),
    ...(parts.tokenSeconds ? ['--demo-token-seconds', String(parts.tokenSeconds)] : []),
    ...(parts.issuer ? ['--issuer', parts.issuer, '--client', parts.client ?? 'isocenter'] : []),
    ...(parts.demoFriend ? ['--demo-friend', parts.demoFriend] : []),
    ...(parts.allowHost ? ['--allow-host', parts.allowHost] : []),
    ...(parts.embedOrigins ?? []).flatMap((origin) => ['--embed-origin', origin]),
    ...(parts.smartLaunch ?? []).flatMap((ehr) => ['--smart-launch', ehr]),
    ...(parts.auditUrl ? ['--audit-url', parts.auditUrl] : []),
    '--state',
    state,
  ];
}

/** Starts the built companion with the inspection API switched on. */
export async function startCompanion(parts: CompanionSetup): Promise<Companion> {
  if (!existsSync(MAIN)) throw new Error('Nothing is built: npm run build && npm run build:server first.');
  const port = parts.port ?? (await freePort());
  const state = parts.state ?? mkdtempSync(join(tmpdir(), 'isocenter-state-'));
  const child: ChildProcess = spawn(process.execPath, [MAIN, ...argumentsOf(parts, port, state)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const forget = () => {
    if (parts.state === undefined) rmSync(state, { recursive: true, force: true });
  };
  endWithUs(child, 'SIGKILL', forget);
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  let gone = false;
  const exit = new Promise<void>((resolve) =>
    child.once('exit', () => {
      gone = true;
      resolve();
    }),
  );
  const url = `http://127.0.0.1:${port}`;
  const answers = async () => {
    // It listens once its archive is read, and any answer will do.
    return gone || (await fetch(`${url}/config.json`)).status > 0;
  };
  await until('the companion answers', answers, 60_000);
  if (gone) throw new Error(`The companion ended at once:\n${printed}`);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const deadline = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await exit;
    clearTimeout(deadline);
    forget();
  };
  return {
    url,
    state,
    dicomWeb: `${url}/dicom-web`,
    output: () => printed,
    peakBytes: () =>
      Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}
