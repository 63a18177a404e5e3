import type { SeriesSummary } from '@/archive/contract/archive';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { factsOf } from '@/dicom/hanging/facts';
import { LEAST_SCORE, scoreOf, type Score } from '@/dicom/hanging/score';
import { ROLES, type HangingTemplate, type Selector } from '@/dicom/hanging/template';
import { hasPicture } from '@/dicom/series/modality';
import type { Pane, ViewState } from '@/view/viewState';

/** Objects by which series are described, as far as they are. */
export type Described = ReadonlyMap<SeriesUid, Instance>;

/** Studies that count as priors, the best first. */
export interface PriorStudies {
  readonly studies: readonly StudyUid[];
  /** `awaited`: more may be found; `gone`: what there is could not be read, or not all of it. */
  readonly state: 'found' | 'awaited' | 'gone';
}

/** What a pane that no series fits is: missing, or its prior is still looked for, or could not be. */
export const missingState = ({ role }: Selector, { state }: PriorStudies): 'missing' | 'waiting' | 'gone' =>
  role === 'current' || state === 'found' ? 'missing' : state === 'awaited' ? 'waiting' : 'gone';

/** The panes of a template that are for a prior. */
const ofPriors = ({ panes }: HangingTemplate): readonly Selector[] =>
  panes.flatMap((pane) => (pane && pane.selector.role !== 'current' ? [pane.selector] : []));

/** How many priors a template hangs. */
export const priorsWanted = (template: HangingTemplate): number =>
  Math.max(0, ...ofPriors(template).map(({ role }) => ROLES.indexOf(role)));

const scoresOf = (
  template: HangingTemplate,
  series: readonly SeriesSummary[],
  described: Described,
): readonly { readonly of: SeriesSummary; readonly score: Score }[] =>
  series.filter(hasPicture).flatMap((of) =>
    ofPriors(template).map((selector) => ({
      of,
      score: scoreOf(selector, factsOf(of, selector.role, described.get(of.series))),
    })),
  );

/** Series of a prior whose description decides whether one hangs. */
export const undecidedOfPrior = (
  template: HangingTemplate,
  series: readonly SeriesSummary[],
  described: Described,
): readonly SeriesSummary[] => [
  ...new Set(
    scoresOf(template, series, described)
      .filter(({ score }) => score.high >= LEAST_SCORE && score.high > score.low)
      .map(({ of }) => of),
  ),
];

/** Whether a series of a prior fits a pane that is for one. */
export const fillsPrior = (
  template: HangingTemplate,
  series: readonly SeriesSummary[],
  described: Described,
): boolean => scoresOf(template, series, described).some(({ score }) => score.mid >= LEAST_SCORE);

/** The studies of a view with those priors that hang in some panes, and the better ones: the place of a study is its role. */
export function withPriors(
  before: ViewState['studies'],
  priors: readonly StudyUid[],
  panes: readonly (Pane | null)[],
): ViewState['studies'] {
  const last = priors.findLastIndex((study) => panes.some((pane) => pane?.study === study));
  const more = priors.slice(0, last + 1).filter((study) => !before.includes(study));
  return more.length > 0 ? [...before, ...more] : before;
}
