import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { LIMITS } from '@/dicom/dataset/limits';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { buildInstance } from '@/dicom/testing/build';
import type { ArchiveError } from '@/archive/contract/archiveError';
import { fetchBulk } from '@/archive/studies/bulk';
import { readBody } from '@/archive/http/body';
import type { Clock } from '@/archive/http/clock';
import { fetchFrame } from '@/archive/frames/fetchFrame';
import { createLadder } from '@/archive/frames/ladder';
import { createMultipartReader, MULTIPART_CAPS } from '@/archive/http/multipart';
import { readPart10 } from '@/archive/frames/part10';
import { get, type Answer, type Fetch } from '@/archive/http/request';
import { TIMINGS } from '@/archive/http/retry';
import { toWanted } from '@/archive/frames/wanted';
import { createHabits } from '@/archive/contract/habits';
import { listInstances } from '@/archive/studies/instances';
import { createJsonClient, type JsonClient } from '@/archive/http/jsonClient';
import { createRequests } from '@/archive/testing/scriptedRequest';

const SIGNAL = new AbortController().signal;
const STUDY = toStudyUid('1.2.3') ?? ('' as never);
const SERIES = toSeriesUid('1.2.3.4') ?? ('' as never);
const faultOf = (work: Promise<unknown>): Promise<ArchiveError> =>
  work.then(
    () => expect.fail('it was taken in'),
    (error: ArchiveError) => error,
  );

/** A clock that stands still but for what a test lets pass. */
function stoppedClock(): Clock & { nowMs: number } {
  const clock = { nowMs: 0, now: () => clock.nowMs, after: () => () => undefined, random: () => 0 };
  return clock;
}

/** An answer whose body is made while it is read. */
const endless = (piece: () => Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Fetch => {
  return () =>
    Promise.resolve(
      new Response(new ReadableStream({ pull: (controller) => controller.enqueue(piece()) }), { headers }),
    );
};
const parts = (fetch: Fetch, clock: Clock = stoppedClock()) => ({ fetch, clock, timings: TIMINGS });

test('JSON beyond 512 MiB after gzip is not read to its end', async () => {
  const requests = createRequests(() => ({
    type: 'application/dicom+json',
    body: '[]',
    loaded: LIMITS.jsonBytes + 1,
  }));
  const client = createJsonClient('http://here', undefined, requests.create);
  const error = await faultOf(client.studies({}, SIGNAL));
  expect(error.details).toMatchObject({ what: 'limit', attribute: 'bytes', most: LIMITS.jsonBytes });
  expect(requests.aborts()).toBe(1);
});

test('a series of more than 50,000 instances is refused before anything is built of it', async () => {
  const client = {
    seriesMetadata: () => Promise.resolve(Array.from({ length: LIMITS.seriesInstances + 1 }, () => ({}))),
  } as unknown as JsonClient;
  const error = await faultOf(
    listInstances(
      client,
      STUDY,
      SERIES,
      {
        habits: createHabits(),
        fetchBulk: () => Promise.resolve(new Uint8Array(0)),
        fetchTables: () => Promise.resolve({}),
        fetchLost: () => Promise.resolve({}),
        patientId: Promise.resolve(undefined),
      },
      SIGNAL,
    ),
  );
  expect(error.details).toMatchObject({ attribute: 'instances', most: 50_000, received: 50_001 });
});

test('a body without end stops at its cap', async () => {
  let given = 0;
  const answer: Answer = {
    status: 200,
    headers: new Headers(),
    next: () => Promise.resolve(new Uint8Array((given += 1) && 1000)),
    close: () => undefined,
  };
  const error = await faultOf(readBody('frame', answer, 10_000));
  expect(error.details).toMatchObject({ what: 'limit', most: 10_000, received: 11_000 });
  expect(given).toBe(11);
});

test('bulk data ends at 512 MiB', async () => {
  const piece = new Uint8Array(16 * 2 ** 20);
  let given = 0;
  const fetch = endless(() => {
    given += 1;
    return piece;
  });
  const error = await faultOf(fetchBulk('http://here', 'http://here/bulk', SIGNAL, parts(fetch)));
  expect(error.details).toMatchObject({ what: 'limit', most: 512 * 2 ** 20 });
  expect(given).toBeLessThan(40);
});

test('an answer that drips one byte now and then is given up', async () => {
  const clock = stoppedClock();
  const fetch = endless(() => {
    clock.nowMs += 9_000; // Within the 10 s that two pieces may be apart.
    return new Uint8Array(1);
  });
  const answer = await get('frame', 'http://here', '*/*', SIGNAL, parts(fetch, clock));
  const read = async () => {
    for (;;) await answer.next();
  };
  const error = await faultOf(read());
  expect(error.details['waitedMs']).toBe(27_000);
});

test('a slow line that brings 1 kB a second is waited for', async () => {
  const clock = stoppedClock();
  const fetch = endless(() => {
    clock.nowMs += 9_000;
    return new Uint8Array(9_000);
  });
  const answer = await get('frame', 'http://here', '*/*', SIGNAL, parts(fetch, clock));
  for (let i = 0; i < 100; i += 1) expect((await answer.next())?.length).toBe(9_000);
});

test('a flood of empty parts ends at 100,000', () => {
  const reader = createMultipartReader('b', MULTIPART_CAPS);
  const flood = new TextEncoder().encode('--b\r\n\r\n\r\n'.repeat(1000));
  const pour = () => {
    for (let i = 0; i < 1001; i += 1) reader.push(flood);
  };
  expect(pour).toThrow(/parts/);
});

/** A deflated Part 10 file whose dataset inflates to so many zeros. */
function bomb(inflatedBytes: number): Uint8Array {
  const uid = '1.2.840.10008.1.2.1.99';
  const meta = [2, 0, 16, 0, 0x55, 0x49, uid.length, 0, ...uid].map((each) =>
    typeof each === 'number' ? each : each.charCodeAt(0),
  );
  const deflated = deflateRawSync(Buffer.alloc(inflatedBytes));
  return Uint8Array.from([...new Uint8Array(128), 0x44, 0x49, 0x43, 0x4d, ...meta, ...deflated]);
}

test('a deflated dataset of a few kB does not become gigabytes', async () => {
  const error = await faultOf(readPart10(bomb(65 * 2 ** 20)));
  expect(error.details).toEqual({ what: 'inflated size' });
});

test.each([
  [{ Rows: 65_535, Columns: 65_535 }, 'limit'],
  [{ Rows: null }, 'attribute'],
  [{ BitsAllocated: 7 }, 'attribute'],
] as const)('%j: nothing is fetched for what cannot be shown', async (content, what) => {
  let asked = 0;
  const fetch: Fetch = () => {
    asked += 1;
    return Promise.reject(new Error('no'));
  };
  const more = { ...parts(fetch), root: 'http://here', ladder: createLadder(), recent: new Map() };
  const error = await faultOf(fetchFrame(toWanted(buildInstance(content)), 1, SIGNAL, more));
  expect([error.details['what'], asked]).toEqual([what, 0]);
});
