import type { Palette } from '@/dicom/transforms/palette';
import type { LayerColours } from '@/view/viewState';

/** A channel of 256 levels: the first, then how many steps of how much. */
type Steps = readonly [first: number, ...steps: readonly (readonly [times: number, by: number])[]];

/**
 * Hot Iron and PET: the Well-Known Color Palettes of PS3.6 Annex B (B.1.1 and B.1.2), level by level; the test holds their sums. Rainbow:
 * black, blue, cyan, green, yellow, red at equal distances, straight between them. Inverted grey: PS3.3 C.7.6.3.1.2, MONOCHROME1.
 */
const TABLES: Readonly<Record<LayerColours, readonly [red: Steps, green: Steps, blue: Steps]>> = {
  hotIron: [
    [0, [127, 2], [1, 1], [127, 0]],
    [0, [128, 0], [126, 2], [1, 3]],
    [0, [191, 0], [63, 4], [1, 3]],
  ],
  pet: [
    [0, [63, 0], [1, 1], [42, 2], [1, 1], [42, 2], [1, 1], [42, 2], [63, 0]],
    [0, [31, 2], [1, 3], [30, 2], [1, 3], [32, -2], [1, -1], [31, -2], [1, -1], [126, 2], [1, 3]],
    [0, [1, 1], [127, 2], [1, -3], [63, -4], [20, 4], [1, 5], [20, 4], [1, 5], [20, 4], [1, 5]],
  ],
  rainbow: [
    [0, [153, 0], [51, 5], [51, 0]],
    [0, [51, 0], [51, 5], [102, 0], [51, -5]],
    [0, [51, 5], [51, 0], [51, -5], [102, 0]],
  ],
  invertedGrey: [
    [255, [255, -1]],
    [255, [255, -1]],
    [255, [255, -1]],
  ],
};

function channelOf([first, ...steps]: Steps): Palette['red'] {
  const levels = [first];
  for (const [times, by] of steps) for (let n = 0; n < times; n++) levels.push((levels.at(-1) ?? 0) + by);
  return { first: 0, entries: Uint16Array.from(levels) };
}

const paletteOf = (colours: LayerColours): Palette => {
  const [red, green, blue] = TABLES[colours];
  return { red: channelOf(red), green: channelOf(green), blue: channelOf(blue), most: 255 };
};

/** A table of 256 colours; the same object each time. */
export const COLOUR_TABLES: Readonly<Record<LayerColours, Palette>> = {
  hotIron: paletteOf('hotIron'),
  pet: paletteOf('pet'),
  rainbow: paletteOf('rainbow'),
  invertedGrey: paletteOf('invertedGrey'),
};
