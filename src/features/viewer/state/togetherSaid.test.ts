import { expect, test } from 'vitest';
import { togetherChange, type PanesTogether } from './togetherSaid';

const APART: PanesTogether = {
  linkScroll: false,
  linkWindow: false,
  linkZoom: false,
  linkPan: false,
  linkRegistered: false,
  referenceLines: false,
  spacePoint: false,
  blink: false,
  blinkRun: false,
  seen: undefined,
};

test.each(
  (
    [
      'linkScroll',
      'linkWindow',
      'linkZoom',
      'linkPan',
      'linkRegistered',
      'referenceLines',
      'spacePoint',
    ] as const
  ).map((action) => [action] as const),
)('%s is said when it comes on, and when it goes off', (action) => {
  const on = { ...APART, [action]: true };
  expect(togetherChange(APART, on)).toEqual({ switched: [{ action, isOn: true }], isFlip: false });
  expect(togetherChange(on, APART)).toEqual({ switched: [{ action, isOn: false }], isFlip: false });
  expect(togetherChange(on, { ...on })).toBeUndefined();
});

test('a blink comparison is said with what is seen, and at its end', () => {
  const first = { ...APART, blink: true, seen: 1 };
  expect(togetherChange(APART, first)).toEqual({ switched: [{ action: 'blink', isOn: true }], isFlip: true });
  expect(togetherChange(first, { ...first, seen: 0 })).toEqual({ switched: [], isFlip: true });
  expect(togetherChange(first, APART)?.switched).toEqual([{ action: 'blink', isOn: false }]);
});

test('pictures that change by themselves are not told one by one', () => {
  const running = { ...APART, blink: true, blinkRun: true, seen: 1 };
  expect(togetherChange(running, { ...running, seen: 0 })).toBeUndefined();
  expect(togetherChange({ ...running, blinkRun: false }, running)?.switched).toEqual([
    { action: 'blinkRun', isOn: true },
  ]);
  expect(togetherChange(running, APART)?.switched).toEqual([{ action: 'blink', isOn: false }]);
});
