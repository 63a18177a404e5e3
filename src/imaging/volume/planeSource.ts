import type { Triple } from '@/dicom/geometry/geometry';
import type { NativeValues } from '@/dicom/pixels/nativeValues';
import type { VolumeGrid } from '@/dicom/volume/volumeGrid';
import type { GreyPicture } from '@/painting/drawing';

/** What of a slab is shown. */
export type SlabMode = 'max' | 'min' | 'mean';

/** A plane of some thickness: half of it lies on either side. */
export interface Slab {
  readonly thicknessMm: number;
  readonly mode: SlabMode;
  /** Not of all its voxels: while a hand moves it. */
  readonly isCoarse?: boolean;
}

/**
 * A picture's place in the patient: square pixels, each one sample. Pixel (x, y), from 0, has its middle at
 * centreLps + (x - (widthPx - 1) / 2) * mmPerPixel * right + (y - (heightPx - 1) / 2) * mmPerPixel * down.
 */
export interface CutPlane {
  /** The patient point in the middle of the picture, LPS mm. */
  readonly centreLps: Triple;
  /** Unit vectors, LPS, at right angles. */
  readonly right: Triple;
  readonly down: Triple;
  readonly mmPerPixel: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Absent: no thickness. */
  readonly slab?: Slab;
}

/** Modality values of a frame as the cache holds them, rescaled already: of PET each slice by its own slope. */
export type FrameValues = NativeValues['values'];

/** A volume, and those of its frames that are here. Nothing is copied. */
export interface VolumeFrames {
  readonly grid: VolumeGrid;
  /** By slice, from 0: rows * columns values, row by row; undefined: not here yet. */
  readonly values: readonly (FrameValues | undefined)[];
}

/** A plane through a volume. */
export interface ReslicedPlane {
  /**
   * Modality values, for the painter: `nothing` where there is no volume, where slices are missing, and where frames are not
   * here yet. Whole numbers (rounded) where all frames' are, else with fractions.
   */
  readonly picture: GreyPicture;
  /** Whether any pixel waits for a frame that is not here yet. */
  readonly isWaiting: boolean;
}
