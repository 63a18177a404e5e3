import { text, texts } from '@/dicom/dataset/dicomJson';
import { frameNumbers } from '@/dicom/dataset/functionalGroups';
import { dot, readOrientation, readPosition, type Orientation, type Triple } from './geometry';
import type { FrameRef, Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';

/** Why parallel slices are no regular volume; each is harmless on a single picture and wrong through the slices. */
export type VolumeWarning =
  /** A few gaps are two or more times the usual one: `count` slices fit in, the first gap follows `after`. */
  | { readonly kind: 'missing-slices'; readonly count: number; readonly after: FrameRef }
  | { readonly kind: 'uneven-spacing'; readonly leastMm: number; readonly mostMm: number }
  /** Slices are shifted evenly in their plane: the gantry was tilted, the stack is sheared. */
  | { readonly kind: 'tilted'; readonly degrees: number }
  /** Slices are shifted in their plane without a rule, by so much at most. */
  | { readonly kind: 'shifted'; readonly mm: number }
  | { readonly kind: 'turned'; readonly degrees: number }
  | { readonly kind: 'other-pixel-spacing' }
  | { readonly kind: 'other-frame-of-reference' };

/** One place of a stack along its normal, by the first image there. Frames from 1. */
export interface VolumePlace {
  readonly instance: Instance;
  readonly frame: number;
  readonly distanceMm: number;
}

export const FEWEST_PLACES = 3;
/** A gap is as the others within 1 % or 0.01 mm, whichever is more. */
const EVEN_PART = 0.01;
const EVEN_MM = 0.01;
const WIDE = 1.5;
/** A wide gap is a whole number of usual ones to this part of a usual one; more of them than a quarter is a pattern. */
const WHOLE_PART = 0.1;
export const MOST_WIDE_PART = 0.25;
const MOST_TILT_DEG = 0.1;
export const MOST_SHIFT_MM = 0.1;
/** Between the directions of two slices, as a part of 1. */
export const MOST_TURN = 1e-4;

const ref = ({ instance, frame }: VolumePlace): FrameRef => ({ sop: instance.sop, frame });
const toDeg = (radians: number): number => (radians * 180) / Math.PI;

function gapWarnings(places: readonly VolumePlace[]): VolumeWarning[] {
  const gaps = places.slice(1).map((place, i) => {
    const before = places[i] ?? place;
    return { before, mm: place.distanceMm - before.distanceMm };
  });
  const sorted = gaps.map(({ mm }) => mm).sort((a, b) => a - b);
  const usual = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const wide = gaps.filter(({ mm }) => mm > WIDE * usual);
  const isWhole = (mm: number) => Math.abs(mm / usual - Math.round(mm / usual)) <= WHOLE_PART;
  const first = wide[0]?.before;
  const areMissing =
    gaps.length > 2 &&
    wide.length <= Math.max(1, MOST_WIDE_PART * gaps.length) &&
    wide.every(({ mm }) => isWhole(mm));
  const rest = (areMissing ? gaps.filter((gap) => !wide.includes(gap)) : gaps).map(({ mm }) => mm);
  const isUneven = rest.some((mm) => Math.abs(mm - usual) > Math.max(EVEN_PART * usual, EVEN_MM));
  const count = wide.reduce((sum, { mm }) => sum + Math.round(mm / usual) - 1, 0);
  return [
    ...(first && areMissing ? [{ kind: 'missing-slices', count, after: ref(first) } as const] : []),
    ...(isUneven
      ? [{ kind: 'uneven-spacing', leastMm: Math.min(...rest), mostMm: Math.max(...rest) } as const]
      : []),
  ];
}

/** How slices move within their own plane from the first to the last. */
export interface Shear {
  /** Of what lies one mm further along the normal, mm: within the plane. */
  readonly perMm: Triple;
  /** How far the worst slice lies beside that line, mm. */
  readonly offMm: number;
}

/** The shear of parallel slices, by the middles of their first pixels in the order of their distance; undefined for fewer than two. */
export function shearOf(positionsLps: readonly Triple[], normal: Triple): Shear | undefined {
  const [origin, last] = [positionsLps[0], positionsLps.at(-1)];
  if (!origin || !last) return undefined;
  const parted = (position: Triple) => {
    const away: Triple = [position[0] - origin[0], position[1] - origin[1], position[2] - origin[2]];
    const along = dot(away, normal);
    const within = (at: 0 | 1 | 2) => away[at] - along * normal[at];
    return { along, within: [within(0), within(1), within(2)] as const };
  };
  const end = parted(last);
  if (end.along === 0) return undefined;
  const slope = (at: 0 | 1 | 2) => end.within[at] / end.along;
  const perMm: Triple = [slope(0), slope(1), slope(2)];
  const off = positionsLps.map(parted).map(({ along, within }) => {
    const beside = (at: 0 | 1 | 2) => within[at] - along * perMm[at];
    return Math.hypot(beside(0), beside(1), beside(2));
  });
  return { perMm, offMm: Math.max(...off) };
}

function shearWarnings(places: readonly VolumePlace[], { normal }: Orientation): VolumeWarning[] {
  const positions = places.flatMap(({ instance, frame }) => {
    const position = readPosition(instance, frame);
    return position ? [position] : [];
  });
  const shear = shearOf(positions, normal);
  if (!shear) return [];
  if (shear.offMm > MOST_SHIFT_MM) return [{ kind: 'shifted', mm: shear.offMm }];
  const degrees = toDeg(Math.atan(Math.hypot(...shear.perMm)));
  return degrees > MOST_TILT_DEG ? [{ kind: 'tilted', degrees }] : [];
}

function sameness(
  places: readonly VolumePlace[],
  { rowDirection, columnDirection }: Orientation,
): VolumeWarning[] {
  let turn = 0;
  const frames = new Set<string>();
  const spacings = new Set<string>();
  for (const { instance, frame } of places) {
    const other = readOrientation(instance, frame);
    const apart = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    if (other)
      turn = Math.max(
        turn,
        apart(other.rowDirection, rowDirection),
        apart(other.columnDirection, columnDirection),
      );
    frames.add(text(instance.dataset, TAG.FrameOfReferenceUid) ?? '');
    const spacing = frameNumbers(instance.dataset, frame, TAG.PixelMeasuresSequence, TAG.PixelSpacing);
    spacings.add(spacing.map((mm) => mm.toPrecision(4)).join(' '));
  }
  return [
    ...(turn > MOST_TURN ? [{ kind: 'turned', degrees: toDeg(turn) } as const] : []),
    ...(spacings.size > 1 ? [{ kind: 'other-pixel-spacing' } as const] : []),
    ...(frames.size > 1 ? [{ kind: 'other-frame-of-reference' } as const] : []),
  ];
}

/**
 * What stands between parallel slices and a regular volume. `places` in the order of their distance. Localizers and fewer
 * than three places are no volume to begin with, and nothing is said of them.
 */
export function volumeWarnings(
  places: readonly VolumePlace[],
  orientation: Orientation,
): readonly VolumeWarning[] {
  const isLocalizer = places.every(({ instance }) =>
    texts(instance.dataset, TAG.ImageType).includes('LOCALIZER'),
  );
  if (places.length < FEWEST_PLACES || isLocalizer) return [];
  return [...gapWarnings(places), ...shearWarnings(places, orientation), ...sameness(places, orientation)];
}
