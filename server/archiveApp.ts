import { Hono, type Context } from 'hono';
import { isUid } from '@/dicom/dataset/uid';
import type { ArchiveIndex } from './archive/archiveIndex';
import type { InstanceRow } from './archive/readInstance';
import type { QueryLevel } from './archive/attributes';
import { chooseMediaType } from './http/negotiate';
import { problem, HttpRefusal } from './http/problem';
import { readQuery } from './qido/query';
import { search } from './qido/search';
import { receiveAll, storeResponse } from './stow/respond';
import type { Store } from './stow/store';
import { retrieveBulk } from './wado/bulk';
import { Layouts, retrieveFrames } from './wado/frames';
import { MetadataCache } from './wado/metadata';
import { Pictures } from './wado/rendered';
import { retrieveInstances } from './wado/retrieve';
import { INLINE } from './work/inline';
import type { WorkerJob } from './work/work';

const JSON_TYPES = ['application/dicom+json', 'application/json'];
const HEADERS = { 'Cache-Control': 'no-store' };

interface Place {
  readonly study?: string;
  readonly series?: string;
  readonly sop?: string;
}

/** The UIDs of the path; what is no UID is refused before it is looked up. */
function placeOf(context: Context): Place {
  const place: Record<string, string> = {};
  for (const name of ['study', 'series', 'sop'] as const) {
    const value = context.req.param(name);
    if (value === undefined) continue;
    if (!isUid(value)) throw new HttpRefusal(400, `The ${name} in the address is no UID.`);
    place[name] = value;
  }
  return place;
}

const accept = (context: Context): string | undefined =>
  context.req.query('accept') ?? context.req.header('accept');

interface Parts {
  readonly index: ArchiveIndex;
  readonly root: string;
  readonly work: WorkerJob;
}

/** What the index holds at a place of the path; what it does not hold is refused. */
class Held {
  private readonly index: ArchiveIndex;

  constructor(index: ArchiveIndex) {
    this.index = index;
  }

  rows(place: Place): InstanceRow[] {
    const found = this.index.instances(place.study ?? '', place.series, place.sop);
    if (found.length === 0) throw new HttpRefusal(404, 'This archive holds no such study, series or object.');
    return found;
  }

  row(place: Place): InstanceRow {
    const [first] = this.rows(place);
    if (first === undefined) throw new HttpRefusal(404, 'This archive holds no such object.');
    return first;
  }
}

/** QIDO-RS (PS3.18 10.6). */
function searchRoutes(app: Hono, { index, root, work }: Parts): void {
  const searchAt = (level: QueryLevel) => async (context: Context) => {
    chooseMediaType(accept(context), JSON_TYPES);
    const query = readQuery(new URL(context.req.url).searchParams);
    const found = await search(index, level, placeOf(context), query, root, (held, tags) =>
      // A file that cannot be read any more costs its additional attributes, not the whole search.
      work.do('attributes', { row: held, tags: tags === 'all' ? tags : [...tags], root }).catch(() => ({})),
    );
    const warnings = [
      ...(query.ignored.length === 0
        ? []
        : [`299 isocenter "These keys are not supported and were ignored: ${query.ignored.join(', ')}"`]),
      ...(found.isCut ? ['299 isocenter "There are additional results that can be requested"'] : []),
    ];
    return context.body(found.json, 200, {
      ...HEADERS,
      ...(warnings.length === 0 ? {} : { Warning: warnings.join(', ') }),
      'Content-Type': 'application/dicom+json',
    });
  };
  app.get('/studies', searchAt('study'));
  app.get('/series', searchAt('series'));
  app.get('/instances', searchAt('instance'));
  app.get('/studies/:study/series', searchAt('series'));
  app.get('/studies/:study/instances', searchAt('instance'));
  app.get('/studies/:study/series/:series/instances', searchAt('instance'));
}

/** Metadata of WADO-RS (PS3.18 10.4), of one object or of all below a place. */
function metadataAnswer({ index, root, work }: Parts, held: Held): (context: Context) => Promise<Response> {
  const metadata = new MetadataCache(index, root, work);
  // Who asks meanwhile waits for the same reading; what goes wrong in it is said to them.
  metadata.readLongSeries().catch(() => undefined);
  return async (context) => {
    chooseMediaType(accept(context), JSON_TYPES);
    const place = placeOf(context);
    held.rows(place);
    const headers = { ...HEADERS, 'Content-Type': 'application/dicom+json', Vary: 'Accept-Encoding' };
    if (place.sop !== undefined) {
      const json = await work.do('attributes', { row: held.row(place), tags: 'all', root });
      return new Response(JSON.stringify([json]), { headers });
    }
    const takesGzip = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '');
    const { body, gzipped } = await metadata.array(place.study ?? '', place.series, takesGzip);
    return new Response(body, {
      headers: { ...headers, ...(gzipped ? { 'Content-Encoding': 'gzip' } : {}) },
    });
  };
}

/** Objects, metadata, frames, bulk data and pictures of WADO-RS (PS3.18 10.4). */
function retrieveRoutes(app: Hono, parts: Parts): void {
  const { index, root, work } = parts;
  const held = new Held(index);
  const layouts = new Layouts(work);
  const pictures = new Pictures(work);
  const instancesAt = (context: Context): Promise<Response> => {
    const place = placeOf(context);
    return retrieveInstances(held.rows(place), accept(context), root, place.sop !== undefined);
  };
  const renderedAt = (thumbnail: boolean) => (context: Context) => {
    const withPixels = held.rows(placeOf(context)).filter(({ hasPixels }) => hasPixels);
    const chosen = withPixels[Math.floor(withPixels.length / 2)];
    if (chosen === undefined) throw new HttpRefusal(404, 'Nothing here can be rendered: it holds no image.');
    const parameters = new URL(context.req.url).searchParams;
    return pictures.retrieve(chosen, context.req.param('frames'), parameters, accept(context), thumbnail);
  };
  const metadataAt = metadataAnswer(parts, held);
  const SERIES = '/studies/:study/series/:series';
  const INSTANCE = `${SERIES}/instances/:sop`;
  for (const level of ['/studies/:study', SERIES, INSTANCE]) {
    app.get(level, instancesAt);
    app.get(`${level}/metadata`, metadataAt);
    app.get(`${level}/rendered`, renderedAt(false));
    app.get(`${level}/thumbnail`, renderedAt(true));
  }
  app.get(`${INSTANCE}/frames/:frames`, (context) =>
    retrieveFrames(
      held.row(placeOf(context)),
      context.req.param('frames'),
      accept(context),
      root,
      layouts,
      work,
    ),
  );
  app.get(`${INSTANCE}/frames/:frames/rendered`, renderedAt(false));
  app.get(`${INSTANCE}/frames/:frames/thumbnail`, renderedAt(true));
  app.get(`${INSTANCE}/bulkdata/:path{.+}`, (context) =>
    retrieveBulk(held.row(placeOf(context)), context.req.param('path'), accept(context), root, work),
  );
}

/** STOW-RS (PS3.18 10.5). */
function storeRoutes(app: Hono, store: Store, root: string): void {
  const storeAt = async (context: Context): Promise<Response> => {
    chooseMediaType(accept(context), JSON_TYPES);
    return storeResponse(await receiveAll(context.req.raw, placeOf(context).study, store), root);
  };
  app.post('/studies', storeAt);
  app.post('/studies/:study', storeAt);
}

/** The embedded archive's routes, below `root`. */
export function archiveApp(index: ArchiveIndex, store: Store, root: string, work: WorkerJob = INLINE): Hono {
  const app = new Hono();
  searchRoutes(app, { index, root, work });
  retrieveRoutes(app, { index, root, work });
  storeRoutes(app, store, root);
  app.notFound(() => problem(404, 'This archive knows no such address.'));
  app.onError((error) => {
    if (error instanceof HttpRefusal) {
      const response = problem(error.status, error.message);
      if (error.status === 503) response.headers.set('Retry-After', '1');
      return response;
    }
    return problem(500, 'The archive could not answer: the stored file may be damaged.');
  });
  return app;
}
