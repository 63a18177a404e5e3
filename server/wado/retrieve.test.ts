import { deflateRawSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { FRAMES_HELD } from '@/dicom/pixels/pixel';
import { readParts, testArchive, type TestArchive } from '../testing/archive';
import { ctImage, encapsulate, writeDicom, type Attributes } from '../testing/writeDicom';

const RLE = '1.2.840.10008.1.2.5';
const JPEG_LS = '1.2.840.10008.1.2.4.80';
const JPEG = '1.2.840.10008.1.2.4.50';
const uids = (sop: string) => ({ study: '1.1', series: '1.1.1', sop });
const path = (sop: string) => `/studies/1.1/series/1.1.1/instances/${sop}`;
const bytes = (text: string) => Buffer.from(text, 'hex');
const STAR = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';

/** Three JPEG-like frames: SOI, something, EOI; the second in two fragments. */
const FRAMES = [bytes('ffd8ff00ffd9'), bytes('ffd8ff0102'), bytes('0304ffd9ffd9'), bytes('ffd8ff05ffd9')];
const three: Attributes = { '00280008': ['IS', '3'] };
const offsets = (...values: number[]) => Buffer.from(new Uint32Array(values).buffer);
const encapsulated = (sop: string, items: Buffer[], more: Attributes = three) =>
  writeDicom(ctImage(uids(sop), { ...more, '7FE00010': ['OB', encapsulate(items)] }), JPEG_LS);

const counted = (last: string) => ({ study: '1.1', series: '1.1.3', sop: `1.1.3.${last}` });

/** The red of each pixel of an RGB picture as the companion writes it: one IDAT, no filters. */
function redsOfPng(png: Buffer): number[] {
  const [columns, rows] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const raw = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
  return Array.from({ length: columns * rows }, (_, at) => {
    const row = Math.floor(at / columns);
    return raw[row * (columns * 3 + 1) + 1 + (at - row * columns) * 3] ?? -1;
  });
}

/** Two rows of three pixels in 4:2:2, grey: 10, 20, 30; 40, 50, 60. */
const oddRows = (light: number) =>
  [
    [10, 20, 128, 128, 30, 0, 128, 128],
    [40, 50, 128, 128, 60, 0, 128, 128],
  ].flatMap((row) => row.map((value, at) => (at % 4 < 2 ? value * light : value)));

let archive: TestArchive;
const native = writeDicom(ctImage(uids('1.1.1.1'), { '00200013': ['IS', '2'] }));
const large = Buffer.alloc(2000, 7);
beforeAll(async () => {
  const [a, b, c, d] = FRAMES as [Buffer, Buffer, Buffer, Buffer];
  const deflated = writeDicom(ctImage(uids('1.1.1.6')));
  const metaEnd = deflated.indexOf(bytes('08001600'));
  const renamed = writeDicom({}, '1.2.840.10008.1.2.1.99');
  archive = await testArchive({
    '1.dcm': native,
    '2.dcm': encapsulated('1.1.1.2', [Buffer.alloc(0), a, b, c, d]),
    // Each fragment looks like a frame of its own: only the offset table tells.
    '3.dcm': encapsulated('1.1.1.3', [offsets(0, 14, 42), a, d, a, d]),
    '4.dcm': encapsulated('1.1.1.4', [Buffer.alloc(0), a, d], three),
    '5.dcm': writeDicom(
      ctImage(uids('1.1.1.5'), {
        ...three,
        '00200013': ['IS', '1'],
        '00281201': ['OW', large],
        '00420011': ['OB', large],
        '7FE00010': ['OW', Buffer.from(Array.from({ length: 24 }, (_, at) => at))],
      }),
    ),
    '6.dcm': Buffer.concat([renamed, deflateRawSync(deflated.subarray(metaEnd))]),
    '7.dcm': writeDicom(ctImage(uids('1.1.1.7'), { '00280010': ['US', 65535], '00280011': ['US', 65535] })),
    '8.dcm': writeDicom(
      ctImage(uids('1.1.1.8'), {
        '00280008': ['IS', '3'],
        '00280010': ['US', 3],
        '00280011': ['US', 1],
        '00280100': ['US', 1],
        '7FE00010': ['OB', Buffer.from([0b11010101, 0b1])],
      }),
    ),
    '9.dcm': writeDicom(
      ctImage(uids('1.1.1.9'), {
        '7FE00010': [
          'OB',
          // 16 bits: two segments, the high bytes first (PS3.5 G.2): pixels 1, 1, 1, 257.
          encapsulate([
            Buffer.alloc(0),
            Buffer.concat([
              Buffer.from(new Uint32Array(16).fill(0).with(0, 2).with(1, 64).with(2, 68).buffer),
              bytes('fe000001fd01'),
            ]),
          ]),
        ],
      }),
      RLE,
    ),
    '422.dcm': writeDicom(
      ctImage(
        { study: '1.1', series: '1.1.2', sop: '1.1.2.1' },
        {
          '00280002': ['US', 3],
          '00280004': ['CS', 'YBR_FULL_422'],
          '00280006': ['US', 0],
          '00280008': ['IS', '2'],
          '00280010': ['US', 2],
          '00280011': ['US', 3],
          '00280100': ['US', 8],
          '00280101': ['US', 8],
          // Y Y Cb Cr; the fourth Y of a row stands for no pixel. The second frame has twice the light.
          '7FE00010': ['OB', Buffer.concat([1, 2].map((light) => Buffer.from(oddRows(light))))],
        },
      ),
    ),
    'more.dcm': writeDicom(ctImage(counted('1'), { '7FE00010': ['OW', Buffer.alloc(17, 1)] })),
    'fewer.dcm': writeDicom(ctImage(counted('2'), { ...three, '7FE00010': ['OW', Buffer.alloc(12, 1)] })),
    'moreJls.dcm': writeDicom(
      ctImage(counted('3'), {
        '00280008': ['IS', '2'],
        '7FE00010': ['OB', encapsulate([Buffer.alloc(0), a, d, b, c])],
      }),
      JPEG_LS,
    ),
    'oneJls.dcm': writeDicom(
      ctImage(counted('4'), { '7FE00010': ['OB', encapsulate([Buffer.alloc(0), a, d])] }),
      JPEG_LS,
    ),
    'oneInTwo.dcm': writeDicom(
      ctImage(counted('5'), { '7FE00010': ['OB', encapsulate([Buffer.alloc(0), b, c])] }),
      JPEG_LS,
    ),
    'padded.dcm': writeDicom(ctImage(counted('6'), { '7FE00010': ['OW', Buffer.alloc(14, 1)] })),
    'j.dcm': writeDicom(
      ctImage(uids('1.1.1.10'), { '7FE00010': ['OB', encapsulate([Buffer.alloc(0), a])] }),
      JPEG,
    ),
  });
});
afterAll(() => archive.close());

const frames = async (sop: string, list: string, accept = STAR) => {
  const response = await archive.get(`${path(sop)}/frames/${list}`, accept);
  expect(response.status, await response.clone().text()).toBe(200);
  return readParts(response);
};

describe('frames', () => {
  test('are cut out of uncompressed pixel data', async () => {
    const parts = await frames('1.1.1.5', '1,3');
    expect(parts.map(({ body }) => [...body])).toEqual([
      [0, 1, 2, 3, 4, 5, 6, 7],
      [16, 17, 18, 19, 20, 21, 22, 23],
    ]);
    expect(parts[0]?.headers['Content-Type']).toBe(
      'application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1',
    );
    expect(parts[1]?.headers['Content-Location']).toBe(`/dicom-web${path('1.1.1.5')}/frames/3`);
    expect(parts[1]?.headers['Content-Length']).toBe('8');
  });

  test('of several fragments without offset table are found by their codestreams', async () => {
    const parts = await frames('1.1.1.2', '1,2,3');
    expect(parts.map(({ headers }) => headers['Content-Type'])).toEqual(
      Array.from({ length: 3 }, () => `image/jls; transfer-syntax=${JPEG_LS}`),
    );
    const [a, b, c, d] = FRAMES as [Buffer, Buffer, Buffer, Buffer];
    expect(parts.map(({ body }) => body)).toEqual([a, Buffer.concat([b, c]), d]);
  });

  test('of several fragments are joined as the offset table says', async () => {
    const parts = await frames('1.1.1.3', '1,2,3');
    const [a, , , d] = FRAMES as [Buffer, Buffer, Buffer, Buffer];
    expect(parts.map(({ body }) => body)).toEqual([a, Buffer.concat([d, a]), d]);
  });

  test('that the file was cut before are refused, the others given', async () => {
    const [second] = await frames('1.1.1.4', '2');
    expect(second?.body).toEqual(FRAMES[3]);
    const third = await archive.get(`${path('1.1.1.4')}/frames/3`, STAR);
    expect(third.status).toBe(500);
    expect(await third.text()).toContain('shorter than its header says');
  });

  test('of deflated files are inflated, and named Explicit VR Little Endian', async () => {
    const [part] = await frames('1.1.1.6', '1');
    expect([...(part?.body ?? [])]).toEqual([1, 0, 2, 0, 3, 0, 4, 0]);
    expect(part?.headers['Content-Type']).toContain('1.2.840.10008.1.2.1');
  });

  test('of one bit are moved to a byte boundary', async () => {
    // 3 pixels a frame, packed from bit 0: 101, 010, 111 (PS3.5 8.2).
    const parts = await frames('1.1.1.8', '1,2,3');
    expect(parts.map(({ body }) => body[0])).toEqual([0b101, 0b010, 0b111]);
  });

  test('of 4:2:2 with an odd number of columns have a pair of their own at the end of each row, rendered too', async () => {
    const place = '/studies/1.1/series/1.1.2/instances/1.1.2.1';
    const parts = await readParts(await archive.get(`${place}/frames/1,2`, STAR));
    expect(parts.map(({ body }) => [...body])).toEqual([oddRows(1), oddRows(2)]);
    const picture = await archive.get(`${place}/frames/2/rendered`, 'image/png');
    expect(redsOfPng(Buffer.from(await picture.arrayBuffer()))).toEqual([20, 40, 60, 80, 100, 120]);
  });

  test.each([
    ['more than announced', '1', '1', '2'],
    ['fewer than announced', '2', '1', '1.5'],
    ['more codestreams than announced', '3', '1,2', '3'],
    ['two codestreams where one frame is announced', '4', '1', '2'],
    ['one codestream in two fragments', '5', '1', undefined],
    ['a part of a second one', '6', '1', '1.75'],
  ])('%s: each frame says how many the file holds', async (_, last, list, held) => {
    const { sop, series } = counted(last);
    const response = await archive.get(`/studies/1.1/series/${series}/instances/${sop}/frames/${list}`, STAR);
    const parts = await readParts(response);
    expect(parts.map(({ headers }) => headers[FRAMES_HELD])).toEqual(list.split(',').map(() => held));
    const [a, , , d] = FRAMES;
    if (last === '3') expect(parts.map(({ body }) => body)).toEqual([a, d]);
    if (last === '4') expect(parts[0]?.body).toEqual(a);
  });

  test('larger than the file are refused before anything is allocated', async () => {
    const response = await archive.get(`${path('1.1.1.7')}/frames/1`, STAR);
    expect(response.status).toBe(500);
  });

  test.each([
    ['0', 400],
    ['1,x', 400],
    ['4', 404],
    ['1,4', 404],
  ])('%s of three is answered with %i', async (list, status) => {
    expect((await archive.get(`${path('1.1.1.5')}/frames/${list}`, STAR)).status).toBe(status);
  });

  test.each([
    ['1.1.1.2', '*/*', 200],
    ['1.1.1.2', 'multipart/related; type=application/octet-stream; transfer-syntax=*', 200],
    ['1.1.1.2', 'multipart/related; type="application/octet-stream; transfer-syntax=*"', 200],
    ['1.1.1.2', 'multipart/related; type="image/jls"', 200],
    ['1.1.1.2', `multipart/related; type="image/jls"; transfer-syntax=${JPEG_LS}`, 200],
    ['1.1.1.2', 'multipart/related; type="image/jp2", multipart/related; type="image/jls";q=0.5', 200],
    ['1.1.1.2', 'multipart/related; type="application/octet-stream"', 406],
    ['1.1.1.2', 'multipart/related; type="image/jp2"', 406],
    ['1.1.1.2', 'text/html', 406],
    ['1.1.1.5', 'multipart/related; type="application/octet-stream"', 200],
    [
      '1.1.1.5',
      'multipart/related; type="application/octet-stream"; transfer-syntax=1.2.840.10008.1.2.1',
      200,
    ],
    [
      '1.1.1.5',
      'multipart/related; type="application/octet-stream"; transfer-syntax=1.2.840.10008.1.2.2',
      406,
    ],
  ])('%s asked with %s is answered with %i', async (sop, accept, status) => {
    expect((await archive.get(`${path(sop)}/frames/1`, accept)).status).toBe(status);
  });

  test('can be a single part where one is asked for so', async () => {
    const response = await archive.get(`${path('1.1.1.2')}/frames/1`, 'image/jls');
    expect(response.headers.get('content-type')).toBe(`image/jls; transfer-syntax=${JPEG_LS}`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(FRAMES[0]);
  });
});

describe('objects', () => {
  test('come as stored, each with its length and place, in display order', async () => {
    const response = await archive.get(
      '/studies/1.1/series/1.1.1',
      'multipart/related; type="application/dicom"; transfer-syntax=*',
    );
    const length = Number(response.headers.get('content-length'));
    expect((await response.clone().arrayBuffer()).byteLength).toBe(length);
    const parts = await readParts(response);
    expect(parts).toHaveLength(10);
    for (const { headers, body } of parts) expect(headers['Content-Length']).toBe(String(body.length));
    expect(parts.slice(0, 2).map(({ headers }) => headers['Content-Location'])).toEqual([
      `/dicom-web${path('1.1.1.5')}`,
      `/dicom-web${path('1.1.1.1')}`,
    ]);
    expect(parts[1]?.body).toEqual(native);
    expect(parts[1]?.headers['Content-Type']).toBe('application/dicom; transfer-syntax=1.2.840.10008.1.2.1');
  });

  test('that are not there are 404, addresses that are no UIDs 400', async () => {
    expect((await archive.get('/studies/9.9')).status).toBe(404);
    expect((await archive.get('/studies/1.1/series/x/metadata')).status).toBe(400);
  });
});

test('what is said to be 4:2:2 and has all samples of each pixel is sent whole', async () => {
  const all = Buffer.from([255, 128, 128, 0, 128, 128, 76, 85, 255, 0, 128, 128]);
  const colour = await testArchive({
    '1.dcm': writeDicom(
      ctImage(uids('1.1.1.1'), {
        '00280002': ['US', 3],
        '00280004': ['CS', 'YBR_FULL_422'],
        '00280010': ['US', 2],
        '00280011': ['US', 2],
        '00280100': ['US', 8],
        '7FE00010': ['OB', all],
      }),
    ),
  });
  const [part] = await readParts(await colour.get(`${path('1.1.1.1')}/frames/1`, STAR));
  expect(part?.body).toEqual(all);
  await colour.close();
});

describe('metadata', () => {
  test('names large values by address, keeps lookup tables inline, says the transfer syntax', async () => {
    const response = await archive.get(`${path('1.1.1.5')}/metadata`, 'application/dicom+json');
    const [json] = (await response.json()) as DicomJson[];
    const uri = `/dicom-web${path('1.1.1.5')}/bulkdata/00420011`;
    expect(json?.['00420011']).toEqual({ vr: 'OB', BulkDataURI: uri });
    expect(json?.['00281201']?.InlineBinary).toBe(large.toString('base64'));
    expect(json?.['00083002']).toEqual({ vr: 'UI', Value: ['1.2.840.10008.1.2.1'] });
    expect(json?.['00280010']).toEqual({ vr: 'US', Value: [2] });
    const single = await archive.app.request(uri, { headers: { accept: 'application/octet-stream' } });
    expect(Buffer.from(await single.arrayBuffer())).toEqual(large);
    const many = await archive.app.request(uri, {
      headers: { accept: 'multipart/related; type="application/octet-stream"' },
    });
    expect((await readParts(many))[0]?.body).toEqual(large);
  });

  test('of a series are those of all its objects', async () => {
    const json = (await (await archive.get('/studies/1.1/series/1.1.1/metadata')).json()) as DicomJson[];
    expect(json).toHaveLength(10);
    expect((await archive.get('/studies/1.1/metadata')).status).toBe(200);
  });
});

describe('rendered', () => {
  const isPng = async (response: Response) =>
    Buffer.from(await response.arrayBuffer())
      .subarray(0, 8)
      .equals(bytes('89504e470d0a1a0a'));

  test.each(['1.1.1.1', '1.1.1.9'])('%s gives a PNG', async (sop) => {
    const response = await archive.get(`${path(sop)}/rendered?window=2,3,LINEAR&viewport=10,10`, 'image/*');
    expect(response.status, await response.clone().text()).toBe(200);
    expect(await isPng(response)).toBe(true);
  });

  test('passes JPEG through, and says what it cannot render', async () => {
    const jpeg = await archive.get(`${path('1.1.1.10')}/frames/1/rendered`);
    expect(jpeg.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await jpeg.arrayBuffer())).toEqual(FRAMES[0]);
    const refused = await archive.get(`${path('1.1.1.2')}/rendered`);
    expect(refused.status).toBe(406);
    expect(await refused.text()).toContain(JPEG_LS);
  });
});
