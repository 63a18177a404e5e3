import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archiveApp } from '../archiveApp';
import { withImage } from '../pixels/frames';
import { readParts, testArchive, type TestArchive } from '../testing/archive';
import { ctImage, writeDicom, type Attributes } from '../testing/writeDicom';
import { INLINE } from '../work/inline';
import type { WorkerJob } from '../work/work';

const FRAMES = 50;
const uids = (sop: string) => ({ study: '1.1', series: '1.1.1', sop });
const path = (sop: string) => `/studies/1.1/series/1.1.1/instances/${sop}/frames`;

/** The same object deflated (PS3.5 A.5). */
function deflated(attributes: Attributes): Buffer {
  const file = writeDicom(attributes);
  const head = writeDicom({}, '1.2.840.10008.1.2.1.99');
  return Buffer.concat([head, deflateRawSync(file.subarray(file.indexOf(Buffer.from('08001600', 'hex'))))]);
}

/** The same object in big endian, its pixels as they are given. */
function bigEndian(attributes: Attributes): Buffer {
  const elements = Object.entries(attributes).map(([tag, [vr, value]]) => {
    const bytes =
      typeof value === 'number'
        ? Buffer.from([value >> 8, value & 0xff])
        : typeof value === 'string'
          ? Buffer.from(value.padEnd(value.length + (value.length % 2), vr === 'UI' ? '\0' : ' '), 'latin1')
          : value;
    const length = Buffer.alloc(vr === 'OB' || vr === 'OW' ? 6 : 2);
    length.writeUInt16BE(bytes.length, length.length - 2);
    return Buffer.concat([Buffer.from(tag, 'hex'), Buffer.from(vr), length, bytes]);
  });
  return Buffer.concat([writeDicom({}, '1.2.840.10008.1.2.2'), ...elements]);
}
const many = { '00280008': ['IS', String(FRAMES)] } as const;
/** Noise of each frame's own, more than one piece of inflating holds. */
const pixels = Buffer.from(Array.from({ length: FRAMES * 128 * 128 * 2 }, (_, at) => (at * 7919) % 251));
const wide = { '00280010': ['US', 128], '00280011': ['US', 128], '7FE00010': ['OW', pixels] } as const;
/** Three bits a frame: frames share bytes. */
const bits = Buffer.from(Array.from({ length: Math.ceil((FRAMES * 3) / 8) + 1 }, (_, at) => (at * 37) % 256));
const flat = {
  '00280010': ['US', 3],
  '00280011': ['US', 1],
  '00280100': ['US', 1],
  '00280101': ['US', 1],
  '7FE00010': ['OB', bits],
} as const;
/** Bytes 1 to 9 and a pad, as dcmconv +tb (DCMTK 3.6.7) writes them: OW, in swapped words. */
const nine = {
  '00280100': ['US', 8],
  '00280101': ['US', 8],
  '7FE00010': ['OW', Buffer.from([2, 1, 4, 3, 6, 5, 8, 7, 0, 9])],
} as const;
const single = { '00280010': ['US', 3], '00280011': ['US', 3], ...nine } as const;
const triple = {
  '00280008': ['IS', '3'],
  '00280010': ['US', 3],
  '00280011': ['US', 1],
  ...nine,
} as const;

/** Of GE: a little endian dataset whose pixels are big endian, which nothing in the file says. */
const PRIVATE = '1.2.840.113619.5.2';

let archive: TestArchive;
const jobs: string[] = [];
beforeAll(async () => {
  archive = await testArchive({
    '1.dcm': deflated(ctImage(uids('1.1.1.1'), { ...many, ...wide })),
    '2.dcm': deflated(ctImage(uids('1.1.1.2'), { ...many, ...flat })),
    '3.dcm': writeDicom(ctImage(uids('1.1.1.3'), { ...many, ...flat })),
    '4.dcm': bigEndian(ctImage(uids('1.1.1.4'), single)),
    '5.dcm': bigEndian(ctImage(uids('1.1.1.5'), triple)),
    '6.dcm': bigEndian(
      ctImage(uids('1.1.1.6'), { ...many, ...flat, '7FE00010': ['OW', Buffer.from(bits).swap16()] }),
    ),
    '7.dcm': writeDicom(ctImage(uids('1.1.1.7')), PRIVATE),
  });
});
afterAll(() => archive.close());

const counting: WorkerJob = {
  do: (name, input) => {
    jobs.push(name);
    return INLINE.do(name, input);
  },
};
const get = (address: string) =>
  archiveApp(archive.opened.index, archive.opened.store, '/dicom-web', counting).request(address);
const all = Array.from({ length: FRAMES }, (_, at) => at + 1).join(',');
const frames = async (sop: string, list: string) =>
  (await readParts(await get(`${path(sop)}/${list}`))).map(({ body }) => body);

test('frames of a deflated object are what its pixels are, and it is inflated once for all of a list', async () => {
  const found = await frames('1.1.1.1', all);
  expect(Buffer.concat(found).equals(pixels)).toBe(true);
  expect(jobs).not.toContain('inflatedFrame');
  const some = await frames('1.1.1.1', '2,17,50');
  expect(some.map((one, at) => one.equals(found[[1, 16, 49][at] ?? 0] ?? Buffer.alloc(0)))).toEqual([
    true,
    true,
    true,
  ]);
});

test('frames that share bytes are the same deflated and not', async () => {
  expect(await frames('1.1.1.2', all)).toEqual(await frames('1.1.1.3', all));
});

test('OW in big endian is swapped in whole words before it is cut into frames of odd length, or of bits', async () => {
  expect((await frames('1.1.1.4', '1')).map((one) => [...one])).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9]]);
  const three = [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ];
  expect((await frames('1.1.1.5', '1,2,3')).map((one) => [...one])).toEqual(three);
  expect(await frames('1.1.1.6', all)).toEqual(await frames('1.1.1.3', all));
  // The way of the pictures that are rendered.
  const row = archive.opened.index.instance('1.1', '1.1.1', '1.1.1.5');
  if (row === undefined) throw new Error('no such instance');
  const one = await withImage(row, async (image) => [
    await image.frame(1),
    await image.frame(2),
    await image.frame(3),
  ]);
  expect(one.map((bytes) => [...bytes])).toEqual(three);
});

test.each(['2,1', '1,3,2'])('a deflated object is not gone back in: %s', async (list) => {
  const response = await get(`${path('1.1.1.1')}/${list}`);
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('ascending order')]);
});

test('uncompressed pixels of a private transfer syntax keep its name, and no picture is made of them', async () => {
  const [part] = await readParts(await get(`${path('1.1.1.7')}/1`));
  expect(part?.headers['Content-Type']).toBe(`application/octet-stream; transfer-syntax=${PRIVATE}`);
  const explicit = 'multipart/related; type="application/octet-stream"; transfer-syntax=1.2.840.10008.1.2.1';
  expect((await archive.get(`${path('1.1.1.7')}/1`, explicit)).status).toBe(406);
  const rendered = await archive.get(path('1.1.1.7').replace('/frames', '/rendered'), 'image/png');
  expect([rendered.status, await rendered.text()]).toEqual([406, expect.stringContaining(PRIVATE)]);
});
