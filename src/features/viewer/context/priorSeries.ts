import type { SeriesSummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { HangingTemplate } from '@/dicom/hanging/template';
import {
  fillsPrior,
  priorsWanted,
  undecidedOfPrior,
  type Described,
  type PriorStudies,
} from '@/features/viewer/state/hangPriors';
import type { FoundPriors, PriorsAtHand } from '@/features/viewer/state/priors';

/** Priors whose series are looked through for what a pane asks for. */
const MOST_PRIORS = 4;

interface Search {
  readonly of: Pick<PriorsAtHand, 'seriesOf'>;
  readonly found: FoundPriors;
  /** Studies of the view: what a reader has set beside it already goes before what is best. */
  readonly shown: readonly StudyUid[];
  known(): Described;
  /** Asks for an object of each series. Never rejects. */
  describe(series: readonly SeriesSummary[]): Promise<void>;
}

/** The priors that have what a template asks for, as many as it hangs, and their series. Never rejects. */
export async function priorSeries(
  template: HangingTemplate,
  { of, found, shown, known, describe }: Search,
): Promise<{ readonly priors: PriorStudies; readonly series: readonly SeriesSummary[] }> {
  const wanted = priorsWanted(template);
  const asked = found.studies
    .toSorted((a, b) => Number(shown.includes(b)) - Number(shown.includes(a)))
    .slice(0, MOST_PRIORS);
  const studies: StudyUid[] = [];
  const series: SeriesSummary[] = [];
  let isGone = false;
  for (const study of asked) {
    if (studies.length >= wanted) break;
    const list = await of.seriesOf(study);
    isGone ||= !list;
    if (!list) continue;
    await describe(undecidedOfPrior(template, list, known()));
    if (!fillsPrior(template, list, known())) continue;
    studies.push(study);
    series.push(...list);
  }
  const state = found.state === 'found' && isGone ? 'gone' : found.state;
  return { priors: { studies, state }, series };
}
