import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { freePort } from '../harness/ports';
import { answer, loginPage, type HostileAnswer } from './answer';
import { makeObjects, type FixtureObject } from './fixture';
import { answerMetadata } from './metadata';
import {
  answerBulk,
  answerFrame,
  answerInstance,
  answerRendered,
  answerSeries,
  answerThumbnail,
} from './pixels';
import { answerSearch } from './qido';
import { archiveIdOf, readSwitches, type Switches } from './switches';

/** A request as the archive saw it. */
export interface SeenRequest {
  /** The archive's switches, as text. */
  readonly switches: string;
  /** From /studies on, with its query. */
  readonly path: string;
  readonly accept: string;
}

/** One server with an archive for every combination of switches, and the page on the same origin. */
export interface Hostile {
  readonly url: string;
  readonly objects: readonly FixtureObject[];
  /** DICOMweb root of the archive with these switches. */
  root(switches: string): string;
  /** Its id in the page's config.json. Only archives that were named at the start are there. */
  id(switches: string): string;
  /** Requests to the archive with these switches, in order. */
  seen(switches: string): readonly SeenRequest[];
  close(): Promise<void>;
}

export interface HostileParts {
  /** Origin that the page is taken from, with the inspection API; absent: no page. */
  readonly page?: string;
  /** Archives of config.json, as switches. */
  readonly archives?: readonly string[];
  /** Archives that the page reaches at an origin of their own (CORS). */
  readonly foreign?: readonly string[];
  /** The page keeps its own security policy, which lets it ask no other origin. */
  readonly keepsPolicy?: boolean;
}

const PREFIX = '/hostile/';
const UNZIPPED = { 'Content-Type': 'application/octet-stream' };

/** Answers by the book, but for the switches. */
function answerPath(
  url: URL,
  path: string,
  accept: string,
  objects: readonly FixtureObject[],
  root: string,
  on: Switches,
): HostileAnswer {
  const match =
    /^\/studies(?:\/([\d.]+))?(?:\/series(?:\/([\d.]+))?)?(?:\/instances(?:\/([\d.]+))?)?(\/.*)?$/.exec(path);
  if (!match) return answer(404);
  const [, study, series, sop, rest = ''] = match;
  const own = objects.filter(
    (each) =>
      (study ?? each.study) === each.study &&
      (series ?? each.series) === each.series &&
      (sop ?? each.sop) === each.sop,
  );
  const isSearch = /\/(studies|series|instances)$/.test(path);
  if (isSearch) {
    const level = path.endsWith('/studies') ? 'study' : path.endsWith('/series') ? 'series' : 'instance';
    return answerSearch(level, own, url, root, on);
  }
  const [first] = own;
  if (first === undefined) return answer(404);
  if (rest === '/metadata') return answerMetadata(own, root, sop !== undefined, on);
  const frame = /^\/frames\/(\d+)(\/rendered)?$/.exec(rest);
  if (frame?.[2]) return answerRendered(first, Number(frame[1]), accept, on);
  if (frame) return answerFrame(first, Number(frame[1]), accept, on, objects);
  if (rest === '/rendered') return answerRendered(first, 1, accept, on);
  if (rest === '/thumbnail') return answerThumbnail(first, on);
  const bulk = /^\/bulk\/(\w{8})$/.exec(rest);
  if (bulk) return answerBulk(first, bulk[1] ?? '');
  if (rest !== '') return answer(404);
  if (sop !== undefined) return answerInstance(first, accept, on, objects);
  return series === undefined ? answer(406) : answerSeries(own, accept, on);
}

/** What stands before the archive: sign-in, a static web server. */
function guarded(given: HostileAnswer, on: Switches, origin: string): HostileAnswer {
  if (on.auth === '401challenge') return answer(401, { 'WWW-Authenticate': 'Bearer realm="hostile"' });
  if (on.auth === '403') return answer(403);
  if (on.auth === '302login') return answer(302, { Location: `${origin}/sign-in` });
  if (on.static === '403for404' && given.status === 404) return answer(403);
  if (on.static === 'gzipAlways' && given.status === 200 && given.headers['Content-Encoding'] === undefined)
    return {
      ...given,
      headers: { ...UNZIPPED, ...given.headers, 'Content-Encoding': 'gzip' },
      body: gzipSync(given.body),
    };
  return given;
}

function corsHeaders(on: Switches, status: number): Record<string, string> {
  if (on.cors === undefined || on.cors === 'none' || (on.cors === 'noOn4xx' && status >= 400)) return {};
  const exposed = on.cors === 'noExpose' ? {} : { 'Access-Control-Expose-Headers': '*' };
  return { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*', ...exposed };
}

const isPixels = (path: string): boolean => /\/(series|instances|frames)\/[\d.]+(\?|$)/.test(path);

/**
 * Sends an answer as the network lets it through. `count` = requests to this archive so far, this one included; to
 * this address where it flaps: each is refused at first.
 */
function send(
  given: HostileAnswer,
  on: Switches,
  path: string,
  count: number,
  response: ServerResponse,
): void {
  const { status, headers, body } = given;
  if (on.net === 'drop10' && count % 10 === 0) return void response.destroy();
  if (on.net === 'flap' && count % 2 === 1) return void response.writeHead(503).end();
  const head = () => response.writeHead(status, { ...headers, ...corsHeaders(on, status) });
  if (isPixels(path) && (on.net === 'stall' || on.net === 'reset')) {
    head().write(body.subarray(0, body.length >> 1), () => on.net === 'reset' && response.destroy());
    return;
  }
  const deliver = () => void head().end(body);
  const delayMs = (given.delayMs ?? 0) + (on.net === 'slow' ? 300 : 0);
  if (delayMs > 0) setTimeout(deliver, delayMs);
  else deliver();
}

/** Passes a request for the page on; `elsewhere`: its security policy lets it ask that origin, as an administrator would. */
function forward(origin: string, from: IncomingMessage, to: ServerResponse, elsewhere?: string): void {
  const { hostname, port } = new URL(origin);
  const upstream = ask({ hostname, port, path: from.url, method: from.method, headers: from.headers });
  upstream.on('response', (reply) => {
    const headers = { ...reply.headers };
    const policy = headers['content-security-policy'];
    if (elsewhere !== undefined && typeof policy === 'string')
      headers['content-security-policy'] = policy.replace(
        "connect-src 'self'",
        `connect-src 'self' ${elsewhere}`,
      );
    to.writeHead(reply.statusCode ?? 502, headers);
    reply.pipe(to);
  });
  upstream.on('error', () => to.destroy());
  to.on('close', () => upstream.destroy());
  upstream.end();
}

/** A server that answers until it is closed, with all that is connected to it. */
async function listenAt(
  port: number,
  serve: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    try {
      serve(request, response);
    } catch (error) {
      // A slip in a test, not in the product: loud.
      response.writeHead(599, { 'Content-Type': 'text/plain' }).end(String(error));
    }
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return async () => {
    const ended = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await ended;
  };
}

/** What the page is told of archives: those of another origin by their whole address. */
const configOf = ({ archives = ['plain'], foreign = [] }: HostileParts, elsewhere: string): string =>
  JSON.stringify({
    inspect: true,
    archives: [...archives, ...foreign].map((switches) => ({
      id: archiveIdOf(switches),
      name: switches.slice(0, 60),
      root: `${foreign.includes(switches) ? elsewhere : ''}${PREFIX}${switches}`,
    })),
  });

/** Starts it on a free port of this machine. */
export async function startHostile(parts: HostileParts = {}): Promise<Hostile> {
  const objects = await makeObjects();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  // Another name of the same machine is another origin.
  const elsewhere = `http://localhost:${port}`;
  const log: SeenRequest[] = [];
  const counts = new Map<string, number>();
  const config = configOf(parts, elsewhere);

  const serve = (request: IncomingMessage, response: ServerResponse) => {
    const target = request.url ?? '/';
    const asked = new URL(target, `http://${request.headers.host ?? ''}`);
    if (asked.pathname === '/config.json')
      return void response.writeHead(200, { 'Content-Type': 'application/json' }).end(config);
    if (asked.pathname === '/sign-in') {
      const page = loginPage();
      return void response.writeHead(page.status, page.headers).end(page.body);
    }
    if (!target.startsWith(PREFIX)) {
      if (parts.page === undefined) response.writeHead(404).end();
      else
        forward(parts.page, request, response, parts.foreign && !parts.keepsPolicy ? elsewhere : undefined);
      return;
    }
    const slash = target.indexOf('/', PREFIX.length);
    const switches = decodeURIComponent(target.slice(PREFIX.length, slash));
    const on = readSwitches(switches);
    const path = target.slice(slash);
    if (request.method === 'OPTIONS') {
      response.writeHead(on.cors === 'none' ? 404 : 204, corsHeaders(on, 204)).end();
      return;
    }
    const accept = request.headers.accept ?? '*/*';
    log.push({ switches, path, accept });
    // An archive that flaps does so for each address: counted over all, what is asked beside would decide who is refused.
    const counted = on.net === 'flap' ? `${switches}${path}` : switches;
    const count = (counts.get(counted) ?? 0) + 1;
    counts.set(counted, count);
    const root = `${asked.origin}${PREFIX}${switches}`;
    const given = answerPath(asked, path.split('?')[0] ?? '', accept, objects, root, on);
    send(guarded(given, on, asked.origin), on, path, count, response);
  };

  const close = await listenAt(port, serve);
  return {
    url,
    objects,
    root: (switches) => `${url}${PREFIX}${switches}`,
    id: archiveIdOf,
    seen: (switches) => log.filter((each) => each.switches === switches),
    close,
  };
}
