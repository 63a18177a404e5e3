import { Hono } from 'hono';
import { authz } from '../gate/authz';
import { notDone, problem } from '../http/problem';
import { NotWritten } from '../state/disk';
import { createShareVisitors } from './shareVisitors';
import { addLinks } from './links';
import { addOwnShares } from './ownShares';
import type { ShareParts } from './parts';

/** Shares: made, listed and ended by those who have signed in; looked at and opened by whoever has the link. */
export function shareApp(parts: ShareParts): Hono {
  const app = new Hono();
  const visitors = createShareVisitors(parts);
  addOwnShares(app, parts, visitors);
  addLinks(app, parts, visitors);

  app.get('/authz', authz(parts.judge, parts.places));

  app.notFound(async (context) => {
    const visitor = await visitors.visitorOf(context);
    if (visitor.is !== 'nobody' || visitor.reason !== 'no-token') visitors.refuseVisitor(visitor, 'route');
    return problem(404, 'This service knows no such address.');
  });
  app.onError((error, context) =>
    error instanceof NotWritten && context.req.method === 'DELETE'
      ? problem(
          error.status,
          'The link is closed, but the disk of the server did not take that: when the server starts again the link would be open. Make room on the disk, then end the link once more.',
        )
      : notDone(error, 'The server could not do this.'),
  );
  return app;
}
