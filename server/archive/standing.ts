import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { SopUid, SeriesUid } from '@/dicom/dataset/uid';

/** What decides which of several objects speaks for what they have in common. */
export interface ServedStanding {
  readonly sop: SopUid;
  readonly series: SeriesUid;
  /** Came in over STOW-RS, and was not put into the folder by who runs the archive. */
  readonly isReceived: boolean;
  /** 0: an image; 1: another record of an examination, such as a waveform; 2: what somebody said of one. */
  readonly kind: 0 | 1 | 2;
  /** When the file was written, whole milliseconds since 1970. */
  readonly storedMs: number;
}

/** Presentation states, segmentations and registrations, mappings, reports, documents, radiotherapy but for its images (PS3.4 B.5). */
const DERIVED_CLASS = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(11|66|67|68|88|91|104|481\.([2-9]|1\d))(\.|$)/;
const DERIVED_MODALITY = new Set(
  'SR PR KO SEG DOC PLAN REG FID RWV ANN RTSTRUCT RTPLAN RTDOSE RTRECORD SMR STAIN TEXTUREMAP M3D'.split(' '),
);

/** How much an object's word weighs, by what it is. */
export function servedKind(sopClass: string, series: DicomJson, hasPixels: boolean): ServedStanding['kind'] {
  if (DERIVED_CLASS.test(sopClass) || DERIVED_MODALITY.has(text(series, '00080060') ?? '')) return 2;
  return hasPixels ? 0 : 1;
}

/**
 * The order in which objects speak for the study and series that they share: those of the folder before what was received,
 * images before what was derived from them, what was there first; last the UID. Nothing in it depends on the names of files, on
 * the order they are read in, or on what comes in afterwards: a stored report renames no study, today or after a restart.
 */
export function byStanding(a: ServedStanding, b: ServedStanding): number {
  const up = (one: string, two: string): number => (one < two ? -1 : Number(one > two));
  return (
    Number(a.isReceived) - Number(b.isReceived) ||
    a.kind - b.kind ||
    a.storedMs - b.storedMs ||
    up(a.sop, b.sop) ||
    up(a.series, b.series)
  );
}
