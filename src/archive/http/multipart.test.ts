import { expect, test } from 'vitest';
import { createMultipartReader, MULTIPART_CAPS, type BodyPart } from './multipart';
import { readBoundary, readPartHeaders } from './partHeaders';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const text = (body: Uint8Array) => String.fromCharCode(...body);

/** Feeds a body in pieces of a given size. */
function cut(body: Uint8Array, boundary: string, pieceBytes: number, caps = MULTIPART_CAPS) {
  const reader = createMultipartReader(boundary, caps);
  const parts: BodyPart[] = [];
  for (let at = 0; at < body.length; at += pieceBytes)
    parts.push(...reader.push(body.subarray(at, at + pieceBytes)));
  reader.end();
  return { parts: parts.map(({ body }) => text(body)), headers: parts[0]?.headers, dropped: reader.dropped };
}

const WHOLE =
  '--b\r\nContent-Type: application/dicom\r\nContent-Length: 5\r\n\r\nfirst\r\n--b\r\nContent-Length: 6\r\n\r\nsecond\r\n--b--\r\n';

test.each([
  ['multipart/related; boundary=abc', 'abc'],
  ['multipart/related; type="application/dicom"; boundary="a b:c"', 'a b:c'],
  ['Multipart/Related;BOUNDARY=x-1;type=a/b', 'x-1'],
  // Orthanc: transfer-syntax inside the quotes of type.
  ['multipart/related; type="image/jls; transfer-syntax=1.2.840.10008.1.2.4.80"; boundary=b7', 'b7'],
  ['application/dicom', undefined],
  ['multipart/related', undefined],
  [null, undefined],
])('the boundary of %s is %s', (type, boundary) => {
  expect(readBoundary(type)).toBe(boundary);
});

// Piece sizes put every boundary between bytes somewhere.
test.each([1, 2, 3, 7, 64, 10_000])('parts are cut the same in pieces of %i bytes', (pieceBytes) => {
  expect(cut(bytes(WHOLE), 'b', pieceBytes).parts).toEqual(['first', 'second']);
});

test.each([
  ['a preamble and an epilogue', `Dear reader,\r\n${WHOLE}and goodbye --b`],
  ['LF alone', WHOLE.replaceAll('\r\n', '\n')],
  ['no Content-Length', WHOLE.replace(/Content-Length: \d\r\n/g, 'X: y\r\n')],
  ['lower-case header names', WHOLE.replaceAll('Content-', 'content-')],
  ['padding after the boundary', WHOLE.replaceAll('--b\r\n', '--b \t\r\n')],
  ['no line end after the last boundary', WHOLE.slice(0, -2)],
])('tolerates %s', (_, body) => {
  for (const pieceBytes of [1, 5, 10_000])
    expect(cut(bytes(body), 'b', pieceBytes).parts).toEqual(['first', 'second']);
});

test('Content-Length is preferred: a body may hold the boundary', () => {
  const body = '--b\r\nContent-Length: 12\r\n\r\nx\r\n--b\r\nyyyy\r\n--b--';
  expect(cut(bytes(body), 'b', 4).parts).toEqual(['x\r\n--b\r\nyyyy']);
});

test.each([
  ['shorter', 'Content-Length: 3', ['second']],
  // What it swallowed is lost here; the transport asks for it by name.
  ['longer', 'Content-Length: 9', []],
])(
  'a part with a Content-Length %s than its body is dropped and the reader finds its way',
  (_, header, left) => {
    const sent = `--b\r\n${header}\r\n\r\nfirst\r\n--b\r\nContent-Length: 6\r\n\r\nsecond\r\n--b--`;
    const got = cut(bytes(sent), 'b', 5);
    expect(got.parts).toEqual(left);
    expect(got.dropped).toBe(1);
  },
);

test('the last part does not count, and the end is refused, without the terminating boundary', () => {
  const reader = createMultipartReader('b');
  expect(reader.push(bytes(WHOLE.slice(0, WHOLE.indexOf('\r\n--b--')))).length).toBe(1);
  expect(() => reader.end()).toThrow(/final boundary/);
});

test('an answer without any boundary is refused', () => {
  const reader = createMultipartReader('b');
  reader.push(bytes('<!doctype html><title>Sign in</title>'));
  expect(() => reader.end()).toThrow(/final boundary/);
});

test('endless headers, huge parts and part floods end in an error, not in memory', () => {
  const caps = { headerBytes: 100, partBytes: 1000, parts: 3 };
  const reader = () => createMultipartReader('b', caps);
  expect(() => reader().push(bytes(`--b\r\nX: ${'y'.repeat(200)}`))).toThrow(/headerBytes/);
  expect(() => reader().push(bytes('--b\r\nContent-Length: 1001\r\n\r\n'))).toThrow(/partBytes/);
  expect(() => reader().push(bytes(`--b\r\n\r\n${'y'.repeat(2000)}`))).toThrow(/partBytes/);
  expect(() => reader().push(bytes('--b\r\nContent-Length: 1\r\n\r\nx\r\n'.repeat(5)))).toThrow(/parts/);
});

test('folded and repeated spaces in headers are read', () => {
  const headers = readPartHeaders(
    bytes('Content-Type: application/octet-stream;\r\n transfer-syntax=1.2\r\nA:b\r\n'),
  );
  expect(headers.get('content-type')).toBe('application/octet-stream; transfer-syntax=1.2');
  expect(headers.get('a')).toBe('b');
});

test('each counted part owns its buffer, so that it can be transferred', () => {
  const big = 'z'.repeat(100);
  const { parts } = {
    parts: createMultipartReader('b').push(bytes(`--b\r\nContent-Length: 100\r\n\r\n${big}\r\n--b--`)),
  };
  expect(parts[0]?.body.buffer.byteLength).toBe(100);
});
