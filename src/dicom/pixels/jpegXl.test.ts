import { expect, test } from 'vitest';
import { jpegXlSize } from './jpegXl';

const read = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));

/** Heads of pictures that cjxl (libjxl) made of pictures of this size. */
test.each([
  ['/wpDYFBcCAgCAQBYAg==', 16, 16, 12],
  ['/wowAFaCoLgQCAIBABg=', 7, 300, 8],
  ['/wo4WxAUFwIIAgEAGAA=', 360, 640, 8],
])('the size stands in the first bits: %s', (head, rows, columns, precision) => {
  expect(jpegXlSize(read(head))).toEqual({ rows, columns, precision });
});

test('in a file, the codestream is found in its box', () => {
  const box = (kind: string, body: readonly number[]) => [
    0,
    0,
    0,
    8 + body.length,
    ...[...kind].map((c) => c.charCodeAt(0)),
    ...body,
  ];
  const stream = [...read('/wpDYFBcCAgCAQBYAg==')];
  const start = [
    ...box('JXL ', [0x0d, 0x0a, 0x87, 0x0a]),
    ...box('ftyp', [0x6a, 0x78, 0x6c, 0x20, 0, 0, 0, 0]),
  ];
  expect(jpegXlSize(Uint8Array.from([...start, ...box('jxlc', stream)]))).toEqual({
    rows: 16,
    columns: 16,
    precision: 12,
  });
  expect(jpegXlSize(Uint8Array.from([...start, ...box('jxlp', [0, 0, 0, 0, ...stream])]))).toEqual({
    rows: 16,
    columns: 16,
    precision: 12,
  });
  expect(jpegXlSize(Uint8Array.from(start))).toBeUndefined();
});
