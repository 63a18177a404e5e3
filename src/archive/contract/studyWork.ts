/** How far the reading of a study is by the workitems of its archive (PS3.18 11). */
export type ReadingProgress = 'scheduled' | 'inProgress' | 'completed' | 'canceled';

/** A study whose workitems are asked for. */
export interface WorkAsked {
  readonly study: string;
  /** Both must agree where a workitem names no study. */
  readonly accession?: string | undefined;
  readonly patientId?: string | undefined;
}

export interface WorkOfStudy {
  readonly state: ReadingProgress;
  /** Whoever does it, or has done it, as the archive names them; it may name nobody. */
  readonly by: readonly string[];
}
