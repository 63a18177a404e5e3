import { parseDicom } from 'dicom-parser';
import { expect, test } from 'vitest';
import { CUBE_ANSWERS as CUBE } from './answers';
import { CUBE_LETTERS, LETTERED_CUBE } from './letteredCube';

interface Slice {
  readonly pixelAt: (column: number, row: number) => number;
  readonly orientation: string;
  readonly position: readonly number[];
}

const slices = new Map<string, Slice>();
for (const { path, bytes } of LETTERED_CUBE.files()) {
  const file = Buffer.from(bytes);
  const dataset = parseDicom(file);
  const offset = dataset.elements['x7fe00010']?.dataOffset ?? Number.NaN;
  slices.set(path.replace('lettered-cube/', ''), {
    pixelAt: (column, row) => file.readUInt16LE(offset + 2 * (row * 128 + column)),
    orientation: dataset.string('x00200037') ?? '',
    position: (dataset.string('x00200032') ?? '').split('\\').map(Number),
  });
}

const sliceOf = (series: number, number: number): Slice => {
  const found = slices.get(`0${series}/${String(number).padStart(4, '0')}.dcm`);
  if (found === undefined) throw new Error(`No slice ${number} in series ${series}`);
  return found;
};

/** What the letters must look like, drawn by hand and not taken from the generator's bitmaps. */
const SHAPES: Record<string, string> = {
  L: '#....|#....|#....|#....|#....|#....|#####',
  R: '####.|#...#|#...#|####.|#.#..|#..#.|#...#',
  A: '.###.|#...#|#...#|#####|#...#|#...#|#...#',
  P: '####.|#...#|#...#|####.|#....|#....|#....',
  H: '#...#|#...#|#...#|#####|#...#|#...#|#...#',
  F: '#####|#....|#....|####.|#....|#....|#....',
};

/** Reads a letter of dots of 2.5 mm whose left top corner lies at a point of the image plane, mm from its centre. */
const shapeAt = ({ pixelAt }: Slice, left: number, top: number): string =>
  Array.from({ length: 7 }, (_, row) =>
    Array.from({ length: 5 }, (_, column) => {
      const x = Math.round(64 + left + (column + 0.5) * 2.5);
      const y = Math.round(64 + top + (row + 0.5) * 2.5);
      return pixelAt(x, y) === CUBE.ink ? '#' : '.';
    }).join(''),
  ).join('|');

test.each([
  // Left and top edge of each letter in mm from the middle of the image: by their signs it is on its own side.
  [1, 1, { R: [-46.5, -26.5], L: [34, -26.5], A: [9, -46.5], P: [9, 29], F: [-6.25, -8.75] }],
  [1, 33, { R: [-46.5, -26.5], L: [34, -26.5], A: [9, -46.5], P: [9, 29] }],
  [1, 65, { R: [-46.5, -26.5], L: [34, -26.5], A: [9, -46.5], P: [9, 29], H: [-6.25, -8.75] }],
  [2, 1, { R: [-34, -26.5], L: [21.5, -26.5], H: [21.5, -46.5], F: [21.5, 29], A: [-6.25, -8.75] }],
  [2, 33, { R: [-46.5, -26.5], L: [34, -26.5], H: [-21.5, -46.5], F: [-21.5, 29] }],
  [2, 65, { R: [-46.5, -26.5], L: [34, -26.5], P: [-6.25, -8.75] }],
  [3, 1, { A: [-46.5, 9], P: [34, 9], R: [-6.25, -8.75] }],
  [3, 33, { A: [-46.5, 9], P: [34, 9], H: [-21.5, -46.5], F: [-21.5, 29] }],
  [3, 65, { L: [-6.25, -8.75] }],
] as const)('series %i, slice %i reads its letters at their sides', (series, number, letters) => {
  const slice = sliceOf(series, number);
  for (const [letter, [left, top]] of Object.entries(letters))
    expect([letter, shapeAt(slice, left, top)]).toEqual([letter, SHAPES[letter]]);
});

test.each([
  [1, '1\\0\\0\\0\\1\\0', [-64, -64, 0]],
  [2, '1\\0\\0\\0\\0\\-1', [-64, 0, 64]],
  [3, '0\\1\\0\\0\\0\\-1', [0, -64, 64]],
])(
  'series %i lies as its plane says, its middle slice through the centre',
  (series, orientation, position) => {
    expect(sliceOf(series, 33)).toMatchObject({ orientation, position });
  },
);

test('the slices of a series go to the head, to the back and to the left', () => {
  for (const [series, axis] of [
    [1, 2],
    [2, 1],
    [3, 0],
  ] as const)
    expect([sliceOf(series, 1).position[axis], sliceOf(series, 65).position[axis]]).toEqual([-48, 48]);
});

test('the oblique series has unit axes at right angles that follow no axis of the patient', () => {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = sliceOf(4, 33).orientation.split('\\').map(Number);
  expect(Math.hypot(a, b, c)).toBeCloseTo(1, 7);
  expect(Math.hypot(d, e, f)).toBeCloseTo(1, 7);
  expect(a * d + b * e + c * f).toBeCloseTo(0, 7);
  for (const cosine of [a, e]) expect(cosine).toBeGreaterThan(0.8);
  expect(Math.abs(f)).toBeGreaterThan(0.3);
});

test('the oblique series shows the same cube: its pixels agree with the axial ones where both have a sample', () => {
  const { orientation, position, pixelAt } = sliceOf(4, 33);
  const cosines = orientation.split('\\').map(Number);
  let compared = 0;
  let agreeing = 0;
  for (let y = 0; y < 128; y += 1)
    for (let x = 0; x < 128; x += 1) {
      const [px = 0, py = 0, pz = 0] = [0, 1, 2].map(
        (axis) => (position[axis] ?? 0) + x * (cosines[axis] ?? 0) + y * (cosines[axis + 3] ?? 0),
      );
      const number = Math.round(pz / 1.5) + 33;
      const [column, row] = [Math.round(px) + 64, Math.round(py) + 64];
      if (number < 1 || number > 65 || column < 0 || column > 127 || row < 0 || row > 127) continue;
      compared += 1;
      if (sliceOf(1, number).pixelAt(column, row) === pixelAt(x, y)) agreeing += 1;
    }
  expect(compared).toBeGreaterThan(5000);
  // Nearest neighbours differ along edges only.
  expect(agreeing / compared).toBeGreaterThan(0.93);
});

test('no two letters share a point of the cube', () => {
  /** Bounds in x, y, z of a letter's bar. */
  const boxes = CUBE_LETTERS.map(({ plane, u, v, depth }) => {
    const right = [u, u + 12.5] as const;
    const down = [v, v + 17.5] as const;
    const up = [-down[1], -down[0]] as const;
    if (plane === 'axial') return [right, down, depth];
    return plane === 'coronal' ? [right, depth, up] : [depth, right, up];
  });
  for (const [index, one] of boxes.entries())
    for (const other of boxes.slice(index + 1)) {
      const overlaps = one.every(([from, to], axis) => {
        const [otherFrom, otherTo] = other[axis] ?? [Number.NaN, Number.NaN];
        return from < otherTo && otherFrom < to;
      });
      expect(overlaps, JSON.stringify([one, other])).toBe(false);
    }
});
