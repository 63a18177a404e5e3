import { expect, test } from 'vitest';
import { toBase64 } from '@/dicom/dataset/base64';
import { encapsulatedIn, toDocumentFile } from './encapsulated';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test('an object wraps a document by address or inline, or none', () => {
  expect(encapsulatedIn({ '00420011': { vr: 'OB', BulkDataURI: 'bulk/1' } })).toEqual({
    from: { uri: 'bulk/1' },
    lengthBytes: undefined,
    mediaType: '',
  });
  const inline = encapsulatedIn({
    '00420011': { vr: 'OB', InlineBinary: toBase64(bytesOf('%PDF-1.4\0')) },
    '00420012': { vr: 'LO', Value: ['application/pdf'] },
    '00420015': { vr: 'UL', Value: [8] },
  });
  expect(inline).toEqual({
    from: { bytes: bytesOf('%PDF-1.4\0') },
    lengthBytes: 8,
    mediaType: 'application/pdf',
  });
  expect(encapsulatedIn({ '00420011': { vr: 'OB' } })).toBeUndefined();
  expect(encapsulatedIn({})).toBeUndefined();
});

test.each([
  ['a PDF', '%PDF-1.4 x', undefined, 'document.pdf', 10],
  ['a PDF with a byte of padding', '%PDF-1.4\0', 8, 'document.pdf', 8],
  ['a PDF whose length is another', '%PDF-1.4 and more', 4, 'document.pdf', 17],
  ['a PDF that is as long as it says', '%PDF-1.4', 8, 'document.pdf', 8],
  ['a clinical document', '<?xml version="1.0"?>', undefined, 'document.xml', 21],
  ['one after a byte order mark', '\u00ef\u00bb\u00bf<?xml version="1.0"?>', undefined, 'document.xml', 24],
  ['a page', '<html><script>', undefined, 'document.bin', 14],
  ['nothing', '', undefined, 'document.bin', 0],
])('%s is handed on as what its bytes are', (_, text, lengthBytes, name, length) => {
  const file = toDocumentFile(bytesOf(text), lengthBytes);
  expect([file.name, file.bytes.length]).toEqual([name, length]);
  expect(file.type).not.toMatch(/html/);
});
