import { expect, test } from 'vitest';
import { coloursFrom } from './readSegmentation';

test('what names no colour has the next ones of the list, after what other objects have of it', () => {
  const own = [{ number: 4 }, { number: 2, rgb: [1, 2, 3] as const }, { number: 9 }];
  const colours = [0, 1, 2, 3].map((place) => coloursFrom(place, [{ number: 1 }]).get(1));
  expect(new Set(colours.map(String)).size).toBe(4);
  expect([...coloursFrom(0, own)]).toEqual([
    [4, colours[0]],
    [2, [1, 2, 3]],
    [9, colours[1]],
  ]);
  expect([...coloursFrom(2, own).values()]).toEqual([colours[2], [1, 2, 3], colours[3]]);
});
