import { expect, test } from 'vitest';
import { judgePdf } from './judge';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const PDF = '%PDF-1.7\n1 0 obj\nendobj\n%%EOF';

test.each([
  ['a PDF', PDF, undefined, PDF.length],
  ['one with the byte that makes it even', `${PDF}\0`, PDF.length, PDF.length],
  ['one behind which something else stands', `${PDF}\nhidden %%EOF`, PDF.length, PDF.length],
  ['one whose length is too short', PDF, 10, PDF.length],
  ['one after a line end', `\r\n${PDF}`, undefined, PDF.length + 2],
  ['one after a byte order mark', `\u00ef\u00bb\u00bf${PDF}`, undefined, PDF.length + 3],
])('%s is a PDF, and ends where it ends', (_, text, lengthBytes, length) => {
  const judged = judgePdf(bytesOf(text), lengthBytes);
  expect(judged).toMatchObject({ state: 'pdf', isCut: false });
  expect(judged.state === 'pdf' && judged.bytes.length).toBe(length);
});

test.each([
  ['without its end', PDF.slice(0, -5), undefined],
  ['shorter than it says', PDF, PDF.length + 100],
])('a PDF %s is said to be cut', (_, text, lengthBytes) => {
  expect(judgePdf(bytesOf(text), lengthBytes)).toMatchObject({ state: 'pdf', isCut: true });
});

test.each([
  ['nothing', '', 'empty'],
  ['zeros', '\0\0\0\0', 'empty'],
  ['a page', '<!DOCTYPE html><script>top.x = 1</script>', 'page'],
  ['a page that names a PDF in its text', '<html>%PDF-1.7', 'page'],
  ['a script', '<script>alert(1)</script>', 'page'],
  ['a picture of vectors', '<svg onload="x()">', 'page'],
  ['a clinical document', '<?xml version="1.0"?><ClinicalDocument/>', 'page'],
  ['what only names it', 'This is %PDF-1.7', 'other'],
  ['a model', 'solid thing', 'other'],
])('%s is no PDF, whatever its maker says', (_, text, reason) => {
  expect(judgePdf(bytesOf(text), text.length)).toEqual({ state: 'refused', reason });
});
