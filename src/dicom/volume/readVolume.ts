import type { OrderedFrame } from '@/dicom/series/ordering';
import type { VolumeGrid } from './volumeGrid';

/** Why images make no volume. */
export type VolumeRefusal =
  /** Fewer than three places. */
  | 'too-few-slices'
  /** Radiographs, angiograms, secondary captures, rotating views: no slices of a body. */
  | 'projection'
  | 'localizer'
  | 'colour'
  | 'ultrasound'
  /** Segmentations and dose: drawn on other volumes. */
  | 'no-picture'
  | 'no-position'
  | 'no-frame-of-reference'
  | 'other-frame-of-reference'
  | 'mixed-orientation'
  | 'mixed-size'
  | 'mixed-spacing'
  /** Slices are displaced in their plane without a rule. */
  | 'shifted'
  /** Several images at one place that nothing tells apart. */
  | 'repeated';

/** What tells volumes at the same place apart. */
export interface VolumeTold {
  readonly by: 'time' | 'acquisition' | 'trigger' | 'bValue' | 'echo' | 'echoTime' | 'number' | 'image';
  /** A number to show: b-value in s/mm², times in ms, else an ordinal. */
  readonly value: number;
}

/** One volume: a time point, a b-value, or all there is. */
export interface Volume {
  readonly grid: VolumeGrid;
  /** By slice: its image, as a place in the list that was read. */
  readonly places: readonly number[];
  /** Absent where there is one volume only. */
  readonly told?: VolumeTold;
}

export type VolumeReading =
  { readonly volumes: readonly [Volume, ...Volume[]] } | { readonly refused: VolumeRefusal };

/** The volumes that images of one part of a series make (SeriesPart, FrameStack), in display order; or why they make none. */
export function readVolumes(_frames: readonly OrderedFrame[]): VolumeReading {
  throw new Error('not yet');
}
