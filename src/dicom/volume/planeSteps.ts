import { cross, dot, type Triple } from '@/dicom/geometry/geometry';
import { extentMm, gradientsOf, sliceOfStep, stepAtSlice, type VolumeGrid } from './volumeGrid';

/** The voxel layers that planes of one normal run along: slices, rows or columns of the volume. */
interface Layers {
  readonly count: number;
  /** How the place across the layers (steps from the first) changes along the normal, per mm; its sign tells which way. */
  readonly perMm: number;
  /** Steps from the first layer per mm, by direction: for points of the patient. */
  readonly gradient: Triple;
  /** Where a layer lies, in steps from the first, and back; with fractions. */
  readonly stepOf: (layer: number) => number;
  readonly layerOf: (step: number) => number;
}

/** Sine of the angle up to which a plane runs along a layer: rounding of a turn written with six digits. */
const ALONG = 1e-5;
/** So near to a layer a plane lies on it, in layers. */
const ON_LAYER = 0.01;

const same = (value: number): number => value;

/** Undefined where planes of this normal (unit vector) cut through all layers. */
function layersAlong(grid: VolumeGrid, normal: Triple): Layers | undefined {
  const { column, row, step } = gradientsOf(grid);
  const runs = (gradient: Triple) => Math.hypot(...cross(gradient, normal)) < ALONG * Math.hypot(...gradient);
  const ofSlices = {
    stepOf: (layer: number) => stepAtSlice(grid, layer),
    layerOf: (at: number) => sliceOfStep(grid, at),
  };
  const even = { stepOf: same, layerOf: same };
  return [
    { gradient: step, count: grid.slices, ...ofSlices },
    { gradient: row, count: grid.rows, ...even },
    { gradient: column, count: grid.columns, ...even },
  ]
    .filter(({ gradient }) => runs(gradient))
    .map((layers) => ({ ...layers, perMm: dot(layers.gradient, normal) }))[0];
}

const stepAt = ({ originLps: o }: VolumeGrid, { gradient }: Layers, point: Triple): number =>
  dot(gradient, [point[0] - o[0], point[1] - o[1], point[2] - o[2]]);

/** How far one step of a scroll goes along a normal (unit vector), mm: from voxel to voxel. */
export function stepMm(grid: VolumeGrid, normal: Triple): number {
  const rates = Object.values(gradientsOf(grid)).map((gradient: Triple) => Math.abs(dot(gradient, normal)));
  return 1 / Math.max(...rates);
}

/** mm along the normal from a point to the middles of layers up to `reachMm` away; undefined where planes cut through all layers. */
export function middlesAlong(
  grid: VolumeGrid,
  atLps: Triple,
  normal: Triple,
  reachMm: number,
): readonly number[] | undefined {
  const layers = layersAlong(grid, normal);
  if (!layers) return undefined;
  const { perMm, count, stepOf, layerOf } = layers;
  const from = stepAt(grid, layers, atLps);
  const reach = Math.abs(perMm) * reachMm + 1e-6;
  const first = Math.max(0, Math.ceil(layerOf(from - reach)));
  const last = Math.min(count - 1, Math.floor(layerOf(from + reach)));
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, at) => (stepOf(first + at) - from) / perMm,
  );
}

/** The layer that so many steps lead to from a place between layers. */
function steppedLayer(from: number, by: number, count: number): number {
  const nearest = Math.round(from);
  const isOn = Math.abs(from - nearest) < ON_LAYER;
  const base = by === 0 || isOn ? nearest : by > 0 ? Math.floor(from) : Math.ceil(from);
  return Math.min(count - 1, Math.max(0, base + by));
}

/**
 * The point that lies so many steps (whole, negative: back) along a normal (unit vector). Where planes run along the slices, or along
 * rows or columns of voxels, it lies on one exactly (0 steps: on the nearest), over gaps too; it never leaves the volume.
 */
export function steppedAlong(grid: VolumeGrid, atLps: Triple, normal: Triple, steps: number): Triple {
  const moved = (mm: number): Triple => [
    atLps[0] + mm * normal[0],
    atLps[1] + mm * normal[1],
    atLps[2] + mm * normal[2],
  ];
  const layers = layersAlong(grid, normal);
  if (layers) {
    const { perMm, count, stepOf, layerOf } = layers;
    const from = stepAt(grid, layers, atLps);
    const layer = steppedLayer(layerOf(from), perMm < 0 ? -steps : steps, count);
    return moved((stepOf(layer) - from) / perMm);
  }
  const [low, high] = extentMm(grid, normal);
  const margin = Math.min(stepMm(grid, normal), high - low) / 2;
  const at = dot(atLps, normal);
  const to = at + steps * stepMm(grid, normal);
  return moved(Math.min(high - margin, Math.max(low + margin, to)) - at);
}
