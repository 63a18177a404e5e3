import { expect, test } from 'vitest';
import { shutterOf } from './shutter';

const cs = (...Value: string[]) => ({ vr: 'CS', Value });
const is = (...Value: number[]) => ({ vr: 'IS', Value });

test('edges name the outermost rows and columns that stay (PS3.3 C.7.6.11)', () => {
  const dataset = {
    '00181600': cs('RECTANGULAR', 'CIRCULAR'),
    '00181602': is(10),
    '00181604': is(20),
    '00181606': is(5),
    '00181608': is(8),
    '00181610': is(6, 15),
    '00181612': is(4),
    '00181622': { vr: 'US', Value: [65_535] },
  };
  expect(shutterOf(dataset, 1)).toEqual({
    shapes: [
      { kind: 'rectangle', left: 9, right: 20, top: 4, bottom: 8 },
      { kind: 'circle', x: 14.5, y: 5.5, radius: 4 },
    ],
    grey: 255,
  });
});

test('a polygon is row and column in turn; a frame has its own shutter; what cannot be read covers nothing', () => {
  const polygon = { '00181600': cs('POLYGONAL'), '00181620': is(1, 1, 1, 9, 9, 9) };
  const grouped = { '52009230': { vr: 'SQ', Value: [{}, { '00189472': { vr: 'SQ', Value: [polygon] } }] } };
  const triangle = [
    [0.5, 0.5],
    [8.5, 0.5],
    [8.5, 8.5],
  ];
  expect(shutterOf(grouped, 2)).toEqual({ shapes: [{ kind: 'polygon', points: triangle }], grey: 0 });
  expect(shutterOf(grouped, 1)).toBeUndefined();
  expect(shutterOf({ '00181600': cs('RECTANGULAR'), '00181602': is(10) }, 1)).toBeUndefined();
  expect(shutterOf({ '00181600': cs('BITMAP'), '00181623': { vr: 'US', Value: [0x6002] } }, 1)).toEqual({
    shapes: [],
    bitmapGroup: '6002',
    grey: 0,
  });
});
