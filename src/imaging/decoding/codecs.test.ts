import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { isForLibjpeg } from './decodeNative';
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
  convertsColours: false,
});

/** 16 x 12, v = 128 + 100 sin(column / 2) cos(row / 3), by dcmcjpeg +ep (DCMTK 3.6.7): full progression, 8 bits. */
const PROGRESSIVE = read(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/wgALCAAMABABAREA/8QAFgABAQEAAAAAAAAAAAAAAAAABQYH/9oACAEBAAAAASRZHUv/xAAbEAABBAMAAAAAAAAAAAAAAAAEAQMFBgIiJv/aAAgBAQABBQJyaxIDjAlrDwadNe9oz//EAB4QAAEDBAMAAAAAAAAAAAAAAAABAjEEERVBIUJi/9oACAEBAAY/Asf2gWofCl/QzXGj/8QAGBAAAwEBAAAAAAAAAAAAAAAAAAEhEWH/2gAIAQEAAT8hxlqZIh1pi2nwPiB//9oACAEBAAAAED//xAAaEAEAAwEBAQAAAAAAAAAAAAABABExIUFh/9oACAEBAAE/ELfg5NvIPK6r9QrbfZ5svwKHopyf///Z',
);
/** 16 x 12, v = 157.5 (column + row), by dcmcjpeg +e1 +pt 2: lossless, shifted by two bits. */
const SHIFTED = read(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/wwALEAAMABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAABg7/2gAIAQEAAQACn/8ATp1CdOoTqE6dQnTqE6dOoTp1CdQnTqE6dQnUJ1CdOoTqE6dQnTqE6hOoTp1CdQnTqE6dQnUJ06dOoTqE6dQnTqE6hOnUJ1CdQnTqE6dQnUJ06hOoTqE6dQnTqE6hOnUJ06dQnTqE6dQnUJ06hOnUKE6dQnTqE6hOnUJ06hOnTqE6dQnUJ06hOnUJ1CdQnTqE6hOnUJ06hOoTqE6dQnUJ06hOnUJ1CdP/AP/Z',
);

/** 3 x 2, red 30000 x + 1, green 65535 y, blue 20000 (x + y) + 7, by dcmcjpeg +e1: lossless, three components of 16 bits. */
const DEEP_COLOUR = read(
  '/9j/wwAREAACAAMDABEAAREAAhEA/8QAFwABAQEBAAAAAAAAAAAAAAAADwABEP/aAAwDAAABAAIAAQAAAADgAGdTCTiB1MJOILE4gdTCTiB1MJOIP///2Q==',
);

/**
 * 16 x 12 of 12 bits, (37 column² + 91 row² + 13 column row) mod 4096, predictor 6, restarted every 5 rows; and 16 x 12 of three components of
 * 8 bits, predictor 4, one scan a component. Coded by the formulae of ITU-T T.81 annex H; dcmdjpeg (DCMTK 3.6.7) reads the same values.
 */
const RESTARTED = read(
  '/9j/wwALDAAMABABAREA/8QAJAAAAAAAEQAAAAAAAAAAAAAAAAECAwQFBgcICQoLDA0ODxD/3QAEAFD/2gAIAQEABgAAY/8AmlPvRcpgaaanLp8KorVOqq/YYQrU1c6r52IYHtm7PBPIPOPVPbPiPoPvP1P8RBIiUR6JZMRRLInEUaKlFgi2Reow0ZTAz2Rro3UciOpHinjo8Ue6P5METC0xFMYTHmCSMkrTMkzhM/YKIyUxU+ppiakmspr6bMm2JubBeGTAJwycanJsGZZNAnT/AP/QRxnzIsEfSaInHJ7DCIVTYqtlYArSmHJq95cKFxyV9KoCVBCoPYQotDa0QsopVF6o2VHjCQmUkqlBUrMJcYk8tLi0xLTSynBU7qn1VCKophSC1LMqeVUiqrYVgyrhdVVVwqvlWKqy1Wkq2GFvLXIyuxV5Kvlhfy2CssMVia8FqxNWMqyBhkq2WLZkyzpWgK0dWmsNTZa0rYVbOw23/9Fbi0U6PFM7ThU89UMqmNhVir3VoKuLV6rEHlxpXLNfd1eSrz1esr3GHxLfQt97L9lf6uAbECVAezBdcHWIR//Z',
);
const SCANS = read(
  '/9j/wwARCAAMABADAREAAhEAAxEA/8QAJAAAAAAAEQAAAAAAAAAAAAAAAAECAwQFBgcICQoLDA0ODxD/2gAIAQEABAAAQ/lgWBYFgWBYFgWBYFgWBYFgWBYBgAAAAAAAAAAAAMAAAAAAAAAAAABgAAAAAAAAAAAAMAAAAAAAAAAAABgAAAAAAAAAAAAMAAAAAAAAAAAABgAAAAAAAAAAAAMAAAAAAAAAAAABgAAAAAAAAAAAAMAAAAAAAAAAAABgAAAAAAAAAAAD/9oACAECAAQAAEP4AAAAAAAAAAAALQAAAAAAAAAAAAFoAAAAAAAAAAAAC0AAAAAAAAAAAABaAAAAAAAAAAAAAtAAAAAAAAAAAAAWgAAAAAAAAAAAALQAAAAAAAAAAAAFoAAAAAAAAAAAAC0AAAAAAAAAAAABaAAAAAAAAAAAAAtAAAAAAAAAAAAB/9oACAEDAAQAAEP4AAAAAAAAAAAAAGGGGGGGGGGGGGGGAMMMMMMMMMMMMMMMAYYYYYYYYYYYYYYYAwwwwwwwwwwwwwwwBhhhhhhhhhhhhhhgDDDDDDDDDDDDDDDAGGGGGGGGGGGGGGGAMMMMMMMMMMMMMMMAYYYYYYYYYYYYYYYAwwwwwwwwwwwwwwwBhhhhhhhhhhhhhh//2Q==',
);

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

test('progressive JPEG of 8 bits is what dcmdjpeg (DCMTK 3.6.7) makes of it, value by value', () => {
  const bytes = decode({ ...job(PROGRESSIVE), rows: 12, bitsAllocated: 8, bitsStored: 8 });
  expect([...bytes.subarray(0, 16)]).toEqual([
    99, 145, 181, 198, 190, 157, 112, 62, 23, 2, 2, 30, 69, 119, 166, 192,
  ]);
  expect(bytes.reduce((sum, value) => sum + value, 0)).toBe(18_666);
});

test('lossless JPEG with a point transform has its values, less the bits that were shifted out', () => {
  const values = valuesOf(decode({ ...job(SHIFTED), rows: 12 }));
  const wanted = Array.from({ length: 12 * 16 }, (_, at) => {
    const value = Math.floor((((at % 16) + Math.floor(at / 16)) * 4095) / 26);
    return value - (value % 4);
  });
  expect(values).toEqual(wanted);
});

test('lossless JPEG of three components of 16 bits keeps all of them', () => {
  const bytes = decode({
    ...job(DEEP_COLOUR),
    rows: 2,
    columns: 3,
    samples: 3,
    bitsStored: 16,
    photometric: 'RGB',
  });
  expect(valuesOf(bytes)).toEqual([
    1, 0, 7, 30_001, 0, 20_007, 60_001, 0, 40_007, 1, 65_535, 20_007, 30_001, 65_535, 40_007, 60_001, 65_535,
    60_007,
  ]);
});

test('lossless JPEG that is restarted has its values behind each restart', () => {
  const wanted = Array.from({ length: 12 * 16 }, (_, at) => {
    const [column, row] = [at % 16, Math.floor(at / 16)];
    return (37 * column * column + 91 * row * row + 13 * column * row) % 4096;
  });
  expect(valuesOf(decode({ ...job(RESTARTED), rows: 12 }))).toEqual(wanted);
});

test('lossless JPEG of one scan a component has its colours', () => {
  const parts = { rows: 12, samples: 3, bitsAllocated: 8, bitsStored: 8, photometric: 'RGB' };
  const wanted = Array.from({ length: 12 * 16 }, (_, at) => {
    const [column, row] = [at % 16, Math.floor(at / 16)];
    return [(column * 16 + row) % 256, row * 20, column * row];
  });
  expect([...decode({ ...job(SCANS), ...parts })]).toEqual(wanted.flat());
});

test.each([
  ['extended', EXTENDED, 16, 16],
  ['progressive', PROGRESSIVE, 12, 8],
  ['lossless', SHIFTED, 12, 16],
])('%s JPEG with a hole in its middle is refused in words', async (_, bytes, rows, bits) => {
  const other = await open();
  const scan = bytes.findLastIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xda) + 10;
  const third = Math.floor((bytes.length - scan) / 3);
  const damaged = Uint8Array.from([...bytes.subarray(0, scan + third), ...bytes.subarray(scan + 2 * third)]);
  const parts = { rows, bitsAllocated: bits, bitsStored: Math.min(bits, 12) };
  expect(() => other({ ...job(damaged), ...parts })).toThrow(/premature end|bad Huffman code/);
});

test('a stream that is none is refused in words', async () => {
  const other = await open();
  expect(() => other(job(EXTENDED.subarray(40)))).toThrow(/JPEG/i);
});

test('only what Cornerstone decodes wrongly comes here', () => {
  const frame = (end: number, bytes: Uint8Array) =>
    isForLibjpeg({
      form: 'encoded',
      bytes: bytes as Uint8Array<ArrayBuffer>,
      transferSyntax: `1.2.840.10008.1.2.4.${end}`,
    } as never);
  for (const end of [51, 53, 55]) expect(frame(end, EXTENDED)).toBe(true);
  for (const end of [50, 57, 70, 90]) expect(frame(end, EXTENDED)).toBe(false);
  // Al, at the end of the start of scan (ITU-T T.81 B.2.3).
  const shifted = EXTENDED.slice();
  const scan = EXTENDED.findIndex((byte, at) => byte === 0xff && EXTENDED[at + 1] === 0xda);
  shifted[scan + 9] = 2;
  for (const end of [57, 70]) expect(frame(end, shifted)).toBe(true);
  expect(frame(50, shifted)).toBe(false);
  expect(frame(70, SHIFTED)).toBe(true);
  expect(frame(70, DEEP_COLOUR)).toBe(true);
  expect(frame(57, RESTARTED)).toBe(true);
  expect(frame(57, SCANS)).toBe(true);
  expect(frame(55, PROGRESSIVE)).toBe(true);
});
