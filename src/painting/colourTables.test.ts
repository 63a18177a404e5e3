import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { LAYER_COLOURS, type LayerColours } from '@/view/viewState';
import { COLOUR_TABLES } from './colourTables';

/** Red, green, blue one after the other, a byte each. */
const bytesOf = (colours: LayerColours): number[] => {
  const { red, green, blue } = COLOUR_TABLES[colours];
  return [red, green, blue].flatMap(({ entries }) => [...entries]);
};

test.each([
  // SHA-256 of the tables in hotiron.dcm and pet.dcm, the palettes of PS3.6 Annex B as pydicom 3.0 brings them.
  ['hotIron', 'd9f364511ea9e279d5a3309885492bd61ebefe10d3374a49bf62557b2838694a'],
  ['pet', '08c542f5694d2623cadca913a22c4542712c76cbf28aa2a1ff64ecae07201abd'],
] as const)('%s is the palette of the standard, level by level', (colours, sum) => {
  expect(
    createHash('sha256')
      .update(Uint8Array.from(bytesOf(colours)))
      .digest('hex'),
  ).toBe(sum);
});

test('every table has 256 colours of 8 bits', () => {
  for (const colours of LAYER_COLOURS) {
    const bytes = bytesOf(colours);
    expect(bytes, colours).toHaveLength(768);
    expect(Math.min(...bytes), colours).toBeGreaterThanOrEqual(0);
    expect(Math.max(...bytes), colours).toBe(255);
  }
});

test('rainbow goes from black over blue, cyan, green and yellow to red', () => {
  const { red, green, blue } = COLOUR_TABLES.rainbow;
  const at = (place: number) => [red, green, blue].map(({ entries }) => entries[place]);
  expect([0, 51, 102, 153, 204, 255].map(at)).toEqual([
    ...[
      [0, 0, 0],
      [0, 0, 255],
      [0, 255, 255],
    ],
    ...[
      [0, 255, 0],
      [255, 255, 0],
      [255, 0, 0],
    ],
  ]);
});
