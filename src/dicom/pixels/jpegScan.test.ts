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
