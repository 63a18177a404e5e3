import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { LIMITS } from '@/dicom/dataset/limits';
import { scanFolder } from './archive/scan';
import { tellScan } from './archive/tellScan';
import { ArchiveIndex } from './archive/archiveIndex';
import { parsePart10 } from './part10/parse';
import { chunksOf, receiveAll } from './stow/respond';
import type { Store } from './stow/store';
import { readParts, stowBody, testArchive } from './testing/archive';
import { ctImage, encapsulate, writeDicom } from './testing/writeDicom';

const UIDS = { study: '1.2.3', series: '1.2.3.4', sop: '1.2.3.4.5' };
const INSTANCE = `/studies/${UIDS.study}/series/${UIDS.series}/instances/${UIDS.sop}`;
const DEFLATED = '1.2.840.10008.1.2.1.99';

/** Bytes held outside the garbage collector's heap while `run` runs, at most, over what was held before. */
async function extraBytes(run: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }, 1);
  await run();
  clearInterval(timer);
  return Math.max(most, process.memoryUsage().arrayBuffers - before);
}

/** What a folder of files is said to hold. */
async function told(files: Readonly<Record<string, Buffer>>): Promise<string> {
  const archive = await testArchive(files);
  const report = await scanFolder(new ArchiveIndex(), archive.folder);
  await archive.close();
  return tellScan(report).join('\n');
}

const itemsOf = (count: number) =>
  Buffer.concat(Array.from({ length: count }, () => Buffer.from([0xfe, 0xff, 0, 0xe0, 0, 0, 0, 0])));

test('each file left out, and each cut one, is named with its reason', async () => {
  const whole = writeDicom(ctImage(UIDS));
  const other = ctImage({ ...UIDS, sop: '1.2.3.4.6' });
  const text = await told({
    'empty.dcm': Buffer.alloc(0),
    'letter.txt': Buffer.from('Dear colleague, '.repeat(20)),
    'note.txt': Buffer.from('Dear colleague, '.repeat(20)),
    'nameless.dcm': writeDicom(
      Object.fromEntries(Object.entries(ctImage(UIDS)).filter(([tag]) => tag < '0020')),
    ),
    'no syntax.dcm': writeDicom(ctImage(UIDS), ''),
    'sound.dcm': whole,
    'short.dcm': writeDicom(other).subarray(0, -3),
    // Cut within an element before the UIDs.
    'stub.dcm': whole.subarray(0, whole.indexOf('1.2.3.4') - 4),
    'twice.dcm': whole,
  });
  expect(text.split('\n')).toEqual([
    '7 files were left out:',
    '  2 no readable DICOM file: it does not begin as a DICOM file does (PS3.10 7.1): letter.txt, note.txt',
    '  1 no readable DICOM file: it is empty: empty.dcm',
    '  1 without Study, Series Instance UID: nameless.dcm',
    '  1 no readable DICOM file: it does not name its transfer syntax: no syntax.dcm',
    '  1 the file ends inside an element header: without Study, Series, SOP Instance UID: stub.dcm',
    '  1 another file has the same UIDs: twice.dcm',
    '1 file is incomplete; what it holds is offered:',
    '  1 the file ends inside its pixel data: short.dcm',
  ]);
});

test('a deflated file of a few kB does not become gigabytes', async () => {
  const meta = writeDicom({}, DEFLATED);
  const zeros = Buffer.alloc(LIMITS.inflatedFreeBytes + 1);
  const large = writeDicom(ctImage(UIDS, { '00091010': ['OB', zeros], '7FE00010': ['OW', zeros] }));
  const dataset = large.subarray(large.indexOf(Buffer.from('08001600', 'hex')));
  const files = {
    'bomb.dcm': Buffer.concat([meta, deflateRawSync(dataset)]),
    'zeros.dcm': Buffer.concat([meta, deflateRawSync(zeros)]),
  };
  for (const file of Object.values(files)) expect(file.length).toBeLessThan(300_000);
  const said = await told(files);
  expect(said).toMatch(/becomes too large.*: bomb\.dcm/);
  expect(said).toMatch(/without Study.*: zeros\.dcm/);
});

test('an element that claims 3 GB in a file of 100 kB takes no memory', async () => {
  const header = writeDicom({ ...ctImage(UIDS), '7FE00010': ['OW', Buffer.alloc(0)] });
  header.writeUInt32LE(3_000_000_000, header.length - 4);
  const files = { 'claim.dcm': Buffer.concat([header, Buffer.alloc(100_000)]) };
  const bytes = await extraBytes(async () => {
    expect(await told(files)).toContain('the file ends inside its pixel data: claim.dcm');
  });
  expect(bytes).toBeLessThan(50e6);
});

test('65535 x 65535 pixels of a few bytes: frame and picture are refused, no memory is taken', async () => {
  const large = ctImage(UIDS, { '00280010': ['US', 65_535], '00280011': ['US', 65_535] });
  const archive = await testArchive({ 'large.dcm': writeDicom(large) });
  const bytes = await extraBytes(async () => {
    const frame = await archive.get(`${INSTANCE}/frames/1`);
    expect([frame.status, await frame.text()]).toEqual([
      500,
      expect.stringContaining('shorter than its header'),
    ]);
    const rendered = await archive.get(`${INSTANCE}/rendered`);
    expect([rendered.status, await rendered.text()]).toEqual([406, expect.stringContaining('too large')]);
  });
  expect(bytes).toBeLessThan(50e6);
  await archive.close();
});

test('bulk data of more than 512 MiB is refused before it is read', async () => {
  const image = writeDicom(ctImage(UIDS, { '7FE00010': ['OW', Buffer.alloc(0)] }));
  image.writeUInt32LE(LIMITS.bulkBytes + 2, image.length - 4);
  const archive = await testArchive({ 'huge.dcm': image });
  const file = await open(join(archive.folder, 'huge.dcm'), 'r+');
  await file.truncate(image.length + LIMITS.bulkBytes + 2); // Sparse: takes no room.
  await file.close();
  const bytes = await extraBytes(async () => {
    expect((await archive.get(`${INSTANCE}/bulkdata/7FE00010`)).status).toBe(413);
  });
  expect(bytes).toBeLessThan(50e6);
  await archive.close();
});

test('a reader who takes nothing makes nobody hold the rest: 320 MB of frames', async () => {
  const frameBytes = 1024 * 1024 * 2;
  const image = writeDicom(
    ctImage(UIDS, {
      '00280008': ['IS', '160'],
      '00280010': ['US', 1024],
      '00280011': ['US', 1024],
      '7FE00010': ['OW', Buffer.alloc(0)],
    }),
  );
  image.writeUInt32LE(160 * frameBytes, image.length - 4);
  const archive = await testArchive({ 'many.dcm': image });
  const file = await open(join(archive.folder, 'many.dcm'), 'r+');
  await file.truncate(image.length + 160 * frameBytes); // Sparse: takes no room.
  await file.close();
  const list = Array.from({ length: 160 }, (_, at) => at + 1).join(',');
  const bytes = await extraBytes(async () => {
    const answer = await archive.get(`${INSTANCE}/frames/${list}`);
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(160 * frameBytes);
    const reader = answer.body?.getReader();
    let got = 0;
    while (got < frameBytes) got += (await reader?.read())?.value?.length ?? frameBytes;
    await reader?.cancel();
  });
  expect(bytes).toBeLessThan(16e6);
  expect((await archive.get(`${INSTANCE}/frames/1,2,1`)).status).toBe(400);
  await archive.close();
});

test.each([
  [
    'items of one sequence',
    () => ({ '00081115': ['SQ', itemsOf(LIMITS.items + 1)] as const }),
    /too many items/,
  ],
])('%s beyond the limit are damage, not memory', (_, more, damage) => {
  const image = Object.entries({ ...ctImage(UIDS), ...more() }).sort(([a], [b]) => (a < b ? -1 : 1));
  expect(parsePart10(writeDicom(Object.fromEntries(image)), true).damage).toMatch(damage);
});

// Four seconds of work: on a machine that does much else, longer than a test may usually take.
test('two million empty elements are damage, not memory', { timeout: 120_000 }, () => {
  const empty = Buffer.alloc(8 * (LIMITS.elements + 1));
  empty.fill(Buffer.from([8, 0, 0x18, 0, 0x55, 0x49, 0, 0]));
  const damageOf = () => parsePart10(Buffer.concat([writeDicom({}), empty]), true).damage;
  // One and the same needs no two million to be none.
  expect(damageOf()).toBe('elements stand there again and again');
  for (let at = 0; at < empty.length; at += 8) {
    empty.writeUInt16LE(0x0009 + 2 * (at >> 19), at);
    empty.writeUInt16LE((at >> 3) & 0xffff, at + 2);
  }
  expect(damageOf()).toBe('there are too many elements');
});

test('a boundary of 71 characters is refused', async () => {
  const archive = await testArchive({});
  const { body } = stowBody([]);
  const headers = {
    'Content-Type': `multipart/related; type="application/dicom"; boundary=${'b'.repeat(71)}`,
  };
  const answer = await archive.app.request('/dicom-web/studies', { method: 'POST', headers, body });
  expect(answer.status).toBe(400);
  await archive.close();
});

test.each([
  [true, LIMITS.parts, /at most 100000 parts/],
  [false, 101, /More than 100 parts/],
])('a request of a million empty parts ends (%s: after %i)', async (answers, after, words) => {
  let received = 0;
  const store = {
    async receive(chunks: AsyncIterable<Uint8Array>) {
      for await (const _ of chunks) received += 0;
      received += 1;
      return { stored: answers };
    },
  } as unknown as Store;
  const flood = new TextEncoder().encode('--b\r\n\r\n\r\n'.repeat(1000));
  const body = new ReadableStream({ pull: (controller) => controller.enqueue(flood) });
  const headers = { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=b' };
  const init = { method: 'POST', headers, body, duplex: 'half' };
  const work = receiveAll(new Request('http://here/', init as RequestInit), undefined, store);
  await expect(work).rejects.toThrow(words);
  expect(received).toBe(after);
});

test('a sender that falls silent does not hold its connection for ever', async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Uint8Array.of(1)),
    cancel: () => void (cancelled = true),
  });
  const pieces: Uint8Array[] = [];
  for await (const piece of chunksOf(body, 20)) pieces.push(piece);
  expect([pieces.length, cancelled]).toEqual([1, true]);
});

test('pixels that are not as their header says cost a sentence, not an error of the server', async () => {
  // One segment where 16 bits have two; found by the fuzzer (seed 1, instance 1677).
  const segment = Buffer.alloc(64 + 4);
  segment.writeUInt32LE(1, 0);
  segment.writeUInt32LE(64, 4);
  const image = ctImage(UIDS, { '7FE00010': ['OB', encapsulate([Buffer.alloc(0), segment])] });
  const archive = await testArchive({ 'rle.dcm': writeDicom(image, '1.2.840.10008.1.2.5') });
  const answer = await archive.get(`${INSTANCE}/rendered`);
  expect([answer.status, await answer.text()]).toEqual([406, expect.stringContaining('not as its header')]);
  await archive.close();
});

test('the bytes of a sequence delimiter inside a frame are its own: lengths count, not patterns', async () => {
  const frame = Buffer.from('ff4ffeffdde000000000ffd9', 'hex');
  const image = ctImage(UIDS, { '7FE00010': ['OB', encapsulate([Buffer.alloc(0), frame])] });
  const archive = await testArchive({ 'j2k.dcm': writeDicom(image, '1.2.840.10008.1.2.4.90') });
  const [part] = await readParts(await archive.get(`${INSTANCE}/frames/1`));
  expect(part?.body).toEqual(frame);
  await archive.close();
});
