import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { InstanceRow } from './readInstance';

/** One series of one study row. */
export interface SeriesRow {
  readonly study: string;
  readonly series: string;
  /** As its speaker says. */
  attributes: DicomJson;
  /** The object that speaks for it (standing.ts). */
  speaker: InstanceRow;
  readonly instances: InstanceRow[];
}

/**
 * One row of the worklist: a study of one patient. A Study Instance UID that stands under two Patient IDs makes
 * two rows, so that neither patient's study hides behind the other's.
 */
export interface StudyRow {
  readonly study: string;
  /** As its speaker says. */
  attributes: DicomJson;
  /** The object that speaks for it (standing.ts). */
  speaker: InstanceRow;
  readonly series: Map<string, SeriesRow>;
  /** Counted as objects come in: of all series together. */
  instanceCount: number;
  /** Of all objects, also where those of one series disagree. */
  readonly modalities: Set<string>;
  readonly sopClasses: Set<string>;
}

/** An object with what it belongs to. */
export interface StoredPlace {
  readonly study: StudyRow;
  readonly series: SeriesRow;
  readonly instance: InstanceRow;
}
