import type { CutPlane, ReslicedPlane, VolumeFrames } from './planeSource';
import { beginReslice, reslicePlane, type Reslicing } from './reslice';

/** A plane, and another volume on the same plane: both of as many pixels, each of its own voxels where they lie. */
export interface FusedPlane {
  readonly plane: ReslicedPlane;
  readonly over?: ReslicedPlane;
}

/** Both, line after line: those of the one come first. */
export interface FusedReslicing extends Reslicing {
  readonly over: ReslicedPlane | undefined;
}

/** Begins a plane of a volume and, where there is one, of another over it. */
export function beginFused(
  frames: VolumeFrames,
  over: VolumeFrames | undefined,
  plane: CutPlane,
): FusedReslicing {
  const below = beginReslice(frames, plane);
  const above = over && beginReslice(over, plane);
  return {
    get plane() {
      return below.plane;
    },
    get over() {
      return above?.plane;
    },
    lines: below.lines + (above?.lines ?? 0),
    draw(from, to) {
      below.draw(Math.min(from, below.lines), Math.min(to, below.lines));
      above?.draw(Math.max(0, from - below.lines), Math.max(0, to - below.lines));
    },
  };
}

/** Both, whole. */
export const fusedPlane = (
  frames: VolumeFrames,
  over: VolumeFrames | undefined,
  plane: CutPlane,
): FusedPlane => ({
  plane: reslicePlane(frames, plane),
  ...(over ? { over: reslicePlane(over, plane) } : {}),
});
