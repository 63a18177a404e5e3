import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { halfOf, halveParts, spoilParts, type PartFault } from './multipart';
import { freePort } from './ports';

/** What happens to answers whose path matches. The newest rule that matches wins. */
export interface Rule {
  readonly path: RegExp;
  /** Absent: whatever the method. */
  readonly method?: string;
  readonly fault:
    /** `short`: the first half of the answer, in which whole frames may be; `halves`: half of every part of it, in which none is. */
    | { readonly kind: 'hang' | 'html' | 'short' | 'halves' | 'reset' }
    | { readonly kind: 'status'; readonly status: number }
    | { readonly kind: 'delay'; readonly ms: number }
    /** Kept waiting until then; answered with the status, where there is one, or by the archive. */
    | { readonly kind: 'hold'; readonly until: Promise<unknown>; readonly status?: number }
    /** In the archive's place, without asking it; `sop` is that of the object that was sent. */
    | { readonly kind: 'answer'; readonly status: number; readonly body?: (sop: string) => object }
    /** The archive is asked, and its answer never comes; or the connection breaks in its place. */
    | { readonly kind: 'unheard'; readonly as: 'hang' | 'reset' }
    /** At most so many bytes a second; asked for each piece where it changes on the way. */
    | { readonly kind: 'throttle'; readonly bytesPerSecond: number | (() => number) }
    /** The answer to another path instead. */
    | { readonly kind: 'instead'; readonly path: (path: string) => string }
    /** Spoils the part of a multipart answer that belongs to one instance. */
    | { readonly kind: 'part'; readonly sop: string; readonly as: PartFault };
}

/** Stands between page and archive, and spoils what it is told to. */
export interface FaultProxy {
  readonly url: string;
  /** Paths asked for, with their query, in order. */
  readonly seen: readonly string[];
  /** How many requests are kept waiting by a rule `hold`, those that nobody waits for any more among them. */
  readonly held: number;
  rule(rule: Rule): void;
  clear(): void;
  /** Refuses connections and cuts those there are, as a server that is switched off. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const LOGIN_PAGE = '<!doctype html><title>Sign in</title><p>Your session has expired.</p>';

const readAll = async (stream: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Sends at a limited rate, waiting between pieces. */
async function sendSlowly(stream: IncomingMessage, response: ServerResponse, rate: number | (() => number)) {
  const PIECE_MS = 50;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    for (let at = 0, piece = 0; at < bytes.length; at += piece) {
      if (response.destroyed) return;
      const bytesPerSecond = typeof rate === 'number' ? rate : rate();
      piece = Math.max(1, Math.round((bytesPerSecond * PIECE_MS) / 1000));
      response.write(bytes.subarray(at, at + piece));
      await new Promise((resolve) => setTimeout(resolve, PIECE_MS));
    }
  }
  response.end();
}

function html(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(LOGIN_PAGE);
}

/** Passes the archive's answer on, spoilt as the rule says. */
async function answer(rule: Rule | undefined, from: IncomingMessage, to: ServerResponse): Promise<void> {
  const fault = rule?.fault;
  const headers = { ...from.headers };
  if (fault?.kind === 'unheard') {
    await readAll(from);
    if (fault.as === 'reset') to.destroy();
    return;
  }
  if (fault?.kind === 'short' || fault?.kind === 'halves') {
    const body = await readAll(from);
    delete headers['content-length'];
    delete headers['transfer-encoding'];
    const half = fault.kind === 'short' ? halfOf(body) : halveParts(body, headers['content-type'] ?? '');
    to.writeHead(from.statusCode ?? 502, headers).end(half);
    return;
  }
  if (fault?.kind === 'part') {
    const body = await readAll(from);
    delete headers['content-length'];
    delete headers['transfer-encoding'];
    const { bytes, hangs } = spoilParts(body, headers['content-type'] ?? '', fault.sop, fault.as);
    to.writeHead(from.statusCode ?? 502, headers);
    if (hangs) to.write(bytes);
    else to.end(bytes);
    return;
  }
  to.writeHead(from.statusCode ?? 502, headers);
  if (fault?.kind === 'throttle') await sendSlowly(from, to, fault.bytesPerSecond);
  else from.pipe(to);
}

/** Asks the archive what was asked of the proxy, and passes its answer on as the rule says. */
function forward(
  upstream: URL,
  path: string,
  rule: Rule | undefined,
  from: IncomingMessage,
  to: ServerResponse,
): void {
  const ask = request({
    host: upstream.hostname,
    port: upstream.port,
    path,
    method: from.method,
    headers: from.headers,
  });
  ask.on('response', (reply) => {
    reply.on('error', () => to.destroy());
    answer(rule, reply, to).catch(() => to.destroy());
  });
  ask.on('error', () => to.destroy());
  to.on('close', () => ask.destroy());
  from.pipe(ask);
}

/** A server at a port, which can be stopped with all that is connected to it, and started again. */
function stoppableServer(port: number, serve: (from: IncomingMessage, to: ServerResponse) => void) {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const start = async () => {
    server = createServer(serve);
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server?.once('error', reject);
      server?.listen(port, '127.0.0.1', resolve);
    });
  };
  const stop = async () => {
    const ended = new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
    for (const socket of sockets) socket.destroy();
    await ended;
    server = undefined;
  };
  return { start, stop };
}

/** Starts a proxy before `target` (an origin), at a port that the target was told of where it has to know. */
export async function startFaultProxy(target: string, givenPort?: number): Promise<FaultProxy> {
  const port = givenPort ?? (await freePort());
  const upstream = new URL(target);
  const seen: string[] = [];
  let rules: Rule[] = [];
  let held = 0;

  const serve = (from: IncomingMessage, to: ServerResponse) => {
    const path = from.url ?? '/';
    seen.push(path);
    const rule = rules.findLast(
      (each) => each.path.test(path) && (each.method === undefined || each.method === from.method),
    );
    const fault = rule?.fault;
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'reset') to.destroy();
    else if (fault?.kind === 'html') html(to);
    else if (fault?.kind === 'status') to.writeHead(fault.status).end();
    else if (fault?.kind === 'answer') {
      void readAll(from).then((sent) => {
        const [sop = ''] = /2\.25\.\d+/.exec(sent.toString('latin1')) ?? [];
        to.writeHead(fault.status, { 'content-type': 'application/dicom+json' });
        to.end(fault.body && JSON.stringify(fault.body(sop)));
      });
    } else if (fault?.kind === 'delay') setTimeout(() => forward(upstream, path, rule, from, to), fault.ms);
    else if (fault?.kind === 'hold') {
      held += 1;
      void fault.until.then(() => {
        held -= 1;
        if (to.destroyed) return;
        if (fault.status === undefined) forward(upstream, path, undefined, from, to);
        else to.writeHead(fault.status).end();
      });
    } else if (fault?.kind === 'instead') forward(upstream, fault.path(path), undefined, from, to);
    else forward(upstream, path, rule, from, to);
  };

  const { start, stop } = stoppableServer(port, serve);
  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    get held() {
      return held;
    },
    rule: (rule) => void rules.push(rule),
    clear: () => void (rules = []),
    stop,
    start,
    close: stop,
  };
}
