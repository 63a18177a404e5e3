import type { SeriesSummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import { selectorOf } from '@/dicom/hanging/choose';
import { factsOf } from '@/dicom/hanging/facts';
import { scoreOf } from '@/dicom/hanging/score';
import { hasPicture } from '@/dicom/series/modality';
import { place, setGrid } from '@/view/actions';
import type { ViewState } from '@/view/viewState';

/** Priors that stay in a view beside those on the screen: a link names no more studies than it can. */
const MOST_PRIORS = 4;

/** The pane in which a prior hangs: where one does, else an empty one, else the one beside the active: in its row, else in its column. */
export function priorPane(view: ViewState): number {
  const { panes, active, studies, grid } = view;
  const isOther = (at: number) => at !== active;
  const shown = panes.findIndex((pane, at) => isOther(at) && pane !== null && pane.study !== studies[0]);
  if (shown >= 0) return shown;
  const empty = panes.findIndex((pane, at) => isOther(at) && pane === null);
  if (empty >= 0) return empty;
  const { columns } = grid;
  const beside = (place: number, among: number) => (place + 1 < among ? 1 : -1);
  if (columns > 1) return active + beside(active % columns, columns);
  return grid.rows > 1 ? active + beside(active, grid.rows) : active;
}

/** The prior that hangs in a view; undefined: none does. */
export const hungPrior = ({ panes, studies }: ViewState): StudyUid | undefined =>
  panes.find((pane) => pane !== null && pane.study !== studies[0])?.study;

/** How like one series is another by what their lists say, 0 to 1. */
function likeness(one: SeriesSummary, other: SeriesSummary): number {
  return scoreOf(selectorOf(factsOf(other, 'current'), false), factsOf(one, 'current')).mid;
}

/**
 * The series of a prior to set beside pictures of some modalities: the one most like that of the active pane (`like`), of alike ones that
 * which is called the same, then the largest; without such, the largest of one of the modalities where there is one.
 */
export function seriesBeside(
  series: readonly SeriesSummary[],
  modalities: readonly string[],
  like?: SeriesSummary,
): SeriesSummary | undefined {
  const pictures = series.filter(hasPicture);
  const byCount = (a: SeriesSummary, b: SeriesSummary) => (b.instanceCount ?? 0) - (a.instanceCount ?? 0);
  if (like) {
    const nameOf = ({ description }: SeriesSummary) => description?.trim().toLowerCase();
    const isNamed = (of: SeriesSummary) => Number(nameOf(of) !== undefined && nameOf(of) === nameOf(like));
    const [best] = pictures
      .map((of) => ({ of, score: likeness(of, like) }))
      .toSorted((a, b) => b.score - a.score || isNamed(b.of) - isNamed(a.of) || byCount(a.of, b.of));
    if (best && best.score > 0) return best.of;
  }
  const alike = pictures.filter(({ modality }) => modalities.includes(modality));
  return (alike.length > 0 ? alike : pictures).toSorted(byCount)[0];
}

/**
 * A view with a series of a prior beside what is on the screen: in a second pane where there was one. The study on the screen stays the
 * first of the view, and its pane the active one, unless a screen shows one pane alone.
 */
export function hangBeside(
  before: ViewState,
  { study, series }: Pick<SeriesSummary, 'study' | 'series'>,
  showsOne: boolean,
): ViewState {
  const view = before.panes.length > 1 ? before : setGrid(before, { rows: 1, columns: 2 });
  const at = priorPane(view);
  const placed = place(view, at, study, series);
  const [first, ...others] = placed.studies;
  const onScreen = new Set(placed.panes.map((pane) => pane?.study));
  const known = others.filter((one) => one !== study);
  // The oldest of those that are not on the screen go.
  const spare = new Set(
    known.filter((one) => !onScreen.has(one)).slice(0, Math.max(0, known.length - MOST_PRIORS + 1)),
  );
  const kept = known.filter((one) => !spare.has(one));
  return {
    ...placed,
    studies: [first, ...(study === first ? kept : [...kept, study])],
    active: showsOne ? at : view.active,
  };
}
