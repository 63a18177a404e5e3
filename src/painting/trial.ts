import type { Drawing, Picture, Way } from './drawing';
import { GreyTables, toWords } from './greyTable';
import type { Look } from './look';
import type { Placement } from './placement';

const SIDE = 256;

/** A table without two neighbours alike: an entry in another's place is seen. */
const LOOK: Look = {
  window: { center: 0, width: 1, curve: 'LINEAR' },
  lut: {
    first: -32_768,
    entries: Uint16Array.from({ length: 65_536 }, (_, i) => (i * 31) % 256),
    white: 255,
  },
  isInverted: false,
};

const PLACEMENTS: readonly Placement[] = [
  [1, 0, 0, 1, 0, 0],
  [0, 1, -1, 0, SIDE, 0],
  [-1, 0, 0, 1, SIDE, 0],
];

const grey = (values: Int16Array | Uint16Array | Uint8Array): Picture => ({
  kind: 'grey',
  columns: SIDE,
  rows: SIDE,
  values,
});

/** All values of 16 bits with and without sign, of 8 bits, and colours of three and four bytes. */
const pictures = (): readonly (() => Picture)[] => {
  const count = SIDE * SIDE;
  const size = { columns: SIDE, rows: SIDE };
  const colours = (samples: 3 | 4) => Uint8Array.from({ length: count * samples }, (_, i) => (i * 7) % 251);
  return [
    () => grey(Int16Array.from({ length: count }, (_, i) => i - 32_768)),
    () => grey(Uint16Array.from({ length: count }, (_, i) => i)),
    () => grey(Uint8Array.from({ length: count }, (_, i) => i)),
    () => ({ ...size, kind: 'colour', samples: 3, values: colours(3) }),
    () => ({ ...size, kind: 'colour', samples: 4, values: colours(4) }),
  ];
};

/** Opaque RGBA words of a picture, by what stands in the one table or in the picture itself. */
function wordsOf(picture: Picture, tables: GreyTables): Uint32Array {
  const words = new Uint32Array(SIDE * SIDE);
  if (picture.kind === 'grey') toWords(picture, LOOK, tables, words);
  else {
    const { values, samples } = picture;
    const byte = (at: number) => values[at] ?? 0;
    for (let i = 0, at = 0; i < words.length; i++, at += samples)
      words[i] = 0xff000000 | (byte(at + 2) << 16) | (byte(at + 1) << 8) | byte(at);
  }
  return words;
}

/** Whether the canvas shows every pixel of a drawing that lies one to one on it. */
function isShown(
  { data }: ImageData,
  { picture, placement: [a, b, c, d, e, f] }: Drawing,
  tables: GreyTables,
): boolean {
  const shown = new Uint32Array(data.buffer);
  return wordsOf(picture, tables).every((word, at) => {
    const [column, row] = [(at % SIDE) + 0.5, Math.floor(at / SIDE) + 0.5];
    const [x, y] = [Math.floor(a * column + c * row + e), Math.floor(b * column + d * row + f)];
    return shown[y * SIDE + x] === word;
  });
}

/**
 * Whether a way shows on this device what it should: every value of every kind of picture at one to one, straight, turned and
 * mirrored. A driver that draws something else says so nowhere. One picture at a time, each after a `pause`.
 */
export async function isTrue(way: Way, pause: () => Promise<unknown>): Promise<boolean> {
  const tables = new GreyTables();
  const isRight = (picture: Picture, at: number): boolean => {
    // A fresh one each time: browsers move a canvas that is read out of graphics memory, where a pane's own stays.
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = SIDE;
    const context = canvas.getContext('2d');
    if (!context) return false;
    const placement = PLACEMENTS[at % PLACEMENTS.length] ?? [1, 0, 0, 1, 0, 0];
    const drawing = { picture, look: LOOK, placement, isSmooth: at % 2 === 0 };
    if (way.draw(context, drawing) !== 'drawn') return false;
    return isShown(context.getImageData(0, 0, SIDE, SIDE), drawing, tables);
  };
  for (const [at, picture] of pictures().entries()) {
    await pause();
    if (!isRight(picture(), at)) return false;
  }
  return true;
}
