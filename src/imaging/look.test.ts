import { describe, expect, test } from 'vitest';
import { GreyPainter } from './look';

describe('windowing', () => {
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
