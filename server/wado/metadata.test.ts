import { expect, test } from 'vitest';
import { testArchive } from '../testing/archive';
import { ctImage, writeDicom } from '../testing/writeDicom';
import { INLINE } from '../work/inline';
import type { WorkerJob } from '../work/work';
import { MetadataCache } from './metadata';

const image = (series: string, sop: string) => writeDicom(ctImage({ study: '1.1', series, sop }));

/** Two series of one study, of three objects and of one, with a count of what threads are asked for. */
async function setUp() {
  const archive = await testArchive({
    '1.dcm': image('1.1.1', '1.1.1.1'),
    '2.dcm': image('1.1.1', '1.1.1.2'),
    '3.dcm': image('1.1.1', '1.1.1.3'),
    '4.dcm': image('1.1.2', '1.1.2.1'),
  });
  let asked = 0;
  const work: WorkerJob = {
    do: (name, input) => {
      asked += 1;
      return INLINE.do(name, input);
    },
  };
  const cache = new MetadataCache(archive.opened.index, '/dicom-web', work);
  return { archive, cache, asked: () => asked };
}

test('a long series is read before anybody asks, a short one when somebody does', async () => {
  const { archive, cache, asked } = await setUp();
  await cache.readLongSeries(3);
  expect(asked()).toBe(1);
  expect((await cache.series('1.1', '1.1.1')).objects).toBe(3);
  expect(asked()).toBe(1);
  expect((await cache.series('1.1', '1.1.2')).objects).toBe(1);
  expect(asked()).toBe(2);
  await archive.close();
});

test('what is stored into one series of a study is read with it, and the others are kept', async () => {
  const { archive, cache, asked } = await setUp();
  const { body } = await cache.array('1.1', undefined, false);
  expect(await new Response(body).json()).toHaveLength(4);
  expect(asked()).toBe(2);
  const { index } = archive.opened;
  const [held] = index.instances('1.1', '1.1.2');
  const [row] = index.study('1.1');
  if (held === undefined || row === undefined) throw new Error('not there');
  index.add({ ...held, sop: '1.1.2.2', studyAttributes: row.attributes, seriesAttributes: {} } as never);
  expect((await cache.series('1.1', '1.1.2')).objects).toBe(2);
  expect((await cache.series('1.1', '1.1.1')).objects).toBe(3);
  expect(asked()).toBe(3);
  await archive.close();
});

test('much is read as it is taken, not kept, and the same by any way', async () => {
  // Palettes stand in metadata whole: 600 kB of each of these.
  const table = {
    '00281201': ['OW', Buffer.alloc(400_000, 7)],
    '00281202': ['OW', Buffer.alloc(50_000)],
  } as const;
  const count = 80;
  const sopOf = (at: number) => `1.1.1.${at + 1}`;
  const files = Array.from({ length: count }, (_, at) => [
    `${at}.dcm`,
    writeDicom(ctImage({ study: '1.1', series: '1.1.1', sop: sopOf(at) }, table)),
  ]);
  const archive = await testArchive(Object.fromEntries(files) as Record<string, Buffer>);
  let turns = 0;
  let most = 0;
  const work: WorkerJob = {
    do: (name, input) => {
      turns += 1;
      const output = INLINE.do(name, input);
      void output.then((read: unknown) => {
        const { text } = read as { text: Uint8Array };
        most = Math.max(most, text.length);
      });
      return output;
    },
  };
  const cache = new MetadataCache(archive.opened.index, '/dicom-web', work);
  const { isLong, bytes } = await cache.series('1.1', '1.1.1');
  expect([isLong, bytes]).toEqual([true, 0]);
  turns = 0;
  const { body } = await cache.array('1.1', '1.1.1', false);
  // Whoever does not read has one turn made, and no second.
  expect(turns).toBe(1);
  const plain = await new Response(body).text();
  expect(turns).toBeGreaterThan(4);
  // Nor is more of it in memory than the last object goes beyond two megabytes.
  expect(most).toBeLessThan(2 * 1024 ** 2 + 700_000);
  const sops = (JSON.parse(plain) as Record<string, { Value: string[] }>[]).map(
    (one) => one['00080018']?.Value[0],
  );
  expect(new Set(sops).size).toBe(count);
  const zipped = await cache.array('1.1', '1.1.1', true);
  const unzipped = new Response(zipped.body as ReadableStream<Uint8Array<ArrayBuffer>>).body?.pipeThrough(
    new DecompressionStream('gzip'),
  );
  expect((await new Response(unzipped).text()) === plain).toBe(true);
  await archive.close();
});
