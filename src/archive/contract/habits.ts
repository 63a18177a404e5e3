/** A level of the query hierarchy (PS3.18 10.6.1). */
export type Level = 'studies' | 'series' | 'instances';

/**
 * How one archive wants to be asked: learned from its answers, and from the probe. Each field starts with what the
 * standard says and changes when the archive does otherwise, so that no setting by hand is needed.
 */
export interface Habits {
  /** Filter keys by keyword, or by tag where keywords are refused (DICOMcloud once answered 500). */
  keys: 'keyword' | 'tag';
  /** Whether a filter by keyword was answered. */
  keywordProven: boolean;
  /** Whether includefield may be sent. */
  fields: boolean;
  fieldsProven: boolean;
  /** More rows in one answer are refused, or never come. */
  limitMax: number;
  /** How many were asked for at once and not refused. */
  limitProven: number;
  /** How many rows came in one answer that was the whole truth: shorter answers are not cut. */
  readonly uncapped: Record<Level, number>;
  /** Answers longer than asked for: all rows come always. */
  ignoresLimit: boolean;
  /** The first rows come whatever the offset. */
  ignoresOffset: boolean;
  /** All rows come whatever the filters. */
  ignoresFilters: boolean;
  /** Objects of other Instance Numbers come than were asked for. */
  ignoresNumbers: boolean;
  /** Several modalities as one list with commas, or in a query each where the archive knows no lists. */
  modalities: 'unknown' | 'list' | 'single';
  /** Whether * and ? find anything. */
  wildcards: boolean;
  /** Whether fuzzy matching of names was seen to work (PS3.18 8.3.4.2). */
  fuzzy: boolean;
  /** Letter case of names matters to the archive: each is asked for in several. */
  caseMatters: boolean;
}

export const createHabits = (): Habits => ({
  keys: 'keyword',
  keywordProven: false,
  fields: true,
  fieldsProven: false,
  limitMax: Infinity,
  limitProven: 0,
  uncapped: { studies: 0, series: 0, instances: 0 },
  ignoresLimit: false,
  ignoresOffset: false,
  ignoresFilters: false,
  ignoresNumbers: false,
  modalities: 'unknown',
  wildcards: true,
  fuzzy: false,
  caseMatters: false,
});
