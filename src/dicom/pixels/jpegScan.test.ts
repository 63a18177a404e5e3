import { expect, test } from 'vitest';
import { hasAllBlocks } from './jpegScan';

// 37 x 29, three components, by cjpeg (libjpeg-turbo): -sample 2x2; -sample 2x1 -restart 2B; one scan a component; -progressive.
const FILES = {
  subsampled:
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAdACUDASIAAhEBAxEB/8QAGQAAAwEBAQAAAAAAAAAAAAAAAAMEAgUG/8QAIxAAAgICAgIBBQAAAAAAAAAAAQIAAwQRBRIhMVETIjJhcf/EABkBAAIDAQAAAAAAAAAAAAAAAAEEAAMFBv/EACARAAICAgICAwAAAAAAAAAAAAECAAMREgQiEzEUIUH/2gAMAwEAAhEDEQA/AH8haPxWJw62LdjuTYpbJu8/M9CtCVUbPxG1Pip1ku7jWv6kOVaFr6n3OYlIts3DkLS1pC+o/AUgbaYHMGhzLksXj16n2ZXXupeohMXOpYeYQVrlQTFvhXP2z7jePwxSgciY5DP6joDLLHK06AnDuX6l22P7m9xRuuzQ4LPsnqbxaDkP2Yb8y3JRcerxGYiCqr7f5OdyOQ7to+pz/NJe7H5L0C3N2kjZDM58bhH42Mrpsk7hG1dAAIWusU4E/9k=',
  restarts:
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAdACUDASEAAhEBAxEB/8QAGQABAAMBAQAAAAAAAAAAAAAABAADBQYC/8QAIxAAAgICAgIBBQAAAAAAAAAAAQIAAwQRBRIhMVETIjJhcf/EABoBAAIDAQEAAAAAAAAAAAAAAAQFAgMGAAH/xAAhEQACAgICAgMBAAAAAAAAAAABAgADBBESEyEiBRQjMf/dAAQAAv/aAAwDAQACEQMRAD8Av5C0fispw62LdjuGY/rjzso9KaWKyrQtfU+5mJSLbNzO5HqxMKw1AoLn+z//0FV7qXqJIoQAqDF72OWOpm4pbJu8/M6FaEqo2fiaBzpAojB/10DP/9E/IWlrSF9S/AUgbaLM8aEldYa1FYiLnUsPMk8qB4CEJhgqDP/SZx+GKUDkTxyGf1HQGE0DtkGPC7UFi0HIfsw35jclFx6vEz/yLbu4y96+1gZ//9MDZDM58bkg1aDiIX9jj4nSWOVp0BMO5fqXbY/uM8LxWTAlHYSxn//UbiIKqvt/kzuRyHdtH1FGSOV+zLsZjvUrxsZXTZJ3JCBboalNibYz/9k=',
  scans:
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAdACUDASIAAhEBAxEB/8QAGAAAAwEBAAAAAAAAAAAAAAAAAwQFBgL/xAAjEAACAgICAgEFAAAAAAAAAAABAgADBBEFEiExURMiMmFx/9oACAEBAAA/AD8haPxWBw62LdjuNZVoWvqfcmJSLbNylXupeok3FLZN3n5mhWhKqNn4me5C0taQvqHwFIG2jFzqWHmF4/DFKByJxyGf1HQGJYtByH7MN+Y7kouPV4kdshmc+NzSWOVp0BIdy/Uu2x/cqYiCqr7f5J3I5Du2j6g8bGV02Sdz/8QAFwEAAwEAAAAAAAAAAAAAAAAAAQQFBv/EABwRAAICAwEBAAAAAAAAAAAAAAECABIDBBETQf/aAAgBAhEAPwBtT5YayBuCh7BjXqgmXtUXWzTP7pL5ufI2roABP//EABcBAAMBAAAAAAAAAAAAAAAAAAABAwT/xAAeEQABAwQDAAAAAAAAAAAAAAACAAEDERIiMQQUIf/aAAgBAxEAPwAmza2PxWCQePHa+3WbpTHlXadHI7g0rgwzFkmU0gvRl//Z',
};
const PROGRESSIVE =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAdACUDASIAAhEBAxEB/8QAGAAAAwEBAAAAAAAAAAAAAAAAAAIDBAX/xAAZAQACAwEAAAAAAAAAAAAAAAABAwACBAX/2gAMAwEAAhADEAAAAXSfQbIZh8F7CgU62w7y1mz8+8Sg4//EABwQAAMAAwEBAQAAAAAAAAAAAAABAgMRIRIiMf/aAAgBAQABBQLIyEU+a21wn6etLI+wMxxoyWSvRXyvQ/x9c8WSiZP/xAAbEQACAwADAAAAAAAAAAAAAAABAgARIQMTMf/aAAgBAwEBPwF9xYGHGtTpc7PTYgpzsLsJ/8QAGhEAAgMBAQAAAAAAAAAAAAAAAAECAyERIv/aAAgBAgEBPwFeYcLsIrCrV1l2zE0f/8QAFBABAAAAAAAAAAAAAAAAAAAAQP/aAAgBAQAGPwIn/8QAGhABAQEBAQEBAAAAAAAAAAAAAQARITFBUf/aAAgBAQABPyH4Em7ZYinDLchnTiP7M2w7Y8t2sCFLLKfWPhIsCX//2gAMAwEAAgADAAAAENpD3m8P/8QAGREAAgMBAAAAAAAAAAAAAAAAAAERMUEh/9oACAEDAQE/EONBMFs2rIeKKAwhH//EABcRAQEBAQAAAAAAAAAAAAAAAAEAEUH/2gAIAQIBAT8QVBvbQLChuXIYF//EABsQAAMBAQEBAQAAAAAAAAAAAAABESExUWGR/9oACAEBAAE/EEgxSiaOirFSDavSvfg1q4HJUNJohLoiljYl0zIw5RsEjQb6L/MSz4Xbbp//2Q==';

const read = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));

/** Where the coded bytes of the first scan begin. */
function coded(bytes: Uint8Array): number {
  const at = bytes.findIndex((byte, one) => byte === 0xff && bytes[one + 1] === 0xda);
  return at + 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
}

/** Without some of the bytes between the beginning and the end, in parts of them. */
function without(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const start = coded(bytes);
  const length = bytes.length - 2 - start;
  const [first, last] = [from, to].map((part) => start + Math.floor(length * part));
  return Uint8Array.from([...bytes.subarray(0, first), ...bytes.subarray(last)]);
}

test.each(Object.entries(FILES))(
  '%s: a whole picture has all its blocks, one with a hole has not',
  (_, base64) => {
    const bytes = read(base64);
    expect(hasAllBlocks(bytes)).toBe(true);
    expect(hasAllBlocks(without(bytes, 1 / 3, 2 / 3))).toBe(false);
    expect(hasAllBlocks(without(bytes, 0.45, 0.6))).toBe(false);
    expect(hasAllBlocks(without(bytes, 0, 0.5))).toBe(false);
  },
);

test('an encoder that leaves bytes behind its last block is not blamed', () => {
  for (const base64 of Object.values(FILES)) {
    const bytes = read(base64);
    const padded = Uint8Array.from([...bytes.subarray(0, -2), 0, 0, 0, ...bytes.subarray(-2)]);
    expect(hasAllBlocks(padded)).toBe(true);
    expect(hasAllBlocks(Uint8Array.from([...bytes, 0, 0]))).toBe(true);
  }
});

test('a picture without one of its scans has a hole', () => {
  const bytes = read(FILES.scans);
  const last = bytes.findLastIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xda);
  expect(hasAllBlocks(Uint8Array.from([...bytes.subarray(0, last), 0xff, 0xd9]))).toBe(false);
});

test('of what is coded otherwise nothing is said', () => {
  expect(hasAllBlocks(without(read(PROGRESSIVE), 1 / 3, 2 / 3))).toBe(true);
  expect(hasAllBlocks(new Uint8Array([0xff, 0xd8, 0xff, 0xd9]))).toBe(true);
});

const END = [0xff, 0xd9];
const segment = (marker: number, bytes: readonly number[]): number[] => [
  0xff,
  marker,
  0,
  bytes.length + 2,
  ...bytes,
];
/** Codes of the lengths 1, 2, 3 ... for some symbols. */
const table = (kind: number, symbols: readonly number[]): number[] =>
  segment(0xc4, [kind, ...Array.from({ length: 16 }, (_, at) => (at < symbols.length ? 1 : 0)), ...symbols]);
/** Bits filled up with 1 to whole bytes, a 0 behind each of 255 (B.1.1.5). */
function packed(bits: string): number[] {
  const whole = bits.replaceAll(' ', '').padEnd(Math.ceil(bits.replaceAll(' ', '').length / 8) * 8, '1');
  return (whole.match(/.{8}/g) ?? []).flatMap((byte) =>
    byte === '11111111' ? [255, 0] : [parseInt(byte, 2)],
  );
}

/** One block of 8 bits a sample. Codes of the first coefficient: 0 = 11 bits; of the others: 0 = end, 10 = 16 zeros, 110 = 15 zeros and one. */
const block = (bits: string): Uint8Array =>
  Uint8Array.from([
    ...[0xff, 0xd8, ...segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)])],
    ...segment(0xc0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]),
    ...[...table(0, [11]), ...table(0x10, [0, 0xf0, 0xf1]), ...segment(0xda, [1, 1, 0, 0, 63, 0])],
    ...[...packed(bits), ...END],
  ]);

test('a block has 64 coefficients, the first of them such as samples can have', () => {
  const half = '0 10000000000';
  expect(hasAllBlocks(block(`${half} 0`))).toBe(true);
  expect(hasAllBlocks(block('0 11000000000 0'))).toBe(false);
  expect(hasAllBlocks(block('0 00111111111 0'))).toBe(false);
  expect(hasAllBlocks(block(`${half} 10 10 10 0`))).toBe(true);
  expect(hasAllBlocks(block(`${half} 10 10 10 1101 0`))).toBe(false);
  expect(hasAllBlocks(block(`${half} 10 10 10 10`))).toBe(false);
});

/** 2 x 2 samples of 8 bits, each predicted by the one on its left. Codes: 0 = as predicted, 10 = 8 bits, 110 = 17 bits. */
const lossless = (bits: string): Uint8Array =>
  Uint8Array.from([
    ...[0xff, 0xd8, ...segment(0xc3, [8, 0, 2, 0, 2, 1, 1, 0x11, 0]), ...table(0, [0, 8, 17])],
    ...[...segment(0xda, [1, 1, 0, 1, 0, 0]), ...packed(bits), ...END],
  ]);

test('lossless: all samples and nothing else, each of them one that its bits can hold', () => {
  expect(hasAllBlocks(lossless('0 0 0 0'))).toBe(true);
  expect(hasAllBlocks(lossless('0 0 0 10 01111111'))).toBe(true);
  expect(hasAllBlocks(lossless('0 0 0 10 10000000'))).toBe(false);
  // Of signed numbers that their encoder left extended to 16 bits: -72.
  expect(hasAllBlocks(lossless('0 0 0 10 00110111'))).toBe(true);
  expect(hasAllBlocks(lossless('0 0 0 110'))).toBe(false);
  expect(hasAllBlocks(lossless('0 0 10 0111111'))).toBe(false);
  expect(hasAllBlocks(lossless('0 0 0 0 0 0 0'))).toBe(false);
  expect(hasAllBlocks(lossless('0 0 0 0 1111 01010101 01010101'))).toBe(false);
});

test('what is left behind the last code is damage, unless it is what encoders fill up with', () => {
  for (const base64 of Object.values(FILES)) {
    const bytes = read(base64);
    const longer = (...more: number[]) =>
      Uint8Array.from([...bytes.subarray(0, -2), ...more, ...bytes.subarray(-2)]);
    expect(hasAllBlocks(longer(0xff))).toBe(true);
    expect(hasAllBlocks(longer(40, 162, 128, 63))).toBe(false);
    expect(hasAllBlocks(longer(87))).toBe(false);
    expect(hasAllBlocks(longer(0, 0, 0, 0))).toBe(false);
  }
});

test('restart markers come in their turn', () => {
  const bytes = read(FILES.restarts);
  const marks = [...bytes.keys()].filter(
    (at) => bytes[at] === 0xff && ((bytes[at + 1] ?? 0) & 0xf8) === 0xd0,
  );
  expect(marks.length).toBeGreaterThan(1);
  for (const at of marks) {
    const other = Uint8Array.from(bytes);
    other[at + 1] = 0xd0 | (((bytes[at + 1] ?? 0) + 1) & 7);
    expect(hasAllBlocks(other)).toBe(false);
  }
  // One interval twice is one too many: all that follows would be shown too low, and the last left out.
  const [first = 0, second = 0] = marks;
  const later = [...bytes.subarray(second)].map((byte, at, all) =>
    (at === 1 || all[at - 1] === 0xff) && (byte & 0xf8) === 0xd0 ? 0xd0 | ((byte + 1) & 7) : byte,
  );
  const again = bytes.subarray(first + 2, second);
  const doubled = [...bytes.subarray(0, second), ...bytes.subarray(second, second + 2), ...again, ...later];
  expect(hasAllBlocks(Uint8Array.from(doubled))).toBe(false);
  // A marker behind the last interval, with nothing coded behind it, is no harm.
  const end = bytes.lastIndexOf(0xff);
  const ended = [...bytes.subarray(0, end), 0xff, 0xd0 | (marks.length & 7), ...bytes.subarray(end)];
  expect(hasAllBlocks(Uint8Array.from(ended))).toBe(true);
});
