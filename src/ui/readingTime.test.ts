import { expect, test } from 'vitest';
import { readingTimeMs } from './readingTime';

test('a long message stays longer than a short one, and longer still where it can be answered', () => {
  const [short, long] = ['Bookmarked.', 'Hung by a built-in arrangement. MR head: FLAIR axial | T2 axial'];
  expect(readingTimeMs(long, false)).toBeGreaterThan(readingTimeMs(short, false));
  expect(readingTimeMs(short, true)).toBeGreaterThan(readingTimeMs(short, false));
  // Nobody reads more than 25 letters a second.
  expect(readingTimeMs(long, false) / long.length).toBeGreaterThan(1000 / 25);
});
