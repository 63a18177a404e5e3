import { createServer } from 'node:http';
import { listen } from './listen';

/**
 * Listens for a moment, before anything else is done: a port that is taken, or a host that is none, is said at once and not after
 * an hour of reading. Rejects as `listen` does.
 */
export async function probePort(port: number, host: string, portIsGiven: boolean): Promise<void> {
  const server = createServer((_, outgoing) => outgoing.destroy());
  await listen(server, port, host, portIsGiven);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

const SENTENCES: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port, host) =>
    `Port ${port} of ${host} is taken, perhaps by another Isocenter: choose another with --port, or leave --port out.`,
  EACCES: (port) =>
    `This user may not listen on port ${port}: choose one above 1023 with --port, or allow it.`,
  EPERM: (port) =>
    `This user may not listen on port ${port}: choose one above 1023 with --port, or allow it.`,
  EADDRNOTAVAIL: (_, host) =>
    `--host ${host} is no address of this machine. 0.0.0.0 is all of them, 127.0.0.1 this machine alone.`,
  EINVAL: (_, host) =>
    `--host ${host} is no address that can be listened on. 0.0.0.0 is all of this machine's, 127.0.0.1 this machine alone.`,
  ENOTFOUND: (_, host) =>
    `--host ${host} is a name that nobody knows: is it spelt right? 0.0.0.0 is all addresses of this machine.`,
  EAI_AGAIN: (_, host) =>
    `--host ${host} is a name that cannot be looked up now. 0.0.0.0 is all addresses of this machine.`,
  EAFNOSUPPORT: (_, host) => `--host ${host} is of a kind of network that this machine does not have.`,
};

/** Why nothing can listen there, for who started it; undefined where the network is not to blame. */
export const whyNoPort = (error: unknown, port: number, host: string): string | undefined =>
  SENTENCES[codeOf(error)]?.(port, host);
