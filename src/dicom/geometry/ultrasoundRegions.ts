import { items, number, type DicomJson } from '@/dicom/dataset/dicomJson';
import { TAG } from '@/dicom/dataset/tags';
import type { PointPx } from './pointPx';

/** What one axis of an ultrasound region counts, and how much of it a pixel is. */
export interface RegionAxis {
  readonly unit: 'mm' | 's' | 'cm/s' | 'Hz' | 'dB' | '%';
  readonly perPx: number;
}

/** Physical units of the pixels of a region: across (X) and down (Y). */
export interface RegionAxes {
  readonly across?: RegionAxis;
  readonly down?: RegionAxis;
}

/**
 * The scale that holds for some points: that of the one region all of them lie in, `outside` any region, or `several`:
 * in different regions, or some outside.
 */
export type RegionScale = RegionAxes | 'outside' | 'several';

/** Physical Units X and Y Direction (PS3.3 C.8.5.5.1.15); centimetres are told as millimetres. */
const UNITS: Readonly<Record<number, { readonly unit: RegionAxis['unit']; readonly factor: number }>> = {
  1: { unit: '%', factor: 1 },
  2: { unit: 'dB', factor: 1 },
  3: { unit: 'mm', factor: 10 },
  4: { unit: 's', factor: 1 },
  5: { unit: 'Hz', factor: 1 },
  7: { unit: 'cm/s', factor: 1 },
};

/** The regions of an ultrasound image (PS3.3 C.8.5.5); they hold for all its frames. */
export const regionsOf = (dataset: DicomJson): readonly DicomJson[] =>
  items(dataset, TAG.SequenceOfUltrasoundRegions);

function axis(region: DicomJson, unitTag: string, deltaTag: string): RegionAxis | undefined {
  const known = UNITS[number(region, unitTag) ?? 0];
  const perPx = Math.abs(number(region, deltaTag) ?? 0) * (known?.factor ?? 0);
  return known && perPx > 0 ? { unit: known.unit, perPx } : undefined;
}

/** Region Spatial Format of traces, spectra, curves and graphics (PS3.3 C.8.5.5.1.1): none has lengths both ways. */
const NO_PICTURES: ReadonlySet<number> = new Set([2, 3, 4, 5]);

function axesOf(region: DicomJson): RegionAxes {
  const across = axis(region, TAG.PhysicalUnitsXDirection, TAG.PhysicalDeltaX);
  const down = axis(region, TAG.PhysicalUnitsYDirection, TAG.PhysicalDeltaY);
  const areLengths = across?.unit === 'mm' && down?.unit === 'mm';
  if (areLengths && NO_PICTURES.has(number(region, TAG.RegionSpatialFormat) ?? 0)) return {};
  return { ...(across ? { across } : {}), ...(down ? { down } : {}) };
}

/** Bounds are pixels that belong to the region: half a pixel more on each side. */
function contains(region: DicomJson, [column, row]: PointPx): boolean {
  const edge = (tag: string) => number(region, tag) ?? Number.NaN;
  return (
    column >= edge(TAG.RegionLocationMinX0) - 0.5 &&
    column <= edge(TAG.RegionLocationMaxX1) + 0.5 &&
    row >= edge(TAG.RegionLocationMinY0) - 0.5 &&
    row <= edge(TAG.RegionLocationMaxY1) + 0.5
  );
}

/** Region Flags bit 0: where regions overlap, those of low priority give way (PS3.3 C.8.5.5.1.3). */
const isLow = (region: DicomJson): boolean => ((number(region, TAG.RegionFlags) ?? 0) & 1) === 1;

/** The regions that rule a point. */
function rulersOf(regions: readonly DicomJson[], point: PointPx): readonly DicomJson[] {
  const here = regions.filter((region) => contains(region, point));
  const high = here.filter((region) => !isLow(region));
  return high.length > 0 ? high : here;
}

const isSame = (a: RegionAxes, b: RegionAxes): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The scale of the region that holds all of some points; without points, what holds in every region. Two pictures side by
 * side are two regions, also where they have one scale: no length leads from one to the other.
 */
export function regionScale(regions: readonly DicomJson[], pointsPx: readonly PointPx[]): RegionScale {
  const rulers = pointsPx.length > 0 ? pointsPx.map((point) => rulersOf(regions, point)) : [regions];
  if (rulers.every((some) => some.length === 0)) return 'outside';
  const common = (rulers[0] ?? []).filter((region) => rulers.every((some) => some.includes(region)));
  const [first, ...others] = common.map(axesOf);
  if (!first || !others.every((other) => isSame(other, first))) return 'several';
  // Regions of one point that contradict each other: neither is believed.
  const all = rulers.flat().map(axesOf);
  return all.every((other) => isSame(other, first)) ? first : 'several';
}
