import type { DicomJson } from './dicomJson';
import type { SeriesUid, SopUid, StudyUid } from './uid';

/** One SOP instance as the archive describes it, without its pixels. */
export interface Instance {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly sop: SopUid;
  /** SOP Class UID (0008,0016); empty when the archive does not say. */
  readonly sopClass: string;
  /** Modality (0008,0060); 'OT' when absent, since rendering needs one. */
  readonly modality: string;
  /** Number of Frames (0028,0008), 1 for single-frame images, 0 for objects that are no images. */
  readonly frames: number;
  /** The archive's metadata, normalised: DICOM JSON Model (PS3.18 F.2), bulk data by URI or inline. */
  readonly dataset: DicomJson;
  /**
   * Why no picture of it can be trusted, as ArchiveError.details.what names it: `duplicate` = the archive describes it
   * twice and differently, `palette` = its colour tables are not to be had.
   */
  readonly doubt?: 'duplicate' | 'palette';
  /** Tags of numbers and of tables that the archive has, or may have, and did not tell (lostNumbers, lostLuts). */
  readonly lost?: readonly string[];
}

/** Names one frame for ever. Frames count from 1 (PS3.18 10.4). */
export interface FrameRef {
  readonly sop: SopUid;
  readonly frame: number;
}
