/** A part of the test pattern, in device pixels; greys from 0 to 255. */
export type PatternPart =
  | {
      readonly kind: 'area';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly grey: number;
    }
  | {
      readonly kind: 'letter';
      readonly letter: string;
      readonly x: number;
      readonly y: number;
      readonly sizePx: number;
      readonly grey: number;
    };

/** How many steps of grey from black to white. */
export const STEPS = 18;
/** Grey of a step, from 0. */
export const stepGrey = (step: number): number => Math.round((step * 255) / (STEPS - 1));
/** 5 % and 95 % of white. */
export const NEAR_BLACK = 13;
export const NEAR_WHITE = 242;
const GROUND = 128;
/** What letters stand on: dark, middle, bright. */
const LETTER_GROUNDS = [25, 128, 230] as const;
/** How many greys a letter is brighter than its ground, the easiest first. */
export const LETTER_CONTRASTS = [14, 10, 7, 5, 4, 3, 2, 1] as const;
const LETTERS = 'ABCDEFGH';

const area = (x: number, y: number, width: number, height: number, grey: number): PatternPart => ({
  kind: 'area',
  x,
  y,
  width,
  height,
  grey,
});

/** Lines of one pixel, black and white in turn. */
function linePairs(x: number, y: number, side: number, isUpright: boolean): PatternPart[] {
  const whites = Array.from({ length: Math.floor(side / 2) }, (_, line) =>
    isUpright ? area(x + 2 * line + 1, y, 1, side, 255) : area(x, y + 2 * line + 1, side, 1, 255),
  );
  return [area(x, y, side, side, 0), ...whites];
}

/** An area of one grey with a smaller one in its middle. */
const inside = (x: number, y: number, side: number, grey: number, inner: number): PatternPart[] => {
  const edge = Math.floor(side / 4);
  return [area(x, y, side, side, grey), area(x + edge, y + edge, side - 2 * edge, side - 2 * edge, inner)];
};

/** A frame of one pixel, three from the edge. */
function frame(width: number, height: number): PatternPart[] {
  const [w, h] = [width - 6, height - 6];
  return [
    area(3, 3, w, 1, 255),
    area(3, height - 4, w, 1, 255),
    area(3, 3, 1, h, 255),
    area(width - 4, 3, 1, h, 255),
  ];
}

function letters(x: number, y: number, width: number, height: number): PatternPart[] {
  const band = Math.floor(width / LETTER_GROUNDS.length);
  return LETTER_GROUNDS.flatMap((ground, at) => {
    const left = x + at * band;
    const pitch = band / LETTERS.length;
    return [
      area(left, y, band, height, ground),
      ...[...LETTERS].map((letter, place): PatternPart => ({
        ...{ kind: 'letter', letter, sizePx: Math.max(8, Math.floor(Math.min(pitch * 1.1, height * 0.7))) },
        ...{ x: Math.round(left + (place + 0.5) * pitch), y: Math.round(y + height / 2) },
        grey: ground + (LETTER_CONTRASTS[place] ?? 0),
      })),
    ];
  });
}

/** All 256 greys side by side, each as wide as the others. */
const ramp = (width: number, y: number, height: number): PatternPart[] => {
  const column = Math.max(1, Math.floor((width - 16) / 256));
  const left = Math.floor((width - 256 * column) / 2);
  return Array.from({ length: 256 }, (_, grey) => area(left + grey * column, y, column, height, grey));
};

/** Height that a pattern of a width has, pixels. */
export const patternHeight = (width: number): number => Math.round(width * 0.75);

/**
 * A test pattern for a screen of so many device pixels, in the order in which it is drawn: after AAPM TG18-QC, what a person can judge by eye.
 * 18 steps of grey; 5 % in black and 95 % in white; lines of one pixel in the corners and the middle; letters of less and less contrast;
 * all 256 greys; a frame at the edge.
 */
export function patternOf(width: number): readonly PatternPart[] {
  const height = patternHeight(width);
  const unit = Math.floor(width / 11);
  const half = Math.floor(unit / 2);
  const left = Math.floor((width - 9 * unit) / 2);
  const corner = Math.floor(unit * 0.4);
  const [far, low] = [width - 6 - corner, height - 6 - corner];
  const middle = half + 2 * unit + half;
  const side = Math.floor(unit * 1.5);
  const between = Math.floor((9 * unit - 4 * side) / 3);
  const placeOf = (at: number) => left + at * (side + between);
  const lower = middle + side + half;
  const last = lower + Math.floor(unit * 1.2) + half;
  return [
    area(0, 0, width, height, GROUND),
    ...frame(width, height),
    ...Array.from({ length: STEPS }, (_, step) =>
      area(left + (step % 9) * unit, half + Math.floor(step / 9) * unit, unit, unit, stepGrey(step)),
    ),
    ...inside(placeOf(0), middle, side, 0, NEAR_BLACK),
    ...linePairs(placeOf(1), middle, side, true),
    ...linePairs(placeOf(2), middle, side, false),
    ...inside(placeOf(3), middle, side, 255, NEAR_WHITE),
    ...letters(left, lower, 9 * unit, Math.floor(unit * 1.2)),
    ...ramp(width, last, Math.floor(unit * 0.8)),
    ...[6, far].flatMap((x) => [6, low].flatMap((y) => linePairs(x, y, corner, (x === 6) === (y === 6)))),
  ];
}
