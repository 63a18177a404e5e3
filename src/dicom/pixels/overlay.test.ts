import { expect, test } from 'vitest';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import { toValues } from './nativeValues';
import { embeddedBits, hasUnsizedOverlay, isOutside, overlayBitmap, overlaysOf, packBit } from './overlay';
import { readPixel } from './pixel';

const us = (...Value: number[]) => ({ vr: 'US', Value });
const described = (group: string, more: DicomJson = {}): DicomJson => ({
  [`${group}0010`]: us(2),
  [`${group}0011`]: us(3),
  [`${group}0040`]: { vr: 'CS', Value: ['G'] },
  [`${group}0050`]: { vr: 'SS', Value: [1, 1] },
  [`${group}0100`]: us(1),
  [`${group}0102`]: us(0),
  ...more,
});
const inline = (...bytes: number[]) => ({ vr: 'OW', InlineBinary: Buffer.from(bytes).toString('base64') });

test('overlays are read by group; their origin counts from 1, rows first (PS3.3 C.9.2)', () => {
  const [first, second, ...rest] = overlaysOf({
    ...described('6002', { '60023000': inline(0), '60020050': { vr: 'SS', Value: [5, -2] } }),
    ...described('6000', { '60003000': inline(0), '60001500': { vr: 'LO', Value: ['Lesion'] } }),
    ...described('6004'),
  });
  expect(first).toMatchObject({ group: '6000', rows: 2, columns: 3, top: 0, left: 0, label: 'Lesion' });
  expect(second).toMatchObject({ group: '6002', top: 4, left: -3 });
  expect(rest).toEqual([]);
});

test('the first pixel is the lowest bit, frames follow without a gap (PS3.5 8.1.2)', () => {
  const many = described('6000', {
    '60003000': inline(0),
    '60000015': { vr: 'IS', Value: [2] },
    '60000051': us(3),
  });
  const [overlay] = overlaysOf(many);
  if (!overlay) throw new Error('an overlay');
  const packed = Uint8Array.from([0b01_000001, 0b0000_1000]);
  expect(overlayBitmap(overlay, packed, 3)).toEqual(Uint8Array.from([1, 0, 0, 0, 0, 0]));
  expect(overlayBitmap(overlay, packed, 4)).toEqual(Uint8Array.from([1, 0, 0, 0, 0, 1]));
  expect(overlayBitmap(overlay, packed, 1)).toBeUndefined();
  expect(overlayBitmap(overlay, packed, 5)).toBeUndefined();
  expect(overlayBitmap(overlay, packed.subarray(0, 1), 4)).toBe('short');
});

test.each([
  ['on the image', [1, 1], false],
  ['half beside it', [0, 1], false],
  ['above it', [-1, 1], true],
  ['beside it', [1, -2], true],
  ['below it', [5, 1], true],
  ['far away', [30_000, 30_000], true],
])('an overlay %s', (_, origin, isAway) => {
  const [overlay] = overlaysOf(
    described('6000', { '60003000': inline(0), '60000050': { vr: 'SS', Value: origin } }),
  );
  expect(overlay && isOutside(overlay, { rows: 4, columns: 4 })).toBe(isAway);
});

test('bits without a size to lay them out by are known', () => {
  expect(hasUnsizedOverlay(described('6000', { '60003000': inline(0) }))).toBe(false);
  expect(hasUnsizedOverlay(described('6000'))).toBe(false);
  expect(hasUnsizedOverlay({ '60023000': inline(0) })).toBe(true);
  expect(hasUnsizedOverlay(described('6000', { '60003000': inline(0), '60000011': us(0) }))).toBe(true);
});

test('bits of the stored values are taken before they are masked away', () => {
  const dataset = {
    ...described('6000', { '60000102': us(15), '60000100': us(16) }),
    '00280010': us(2),
    '00280011': us(3),
    '00280100': us(16),
    '00280101': us(12),
    '00280102': us(11),
  };
  expect(embeddedBits(dataset, { bitsAllocated: 16, bitsStored: 12, highBit: 11 })).toEqual([15]);
  const pixel = readPixel(dataset);
  const [overlay] = overlaysOf(dataset);
  if (!pixel || !overlay) throw new Error('an image with an overlay');
  const stored = Uint16Array.from([0x8001, 2, 0x8003, 4, 5, 0x8fff]);
  const { values, overlayBits } = toValues(new Uint8Array(stored.buffer), pixel, { slope: 1, intercept: 0 });
  expect([...values]).toEqual([1, 2, 3, 4, 5, 4095]);
  expect(overlayBits?.[15]).toEqual(Uint8Array.from([0b100101]));
  expect(overlayBitmap(overlay, packBit([0x8000, 0, 0x8000, 0, 0, 0x8000], 15), 1)).toEqual(
    Uint8Array.from([1, 0, 1, 0, 0, 1]),
  );
});

test('bit 0 without Overlay Data holds an overlay where Overlay Bits Allocated says that the pixels do (PS3.3 C.9.2)', () => {
  const dataset = {
    ...described('6000', { '60000102': us(0), '60000100': us(16) }),
    '00280010': us(2),
    '00280011': us(3),
    '00280100': us(16),
    '00280101': us(12),
    '00280102': us(15),
  };
  const [overlay] = overlaysOf(dataset);
  expect(overlay?.data).toEqual({ bit: 0 });
  const pixel = readPixel(dataset);
  if (!pixel) throw new Error('an image');
  expect(pixel.overlayBits).toEqual([0]);
  const stored = Uint16Array.from([0x11, 0x20, 0x31, 0x40, 0x50, 0xfff1]);
  const { values, overlayBits } = toValues(new Uint8Array(stored.buffer), pixel, { slope: 1, intercept: 0 });
  expect([...values]).toEqual([1, 2, 3, 4, 5, 4095]);
  expect(overlayBits?.[0]).toEqual(Uint8Array.from([0b100101]));
  // 1 bit allocated: Overlay Data, which the file has not.
  expect(overlaysOf(described('6000'))).toEqual([]);
});

test('a bit of the values themselves, or beyond them all, holds no overlay though it is said to', () => {
  const words = { bitsAllocated: 16, bitsStored: 12 };
  const saying = (bit: number) => described('6000', { '60000102': us(bit), '60000100': us(16) });
  const bits = (bit: number, highBit: number) => embeddedBits(saying(bit), { ...words, highBit });
  expect([0, 11, 12, 15, 16, 40].map((bit) => bits(bit, 11).length)).toEqual([0, 0, 1, 1, 0, 0]);
  expect([0, 3, 4, 15].map((bit) => bits(bit, 15).length)).toEqual([1, 1, 0, 0]);
  // It is announced all the same: its absence is said, not kept quiet.
  expect([0, 16, 40].map((bit) => overlaysOf(saying(bit))[0]?.data)).toEqual([
    { bit: 0 },
    { bit: 16 },
    { bit: 40 },
  ]);
});
