import { expect, test } from 'vitest';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { systemClock } from '@/archive/http/clock';
import { TIMINGS } from '@/archive/http/retry';
import { createThumbnails } from './thumbnails';

const key = { study: '1.2' as StudyUid, series: '1.2.3' as SeriesUid };

function start(status: (url: string) => number) {
  const asked: string[] = [];
  const thumbnails = createThumbnails('https://archive.example', {
    fetch: async (url) => {
      asked.push(/rendered|thumbnail/.exec(url)?.[0] ?? url);
      return new Response(Uint8Array.of(0xff, 0xd8), {
        status: status(url),
        headers: { 'Content-Type': 'image/jpeg' },
      });
    },
    clock: systemClock,
    timings: TIMINGS,
  });
  return { asked, thumbnails, ask: () => thumbnails.picture(key, 96, new AbortController().signal) };
}

test('what the probe did not find is not asked for', async () => {
  const { asked, thumbnails, ask } = start(() => 404);
  thumbnails.learn({ rendered: false, thumbnail: false });
  expect(await ask()).toBeUndefined();
  expect(asked).toEqual([]);
});

test('a form that brought a picture is not given up for what the probe saw of another image', async () => {
  const { asked, thumbnails, ask } = start(() => 200);
  expect((await ask())?.type).toBe('image/jpeg');
  thumbnails.learn({ rendered: false });
  await ask();
  expect(asked).toEqual(['rendered', 'rendered']);
});

test('a form is given up after three refusals', async () => {
  const { asked, ask } = start((url) => (url.includes('rendered') ? 406 : 200));
  for (let turn = 0; turn < 5; turn += 1) await ask();
  expect(asked.filter((form) => form === 'rendered').length).toBe(3);
  expect(asked.filter((form) => form === 'thumbnail').length).toBe(5);
});
