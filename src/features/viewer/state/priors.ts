import type { SeriesSummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { ViewStore } from '@/view/viewStore';

/**
 * Why no prior was hung. `elsewhere`: those there are lie in other archives; `gone`: its series could not be read; `noView`: it has no
 * mammogram of the side and view in the active pane.
 */
export type PriorEnd = 'waiting' | 'none' | 'elsewhere' | 'oldest' | 'gone' | 'noView';

/** What there is to hang as a prior: of this person and this archive, of before, the best first. */
export interface FoundPriors {
  readonly studies: readonly StudyUid[];
  /** `awaited`: still looked for; `gone`: the archive did not answer. */
  readonly state: 'found' | 'awaited' | 'gone';
}

/** Other studies of the patient, at hand for keys and arrangements. */
export interface PriorsAtHand {
  /** Hangs the best one beside what is read, or the one older than that which hangs there; why not, where there is none. */
  hang(views: ViewStore, which: 'best' | 'older'): Promise<PriorEnd | undefined>;
  /** Told of what there is, now and whenever more is known; the result ends it. */
  follow(told: (found: FoundPriors) => void): () => void;
  /** The series of one of them; undefined: they cannot be had now. Never rejects. */
  seriesOf(study: StudyUid): Promise<readonly SeriesSummary[] | undefined>;
}

interface Reach {
  readonly views: ViewStore;
  readonly shell: { setState(said: { readonly end: `prior.${PriorEnd}` | undefined }): void };
  readonly priors?: PriorsAtHand | undefined;
}

/** Hangs a prior, or says why there is none. */
export function hangPrior({ views, shell, priors }: Reach, which: 'best' | 'older'): void {
  void priors?.hang(views, which).then((end) => shell.setState({ end: end && `prior.${end}` }));
}
