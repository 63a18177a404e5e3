import { Hono } from 'hono';
import { securityHeaders } from './http/headers';
import { problem } from './http/problem';
import { pageApp, type PageFiles } from './page';

/** Where the archive stands on this origin. */
export const ARCHIVE_ROOT = '/dicom-web';

/** What the companion does beside the page and the archive: each below a path of its own. */
export interface Service {
  /** E.g. '/share'. */
  readonly path: string;
  readonly app: Hono;
}

/** The page and the companion's services; security headers on every answer. No archive can be reached through it. */
export function companionApp(parts: {
  readonly page: PageFiles;
  /** Fields that config.json is served with, over those of the file. */
  readonly config: object;
  readonly services: readonly Service[];
  /** Origins that the page asks beside its own: its issuer's. */
  readonly origins?: readonly string[];
  /** Origins whose pages may show it in a frame. */
  readonly embedders?: readonly string[];
}): Hono {
  const app = new Hono();
  const headers = Object.entries(securityHeaders(parts.origins ?? [], parts.embedders));
  app.use('*', async (context, next) => {
    await next();
    for (const [name, value] of headers) context.res.headers.set(name, value);
  });
  for (const { path, app: service } of parts.services) {
    app.route(path, service);
    app.all(`${path}/*`, () => problem(404, 'This service knows no such address.'));
  }
  app.route('/', pageApp(parts.page, parts.config));
  app.all('*', () => problem(405, 'This address is only read from.'));
  app.onError(() => problem(500, 'The server could not answer this request.'));
  return app;
}
