import { expect, test, vi } from 'vitest';
import type { SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { Clock } from '@/archive/http/clock';
import { readStoreAnswer, STORE_MS, storeObject } from './store';

const SOP = '1.2.3' as SopUid;
const sequence = (sop: string, more: object = {}) => ({
  vr: 'SQ',
  Value: [{ '00081155': { vr: 'UI', Value: [sop] }, ...more }],
});
const us = (value: number) => ({ vr: 'US', Value: [value] });

test.each([
  ['200 that names it', 200, { '00081199': sequence(SOP) }, { state: 'stored' }],
  [
    '202 with a warning',
    202,
    { '00081199': sequence(SOP, { '00081196': us(0xb000) }) },
    { state: 'stored', warning: 0xb000 },
  ],
  ['200 of DICOMcloud', 200, { '0008114A': sequence(SOP) }, { state: 'stored' }],
  [
    '202 that failed it',
    202,
    { '00081198': sequence(SOP, { '00081197': us(0x0110) }) },
    { state: 'refused', reason: 'other', status: 202, failureReason: 0x0110 },
  ],
  [
    '409 for a duplicate',
    409,
    { '00081198': sequence(SOP, { '00081197': us(0x0111) }) },
    { state: 'refused', reason: 'duplicate', status: 409, failureReason: 0x0111 },
  ],
  [
    '409 without room',
    409,
    { '00081198': sequence(SOP, { '00081197': us(0xa700) }) },
    { state: 'refused', reason: 'no-room', status: 409, failureReason: 0xa700 },
  ],
  [
    '400, not understood',
    400,
    { '00081198': sequence(SOP, { '00081197': us(0xc000) }) },
    { state: 'refused', reason: 'not-understood', status: 400, failureReason: 0xc000 },
  ],
  ['409 without a body', 409, undefined, { state: 'refused', reason: 'other', status: 409 }],
  ['413', 413, undefined, { state: 'refused', reason: 'too-large', status: 413 }],
  ['401', 401, undefined, { state: 'refused', reason: 'sign-in', status: 401 }],
  ['405', 405, undefined, { state: 'refused', reason: 'read-only', status: 405 }],
])('%s', (_, status, body, outcome) => {
  expect(readStoreAnswer(status, body, SOP)).toEqual(outcome);
});

test.each([
  ['200 that names another', 200, { '00081199': sequence('1.9') }],
  ['200 without a body, as Orthanc answers to an empty one', 200, undefined],
  ['500', 500, undefined],
  ['503', 503, 'busy'],
])('%s says nothing: it must be looked for', (_, status, body) => {
  expect(readStoreAnswer(status, body, SOP).state).toBe('unknown');
});

const clock: Clock = { now: () => 0, after: () => () => undefined, random: () => 0 };
const send = (fetch: (url: string, init: RequestInit) => Promise<Response>, on = clock) =>
  storeObject(
    'https://a/dicom-web',
    { fetch, clock: on },
    '1.2' as StudyUid,
    new Uint8Array([1, 2, 3]),
    SOP,
    new AbortController().signal,
  );

test('one object goes as one part into its study', async () => {
  const fetch = vi.fn(async () => Response.json({ '00081199': sequence(SOP) }));
  await expect(send(fetch)).resolves.toEqual({ state: 'stored' });
  const [url, init] = fetch.mock.calls[0] as unknown as [string, RequestInit];
  expect(url).toBe('https://a/dicom-web/studies/1.2');
  const type = new Headers(init.headers).get('Content-Type') ?? '';
  const boundary = /boundary=(\S+)$/.exec(type)?.[1];
  expect(type).toMatch(/^multipart\/related; type="application\/dicom"; /);
  expect(await (init.body as Blob).text()).toBe(
    `--${boundary}\r\nContent-Type: application/dicom\r\n\r\n\u0001\u0002\u0003\r\n--${boundary}--\r\n`,
  );
});

test('a page for people is a sign-in that has ended', async () => {
  const page = async () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } });
  await expect(send(page)).resolves.toMatchObject({ state: 'refused', reason: 'sign-in' });
});

test('a broken connection and a silent archive leave it open what became of the object', async () => {
  await expect(send(() => Promise.reject(new TypeError('broken')))).resolves.toMatchObject({
    state: 'unknown',
    error: { fault: 'unreachable' },
  });
  let late = () => undefined as void;
  const silent = send(
    (_, { signal }) =>
      new Promise((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
      ),
    { ...clock, after: (_ms, run) => ((late = run), () => undefined) },
  );
  late();
  await expect(silent).resolves.toMatchObject({
    state: 'unknown',
    error: { details: { waitedMs: STORE_MS } },
  });
});

test('who gives up hears of it', async () => {
  const stopper = new AbortController();
  stopper.abort();
  const fetch = vi.fn();
  await expect(
    storeObject('https://a', { fetch, clock }, '1.2' as StudyUid, new Uint8Array(), SOP, stopper.signal),
  ).rejects.toMatchObject({ fault: 'aborted' });
  expect(fetch).not.toHaveBeenCalled();
});
