import { expect, test } from 'vitest';
import { fromRange, greyOf, rangeWindow, toRange, windowsOf, type VoiCurve, type VoiWindow } from './voi';
import { build, buildInstance } from '@/dicom/testing/build';

const window = (center: number, width: number, curve: VoiCurve): VoiWindow => ({ center, width, curve });

// PS3.3 C.11.2.1.2.1, notes 4 and 5 on c = 2048 and on c = 0 with w = 1 and w = 100, and the pseudocode above them.
test.each([
  [window(2048, 4096, 'LINEAR'), 0, 4095],
  [window(2048, 1, 'LINEAR'), 2047.5, 2047.5],
  [window(0, 100, 'LINEAR'), -50, 49],
  [window(0, 1, 'LINEAR'), -0.5, -0.5],
  [window(40, 400, 'LINEAR'), -160, 239],
  [window(40, 400, 'LINEAR_EXACT'), -160, 240],
  [window(0.5, 1, 'LINEAR_EXACT'), 0, 1],
  [window(100, 50, 'SIGMOID'), 75, 125],
])('%j begins at %d and ends at %d', (given, lower, upper) => {
  expect(toRange(given)).toEqual({ lower, upper, isSigmoid: given.curve === 'SIGMOID' });
  expect(fromRange({ lower, upper }, given.curve)).toEqual(
    given.curve === 'LINEAR' || given.width > 0 ? given : undefined,
  );
});

// The table of PS3.3 C.11.2.1.2.1: c = 0, w = 100 gives 0 up to -50, then ((x + 0.5) / 99 + 0.5) * 255, 255 above 49.
test.each([
  [-51, window(0, 100, 'LINEAR'), 0],
  [-50, window(0, 100, 'LINEAR'), 0],
  [0, window(0, 100, 'LINEAR'), (0.5 / 99 + 0.5) * 255],
  [49, window(0, 100, 'LINEAR'), 255],
  [50, window(0, 100, 'LINEAR'), 255],
  [-1, window(0, 1, 'LINEAR'), 0], // w = 1 is a threshold: c - 0.5 and below black
  [0, window(0, 1, 'LINEAR'), 255],
  [25, window(50, 100, 'LINEAR_EXACT'), 63.75],
  [100, window(50, 100, 'LINEAR_EXACT'), 255],
  [50, window(50, 100, 'SIGMOID'), 127.5],
  [75, window(50, 100, 'SIGMOID'), 255 / (1 + Math.exp(-1))],
])('%d through %j is grey %d', (value, given, expected) => {
  expect(greyOf(given)(value)).toBeCloseTo(expected, 9);
});

test('reads several windows with their names, leaving out what cannot be one', () => {
  const instance = buildInstance({
    WindowCenter: ['40', '-600', null, '50'],
    WindowWidth: ['400', '1600', '80', '0'],
    WindowCenterWidthExplanation: ['ABDOMEN', 'LUNG'],
  });
  expect(windowsOf(instance, 1)).toEqual([
    { center: 40, width: 400, curve: 'LINEAR', explanation: 'ABDOMEN' },
    { center: -600, width: 1600, curve: 'LINEAR', explanation: 'LUNG' },
  ]);
});

test('an odd value does not move the widths of the others', () => {
  const instance = buildInstance({ WindowCenter: ['x', 40], WindowWidth: [1, 400] });
  expect(windowsOf(instance, 1)).toEqual([{ center: 40, width: 400, curve: 'LINEAR' }]);
});

test('takes the window of the frame, then the shared one, then the image', () => {
  const ofFrame = (center: number) =>
    build({
      FrameVoiLutSequence: build({ WindowCenter: center, WindowWidth: 10, VoiLutFunction: 'SIGMOID' }),
    });
  const instance = buildInstance({
    NumberOfFrames: 2,
    SharedFunctionalGroups: ofFrame(1),
    PerFrameFunctionalGroups: [null, ofFrame(2)],
    WindowCenter: 3,
    WindowWidth: 10,
  });
  expect(windowsOf(instance, 1)).toEqual([{ center: 1, width: 10, curve: 'SIGMOID' }]);
  expect(windowsOf(instance, 2)).toEqual([{ center: 2, width: 10, curve: 'SIGMOID' }]);
  expect(windowsOf(buildInstance({ WindowCenter: 3, WindowWidth: 10 }), 1)).toHaveLength(1);
});

test('a window narrower than 1, as floating values have, is read as exact', () => {
  const [narrow] = windowsOf(buildInstance({ WindowCenter: 0.25, WindowWidth: 0.5 }), 1);
  expect(narrow && toRange(narrow)).toMatchObject({ lower: 0, upper: 0.5 });
});

test.each([
  [-1024, 3071],
  [0, 0.004],
  [7, 7],
])('the whole range %d to %d is shown', (min, max) => {
  const whole = rangeWindow(min, max);
  const { lower, upper } = toRange(whole);
  expect(lower).toBeCloseTo(min, 12);
  expect(upper).toBeCloseTo(max > min ? max : min + 1, 12);
});
