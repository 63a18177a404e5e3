import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FaultyArchive, startFaultyArchive } from '@/archive/testing/faultyArchive';
import { phantom } from '@/archive/testing/phantomFile';
import { systemClock } from '@/archive/http/clock';
import { TIMINGS } from '@/archive/http/retry';
import { createTransport } from './transport';
import { toWanted, type Wanted } from './wanted';

const phantoms = Array.from({ length: 20 }, (_, i) => phantom(i));
const wanted = phantoms.map(({ instance }) => toWanted(instance));

let archive: FaultyArchive;
beforeEach(async () => {
  archive = await startFaultyArchive(phantoms);
});
afterEach(() => archive.stop());

/** How many frames came, and what the browser's cache was told at each request. */
async function streamed(series: readonly Wanted[]) {
  const caches: (RequestCache | undefined)[] = [];
  let frames = 0;
  const fetchNoting = (url: string, init: RequestInit) => {
    caches.push(init.cache);
    return fetch(url, init);
  };
  const sink = {
    frames: async (batch: readonly unknown[]) => void (frames += batch.length),
    failed: () => undefined,
    state: () => undefined,
  };
  const transport = createTransport(archive.root, {
    fetch: fetchNoting,
    clock: systemClock,
    timings: TIMINGS,
  });
  await transport.stream(series, new Set(), sink, new AbortController().signal);
  return { caches, frames };
}

test('a series that the cache of the browser cannot hold is kept out of it', async () => {
  const large = wanted.map((each) => ({ ...each, bytes: 2 * 2 ** 20 }));
  expect(await streamed(large)).toEqual({ caches: ['no-store'], frames: 20 });
});

test('a small series may come from the cache of the browser', async () => {
  expect(await streamed(wanted)).toEqual({ caches: [undefined], frames: 20 });
});
