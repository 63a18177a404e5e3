import { expect, test } from 'vitest';
import { toBase64 } from '@/dicom/dataset/base64';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { toInstance } from '@/dicom/normalise/normalise';
import { ArchiveError } from '@/archive/contract/archiveError';
import { fetchDocument } from './documents';
import { systemClock } from '@/archive/http/clock';
import { TIMINGS } from '@/archive/http/retry';

const ROOT = 'https://viewer.example/dicom-web';
const QUIET = new AbortController().signal;
const PDF = Uint8Array.from('%PDF-1.7 %%EOF', (letter) => letter.charCodeAt(0));

const instanceOf = (more: DicomJson) => {
  const uid = (value: string) => ({ vr: 'UI', Value: [value] });
  const found = toInstance({
    '00080016': uid('1.2.840.10008.5.1.4.1.1.104.1'),
    '00080018': uid('1.2.3.1'),
    '0020000D': uid('1.2.1'),
    '0020000E': uid('1.2.2'),
    ...more,
  });
  if (!found) throw new Error('no instance');
  return found;
};
const named = { '00420011': { vr: 'OB', BulkDataURI: 'bulk/1' } };

/** Explicit little endian (PS3.5 7.1.2). */
function element(group: number, number: number, vr: 'UI' | 'OB', value: Buffer): Buffer {
  const head = Buffer.alloc(vr === 'OB' ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, 'latin1');
  if (vr === 'OB') head.writeUInt32LE(value.length, 8);
  else head.writeUInt16LE(value.length, 6);
  return Buffer.concat([head, value]);
}

/** An archive that gives an object as a file, of these UID and document. */
const files = (sop: string, document?: Uint8Array) => {
  const file = Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    element(0x0002, 0x0010, 'UI', Buffer.from('1.2.840.10008.1.2.1\0')),
    element(0x0008, 0x0018, 'UI', Buffer.from(`${sop}\0`)),
    ...(document ? [element(0x0042, 0x0011, 'OB', Buffer.from(document))] : []),
  ]);
  const asked: string[] = [];
  return {
    asked,
    fetch: (url: string) => {
      asked.push(url);
      const head = '--b\r\nContent-Type: application/dicom\r\n\r\n';
      const body = Buffer.concat([Buffer.from(head), file, Buffer.from('\r\n--b--')]);
      const type = 'multipart/related; type="application/dicom"; boundary=b';
      return Promise.resolve(new Response(body, { headers: { 'Content-Type': type } }));
    },
    clock: systemClock,
    timings: { ...TIMINGS, backoffBaseMs: 1 },
  };
};
const gives = () => Promise.resolve(PDF);
const fails = (fault: ArchiveError['fault']) => () => Promise.reject(new ArchiveError(fault, 'bulk data'));

test('a document comes as its description names it, or holds it', async () => {
  const parts = files('1.2.3.1', PDF);
  expect(await fetchDocument(ROOT, instanceOf(named), QUIET, parts, gives)).toEqual(PDF);
  const inline = instanceOf({ '00420011': { vr: 'OB', InlineBinary: toBase64(PDF) } });
  expect(await fetchDocument(ROOT, inline, QUIET, parts, fails('refused'))).toEqual(PDF);
  expect(parts.asked).toEqual([]);
});

test.each([
  ['that is not named', instanceOf({}), gives],
  ['whose bulk data is not there', instanceOf(named), fails('not-found')],
  ['whose bulk data is refused', instanceOf(named), fails('refused')],
])('a document %s comes out of the whole object', async (_, instance, bulk) => {
  const parts = files('1.2.3.1', PDF);
  expect(await fetchDocument(ROOT, instance, QUIET, parts, bulk)).toEqual(PDF);
  expect(parts.asked).toEqual([`${ROOT}/studies/1.2.1/series/1.2.2/instances/1.2.3.1`]);
});

test('no other object is taken for it, and none without a document', async () => {
  const other = fetchDocument(ROOT, instanceOf({}), QUIET, files('1.2.3.9', PDF), gives);
  await expect(other).rejects.toMatchObject({ fault: 'wrong-object' });
  const none = fetchDocument(ROOT, instanceOf({}), QUIET, files('1.2.3.1'), gives);
  await expect(none).rejects.toMatchObject({ fault: 'malformed' });
});

test.each(['unauthorised', 'unreachable'] as const)(
  'where bulk data is %s, nothing else is asked',
  async (fault) => {
    const parts = files('1.2.3.1', PDF);
    const asked = fetchDocument(ROOT, instanceOf(named), QUIET, parts, fails(fault));
    await expect(asked).rejects.toMatchObject({ fault });
    expect(parts.asked).toEqual([]);
  },
);
