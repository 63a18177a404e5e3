import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findCompiler, findOrthanc } from '../../scripts/machine.mjs';
import { endWithUs, listFilesBelow, until } from './machine';
import { freePort } from './ports';

/** Orthanc's HTTP threads have 100 KiB of stack, which decoding JPEG-LS overflows: this gives them 8 MiB. */
const STACK_SHIM = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
int pthread_attr_setstacksize(pthread_attr_t *attr, size_t size) {
  static int (*next)(pthread_attr_t *, size_t);
  const size_t least = 8u << 20;
  if (!next) next = (int (*)(pthread_attr_t *, size_t))dlsym(RTLD_NEXT, "pthread_attr_setstacksize");
  return next(attr, size < least ? least : size);
}
`;

/** The compiled stack shim, or undefined where no compiler is. */
function stackShim(folder: string): string | undefined {
  const compiler = findCompiler();
  if (!compiler) return undefined;
  const library = join(folder, 'stack.so');
  const { status } = spawnSync(compiler, ['-shared', '-fPIC', '-O1', '-o', library, '-x', 'c', '-', '-ldl'], {
    input: STACK_SHIM,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  return status === 0 ? library : undefined;
}

/** What the tests ask of Orthanc: names in UTF-8, whole metadata, no DIMSE, no decoder plug-in that crashes. */
const settings = (storage: string, port: number, plugin: string) => ({
  Name: 'isocenter-e2e',
  StorageDirectory: storage,
  IndexDirectory: storage,
  Plugins: [plugin],
  HttpPort: port,
  RemoteAccessAllowed: false,
  AuthenticationEnabled: false,
  DicomServerEnabled: false,
  UnknownSopClassAccepted: true,
  OverwriteInstances: true,
  // Nothing here has to outlive a power cut.
  SyncStorageArea: false,
  DefaultEncoding: 'Utf8',
  KeepAlive: true,
  TcpNoDelay: true,
  HttpThreadsCount: 20,
  HttpCompressionEnabled: false,
  DicomWeb: {
    Enable: true,
    Root: '/dicom-web/',
    EnableWado: false,
    StudiesMetadata: 'Full',
    SeriesMetadata: 'Full',
    PublicRoot: '/dicom-web/',
  },
});

/** A running Orthanc. */
export interface Orthanc {
  /** Without a slash at the end. */
  readonly url: string;
  /** DICOMweb root, without a slash at the end. */
  readonly dicomWeb: string;
  /** Sends every file below these folders; returns how many were taken and which were not. */
  load(paths: readonly string[]): Promise<{ accepted: number; rejected: readonly string[] }>;
  stop(): Promise<void>;
}

/** Starts Orthanc over a storage folder, and again whenever it dies by itself. */
export async function startOrthanc(folder: string): Promise<Orthanc> {
  const found = findOrthanc();
  if (!found) throw new Error('Orthanc or its DICOMweb plugin is missing: npm test installs them.');
  mkdirSync(join(folder, 'storage'), { recursive: true });
  const port = await freePort();
  const config = join(folder, 'orthanc.json');
  writeFileSync(config, JSON.stringify(settings(join(folder, 'storage'), port, found.plugin)));
  const shim = stackShim(folder);
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess;
  let stopped = false;
  const start = () => {
    child = spawn(found.program, [config], {
      stdio: 'ignore',
      env: { ...process.env, ...(shim ? { LD_PRELOAD: shim } : {}) },
    });
    endWithUs(child, 'SIGKILL');
    child.once('exit', () => {
      if (!stopped) setTimeout(start, 500);
    });
  };
  start();
  const answers = () => fetch(`${url}/system`).then(({ ok }) => ok);
  await until('Orthanc answers', answers, 60_000).catch((error: unknown) => {
    // Else it would be started again for ever, beside the next one over the same folder.
    stopped = true;
    child.kill('SIGKILL');
    throw error;
  });

  const send = async (file: string): Promise<boolean> => {
    const body = await readFile(file);
    const headers = { 'content-type': 'application/dicom' };
    const answer = await fetch(`${url}/instances`, { method: 'POST', body, headers });
    await answer.arrayBuffer();
    return answer.ok;
  };
  return {
    url,
    dicomWeb: `${url}/dicom-web`,
    async load(paths) {
      const files = paths.flatMap((path) => listFilesBelow(path));
      const rejected: string[] = [];
      for (const file of files) if (!(await send(file))) rejected.push(file);
      return { accepted: files.length - rejected.length, rejected };
    },
    async stop() {
      stopped = true;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const deadline = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(deadline);
    },
  };
}
