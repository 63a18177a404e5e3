import { expect, test } from 'vitest';
import { testArchive } from '../testing/archive';
import { ctImage, writeDicom, type Attributes } from '../testing/writeDicom';

const SERIES = { study: '1.2.3', series: '1.2.3.4' };

/** Enough private elements that reading a file takes longer than reading a small one. */
const slow: Attributes = Object.fromEntries(
  Array.from({ length: 20_000 }, (_, i) => [`0009${(0x1000 + i).toString(16)}`.toUpperCase(), ['LO', 'x']]),
);

test('the first file by name speaks for its series, however long it takes to read', async () => {
  const files = {
    'a.dcm': writeDicom({ ...slow, ...ctImage({ ...SERIES, sop: '1.2.3.4.1' }) }),
    'b.dcm': writeDicom(ctImage({ ...SERIES, sop: '1.2.3.4.2' }, { '00080060': ['CS', 'SR'] })),
  };
  const archive = await testArchive(files);
  const [row] = (await (await archive.get('/studies/1.2.3/series')).json()) as Record<string, unknown>[];
  expect(row?.['00080060']).toEqual({ vr: 'CS', Value: ['CT'] });
  await archive.close();
});
