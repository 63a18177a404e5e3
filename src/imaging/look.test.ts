import { describe, expect, test } from 'vitest';
import { GreyPainter, toGrey } from './look';

describe('windowing', () => {
  // PS3.3 C.11.2.1.2.1, note 2: center 2048, width 4096 maps 0..4095 to the full range; center 0, width 100 maps
  // -50..49; center 0, width 1 is a threshold at 0.
  test.each([
    [0, 2048, 4096, 0],
    [4095, 2048, 4096, 255],
    [-50, 0, 100, 0],
    [49, 0, 100, 255],
    [-1, 0, 1, 0],
    [0, 0, 1, 255],
  ])('LINEAR: %i in center %i width %i is %i', (value, center, width, grey) => {
    expect(toGrey(value, { center, width, curve: 'LINEAR' })).toBeCloseTo(grey, 6);
  });

  test('LINEAR_EXACT takes center and width as they stand', () => {
    expect(toGrey(0, { center: 0, width: 100, curve: 'LINEAR_EXACT' })).toBeCloseTo(127.5, 9);
    expect(toGrey(-50, { center: 0, width: 100, curve: 'LINEAR_EXACT' })).toBe(0);
  });

  test('SIGMOID is half at the center and 1/(1+e^-2) half a width above it', () => {
    expect(toGrey(40, { center: 40, width: 400, curve: 'SIGMOID' })).toBeCloseTo(127.5, 9);
    expect(toGrey(240, { center: 40, width: 400, curve: 'SIGMOID' })).toBeCloseTo(
      255 / (1 + Math.exp(-2)),
      9,
    );
  });

  test('paints integers by table and floats one by one alike, inverted or not', () => {
    const painter = new GreyPainter();
    const values = [-1024, -160, 0, 40, 239, 3071];
    for (const isInverted of [false, true]) {
      const look = { window: { center: 40, width: 400, curve: 'LINEAR' as const }, isInverted };
      const byTable = new Uint32Array(6);
      const oneByOne = new Uint32Array(6);
      painter.paint(Int16Array.from(values), look, byTable);
      painter.paint(Float32Array.from(values), look, oneByOne);
      expect([...byTable]).toEqual([...oneByOne]);
      expect((byTable[0] ?? 0) & 0xff).toBe(isInverted ? 255 : 0);
      expect((byTable[5] ?? 0) & 0xff).toBe(isInverted ? 0 : 255);
    }
  });

  test('a table of the image takes the place of the window, and is kept until another look comes', () => {
    const painter = new GreyPainter();
    const lut = { first: 1, entries: Uint16Array.from([0, 100, 255]), white: 255 };
    const look = { window: { center: 40, width: 400, curve: 'LINEAR' as const }, isInverted: false, lut };
    const paint = (values: Int16Array | Float32Array, how: typeof look) => {
      const target = new Uint32Array(values.length);
      painter.paint(values, how, target);
      return [...target].map((word) => word & 0xff);
    };
    expect(paint(Int16Array.from([0, 1, 2, 3, 4]), look)).toEqual([0, 0, 100, 255, 255]);
    expect(paint(Float32Array.from([0, 1, 2, 3, 4]), look)).toEqual([0, 0, 100, 255, 255]);
    expect(paint(Int16Array.from([2]), { ...look, isInverted: true })).toEqual([155]);
    expect(paint(Int16Array.from([2]), { ...look, lut: { ...lut, first: 2 } })).toEqual([0]);
  });
});
