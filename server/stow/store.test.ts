import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { items, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { stowBody, testArchive, type TestArchive } from '../testing/archive';
import { ctImage, writeDicom } from '../testing/writeDicom';

const image = (sop: string, more = {}): Buffer =>
  writeDicom(ctImage({ study: '1.1', series: '1.1.1', sop }, more));

let archive: TestArchive | undefined;
afterEach(() => archive?.close());
const open = async (): Promise<TestArchive> => {
  archive = await testArchive({});
  return archive;
};

interface Answer {
  readonly status: number;
  readonly stored: string[];
  readonly failed: (readonly [sop: string | undefined, reason: string | undefined])[];
}
async function stow(to: TestArchive, objects: Buffer[], path = '/studies', ending?: string): Promise<Answer> {
  const response = await to.app.request(`/dicom-web${path}`, {
    method: 'POST',
    ...stowBody(objects, ending),
  });
  const json = (await response.json()) as DicomJson;
  return {
    status: response.status,
    stored: items(json, '00081199').map((item) => text(item, '00081155') ?? ''),
    failed: items(json, '00081198').map((item) => [text(item, '00081155'), text(item, '00081197')] as const),
  };
}
const count = async (to: TestArchive): Promise<number> =>
  ((await (await to.get('/instances')).json()) as unknown[]).length;

describe('storing', () => {
  test('compressed pixels whose first item is cut off: the object is at fault, not the disk (fuzzer, seed 2)', async () => {
    const to = await open();
    const cut = writeDicom(
      ctImage(
        { study: '1.1', series: '1.1.1', sop: '1.1.1.1' },
        { '7FE00010': ['OB', Buffer.from('feff00e0ffffff7f00', 'hex')] },
      ),
      '1.2.840.10008.1.2.4.90',
    );
    expect(await stow(to, [cut])).toEqual({ status: 409, stored: [], failed: [['1.1.1.1', String(0xc000)]] });
  });

  test('20 objects and one cut short: 20 are stored, the one is named, also after a restart', async () => {
    const to = await open();
    const good = Array.from({ length: 20 }, (_, at) => image(`1.1.1.${at + 1}`));
    const cut = image('1.1.1.99').subarray(0, -3);
    const answer = await stow(to, [...good.slice(0, 7), cut, ...good.slice(7)]);
    expect(answer.status).toBe(202);
    expect(answer.stored).toHaveLength(20);
    // C000H Cannot understand (PS3.18 Table I.2-2).
    expect(answer.failed).toEqual([['1.1.1.99', '49152']]);
    expect(await count(to)).toBe(20);
    const again = await testArchive({}, to.folder);
    expect(await count(again)).toBe(20);
  });

  test('keeps the bytes as received', async () => {
    const to = await open();
    await stow(to, [image('1.1.1.1')]);
    const held = to.opened.index.holder('1.1.1.1');
    expect(await readFile(held?.path ?? '')).toEqual(image('1.1.1.1'));
  });

  test('the same object twice is stored, another one under its UID is refused and the first kept', async () => {
    const to = await open();
    expect((await stow(to, [image('1.1.1.1')])).status).toBe(200);
    expect((await stow(to, [image('1.1.1.1')])).status).toBe(200);
    const other = await stow(to, [image('1.1.1.1', { '00200013': ['IS', '9'] })]);
    expect(other.status).toBe(409);
    // 0111H Duplicate SOP Instance.
    expect(other.failed).toEqual([['1.1.1.1', '273']]);
    const held = to.opened.index.holder('1.1.1.1');
    expect(await readFile(held?.path ?? '')).toEqual(image('1.1.1.1'));
  });

  test('a second companion on the folder replaces nothing that the first has acknowledged', async () => {
    const to = await open();
    const second = await testArchive({}, to.folder);
    expect((await stow(to, [image('1.1.1.1')])).status).toBe(200);
    const other = await stow(second, [image('1.1.1.1', { '00100010': ['PN', 'Other^Patient'] })]);
    expect(other.failed).toEqual([['1.1.1.1', '273']]);
    expect(await readFile(to.opened.index.holder('1.1.1.1')?.path ?? '')).toEqual(image('1.1.1.1'));
    // The very same object is there already, and was acknowledged for a reason.
    expect((await stow(second, [image('1.1.1.1')])).status).toBe(200);
    expect(await count(second)).toBe(1);
  });

  test('two at once under one UID: exactly one is stored', async () => {
    const to = await open();
    const answers = await Promise.all([
      stow(to, [image('1.1.1.1', { '00200013': ['IS', '1'] })]),
      stow(to, [image('1.1.1.1', { '00200013': ['IS', '2'] })]),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('what is no DICOM file, or has no UIDs, fails without costing the others', async () => {
    const to = await open();
    const nameless = writeDicom({ '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.2'], '00100020': ['LO', 'X'] });
    const answer = await stow(to, [Buffer.from('plain text'), nameless, Buffer.alloc(0), image('1.1.1.1')]);
    expect(answer.status).toBe(202);
    expect(answer.stored).toEqual(['1.1.1.1']);
    expect(answer.failed).toHaveLength(3);
  });

  test.each([
    ['00080018', '1.1.1.1\\1.1.1.2'],
    ['00080018', ' 1.1.1.1'],
    ['0020000D', '1.1\\1.2'],
    ['0020000E', '1.1.1\\'],
    ['00080016', '1.2.840.10008.5.1.4.1.1.2\\1.2.840.10008.5.1.4.1.1.4'],
  ])('a UID that is not one value names nothing for certain: (%s) %s', async (tag, value) => {
    const to = await open();
    const answer = await stow(to, [image('1.1.1.1', { [tag]: ['UI', value] }), image('1.1.1.3')]);
    expect([answer.stored, answer.failed.map(([, reason]) => reason)]).toEqual([['1.1.1.3'], ['49152']]);
  });

  test('nor does one that stands there twice; blanks at its end are only padding', async () => {
    const to = await open();
    const twice = image('1.1.1.1', { '00080019': ['UI', '1.1.1.2'] });
    twice[twice.indexOf(Buffer.from([0x08, 0x00, 0x19, 0x00])) + 2] = 0x18;
    const answer = await stow(to, [twice, image('1.1.1.3 ')]);
    expect([answer.stored, answer.failed]).toEqual([['1.1.1.3'], [['1.1.1.1', '49152']]]);
  });

  test('an object of another study than the address is refused', async () => {
    const to = await open();
    const answer = await stow(to, [image('1.1.1.1')], '/studies/1.2');
    // 0110H Processing failure.
    expect(answer).toEqual({ status: 409, stored: [], failed: [['1.1.1.1', '272']] });
    expect((await stow(to, [image('1.1.1.1')], '/studies/1.1')).status).toBe(200);
  });

  test('a request that ends inside its last object stores the ones before', async () => {
    const to = await open();
    const { headers, body } = stowBody([image('1.1.1.1'), image('1.1.1.2')]);
    const response = await to.app.request('/dicom-web/studies', {
      method: 'POST',
      headers,
      body: body.subarray(0, -40),
    });
    expect(response.status).toBe(202);
    expect(await count(to)).toBe(1);
  });

  test('boundaries split over chunks, bytes that look like one, and a preamble do no harm', async () => {
    const to = await open();
    const tricky = image('1.1.1.1', { '00204000': ['LT', '\r\n--c\r\n--bb\r\n\r\n'] });
    const { headers, body } = stowBody([tricky]);
    const whole = Buffer.concat([Buffer.from('ignore this\r\n'), body]);
    const chunks = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of whole) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const boundary = { 'Content-Type': 'multipart/related; type=application/dicom; boundary="b"' };
    const request = new Request('http://x/dicom-web/studies', {
      method: 'POST',
      headers: { ...headers, ...boundary },
      body: chunks,
      duplex: 'half',
    } as RequestInit);
    // "--bb" begins with the delimiter "--b": only a line of exactly it ends a part (RFC 2046 5.1.1).
    const response = await to.app.request(request);
    expect(response.status, await response.clone().text()).toBe(200);
    expect(await readFile(to.opened.index.holder('1.1.1.1')?.path ?? '')).toEqual(tricky);
  });

  test.each([
    ['application/dicom+json', 415],
    ['multipart/related; type="application/dicom+json"; boundary=b', 415],
    ['multipart/related; type="application/dicom"', 400],
  ])('%s is answered with %i', async (type, status) => {
    const to = await open();
    const response = await to.app.request('/dicom-web/studies', {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: 'x',
    });
    expect(response.status).toBe(status);
  });
});

test('what an earlier run left half received is removed at the start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'isocenter-archive-'));
  archive = await testArchive({ '.incoming/999999999-x.part': image('1.1.1.5').subarray(0, 200) }, folder);
  await writeFile(join(folder, 'a.dcm'), image('1.1.1.1'));
  expect(await readdir(join(folder, '.incoming'))).toEqual([]);
  expect(await count(archive)).toBe(0);
});
