import { expect, test } from 'vitest';
import { momentText } from '@/i18n/moment';
import { untilMs, UNTILS } from './until';

/** Monday 16 November 2026, 10:30. */
const monday = new Date(2026, 10, 16, 10, 30, 40);

test.each([
  ['tomorrow', 'Tue 17 Nov 2026, 18:00'],
  ['friday', 'Fri 20 Nov 2026, 18:00'],
  ['7days', 'Mon 23 Nov 2026, 18:00'],
  ['30days', 'Wed 16 Dec 2026, 09:30'],
  ['hours', 'Mon 16 Nov 2026, 14:30'],
] as const)('on a Monday morning, %s is %s', (until, text) => {
  expect(momentText(untilMs(until, 4, monday))).toBe(text);
});

test.each([
  ['Thursday noon', new Date(2026, 10, 19, 12), 'Fri 20 Nov 2026, 18:00'],
  ['Thursday night', new Date(2026, 10, 19, 22), 'Fri 27 Nov 2026, 18:00'],
  ['Friday morning', new Date(2026, 10, 20, 8), 'Fri 27 Nov 2026, 18:00'],
  ['Saturday', new Date(2026, 10, 21, 8), 'Fri 27 Nov 2026, 18:00'],
  ['Sunday', new Date(2026, 10, 22, 8), 'Fri 27 Nov 2026, 18:00'],
])('Friday said on %s', (_, now, text) => {
  expect(momentText(untilMs('friday', 1, now))).toBe(text);
});

test('none lives longer than the 30 days that the gate allows, nor ends before it begins', () => {
  for (let hour = 0; hour < 24 * 400; hour += 5) {
    const now = new Date(2026, 0, 1, hour);
    for (const until of UNTILS) {
      const livesMs = untilMs(until, 1, now) - now.getTime();
      expect(livesMs).toBeGreaterThan(3_500_000);
      expect(livesMs).toBeLessThanOrEqual(30 * 86_400_000);
    }
  }
});
