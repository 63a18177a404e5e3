import { Agent as HttpAgent, request as httpRequest, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Headers } from './upstreamHeaders';

const CONNECT_MS = 5_000;
/** Until the answer begins; metadata of a large study may take an archive long. */
const ANSWER_MS = 120_000;

/** A request that was opened; `settle` ends its deadlines once the answer has begun, or nobody waits any more. */
export interface OpenedRequest {
  readonly upstream: ClientRequest;
  readonly settle: () => void;
}

/** Ends a request that finds no connection, or no answer, in time. */
function setDeadlines(upstream: ClientRequest, connectedAt: 'connect' | 'secureConnect'): () => void {
  let connect: NodeJS.Timeout | undefined;
  const answer = setTimeout(() => upstream.destroy(new Error('ETIMEDOUT')), ANSWER_MS);
  upstream.on('socket', (socket) => {
    if (!socket.connecting) return;
    const late = (): void => {
      upstream.destroy(Object.assign(new Error('no connection'), { code: 'ETIMEDOUT' }));
    };
    connect = setTimeout(late, CONNECT_MS);
    socket.once(connectedAt, () => clearTimeout(connect));
  });
  return () => {
    clearTimeout(connect);
    clearTimeout(answer);
  };
}

/** Kept connections to one archive, of which at most so many are open at once. */
export class ArchiveConnections {
  private readonly archive: URL;
  private readonly agent: HttpAgent;

  constructor(archive: URL, mostSockets: number) {
    this.archive = archive;
    const options = {
      keepAlive: true,
      maxSockets: mostSockets,
      maxFreeSockets: 16,
      scheduling: 'lifo' as const,
    };
    this.agent = this.isSecure ? new HttpsAgent(options) : new HttpAgent(options);
  }

  private get isSecure(): boolean {
    return this.archive.protocol === 'https:';
  }

  /** Opens a request; `path` is all of it, from the archive's host on. */
  open({
    method,
    path,
    headers,
  }: {
    readonly method: string | undefined;
    readonly path: string;
    readonly headers: Headers;
  }): OpenedRequest {
    const { protocol, hostname, port } = this.archive;
    const request = this.isSecure ? httpsRequest : httpRequest;
    const upstream = request({
      protocol,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      method,
      path,
      headers,
      agent: this.agent,
    });
    return { upstream, settle: setDeadlines(upstream, this.isSecure ? 'secureConnect' : 'connect') };
  }
}
