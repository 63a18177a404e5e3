import { afterEach, beforeEach, expect, test } from 'vitest';
import { toWanted } from '@/archive/frames/wanted';
import { createTokenCopy } from '@/archive/frames/tokenCopy';
import { createTransport } from '@/archive/frames/transport';
import { systemClock } from './clock';
import { authorisedFetch, isBelow } from './authorised';
import { createDicomWebArchive } from '@/archive/dicomWeb/dicomWeb';
import type { Credentials } from '@/archive/contract/credentials';
import { type FaultyArchive, startFaultyArchive } from '@/archive/testing/faultyArchive';
import { phantom } from '@/archive/testing/phantomFile';
import { createRequests } from '@/archive/testing/scriptedRequest';

const SLICES = 400;
const phantoms = Array.from({ length: SLICES }, (_, i) => phantom(i));
const QUIET = new AbortController().signal;
const TIMINGS = {
  firstByteMs: 30_000,
  stallMs: 30_000,
  budgetMs: 30_000,
  tries: 5,
  backoffBaseMs: 5,
  backoffCapMs: 50,
  probeCapMs: 50,
};

let archive: FaultyArchive;
beforeEach(async () => {
  archive = await startFaultyArchive(phantoms);
});
afterEach(() => archive.stop());

/** Tokens t0, t1, ...: each opens the archive for so many requests, and never two renewals at once. */
function shortLived(uses: number) {
  let issued = 0;
  let left = uses;
  let renewing = 0;
  const counts = { renewals: 0, abreast: 0 };
  const copy = createTokenCopy('t0', () => {
    renewing += 1;
    counts.renewals += 1;
    counts.abreast = Math.max(counts.abreast, renewing);
    setTimeout(() => {
      renewing -= 1;
      issued += 1;
      left = uses;
      copy.renewed(`t${issued}`);
    });
  });
  const accepts = (header: string | undefined) => header === `Bearer t${issued}` && left-- > 0;
  return { credentials: copy, accepts, counts };
}

const streamed = async (credentials: Credentials) => {
  const transport = createTransport(archive.root, {
    fetch: authorisedFetch(archive.root, credentials, (url, init) => fetch(url, init)),
    clock: systemClock,
    timings: TIMINGS,
  });
  const seen = { frames: new Set<string>(), failed: [] as string[] };
  await transport.stream(
    phantoms.map(({ instance }) => toWanted(instance)),
    new Set(),
    {
      frames: async (batch) => batch.forEach(({ sop }) => seen.frames.add(sop)),
      failed: (_, error) => void seen.failed.push(error.fault),
      state: () => undefined,
    },
    QUIET,
  );
  return seen;
};

test('400 frames asked for one by one come through tokens that end every 30 requests', async () => {
  const { credentials, accepts, counts } = shortLived(30);
  archive.fault = (path, response, { headers }) => {
    if (!accepts(headers.authorization)) response.writeHead(401).end();
    else if (/\/series\/[\d.]+$/.test(path))
      response.writeHead(406).end(); // No stream: each alone.
    else return false;
    return true;
  };
  const { frames, failed } = await streamed(credentials);
  expect(failed).toEqual([]);
  expect(frames.size).toBe(SLICES);
  expect(counts.renewals).toBeGreaterThan(10);
  expect(counts.abreast).toBe(1);
});

test('a stream that is cut, and refused when it is asked for again, goes on after a renewal', async () => {
  const { credentials, accepts, counts } = shortLived(3);
  let cuts = 0;
  archive.fault = (path, response, { headers }) => {
    if (!accepts(headers.authorization)) {
      response.writeHead(401).end();
      return true;
    }
    if (!/\/series\/[\d.]+$/.test(path) || cuts > 0) return false;
    cuts += 1;
    response.writeHead(200, { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=b' });
    response.write('--b\r\n', () => response.destroy());
    return true;
  };
  const { frames, failed } = await streamed(credentials);
  expect(failed).toEqual([]);
  expect(frames.size).toBe(SLICES);
  expect(counts.renewals).toBeGreaterThan(0);
});

test('a second 401 is the answer, and without a token nothing is sent', async () => {
  archive.fault = (_, response) => {
    response.writeHead(401).end();
    return true;
  };
  let renewals = 0;
  const refused = await streamed({
    token: () => 'old',
    renew: () => Promise.resolve(`new ${++renewals}`),
    watch: () => () => undefined,
  });
  expect(new Set(refused.failed)).toEqual(new Set(['unauthorised']));
  archive.asked.length = 0;
  const signedOut = await streamed({
    token: () => undefined,
    renew: () => Promise.resolve(undefined),
    watch: () => () => undefined,
  });
  expect(new Set(signedOut.failed)).toEqual(new Set(['unauthorised']));
  expect(archive.asked).toEqual([]);
});

test('while the issuer is away a refused request counts as unreachable: it is tried again', async () => {
  let isAway = true;
  archive.fault = (_, response, { headers }) => {
    if (headers.authorization === 'Bearer new') return false;
    response.writeHead(401).end();
    return true;
  };
  const { frames, failed } = await streamed({
    token: () => 'old',
    renew: (token) => {
      if (!isAway) return Promise.resolve('new');
      isAway = false;
      return Promise.resolve(token);
    },
    watch: () => () => undefined,
  });
  expect(failed).toEqual([]);
  expect(frames.size).toBe(SLICES);
});

test.each([
  ['https://archive.example/dicom-web', true],
  ['https://archive.example/dicom-web/studies?limit=1', true],
  ['https://archive.example/dicom-web/../admin', false],
  ['https://archive.example/dicom-web2/studies', false],
  ['https://archive.example:8443/dicom-web/studies', false],
  ['http://archive.example/dicom-web/studies', false],
  ['https://archive.example.evil.example/dicom-web/studies', false],
  ['https://archive.example@evil.example/dicom-web/studies', false],
  ['/dicom-web/studies', false],
])('whether %s is below the root: %s', (url, expected) => {
  expect(isBelow('https://archive.example/dicom-web', url)).toBe(expected);
});

/** Headers by address of all that an archive of https://archive.example sends in its several ways. */
async function sentBy(ask: (archive: ReturnType<typeof createDicomWebArchive>) => Promise<unknown>) {
  const sent: { url: string; authorization: string | undefined; redirect: string | undefined }[] = [];
  const requests = createRequests(() => ({ type: 'application/dicom+json', body: '[]' }));
  const one = createDicomWebArchive(
    { id: 'a', name: 'A', root: 'https://archive.example/dicom-web' },
    {
      credentials: {
        token: () => 'T',
        renew: () => Promise.resolve(undefined),
        watch: () => () => undefined,
      },
      origin: 'https://viewer.example',
      fetch: (url, { headers, redirect }) => {
        const { Authorization: authorization } = headers as Record<string, string>;
        sent.push({ url, authorization, redirect });
        return Promise.resolve(new Response('x', { headers: { 'Content-Type': 'image/png' } }));
      },
      createRequest: () => {
        const request = requests.create();
        request.setRequestHeader = (name: string, value: string) => {
          if (name === 'Authorization')
            sent.push({ url: requests.urls.at(-1) ?? '', authorization: value, redirect: undefined });
        };
        return request;
      },
    },
  );
  await ask(one).catch(() => undefined);
  return sent;
}

test('JSON, bulk data, thumbnails and storing carry the token, and follow no redirect with it', async () => {
  const { study, series, sop } = phantom(0).instance;
  const page = { offset: 0, limit: 1 };
  expect(await sentBy((one) => one.search({}, page, QUIET))).toMatchObject([{ authorization: 'Bearer T' }]);
  const ways = [
    await sentBy((one) => one.thumbnail({ study, series }, 64, QUIET)),
    await sentBy((one) => one.bulk('https://archive.example/dicom-web/studies/1/bulk/1', QUIET)),
    await sentBy(async (one) => one.store?.(study, new Uint8Array(1), sop, QUIET)),
  ];
  for (const [first] of ways) expect(first).toMatchObject({ authorization: 'Bearer T' });
  expect(ways.map(([first]) => first?.redirect)).toEqual(['error', 'error', 'manual']);
});

test('bulk data named at another origin is asked of the archive or not at all, never there', async () => {
  const elsewhere = await sentBy((one) => one.bulk('https://evil.example/studies/1/bulk/1', QUIET));
  expect(elsewhere.length).toBeGreaterThan(0);
  for (const { url } of elsewhere) expect(url).toMatch(/^https:\/\/archive\.example\/dicom-web\//);
  expect(await sentBy((one) => one.bulk('https://evil.example/x', QUIET))).toEqual([]);
});
