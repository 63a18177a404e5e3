import type { PointPx } from '@/dicom/geometry/pointPx';
import { splineThrough } from '@/measurement/reading/outline';
import { contourReadings } from '@/measurement/reading/regionReadings';
import { contourRegion } from '@/measurement/reading/region';
import type { Kind } from './kind';
import { closed } from './reportForms';

/** What contours share whose points are their corners. */
const OF_CORNERS = {
  isBent: true,
  outline: (points: readonly PointPx[]) => points,
  region: contourRegion,
  read: contourReadings,
  report: {
    graphics: (corners) => [{ type: 'POLYLINE', pointsPx: closed(corners) }],
    handles: ([graphic]) => graphic?.pointsPx.slice(0, -1) ?? [],
    role: 'region',
  },
} as const satisfies Partial<Kind>;

/** Kinds whose drawing is a closed contour. */
export const CONTOURS = {
  /** The corners of what was drawn along the pointer. */
  freehand: {
    ...OF_CORNERS,
    link: { code: 9, least: 3, most: 2000, inSteps: true },
    icon: 'freehand',
    key: 'q',
    hand: { by: 'stroke', count: 3 },
  },
  /** The knots of a closed curve. */
  spline: {
    link: { code: 10, least: 3, most: 100 },
    icon: 'spline',
    hand: { by: 'path', count: 3 },
    outline: splineThrough,
    region: (knots) => contourRegion(splineThrough(knots)),
    read: (knots, image) => contourReadings(splineThrough(knots), image),
    // The curve in corners; its knots stand beside.
    report: {
      graphics: (knots) => [{ type: 'POLYLINE', pointsPx: closed(splineThrough(knots)) }],
      role: 'region',
    },
  },
  /** The corners of what was found along the edges of the picture. */
  livewire: {
    ...OF_CORNERS,
    link: { code: 11, least: 3, most: 2000, inSteps: true },
    icon: 'livewire',
    hand: { by: 'path', count: 2, followsEdges: true },
  },
  /** The corners of what grew from a seed. */
  region: {
    ...OF_CORNERS,
    link: { code: 14, least: 3, most: 2000, inSteps: true },
    icon: 'region',
    hand: { by: 'grow', count: 3 },
  },
} as const satisfies Record<string, Kind>;
