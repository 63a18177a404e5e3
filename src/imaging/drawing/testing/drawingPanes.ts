import { vi } from 'vitest';
import type { PointPx } from '@/dicom/geometry/pointPx';
import type { MeasurementKind } from '@/measurement/kinds';
import type { Adopted } from '@/measurement/measurement';
import { MeasurementStore } from '@/imaging/measuring/measurementStore';
import type { PaneView } from '@/imaging/pane/paneView';
import { canvasToPixel } from '@/imaging/projection/paneCamera';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import { projectPane } from '@/imaging/projection/projection';
import type { StackFrame } from '@/imaging/stack/stack';
import { squareFrame } from '@/imaging/stack/testing/squareFrame';
import { freshView } from '@/view/viewState';
import { createViewStore } from '@/view/viewStore';
import { DrawingController } from '@/imaging/drawing/drawingController';
import { layOut } from '@/imaging/drawing/layout';
import type { Spot } from '@/imaging/drawing/plane2d';

const SIZE = { width: 400, height: 400, ratio: 1 };

export const FIRST = squareFrame(100, '1.2.1');
export const OTHER = squareFrame(400, '1.2.2');
export const SLICE = squareFrame(100, '1.2.3');

/** Two and more panes that show an image, one hand, and the store it draws into: without a page. */
export function drawingPanes() {
  const shown = new Map<PaneView, StackFrame | undefined>();
  const paneOf = (): PaneView => {
    const projectionOf = (frame: StackFrame) => {
      return projectPane({}, drawnPlane(frame.instance, 1).plane, frame, SIZE);
    };
    const seen = () => {
      const frame = shown.get(view);
      return frame && { frame, drawn: drawnPlane(frame.instance, 1), window: { width: 100 } };
    };
    const view: PaneView = {
      get seen() {
        return seen();
      },
      get shown() {
        return seen();
      },
      get projection() {
        return projectionOf(shown.get(view) ?? FIRST);
      },
    } as unknown as PaneView;
    shown.set(view, FIRST);
    return view;
  };
  const measurements = new MeasurementStore({
    views: createViewStore(freshView(FIRST.study)),
    frameOf: (mark) => [FIRST, OTHER, SLICE].find(({ sop }) => sop === mark.sop),
    reader: { read: () => ({ readings: [] }), samples: () => undefined },
  });
  const hand = new DrawingController({
    measurements,
    redraw: vi.fn(),
    drawnOn: (view) => {
      const frame = shown.get(view);
      if (!frame) return [];
      const { selected, labelsPx = {} } = measurements.store.getState();
      return layOut({
        marks: measurements.list.filter(({ sop }) => sop === frame.sop),
        frame,
        selected,
        draft: undefined,
        projection: view.projection,
        size: SIZE,
        lines: () => ['50 mm'],
        sizeOf: () => ({ width: 40, height: 16 }),
        labelPx: ({ id }) => labelsPx[id],
      });
    },
    askText: () => Promise.resolve('text'),
    edit: vi.fn(),
    onDrawn: vi.fn(),
  });
  const view = paneOf();
  let ms = 0;
  const at = (does: 'press' | 'move' | 'release', spot: Spot, where = view) => {
    ms += 1000;
    if (does === 'press') hand.press(where, spot, ms, 'mouse');
    else hand[does](where, spot, ms);
  };
  const pixelAt = (spot: Spot): PointPx =>
    canvasToPixel(view.projection, drawnPlane(FIRST.instance, 1).plane, ...spot);
  return {
    measurements,
    hand,
    view,
    at,
    pixelAt,
    pane: paneOf,
    /** Whether the pane tells of its new picture, or a pointer comes before it does. */
    show(frame: StackFrame | undefined, tells = true) {
      shown.set(view, frame);
      if (tells) hand.pictureChanged(view);
    },
    tap(spot: Spot) {
      at('press', spot);
      at('release', spot);
    },
    keep(kind: MeasurementKind = 'length') {
      const { study, series, sop, frame } = FIRST;
      const mark: Adopted = {
        id: 'a',
        tracking: '2.25.1',
        label: '',
        kind,
        study,
        series,
        sop,
        frame,
        pointsPx: [pixelAt([100, 200]), pixelAt([300, 200])],
      };
      measurements.keep(mark);
      return mark.pointsPx;
    },
  };
}
