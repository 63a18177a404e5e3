import { expect, test } from 'vitest';
import { isOfReferenceMedium, SCREEN_LEVELS } from './icc';

function profile(major: number, tag: string): Uint8Array {
  const bytes = new Uint8Array(160);
  bytes[8] = major;
  new DataView(bytes.buffer).setUint32(128, 1);
  bytes.set(new TextEncoder().encode(tag), 132);
  return bytes;
}

test('the reference medium is that of perceptual tables of version 4', () => {
  expect(isOfReferenceMedium(profile(4, 'A2B0'))).toBe(true);
  expect(isOfReferenceMedium(profile(2, 'A2B0'))).toBe(false);
  expect(isOfReferenceMedium(profile(4, 'A2B1'))).toBe(false);
});

test('black of the reference medium is black on the screen, its white white, and nothing changes places', () => {
  expect(SCREEN_LEVELS).toHaveLength(256);
  // 0.0034731 of the light of white is level 11.2.
  expect([...SCREEN_LEVELS.subarray(0, 12)].every((level) => level === 0)).toBe(true);
  expect(SCREEN_LEVELS[255]).toBe(255);
  // Grey of 29 by a browser, 23 by LittleCMS 2.14 (e2e/specs/viewing/colours.spec.ts).
  expect(SCREEN_LEVELS[29]).toBe(23);
  for (let level = 1; level < 256; level++)
    expect(SCREEN_LEVELS[level]).toBeGreaterThanOrEqual(SCREEN_LEVELS[level - 1] ?? 0);
});
