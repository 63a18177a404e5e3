import { describe, expect, test } from 'vitest';
import { LOUPE_PX, loupePlace } from './loupePlace';
import { apart, type Spot } from './plane2d';

const PANE = { width: 390, height: 520 };
const TEXT_PX = 20;

describe('a loupe stands in the pane, off the finger, and over no end of the line', () => {
  const fingers = [20, 120, 195, 300, 380].flatMap((x) => [20, 90, 200, 400, 510].map((y): Spot => [x, y]));
  const ends: readonly Spot[] = [
    [0, -108],
    [0, -60],
    [90, -60],
    [-90, -60],
    [-100, 0],
    [100, 5],
    [0, 120],
  ];
  test.each(fingers)('finger at %i, %i', (x, y) => {
    for (const [dx, dy] of ends) {
      const end: Spot = [x + dx, y + dy];
      const { middle } = loupePlace([x, y], PANE, [[x, y], end], TEXT_PX, undefined);
      const half = LOUPE_PX / 2;
      expect(Math.min(middle[0], PANE.width - middle[0], PANE.height - middle[1])).toBeGreaterThanOrEqual(
        half,
      );
      expect(middle[1]).toBeGreaterThanOrEqual(half + TEXT_PX);
      expect(apart(middle, [x, y])).toBeGreaterThan(half + 20);
      expect(apart(middle, end), `end ${dx} ${dy}`).toBeGreaterThan(half);
    }
  });
});

test('it stays where it stands as long as that is clear', () => {
  const end: Spot = [200, 190];
  const first = loupePlace([200, 300], PANE, [end], TEXT_PX, undefined);
  expect(first.way).not.toBe(0);
  // Above is clear again, and so is where it stands.
  const next = loupePlace([200, 310], PANE, [[380, 20]], TEXT_PX, first.way);
  expect(next.way).toBe(first.way);
  expect(loupePlace([200, 310], PANE, [[380, 20]], TEXT_PX, undefined).way).toBe(0);
});
