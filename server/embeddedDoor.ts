import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { isAdmitted, type Admitted } from './gate/judge';
import { dataHeaders, OCTETS, readDataType } from './request/dataHeaders';
import { fixRequest, isFixed } from './request/fixed';
import { targetOf } from './request/archiveRoute';
import { PRIVATE } from './request/refuse';
import { problem } from './http/problem';
import type { ArchiveDoor } from './proxy/archiveProxy';

/** The embedded archive with the headers that its answers carry; `isGuarded`: people sign in, so nobody on the way keeps them. */
export function archiveAnswers(archive: Hono, isGuarded: boolean): Hono {
  const app = new Hono();
  app.use('*', async (context, next) => {
    await next();
    const { headers } = context.res;
    const type = readDataType(headers.get('content-type') ?? undefined);
    const data = type === 'page' ? OCTETS : type;
    for (const [name, value] of Object.entries(dataHeaders(data))) headers.set(name, value);
    if (context.res.body !== null) headers.set('Content-Type', data.type);
    if (isGuarded) headers.set('Cache-Control', PRIVATE['Cache-Control']);
  });
  app.route('/', archive);
  app.notFound(() => problem(404, 'This archive knows no such address.'));
  return app;
}

/** The door of the embedded archive: it is asked what was judged, and nothing that a request says besides. */
export function embeddedDoor(archive: Hono, isGuarded: boolean): ArchiveDoor {
  const app = archiveAnswers(archive, isGuarded);
  const judged = new WeakMap<object, Admitted>();
  const listener = getRequestListener(
    (request, { incoming }) => {
      const admitted = judged.get(incoming);
      return admitted !== undefined && isFixed(request.url, targetOf(admitted.route))
        ? app.fetch(request)
        : problem(403, 'This was not judged.');
    },
    { overrideGlobalObjects: false },
  );
  return (admitted, incoming, outgoing) => {
    if (isAdmitted(admitted)) judged.set(incoming, admitted);
    fixRequest(incoming, targetOf(admitted.route));
    void listener(incoming, outgoing);
  };
}
