import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { isTwelveBitJpeg } from './decodeNative';
import { openCodecs } from './codecs';
import type { NativeJob } from './job';

const read = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));

/** 16 x 16, v = 2048 + 1500 sin(row / 3) + 400 cos(column / 2), by dcmcjpeg +ee (DCMTK 3.6.7): JPEG extended, 12 bits. */
const EXTENDED = read(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/wQALDAAQABABAREA/8QAFgABAQEAAAAAAAAAAAAAAAAACQwN/8QAJxAAAAIGCwEAAAAAAAAAAAAABwoAAQQLJmECAwYMFxozNkNEUVP/2gAIAQEAAD8AolXl86FCaOPYfw+BOvU8TB6qSP6WMdChNHLW2hh8CduU+Fg+S0zDB5fXuXMa49h/H4pa9T22r1U0f0sZe5YxrlrbQx+KW3Kfbavkuaf/2Q==',
);
const job = (bytes: Uint8Array): NativeJob => ({
  bytes,
  rows: 16,
  columns: 16,
  samples: 1,
  bitsAllocated: 16,
  bitsStored: 12,
  signed: false,
  photometric: 'MONOCHROME2',
});

let decode: Awaited<ReturnType<typeof openCodecs>>;
const open = async () =>
  openCodecs(await readFile('node_modules/dcmjs-codecs/build/dcmjs-native-codecs.wasm'));
const valuesOf = (bytes: Uint8Array) => [...new Uint16Array(bytes.buffer)];

beforeAll(async () => {
  decode = await open();
});

test('12-bit JPEG is what dcmdjpeg (DCMTK 3.6.7) makes of it, value by value', () => {
  const values = valuesOf(decode(job(EXTENDED)));
  expect(values.slice(0, 16)).toEqual([
    2294, 2245, 2110, 1923, 1727, 1574, 1499, 1519, 1633, 1809, 2009, 2176, 2279, 2284, 2195, 2033,
  ]);
  expect(values.reduce((sum, value) => sum + value, 0)).toBe(540_651);
});

test('a stream that is none is refused in words', async () => {
  const other = await open();
  expect(() => other(job(EXTENDED.subarray(40)))).toThrow(/JPEG/i);
});

test('only what Cornerstone decodes wrongly comes here', () => {
  const frame = (transferSyntax: string, bytes: Uint8Array) =>
    isTwelveBitJpeg({ form: 'encoded', bytes: bytes as Uint8Array<ArrayBuffer>, transferSyntax } as never);
  const eightBits = EXTENDED.slice();
  eightBits[EXTENDED.findIndex((byte, at) => byte === 0xff && EXTENDED[at + 1] === 0xc1) + 4] = 8;
  expect(frame('1.2.840.10008.1.2.4.51', EXTENDED)).toBe(true);
  expect(frame('1.2.840.10008.1.2.4.51', eightBits)).toBe(false);
  expect(frame('1.2.840.10008.1.2.4.90', EXTENDED)).toBe(false);
});
