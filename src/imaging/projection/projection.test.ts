// oxlint-disable no-restricted-imports -- the package exports its viewports, not the arithmetic of their camera.
import {
  canvasToWorldPlanarViewState,
  worldToCanvasPlanarViewState,
} from '../../../node_modules/@cornerstonejs/core/dist/esm/RenderingEngine/GenericViewport/Planar/planarAdapterCoordinateTransforms.js';
import { resolvePlanarICamera } from '../../../node_modules/@cornerstonejs/core/dist/esm/RenderingEngine/GenericViewport/Planar/planarRenderCamera.js';
import { expect, test } from 'vitest';
import { pixelToLps, type Plane } from '@/dicom/geometry/geometry';
import type { Pane, QuarterTurn } from '@/view/viewState';
import { toCamera } from './paneCamera';
import { projectPane } from './projection';

/** Numbers from 0 to 1 that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

type Triple = readonly [number, number, number];
const cross = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const unit = (a: Triple): Triple => {
  const length = Math.hypot(...a);
  return [a[0] / length, a[1] / length, a[2] / length];
};

/** A plane anywhere, aslant, with pixels that are no squares. */
function planeBy(random: () => number): Plane {
  const any = (): Triple => [random() - 0.5, random() - 0.5, random() - 0.5];
  const rowDirection = unit(any());
  const normal = unit(cross(rowDirection, any()));
  return {
    rowDirection,
    columnDirection: cross(normal, rowDirection),
    normal,
    positionLps: [400 * random() - 200, 400 * random() - 200, 400 * random() - 200],
    rowSpacingMm: 0.1 + 2 * random(),
    columnSpacingMm: 0.1 + 2 * random(),
  };
}

/** Cornerstone's planar camera of the same settings: its own arithmetic, which the engine's viewport goes by. */
function cornerstoneOf(
  pane: Pane,
  plane: Plane,
  image: { rows: number; columns: number },
  width: number,
  height: number,
) {
  const physical = [image.columns * plane.columnSpacingMm, image.rows * plane.rowSpacingMm] as const;
  const sliceCenterWorld = pixelToLps(plane, (image.columns - 1) / 2, (image.rows - 1) / 2);
  const camera = resolvePlanarICamera({
    camera: toCamera(pane, 0, plane, image) as never,
    canvasWidth: width,
    canvasHeight: height,
    sliceBasis: {
      sliceCenterWorld: [...sliceCenterWorld],
      viewPlaneNormal: plane.normal.map((part) => -part) as never,
      viewUp: plane.columnDirection.map((part) => -part) as never,
      fitParallelScale: Math.max(physical[1], physical[0] / (width / height)) * 0.5,
      sliceWidthWorld: physical[0],
      sliceHeightWorld: physical[1],
      cameraDistance: 1,
    },
  } as never) as never;
  const size = { camera, canvasWidth: width, canvasHeight: height };
  return {
    worldToCanvas: (worldPos: Triple) => worldToCanvasPlanarViewState({ ...size, worldPos } as never),
    canvasToWorld: (canvasPos: readonly [number, number]) =>
      canvasToWorldPlanarViewState({ ...size, canvasPos } as never),
  };
}

test('pictures lie where the camera of the engine has them, in 400 planes, sizes, turns, zooms and places', () => {
  const random = seeded(7);
  for (let at = 0; at < 400; at++) {
    const plane = planeBy(random);
    const image = { rows: 1 + Math.floor(900 * random()), columns: 1 + Math.floor(900 * random()) };
    const pane = {
      zoom: 0.1 + 8 * random(),
      rotationDeg: (90 * (at % 4)) as QuarterTurn,
      mirrored: random() < 0.5,
      ...(random() < 0.5 ? { centre: [random(), random()] as const } : {}),
    } as unknown as Pane;
    const ratio = [1, 1.25, 1.5, 2][at % 4] ?? 1;
    const [width, height] = [Math.round((200 + 900 * random()) * ratio) / ratio, 300];
    const own = projectPane(pane, plane, image, { width, height, ratio });
    const other = cornerstoneOf(pane, plane, image, width, height);
    for (const [column, row] of [
      [0, 0],
      [image.columns - 1, 0],
      [image.columns / 3, image.rows - 1],
    ] as const) {
      const world = pixelToLps(plane, column, row);
      const [x, y] = own.worldToCanvas([...world] as [number, number, number]);
      const [otherX, otherY] = other.worldToCanvas([...world] as unknown as Triple);
      // Theirs is of single precision.
      expect(Math.hypot(x - otherX, y - otherY), `${at}`).toBeLessThan(0.02);
      const back = own.canvasToWorld([x, y]);
      expect(Math.hypot(...back.map((part, i) => part - (world[i] ?? 0))), `${at}`).toBeLessThan(1e-9);
      const otherBack = other.canvasToWorld([x, y]);
      const apart = back.map((part, i) => part - (otherBack[i] ?? 0));
      expect(Math.hypot(...apart), `${at}`).toBeLessThan(0.01);
    }
  }
});
