import { expect, test } from 'vitest';
import { bulkUrl } from '@/archive/http/address';
import { ArchiveError } from '@/archive/contract/archiveError';
import { fetchBulk, inlineLuts, lacksPalette } from './bulk';
import { systemClock } from '@/archive/http/clock';
import { TIMINGS } from '@/archive/http/retry';

const ROOT = 'https://viewer.example/dicom-web';
const BASE = `${ROOT}/studies/1.2/series/1.3/metadata`;
const QUIET = new AbortController().signal;

test.each([
  [`${ROOT}/studies/1.2/bulk/7fe00010`, `${ROOT}/studies/1.2/bulk/7fe00010`],
  // An archive behind the proxy writes its own name.
  ['http://orthanc:8042/dicom-web/studies/1.2/bulk/1?x=y', `${ROOT}/studies/1.2/bulk/1?x=y`],
  ['/dicom-web/studies/1.2/bulk/1', `${ROOT}/studies/1.2/bulk/1`],
  ['../../bulk/1', `${ROOT}/studies/1.2/bulk/1`],
])('bulk data at %s is fetched from %s', (uri, url) => {
  expect(bulkUrl(ROOT, uri, BASE)).toBe(url);
});

test.each([
  'https://evil.example/steal',
  'https://viewer.example/api/shares',
  'file:///etc/passwd',
  'data:text/plain,x',
  'http://[',
])('bulk data at %s is refused', (uri) => {
  expect(() => bulkUrl(ROOT, uri, BASE)).toThrow(expect.objectContaining({ fault: 'refused' }));
});

const parts = (answer: () => Response, accepts: string[] = []) => ({
  fetch: (_: string, init: RequestInit) => {
    accepts.push(new Headers(init.headers).get('Accept') ?? '');
    return Promise.resolve(answer());
  },
  clock: systemClock,
  timings: { ...TIMINGS, backoffBaseMs: 1 },
});
const at = `${ROOT}/studies/1.2/bulk/1`;

test('bulk data comes out of its multipart answer', async () => {
  const body = '--b\r\nContent-Type: application/octet-stream\r\n\r\nLUT!\r\n--b--';
  const headers = { 'Content-Type': 'multipart/related; boundary=b' };
  const bytes = await fetchBulk(
    ROOT,
    at,
    QUIET,
    parts(() => new Response(body, { headers })),
  );
  expect(new TextDecoder().decode(bytes)).toBe('LUT!');
});

test('an archive that refuses the multipart type is asked for any', async () => {
  const accepts: string[] = [];
  const answer = () =>
    new Response('LUT!', {
      status: accepts.length === 1 ? 406 : 200,
      headers: { 'Content-Type': 'application/octet-stream' },
    });
  await fetchBulk(ROOT, at, QUIET, parts(answer, accepts));
  expect(accepts).toEqual(['multipart/related; type="application/octet-stream"', '*/*']);
});

test('a login page is no bulk data', async () => {
  const answer = () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } });
  await expect(fetchBulk(ROOT, at, QUIET, parts(answer))).rejects.toMatchObject({ fault: 'malformed' });
});

const table = Uint8Array.of(1, 2, 3, 4);

test('palettes and LUT data by URI become inline', async () => {
  const asked: string[] = [];
  const dataset = {
    '00281201': { vr: 'OW', BulkDataURI: 'red' },
    '00281202': { vr: 'OW', InlineBinary: 'AAAA' },
    '00283000': {
      vr: 'SQ',
      Value: [{ '00283006': { vr: 'OW', BulkDataURI: 'lut' }, '00283004': { vr: 'LO', Value: ['HU'] } }],
    },
    '7FE00010': { vr: 'OW', BulkDataURI: 'pixels' },
  };
  const inlined = await inlineLuts(dataset, async (uri) => (asked.push(uri), table));
  expect(asked).toEqual(['red', 'lut']);
  expect(inlined).toEqual({
    ...dataset,
    '00281201': { vr: 'OW', InlineBinary: 'AQIDBA==' },
    '00283000': {
      vr: 'SQ',
      Value: [
        { '00283006': { vr: 'OW', InlineBinary: 'AQIDBA==' }, '00283004': { vr: 'LO', Value: ['HU'] } },
      ],
    },
  });
});

test('a dataset without tables stays the same object', async () => {
  const dataset = { '00080060': { vr: 'CS', Value: ['CT'] } };
  expect(await inlineLuts(dataset, () => Promise.reject(new Error('not asked')))).toBe(dataset);
});

test('a table that cannot be had stays a URI, and hides nothing else', async () => {
  const dataset = {
    '00281201': { vr: 'OW', BulkDataURI: 'red' },
    '00281202': { vr: 'OW', BulkDataURI: 'green' },
  };
  const fetch = (uri: string) =>
    uri === 'red' ? Promise.reject(new ArchiveError('refused', 'x')) : Promise.resolve(table);
  const inlined = await inlineLuts(dataset, fetch);
  expect(inlined['00281201']).toEqual(dataset['00281201']);
  expect(inlined['00281202']).toEqual({ vr: 'OW', InlineBinary: 'AQIDBA==' });
});

test('a relative address is tried from the metadata, the series and the study', async () => {
  const asked: string[] = [];
  const on = {
    ...parts(() => new Response(null, { status: 404 })),
    fetch: (url: string) => {
      asked.push(url);
      const found = url === `${ROOT}/studies/1.2/series/1.3/bulk/1`;
      return Promise.resolve(new Response(Uint8Array.of(1, 2, 3, 4), { status: found ? 200 : 404 }));
    },
  };
  const bases = [BASE, `${ROOT}/studies/1.2/series/1.3/`, `${ROOT}/studies/1.2/`];
  const bytes = await fetchBulk(ROOT, 'series/1.3/bulk/1', QUIET, on, bases);
  expect(bytes).toHaveLength(4);
  expect(asked).toEqual([
    `${ROOT}/studies/1.2/series/1.3/series/1.3/bulk/1`,
    `${ROOT}/studies/1.2/series/1.3/bulk/1`,
  ]);
});

test.each([
  ['no tables', [], true],
  ['two of three', ['00281201', '00281202'], true],
  ['all three', ['00281201', '00281202', '00281203'], false],
  ['segmented ones', ['00281221', '00281222', '00281223'], false],
])('palette colour with %s', (_, tags, lacks) => {
  const tables = Object.fromEntries(tags.map((tag) => [tag, { vr: 'OW', InlineBinary: 'AAA=' }]));
  const photometric = { vr: 'CS', Value: ['PALETTE COLOR'] };
  const descriptors = Object.fromEntries(
    ['00281101', '00281102', '00281103'].map((tag) => [tag, { vr: 'US', Value: [2, 0, 8] }]),
  );
  expect(lacksPalette({ '00280004': photometric, ...descriptors, ...tables })).toBe(lacks);
  // Orthanc leaves descriptors out of files of Implicit VR, and sends their tables.
  expect(lacksPalette({ '00280004': photometric, ...tables })).toBe(true);
  expect(lacksPalette({})).toBe(false);
  // A state that makes colours looks them up, too.
  const pseudoColour = { '00080016': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.11.3'] } };
  expect(lacksPalette({ ...pseudoColour, ...descriptors, ...tables })).toBe(lacks);
  expect(lacksPalette(pseudoColour)).toBe(true);
});
