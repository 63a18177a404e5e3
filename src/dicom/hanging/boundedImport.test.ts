import { deflateSync } from 'fflate';
import { expect, test, vi } from 'vitest';
import { importProtocol } from './protocolFile';
import { CHEST_XRAY, NEUROSURGERY } from '@/dicom/testing/standardProtocols';
import { boundedPart10 } from '@/dicom/objects/boundedPart10';
import { toPart10 } from '@/dicom/objects/part10';
import { readSmallPart10 } from '@/dicom/objects/readPart10';

vi.mock('@/dicom/objects/readPart10', { spy: true });

const MOST = 2_000_000;
const [IMPLICIT, EXPLICIT, BIG, DEFLATED] = ['', '.1', '.2', '.1.99'].map(
  (end) => `1.2.840.10008.1.2${end}`,
) as [string, string, string, string];
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const [OPEN_SEQUENCE, OPEN_ITEM, CLOSE] = [
  'r\0\0\u0002SQ\0\0\xff\xff\xff\xff',
  '\xfe\xff\0\xe0\xff\xff\xff\xff',
  '\xfe\xff\r\xe0\0\0\0\0\xfe\xff\xdd\xe0\0\0\0\0',
];
const nested = (depth: number) => latin1((OPEN_SEQUENCE + OPEN_ITEM).repeat(depth) + CLOSE.repeat(depth));

/** A file with a meta group that tells a transfer syntax. */
function fileOf(syntax: string, dataset: Uint8Array): Uint8Array {
  const uid = syntax.padEnd(syntax.length + (syntax.length % 2), '\0');
  const [whole, length] = [8 + uid.length, uid.length].map((of) => String.fromCharCode(of));
  const meta = `DICM\u0002\0\0\0UL\u0004\0${whole}\0\0\0\u0002\0\u0010\0UI${length}\0${uid}`;
  return new Uint8Array([...new Uint8Array(128), ...latin1(meta), ...dataset]);
}
/** What a file of toPart10 has after its meta group. */
function datasetOf(file: Uint8Array): Uint8Array {
  return file.subarray(144 + new DataView(file.buffer, file.byteOffset).getUint32(140, true));
}
const written = (dataset: typeof CHEST_XRAY) =>
  toPart10({ dataset, sop: '1.2.3', sopClass: '1.2.840.10008.5.1.4.38.1' });

test.each([
  ['chest', CHEST_XRAY],
  ['neurosurgery', NEUROSURGERY],
])('an honest file reads as before, also deflated: %s', (_, dataset) => {
  const file = written(dataset);
  const expected = readSmallPart10(file);
  for (const one of [file, fileOf(DEFLATED, deflateSync(datasetOf(file)))]) {
    const bounded = boundedPart10(one, MOST);
    if (typeof bounded === 'string') throw new Error(bounded);
    expect(readSmallPart10(bounded)).toEqual(expected);
  }
});

test('other transfer syntaxes, and sequences as deep as they may be', () => {
  const little = '\b\0`\0\u0002\0\0\0CT';
  const big = '\0\b\0`CS\0\u0002CT';
  for (const [syntax, text] of [
    [IMPLICIT, little],
    [BIG, big],
  ] as const) {
    const bounded = boundedPart10(fileOf(syntax, latin1(text)), MOST);
    if (typeof bounded === 'string') throw new Error(bounded);
    expect(readSmallPart10(bounded)['00080060']?.Value).toEqual(['CT']);
  }
  expect(boundedPart10(fileOf(EXPLICIT, nested(16)), MOST)).toBeInstanceOf(Uint8Array);
});

test.each<[string, Uint8Array, string]>([
  [
    'a thousand times as large when it is inflated',
    fileOf(DEFLATED, deflateSync(new Uint8Array(3e6))),
    'tooLarge',
  ],
  ['36 MB of sequences in 80 KB', fileOf(DEFLATED, deflateSync(nested(1_000_000))), 'tooLarge'],
  ['deeper than any', fileOf(EXPLICIT, nested(17)), 'unreadable'],
  ['50,000 deep', fileOf(EXPLICIT, nested(50_000)), 'unreadable'],
  [
    'more items than any',
    fileOf(EXPLICIT, latin1(`${OPEN_SEQUENCE}${'\xfe\xff\0\xe0\0\0\0\0'.repeat(20_001)}`)),
    'tooLarge',
  ],
  ['items in a text', fileOf(EXPLICIT, latin1(`\b\0\u0070\0LO\b\0${OPEN_ITEM}`)), 'unreadable'],
  ['a sequence that is cut', fileOf(EXPLICIT, nested(4).subarray(0, 90)), 'unreadable'],
  ['what is not deflated', fileOf(DEFLATED, latin1('not deflated at all')), 'unreadable'],
  ['no VR', fileOf(EXPLICIT, latin1('\b\0`\0ZZ\u0002\0CT')), 'unreadable'],
  ['a meta group longer than the file', fileOf(EXPLICIT, nested(1)).subarray(0, 160), 'unreadable'],
  ['no file', latin1('DICM'), 'unreadable'],
])('refused before anything else reads it: %s', async (_, file, fault) => {
  vi.mocked(readSmallPart10).mockClear();
  expect(await importProtocol(file, 'hanging-imported')).toBe(fault);
  expect(readSmallPart10).not.toHaveBeenCalled();
});
