import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FrameKey, StreamState, VerifiedFrame } from '@/archive/contract/archive';
import type { ArchiveError } from '@/archive/contract/archiveError';
import {
  type FaultyArchive,
  FILE,
  FRAME,
  multipart,
  RELATED,
  send,
  startFaultyArchive,
} from '@/archive/testing/faultyArchive';
import { phantom, toFile } from '@/archive/testing/phantomFile';
import { systemClock } from '@/archive/http/clock';
import type { Timings } from '@/archive/http/retry';
import { createTransport } from './transport';
import { toWanted } from './wanted';

const SLICES = 40;
const phantoms = Array.from({ length: SLICES }, (_, i) => phantom(i));
const wanted = phantoms.map(({ instance }) => toWanted(instance));
const BAD = 7;
const bad = phantoms[BAD] ?? phantom(BAD);
const other = phantoms[BAD - 1] ?? phantom(BAD - 1);

/** The same rules as in earnest, with pauses a hundred times shorter: a busy machine must not meet a deadline. */
const PATIENT: Timings = {
  firstByteMs: 30_000,
  stallMs: 30_000,
  budgetMs: 30_000,
  tries: 5,
  backoffBaseMs: 5,
  backoffCapMs: 50,
  probeCapMs: 50,
};
/** For archives that hang: deadlines that come soon. */
const HASTY: Timings = { ...PATIENT, firstByteMs: 1000, stallMs: 1000, budgetMs: 1500 };
const QUIET = new AbortController().signal;
const isSeries = (path: string) => /\/series\/[\d.]+$/.test(path);
const isBad = (path: string) => path.includes(`/instances/${bad.sop}`) && /(\/frames\/1|\d)$/.test(path);

let archive: FaultyArchive;
beforeEach(async () => {
  archive = await startFaultyArchive(phantoms);
});
afterEach(() => archive.stop());

const start = (timings = PATIENT, root = archive.root, hasFiles = true) =>
  createTransport(root, { fetch: (url, init) => fetch(url, init), clock: systemClock, timings }, hasFiles);

const valuesOf = (frame: VerifiedFrame | undefined) =>
  frame?.form === 'values' ? [...frame.values] : undefined;
const expected = (slice: number) => Array.from({ length: 32 }, (_, i) => 500 * slice + i - 1024);

/** Streams the phantom to its end and keeps what was told. */
async function streamed(
  transport = start(),
  had: readonly string[] = [],
  on: {
    frame?: (told: number) => void;
    state?: (state: StreamState) => void;
    signal?: AbortSignal;
    isPart?: boolean;
  } = {},
) {
  const frames = new Map<string, VerifiedFrame>();
  const failed = new Map<string, ArchiveError>();
  const states: StreamState[] = [];
  await transport.stream(
    wanted,
    new Set(had),
    {
      async frames(batch) {
        for (const frame of batch) {
          expect(frames.has(frame.sop), 'each frame is told of once').toBe(false);
          frames.set(frame.sop, frame);
        }
        on.frame?.(frames.size);
      },
      failed: (key: FrameKey, error) => void failed.set(key.sop, error),
      state: (state) => {
        states.push(state);
        on.state?.(state);
      },
    },
    on.signal ?? QUIET,
    on.isPart,
  );
  return { frames, failed, states: states.map(({ phase }) => phase) };
}

const expectAllBut = (got: Awaited<ReturnType<typeof streamed>>, sops: readonly string[]) => {
  phantoms.forEach(({ sop }, slice) => {
    if (!sops.includes(sop)) expect(valuesOf(got.frames.get(sop)), `slice ${slice}`).toEqual(expected(slice));
  });
  expect([...got.failed.keys()]).toEqual(sops);
  expect(got.states.at(-1)).toBe('done');
};

test('a series comes in one request, as modality values', async () => {
  const got = await streamed();
  expectAllBut(got, []);
  expect(archive.asked.length).toBe(1);
  const first = got.frames.get(phantoms[0]?.sop ?? '');
  expect(first).toMatchObject({
    form: 'values',
    min: -1024,
    max: -1024 + 31,
    slope: 1,
    intercept: -1024,
    transferSyntax: '1.2.840.10008.1.2.1',
  });
});

test('where no file may be taken away, a series comes frame by frame', async () => {
  expectAllBut(await streamed(start(PATIENT, archive.root, false)), []);
  expect(archive.asked.filter((path) => !path.endsWith('/frames/1'))).toEqual([]);
});

test('of part of a series, nothing else is asked for', async () => {
  const had = phantoms.slice(30).map(({ sop }) => `${sop}/1`);
  const got = await streamed(start(), had, { isPart: true });
  expect(got.frames.size).toBe(30);
  expect(archive.asked).toHaveLength(30);
  expect(archive.asked.filter(isSeries)).toEqual([]);
});

test('frames had already are not told of again', async () => {
  const had = phantoms.slice(0, 10).map(({ sop }) => `${sop}/1`);
  const got = await streamed(start(), had);
  expect(got.frames.size).toBe(SLICES - 10);
  expect(got.frames.has(phantoms[0]?.sop ?? '')).toBe(false);
});

test('nothing is asked for when nothing is missing', async () => {
  const got = await streamed(
    start(),
    phantoms.map(({ sop }) => `${sop}/1`),
  );
  expect(archive.asked).toEqual([]);
  expect(got.states).toEqual(['streaming', 'done']);
});

const HTML = Buffer.from('<!doctype html><title>Sign in</title><p>Your session has expired.</p>');
const SHORT = bad.pixels.subarray(0, 5 * 8 + 3);

/** What stands in for the bad slice, in the stream and when it is asked for by name. */
const SPOILT: Record<string, { part: Uint8Array; fault: string; details: Record<string, string | number> }> =
  {
    short: { part: toFile(bad, SHORT), fault: 'malformed', details: { expectedRows: 8, receivedRows: 5 } },
    html: { part: HTML, fault: 'malformed', details: {} },
    'of another object': {
      part: other.file,
      fault: 'wrong-object',
      details: { what: 'sop', received: other.sop },
    },
    'of another series': {
      part: toFile({ ...bad, series: '1.2.99' }, bad.pixels),
      fault: 'wrong-object',
      details: { what: 'series' },
    },
    'cut in its header': { part: bad.file.slice(0, 200), fault: 'malformed', details: {} },
  };

test.each(Object.entries(SPOILT))(
  'a part that is %s: that frame fails, no other is disturbed',
  async (_, spoilt) => {
    const parts = phantoms.map((each) => ({ type: FILE, body: each === bad ? spoilt.part : each.file }));
    archive.fault = (path, response) => {
      if (isSeries(path)) return send(response, multipart(parts));
      return isBad(path) && send(response, multipart([{ type: FILE, body: spoilt.part }]));
    };
    const got = await streamed();
    expectAllBut(got, [bad.sop]);
    expect(got.failed.get(bad.sop)).toMatchObject({ fault: spoilt.fault });
    expect(got.failed.get(bad.sop)?.details).toMatchObject(spoilt.details);
  },
);

test('a stream that hangs at one frame: the rest is fetched by name, that frame is given up', async () => {
  const before = phantoms.slice(0, BAD).map((each) => ({ type: FILE, body: each.file }));
  archive.fault = (path, response) => {
    if (isSeries(path)) {
      response.writeHead(200, { 'Content-Type': RELATED });
      response.write(multipart(before, false));
      return true;
    }
    return isBad(path);
  };
  const got = await streamed(start(HASTY));
  expectAllBut(got, [bad.sop]);
  expect(got.failed.get(bad.sop)).toMatchObject({ fault: 'unreachable' });
});

test('a stream without its terminating boundary: what may be cut is fetched by name', async () => {
  const parts = phantoms.map((each) => ({ type: FILE, body: each.file }));
  archive.fault = (path, response) => isSeries(path) && send(response, multipart(parts, false));
  const got = await streamed();
  expectAllBut(got, []);
  expect(archive.asked.filter((path) => !isSeries(path)).length).toBe(1);
});

test('a stream that is reset on the way goes on', async () => {
  const half = multipart(
    phantoms.slice(0, 12).map((each) => ({ type: FILE, body: each.file })),
    false,
  );
  let resets = 0;
  archive.fault = (path, response) => {
    if (!isSeries(path) || resets === 1) return false;
    resets += 1;
    response.writeHead(200, { 'Content-Type': RELATED });
    response.write(half, () => response.destroy());
    return true;
  };
  expectAllBut(await streamed(), []);
});

test('what the stream does not bring is asked for by name', async () => {
  const parts = phantoms.slice(3).map((each) => ({ type: FILE, body: each.file }));
  archive.fault = (path, response) => isSeries(path) && send(response, multipart(parts));
  expectAllBut(await streamed(), []);
  expect(archive.asked.length).toBe(4);
});

test.each([
  [400, 2],
  [404, 1],
  [406, 2],
  [500, 1],
  [501, 1],
])('an archive that refuses whole series (%i) is asked one by one', async (status, times) => {
  archive.fault = (path, response) => {
    if (isSeries(path)) response.writeHead(status).end();
    return isSeries(path);
  };
  expectAllBut(await streamed(), []);
  expect(archive.asked.filter(isSeries).length, 'a refused Accept header has another').toBe(times);
});

test('an archive switched off and on: waiting, then the rest', async () => {
  let stopped: Promise<void> | undefined;
  let waits = 0;
  archive.fault = (path, response) => {
    if (!isSeries(path) || stopped !== undefined) return false;
    const half = multipart(
      phantoms.slice(0, 12).map((each) => ({ type: FILE, body: each.file })),
      false,
    );
    response.writeHead(200, { 'Content-Type': RELATED });
    response.write(half);
    return true;
  };
  const got = await streamed(start(), [], {
    frame: (told) => {
      if (told >= 11 && stopped === undefined) stopped = archive.stop();
    },
    state: (state) => {
      if (state.phase !== 'waiting') return;
      waits += 1;
      expect(state.error.fault).toBe('unreachable');
      if (waits === 3) void archive.start();
    },
  });
  expectAllBut(got, []);
  expect(got.states.slice(0, 4)).toEqual(['streaming', 'waiting', 'waiting', 'waiting']);
  expect(got.states.slice(-2)).toEqual(['streaming', 'done']);
});

test('a stream ends at once when nobody listens any more', async () => {
  const stopper = new AbortController();
  const got = await streamed(start(), [], {
    signal: stopper.signal,
    frame: () => stopper.abort(),
  });
  expect(got.frames.size).toBeLessThan(SLICES);
  expect(got.states).toEqual(['streaming']);
});

const one = (transport = start(), signal = QUIET) => transport.one(toWanted(bad.instance), 1, signal);

test('one frame comes with its name, verified', async () => {
  const { frame } = await one();
  expect(valuesOf(frame)).toEqual(expected(BAD));
  expect(archive.asked).toEqual([`/dicom-web/studies/1.2.1/series/1.2.1.1/instances/${bad.sop}`]);
});

test.each([
  ['hangs', () => true, 'unreachable'],
  [
    'is a login page',
    (r) => (r.writeHead(200, { 'Content-Type': 'text/html' }).end(HTML), true),
    'malformed',
  ],
  [
    'is an error in JSON',
    (r) => (r.writeHead(200, { 'Content-Type': 'application/json' }).end('{}'), true),
    'malformed',
  ],
  ['is short', (r) => send(r, multipart([{ type: FILE, body: toFile(bad, SHORT) }])), 'malformed'],
  [
    'has no terminating boundary',
    (r) => send(r, multipart([{ type: FILE, body: bad.file }], false)),
    'malformed',
  ],
  ['is empty', (r) => (r.writeHead(200).end(), true), 'malformed'],
  ['is another object', (r) => send(r, multipart([{ type: FILE, body: other.file }])), 'wrong-object'],
  ['is forbidden', (r) => (r.writeHead(403).end(), true), 'unauthorised'],
  ['is gone', (r) => (r.writeHead(404).end(), true), 'not-found'],
  ['is refused in every way', (r) => (r.writeHead(406).end(), true), 'refused'],
] as [string, (response: import('node:http').ServerResponse) => boolean, string][])(
  'one frame whose answer %s is not shown',
  async (what, fault, expectedFault) => {
    archive.fault = (path, response) => isBad(path) && fault(response);
    const transport = start(what === 'hangs' ? HASTY : PATIENT);
    await expect(one(transport)).rejects.toMatchObject({ name: 'ArchiveError', fault: expectedFault });
  },
);

test('a passing 503 is borne', async () => {
  let times = 0;
  archive.fault = (path, response) => {
    times += 1;
    if (times <= 2) response.writeHead(503, { 'Retry-After': '0' }).end();
    return times <= 2;
  };
  expect(valuesOf((await one()).frame)).toEqual(expected(BAD));
});

test('an aborted request says so, and the archive sees it end', async () => {
  const stopper = new AbortController();
  const closed = new Promise((resolve) => {
    archive.fault = (_, response) => {
      response.on('close', () => resolve('closed'));
      stopper.abort();
      return true;
    };
  });
  await expect(one(start(), stopper.signal)).rejects.toMatchObject({ fault: 'aborted' });
  await expect(closed).resolves.toBe('closed');
});

/** An archive without whole instances: frames only. */
const framesOnly =
  (accepts: (accept: string) => boolean, pixels: Uint8Array = bad.pixels, location?: string) =>
  (
    path: string,
    response: import('node:http').ServerResponse,
    request: import('node:http').IncomingMessage,
  ) => {
    if (!path.includes('/instances/')) return false;
    if (path.endsWith('/frames/1') && accepts(request.headers.accept ?? ''))
      return send(
        response,
        multipart([{ type: FRAME, body: pixels, ...(location === undefined ? {} : { location }) }]),
      );
    response.writeHead(406).end();
    return true;
  };

test('a frame that names another object is refused', async () => {
  const location = `${archive.root}/studies/1.2.1/series/1.2.1.1/instances/${other.sop}/frames/1`;
  archive.fault = framesOnly(() => true, other.pixels, location);
  await expect(one()).rejects.toMatchObject({ fault: 'wrong-object' });
});

test('a wrong frame of the right size is noticed when the series brings the right one', async () => {
  archive.fault = framesOnly(() => true, other.pixels);
  const transport = start();
  expect(valuesOf((await one(transport)).frame)).toEqual(expected(BAD - 1));
  archive.fault = () => false;
  const got = await streamed(transport, [`${bad.sop}/1`]);
  expect(got.failed.get(bad.sop)).toMatchObject({ fault: 'wrong-object' });
  expect(got.frames.has(bad.sop)).toBe(false);
  expect(valuesOf((await one(transport)).frame), 'from now on only with its name').toEqual(expected(BAD));
});

test('a right frame of its own is not contradicted by the series', async () => {
  archive.fault = framesOnly(() => true);
  const transport = start();
  await one(transport);
  archive.fault = () => false;
  expect((await streamed(transport, [`${bad.sop}/1`])).failed.size).toBe(0);
});
