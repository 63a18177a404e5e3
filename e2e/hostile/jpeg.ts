/** The grey of a pixel of BLOCKS_JPEG. */
export const blockGrey = (row: number, column: number): number => 40 + 60 * (row >> 3) + 25 * (column >> 3);

/**
 * A JPEG of the slices' size (20 rows, 24 columns), each block of 8 x 8 of one grey (`blockGrey`). Made by Pillow 9.4 at quality 100, whose own decoder gives these greys exactly.
 */
export const BLOCKS_JPEG = Buffer.from(
  [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB',
    'AQEBAQEBAQEBAQEBAQEBAQH/wAALCAAUABgBAREA/8QAFgABAQEAAAAAAAAAAAAAAAAACAcK/8QAFBABAAAAAAAAAAAAAAAA',
    'AAAAAP/aAAgBAQAAPwDJ+ZBkKgZBkKgZBkP/2Q==',
  ].join(''),
  'base64',
);
