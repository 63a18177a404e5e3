import { expect, test } from 'vitest';
import { clockText, dayText, momentText, shortMomentText } from './moment';

test('a moment is told in the words of the visual reference', () => {
  expect(momentText(new Date(2026, 10, 20, 18, 0).getTime())).toBe('Fri 20 Nov 2026, 18:00');
  expect(momentText(new Date(2026, 0, 3, 9, 5).getTime())).toBe('Sat 3 Jan 2026, 09:05');
  expect(shortMomentText(new Date(2026, 10, 20, 18, 0).getTime())).toBe('Fri 20 Nov, 18:00');
});

test.each([1e300, -1e300, 8_640_000_000_000_001, Infinity, NaN])(
  'a number that is no moment is a dash, and no error: %s',
  (timeMs) => {
    for (const tell of [momentText, shortMomentText, dayText, clockText]) expect(tell(timeMs)).toBe('–');
  },
);
