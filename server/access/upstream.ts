import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Hono } from 'hono';
import { Callers } from '../http/callers';

/** A request of the companion's own to the archive behind it. */
export interface UpstreamQuestion {
  readonly method: 'GET' | 'POST';
  /** Below the archive's root, canonical: `/studies/1.2/series`. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface UpstreamAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** The archive, asked with the companion's own credentials. Rejects where it does not answer, or with too much. */
export type Upstream = (question: UpstreamQuestion) => Promise<UpstreamAnswer>;

/** Answers that are kept in memory; a list of 50,000 objects has some 30 MB. */
const MOST_BYTES = 128 * 2 ** 20;
const ANSWER_MS = 120_000;

/** The archive inside the companion. */
export const embeddedUpstream =
  (archive: Hono): Upstream =>
  async ({ method, target, headers, body }) => {
    const answer = await archive.request(target, {
      method,
      headers,
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    });
    const type = answer.headers.get('content-type') ?? '';
    return { status: answer.status, type, body: Buffer.from(await answer.arrayBuffer()) };
  };

/** An archive elsewhere; a user and password in its address are what it is asked with. */
export function proxiedUpstream(archive: URL, callers = new Callers()): Upstream {
  const secure = archive.protocol === 'https:';
  const agentFor = (maxSockets: number): HttpAgent | HttpsAgent =>
    new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets });
  // What guests ask for takes no connection of the site's.
  const [agent, guests] = [agentFor(32), agentFor(12)];
  const request = secure ? httpsRequest : httpRequest;
  const base = archive.pathname.replace(/\/+$/, '');
  const user = [archive.username, archive.password].map(decodeURIComponent).join(':');
  return ({ method, target, headers, body }) =>
    new Promise((resolve, reject) => {
      const asked = request({
        protocol: archive.protocol,
        hostname: archive.hostname.replace(/^\[|\]$/g, ''),
        port: archive.port,
        method,
        path: base + target,
        headers: {
          ...headers,
          ...(archive.username === ''
            ? {}
            : { authorization: `Basic ${Buffer.from(user).toString('base64')}` }),
          ...(body === undefined ? {} : { 'content-length': body.length }),
        },
        agent: callers.now().isGuest ? guests : agent,
        timeout: ANSWER_MS,
      });
      asked.on('timeout', () => asked.destroy(new Error('ETIMEDOUT')));
      asked.on('error', reject);
      asked.on('response', (answer) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MOST_BYTES) asked.destroy(new Error('too much'));
          else chunks.push(chunk);
        });
        answer.on('error', reject);
        answer.on('aborted', () => reject(new Error('cut')));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 502,
            type: answer.headers['content-type'] ?? '',
            body: Buffer.concat(chunks),
          }),
        );
      });
      asked.end(body);
    });
}
