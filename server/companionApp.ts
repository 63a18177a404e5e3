import { Hono } from 'hono';
import { SECURITY_HEADERS } from './headers';
import { problem } from './http/problem';
import { pageApp, type PageFiles } from './page';

/** Where the archive stands on this origin. */
export const ARCHIVE_ROOT = '/dicom-web';

/** The page and, where there is an embedded archive, its services; security headers on every answer. */
export function companionApp(parts: {
  readonly page: PageFiles;
  readonly inspect: boolean;
  readonly archive: Hono | undefined;
}): Hono {
  const app = new Hono();
  app.use('*', async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.res.headers.set(name, value);
  });
  if (parts.archive !== undefined) app.route(ARCHIVE_ROOT, parts.archive);
  app.all(`${ARCHIVE_ROOT}/*`, () => problem(404, 'This archive knows no such address.'));
  app.route('/', pageApp(parts.page, parts.inspect));
  app.all('*', () => problem(405, 'This address is only read from.'));
  app.onError(() => problem(500, 'The server could not answer this request.'));
  return app;
}
