import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { VerifiedFrame } from '@/archive/contract/archive';
import {
  type FaultyArchive,
  FILE,
  FRAME,
  multipart,
  send,
  startFaultyArchive,
} from '@/archive/testing/faultyArchive';
import { COLUMNS, phantom, ROWS, toFile } from '@/archive/testing/phantomFile';
import { systemClock } from '@/archive/http/clock';
import { readPictureHead, type DecodePicture } from './rendered';
import { TIMINGS } from '@/archive/http/retry';
import { createTransport } from './transport';
import { toWanted } from './wanted';
import { createLadder, RUNGS } from './ladder';

const SLICES = 40;
const phantoms = Array.from({ length: SLICES }, (_, i) => phantom(i));
const BAD = 7;
const bad = phantoms[BAD] ?? phantom(BAD);
const SHORT = bad.pixels.subarray(0, 20);
const QUIET = new AbortController().signal;
const isBad = (path: string) => path.includes(`/instances/${bad.sop}`);

let archive: FaultyArchive;
beforeEach(async () => {
  archive = await startFaultyArchive(phantoms);
});
afterEach(() => archive.stop());

const parts = {
  fetch: (url: string, init: RequestInit) => fetch(url, init),
  clock: systemClock,
  timings: TIMINGS,
};
const start = () => createTransport(archive.root, parts);

/** A browser's decoder of pictures would stand here: this one believes the header and paints all black. */
const decodePicture: DecodePicture = (bytes) => {
  const { rows, columns } = readPictureHead(bytes) ?? { rows: 0, columns: 0 };
  return Promise.resolve({ rows, columns, rgb: new Uint8Array(rows * columns * 3) });
};
const drawing = () => createTransport(archive.root, { ...parts, decodePicture });
/** As the stream of a series brings it, after all else. */
const alone = (transport: ReturnType<typeof drawing>) =>
  new Promise<VerifiedFrame>((resolve, reject) => {
    void transport.stream(
      [toWanted(bad.instance)],
      new Set(),
      {
        frames: ([frame]) => Promise.resolve(frame && resolve(frame)),
        failed: (_, error) => reject(error),
        state: () => undefined,
      },
      QUIET,
    );
  });
const one = (transport = start()) => transport.one(toWanted(bad.instance), 1, QUIET);

const valuesOf = (frame: VerifiedFrame | undefined) =>
  frame?.form === 'values' ? [...frame.values] : undefined;
const expected = (slice: number) => Array.from({ length: 32 }, (_, i) => 500 * slice + i - 1024);

/** Signature and IHDR of a PNG (PNG 5.2, 11.2.2). */
function pngHead(rows: number, columns: number): Uint8Array {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  new DataView(bytes.buffer).setUint32(16, columns);
  new DataView(bytes.buffer).setUint32(20, rows);
  return bytes;
}

/** Only single frames of one object, by the Accept headers named. */
const framesOnly =
  (accepts: (accept: string) => boolean) =>
  (path: string, response: ServerResponse, request: IncomingMessage) => {
    if (path.endsWith('/frames/1') && accepts(request.headers.accept ?? ''))
      return send(response, multipart([{ type: FRAME, body: bad.pixels }]));
    response.writeHead(406).end();
    return true;
  };

test.each([
  ['stored, unquoted', 'multipart/related; type=application/octet-stream; transfer-syntax=*'],
  ['stored, quoted', 'multipart/related; type="application/octet-stream"; transfer-syntax=*'],
  ['decompressed', 'multipart/related; type=application/octet-stream'],
  [
    'decompressed, quoted',
    'multipart/related; type="application/octet-stream"; transfer-syntax=1.2.840.10008.1.2.1',
  ],
  ['in one part', 'application/octet-stream; transfer-syntax=*'],
  ['anything', '*/*'],
])('the ladder finds what the archive answers (%s), and remembers it', async (_, only) => {
  archive.fault = framesOnly((accept) => accept === only);
  const transport = start();
  expect(valuesOf((await one(transport)).frame)).toEqual(expected(BAD));
  const before = archive.asked.length;
  await one(transport);
  expect(archive.asked.length - before).toBe(1);
});

test('what one series found out about Accept headers, another need not', async () => {
  archive.fault = framesOnly((accept) => accept === '*/*');
  const transport = start();
  await one(transport);
  const before = archive.asked.length;
  await transport.one({ ...toWanted(bad.instance), kind: 'another series' }, 1, QUIET);
  expect(archive.asked.length - before).toBe(1);
});

test('a resource that is not there does not hide another one: files on a web server', async () => {
  archive.fault = (path, response) => {
    if (!isBad(path) || path.endsWith('/frames/1')) return false;
    response.writeHead(403).end();
    return true;
  };
  expect(valuesOf((await one()).frame)).toEqual(expected(BAD));
  expect(archive.asked.length).toBe(2);
});

test('an object that is nowhere costs two questions', async () => {
  archive.fault = (path, response) => isBad(path) && (response.writeHead(404).end(), true);
  await expect(one(drawing())).rejects.toMatchObject({ fault: 'not-found' });
  expect(archive.asked.map((path) => path.split(bad.sop)[1])).toEqual(['', '/frames/1']);
});

test('what is refused in every way is not asked for image after image', async () => {
  archive.fault = (_, response) => (response.writeHead(406).end(), true);
  const failed = new Set<string>();
  await start().stream(
    phantoms.map(({ instance }) => toWanted(instance)),
    new Set(),
    {
      frames: () => Promise.resolve(),
      failed: ({ sop }) => void failed.add(sop),
      state: () => undefined,
    },
    QUIET,
  );
  expect(failed.size).toBe(SLICES);
  expect(new Set(archive.asked.map((path) => /instances\/[\d.]+/.exec(path)?.[0])).size).toBeLessThan(12);
});

describe('pictures made by the archive', () => {
  const RENDERED = /\/rendered$/;
  /** Only pictures, by this Accept header. */
  const picturesOnly =
    (accepted: string, body: Uint8Array) =>
    (path: string, response: ServerResponse, request: IncomingMessage): boolean => {
      if (!RENDERED.test(path) || request.headers.accept !== accepted) response.writeHead(406).end();
      else response.writeHead(200, { 'Content-Type': 'image/png' }).end(body);
      return true;
    };

  test.each(['image/png', 'image/jpeg', '*/*'])('come last, marked, by %s', async (accepted) => {
    archive.fault = picturesOnly(accepted, pngHead(ROWS, COLUMNS));
    expect(await alone(drawing())).toMatchObject({ form: 'rgb', isRendered: true, sop: bad.sop });
    expect(archive.asked.findIndex((path) => RENDERED.test(path))).toBeGreaterThan(7);
  });

  test('are asked for first once three images came no other way', async () => {
    archive.fault = picturesOnly('image/png', pngHead(ROWS, COLUMNS));
    const transport = drawing();
    for (let times = 0; times < 3; times += 1) await alone(transport);
    const before = archive.asked.length;
    await one(transport);
    expect(archive.asked.length - before).toBe(1);
  });

  test('of another size than the image are refused', async () => {
    archive.fault = picturesOnly('image/png', pngHead(ROWS - 1, COLUMNS));
    await expect(alone(drawing())).rejects.toMatchObject({ fault: 'malformed', details: { what: 'rows' } });
  });

  test('that are none are refused', async () => {
    archive.fault = picturesOnly('image/png', new Uint8Array(100));
    await expect(alone(drawing())).rejects.toMatchObject({ details: { what: 'picture' } });
  });

  test('are never taken where the pixels come', async () => {
    const { frame } = await one(drawing());
    expect(frame.form).toBe('values');
    expect(archive.asked.some((path) => RENDERED.test(path))).toBe(false);
  });

  test('are not taken before the series had its chance', async () => {
    archive.fault = (path, response) =>
      path.includes('/instances/') && !RENDERED.test(path) && (response.writeHead(406).end(), true);
    await expect(one(drawing())).rejects.toMatchObject({ fault: 'refused' });
    expect((await alone(drawing())).form).toBe('values');
    expect(archive.asked.some((path) => RENDERED.test(path))).toBe(false);
  });

  test('are not taken for a damaged image: half of it would look whole', async () => {
    archive.fault = (path, response) => {
      if (RENDERED.test(path)) response.writeHead(200).end(pngHead(ROWS, COLUMNS));
      else if (isBad(path)) send(response, multipart([{ type: FILE, body: toFile(bad, SHORT) }]));
      else response.writeHead(406).end();
      return true;
    };
    await expect(alone(drawing())).rejects.toMatchObject({ fault: 'malformed' });
  });
});

test('who may take no files away asks for none', () => {
  const ladder = createLadder(false);
  for (const single of [true, false])
    expect(ladder.order('kind', single).filter((rung) => RUNGS[rung].resource === 'instance')).toEqual([]);
  ladder.worked('kind', 'stored', [{ rung: 'stored-quoted', status: 406 }]);
  expect(ladder.order('kind', true)[0]).toBe('stored');
  expect(ladder.hasFiles).toBe(false);
});
