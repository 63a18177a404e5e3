import { expect, test } from 'vitest';
import { canvasToPixel } from '@/imaging/projection/paneCamera';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import type { StackFrame } from '@/imaging/stack/stack';
import { squareFrame } from '@/imaging/stack/testing/squareFrame';
import { PaneAim } from './paneAim';

const SIZE = { width: 400, height: 400, ratio: 1 };

const [FIRST, NEXT] = [squareFrame(100, '1.2.1'), squareFrame(400, '1.2.2')];
/** The pixel of an image under the middle of the pane's left half. */
const under = (projection: ReturnType<PaneAim['projection']>, frame: StackFrame) =>
  canvasToPixel(projection, drawnPlane(frame.instance, 1).plane, 100, 200).map(
    (each) => Math.round(each * 10) / 10,
  );

test('a spot of the pane is a pixel of the image on the screen, until the next one is there', () => {
  const aim = new PaneAim();
  const settings = { study: FIRST.study, series: FIRST.series };
  aim.point(FIRST, settings);
  aim.arrived(FIRST);
  const before = under(aim.projection(SIZE), FIRST);
  expect(before).toEqual([24.5, 49.5]);
  // Twice as large, and not painted yet.
  aim.point(NEXT, { ...settings, zoom: 2 });
  expect(under(aim.projection(SIZE), FIRST)).toEqual(before);
  expect(under(aim.projectionOf(FIRST, SIZE), FIRST)).toEqual(before);
  expect(under(aim.projectionOf(NEXT, SIZE), NEXT)).toEqual([149.5, 199.5]);
  aim.arrived(NEXT);
  expect(under(aim.projection(SIZE), NEXT)).toEqual([149.5, 199.5]);
});

test('a pane without a picture speaks of the one that comes, never of the one that was there', () => {
  const aim = new PaneAim();
  const settings = { study: FIRST.study, series: FIRST.series };
  aim.point(FIRST, settings);
  aim.arrived(FIRST);
  aim.left();
  aim.point(NEXT, settings);
  expect(under(aim.projection(SIZE), NEXT)).toEqual([99.5, 199.5]);
});
