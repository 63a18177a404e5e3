import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { retrieveFrame, rows, SERIES_UID, SOP_UID, STUDY_UID, attributeText, type QidoRow } from './dicomWeb';

/** How frames lie in a tree: their bytes alone, or as the one part of a multipart text (as static-wado's .mht). */
export type FrameForm = 'raw' | 'multipart';

const INDEX = 'index.json.gz';
const FRAME = 'frame.gz';
const NUMBER_OF_FRAMES = '00280008';
const ROWS = '00280010';
const TRANSFER_SYNTAX = '00083002';

const put = (path: string, body: Buffer | string) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, gzipSync(body));
};

/** The value of an element without pixels: a tree's metadata name bulk data by a path from their own place. */
async function withRelativeBulk(
  dataset: QidoRow,
  root: string,
  study: string,
  folder: string,
): Promise<QidoRow> {
  const entries = await Promise.all(
    Object.entries(dataset).map(async ([tag, element]) => {
      const uri = (element as { BulkDataURI?: string }).BulkDataURI;
      if (uri === undefined || tag === '7FE00010') return [tag, element] as const;
      const answer = await fetch(new URL(uri, `${root}/`), { headers: { accept: '*/*' } });
      const bytes = Buffer.from(await answer.arrayBuffer());
      const name = createHash('sha1').update(bytes).digest('hex');
      put(join(folder, 'studies', study, 'bulkdata', `${name}.gz`), bytes);
      // From .../studies/S/series/T/metadata: two steps up is the study.
      return [tag, { ...element, BulkDataURI: `../../bulkdata/${name}` }] as const;
    }),
  );
  return Object.fromEntries(entries.filter(([tag]) => tag !== '7FE00010')) as QidoRow;
}

async function writeInstance(
  root: string,
  folder: string,
  form: FrameForm,
  uids: readonly [study: string, series: string, sop: string],
  dataset: QidoRow,
): Promise<QidoRow> {
  const [study, series, sop] = uids;
  const place = join(folder, 'studies', study, 'series', series, 'instances', sop);
  let syntax = '';
  const frames = dataset[ROWS] ? Number(attributeText(dataset, NUMBER_OF_FRAMES) || '1') : 0;
  for (let frame = 1; frame <= frames; frame += 1) {
    const got = await retrieveFrame(root, study, series, sop, frame);
    syntax = /transfer-syntax="?([\d.]+)/.exec(got.head)?.[1] ?? syntax;
    const text = `--part\r\nContent-Type: application/octet-stream; transfer-syntax=${syntax}\r\n\r\n`;
    const body =
      form === 'raw' ? got.bytes : Buffer.concat([Buffer.from(text), got.bytes, Buffer.from('\r\n--part--')]);
    put(join(place, 'frames', String(frame), FRAME), body);
  }
  return syntax === '' ? dataset : { ...dataset, [TRANSFER_SYNTAX]: { vr: 'UI', Value: [syntax] } };
}

/** Writes studies of an archive as files: lists, descriptions, frames and bulk data; nothing else. */
export async function writeStaticTree(
  root: string,
  folder: string,
  studies: readonly QidoRow[],
  form: FrameForm,
): Promise<void> {
  put(join(folder, 'studies', INDEX), JSON.stringify(studies));
  for (const row of studies) {
    const study = attributeText(row, STUDY_UID);
    const listed = await rows(root, `studies/${study}/series`);
    put(join(folder, 'studies', study, 'series', INDEX), JSON.stringify(listed));
    for (const each of listed) {
      const series = attributeText(each, SERIES_UID);
      const place = join(folder, 'studies', study, 'series', series);
      const datasets = await rows(root, `studies/${study}/series/${series}/metadata`);
      const written = await Promise.all(
        datasets.map(async (dataset) => {
          const moved = await withRelativeBulk(dataset, root, study, folder);
          return writeInstance(root, folder, form, [study, series, attributeText(dataset, SOP_UID)], moved);
        }),
      );
      put(join(place, 'metadata', INDEX), JSON.stringify(written));
    }
  }
}

const TYPES: Readonly<Record<FrameForm, string>> = {
  raw: 'application/octet-stream',
  multipart: 'multipart/related; type="application/octet-stream"; boundary=part',
};

/** A web server over a folder: GET only, no query looked at, everything gzipped, 403 where there is nothing (as S3). */
export interface StaticServer {
  readonly root: string;
  readonly seen: readonly string[];
  close(): Promise<void>;
}

export async function serveStaticTree(folder: string, form: FrameForm): Promise<StaticServer> {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const find = (path: string) => {
    const at = join(folder, path);
    const tried: readonly (readonly [string, string])[] = [
      [join(at, INDEX), 'application/json'],
      [join(at, FRAME), TYPES[form]],
      [`${at}.gz`, 'application/octet-stream'],
    ];
    return tried.find(([name]) => existsSync(name) && statSync(name).isFile());
  };
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/');
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const found = request.method === 'GET' && !path.includes('..') ? find(path) : undefined;
    if (found === undefined) return void response.writeHead(403).end();
    const [name, type] = found;
    response.writeHead(200, { 'Content-Type': type, 'Content-Encoding': 'gzip' }).end(readFileSync(name));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    root: `http://127.0.0.1:${port}`,
    seen,
    async close() {
      const ended = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await ended;
    },
  };
}
