import { expect, test } from 'vitest';
import { testArchive } from '../testing/archive';
import { ctImage, writeDicom } from '../testing/writeDicom';
import { INLINE } from '../work/inline';
import type { Work } from '../work/work';
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
  const work: Work = {
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
  await cache.array('1.1', undefined, false);
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
