import type { Context } from 'hono';
import type { Judge } from './judge';
import { bearerOf } from '../access/bearer';
import { readRoute, type Places } from '../request/route';
import type { RawRequest } from '../request/scope';

/** What nginx says of the request itself, beside its headers. */
const TOLD = {
  method: 'x-original-method',
  target: 'x-original-uri',
  protocol: 'x-original-protocol',
  length: 'x-original-length',
  coding: 'x-original-encoding',
} as const;

/** Headers of the question, not of the request that it is about. */
const OWN = new Set([...Object.values(TOLD), 'content-length', 'transfer-encoding', 'connection', 'host']);

/** nginx tells the archive itself how it is reached. */
const NGINX = { scheme: 'http', host: 'nginx', isGiven: true } as const;

function originalRequest(context: Context): RawRequest {
  const told = (name: keyof typeof TOLD): string | undefined => context.req.header(TOLD[name]);
  const headers: Record<string, string> = {};
  for (const [name, value] of context.req.raw.headers) if (!OWN.has(name)) headers[name] = value;
  const [length, coding] = [told('length'), told('coding')];
  if (length) headers['content-length'] = length;
  if (coding) headers['transfer-encoding'] = coding;
  return {
    method: told('method') ?? '',
    target: told('target') ?? '',
    version: (told('protocol') ?? '').replace(/^HTTP\//, ''),
    headers,
  };
}

/**
 * Answers nginx's auth_request: 204 where a request may go straight to the archive, 401 or 403 else. Only what can be
 * read as it is may: lists have to be cut and objects to be looked at, so those go through the companion.
 */
export const authz =
  (judge: Judge, places: Pick<Places, 'root' | 'id' | 'others'>) =>
  async (context: Context): Promise<Response> => {
    const token = bearerOf(context.req.header('authorization'));
    const raw = originalRequest(context);
    const route = readRoute(raw.method, raw.target, { ...places, services: [], mounts: [] });
    const verdict =
      route.to === 'archive'
        ? await judge.judge({ route, address: NGINX, raw, token }, true)
        : await judge.refuse({ token }, route.to === 'nowhere' ? route.reason : 'route');
    const headers = { 'Cache-Control': 'no-store' };
    if (verdict.allow) return new Response(null, { status: 204, headers });
    // nginx knows no third refusal: of anything else it makes a fault of its own.
    const status = verdict.status === 401 ? 401 : 403;
    return new Response(null, {
      status,
      headers: { ...headers, ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}) },
    });
  };
