import { describe, expect, test } from 'vitest';
import { FrameWindow } from './frameWindow';

const kept = (window: FrameWindow, count: number) =>
  Array.from({ length: count }, (_, index) => index).filter((index) => window.keeps(index));

describe('which frames of a series are kept', () => {
  const reader = {};

  test('all, where they fit', () => {
    const window = new FrameWindow(400, 400);
    expect(window.isPartial).toBe(false);
    expect(window.look(reader, 7)).toBe(false);
    expect(kept(window, 400)).toHaveLength(400);
    expect(window.size).toBe(400);
  });

  test('else as many as may be, around the reader, and at the ends what lies before it', () => {
    const window = new FrameWindow(5000, 500);
    expect(kept(window, 5000), 'before anybody looks').toHaveLength(0);
    for (const [index, from] of [
      [0, 0],
      [2500, 2250],
      [4999, 4500],
      [4300, 4050],
    ] as const) {
      expect(window.look(reader, index)).toBe(true);
      const all = kept(window, 5000);
      expect([all[0], all.length], `at ${index}`).toEqual([from, 500]);
      expect(window.keeps(index)).toBe(true);
    }
  });

  test('it does not move at every step, and never leaves the reader without what comes next', () => {
    const window = new FrameWindow(5000, 500);
    window.look(reader, 0);
    let moves = 0;
    for (let index = 0; index < 5000; index++) {
      if (window.look(reader, index)) moves++;
      expect(window.keeps(index)).toBe(true);
      expect(window.keeps(Math.min(4999, index + 100)), `ahead of ${index}`).toBe(true);
    }
    expect(moves).toBeLessThan(300);
    for (let index = 4999; index >= 0; index--) {
      window.look(reader, index);
      expect(window.keeps(Math.max(0, index - 100)), `behind ${index}`).toBe(true);
    }
  });

  test('readers of several panes share it', () => {
    const window = new FrameWindow(5000, 500);
    const other = {};
    window.look(reader, 100);
    expect(window.look(other, 4000)).toBe(true);
    expect(window.keeps(100) && window.keeps(4000)).toBe(true);
    expect(kept(window, 5000)).toHaveLength(500);
    expect(window.size).toBe(500);
    window.leave(other);
    expect(window.keeps(4000)).toBe(false);
    expect(kept(window, 5000)).toHaveLength(500);
    // The place of the one that stays is forgotten by nothing.
    expect(window.keeps(100)).toBe(true);
  });

  test('at least one frame, be it larger than all that may be kept', () => {
    const window = new FrameWindow(3, 0);
    window.look(reader, 2);
    expect(kept(window, 3)).toEqual([2]);
  });
});
