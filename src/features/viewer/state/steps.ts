import type { SeriesSummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import { place } from '@/view/actions';
import { updateView, type ViewStore } from '@/view/viewStore';

/** Why there is no next one. `lastLoaded`: the list has more than it has loaded; `unlisted`: the study is not in it. */
export type StudyEnd = 'first' | 'last' | 'lastLoaded' | 'unlisted';
export type StepEnd =
  | `study.${StudyEnd}`
  | 'series.first'
  | 'series.last'
  | 'link.copied'
  | 'link.refused'
  /** What was pressed is not for whoever looks. */
  | 'right.measure'
  | 'right.store'
  /** What was pressed is the engine's, which did not come. */
  | 'engine.lost';

/** What opens the study so many rows further in the list of an archive, or why there is none. */
export type StudySteps = (archive: string, from: StudyUid, by: 1 | -1) => (() => void) | StudyEnd;
/** Opens it, once whoever has unsaved work has agreed; why not, where there is none. */
export type StepStudy = (from: StudyUid, by: 1 | -1) => StudyEnd | undefined;

interface Steps {
  readonly views: ViewStore;
  readonly shell: { setState(said: { readonly end: StepEnd | undefined }): void };
  readonly stepStudy?: StepStudy | undefined;
  readonly studies?: readonly { readonly series: readonly SeriesSummary[] }[];
}

/** The next series of the panel in the active pane, or the one before. An empty pane gets the first, or the last. */
export function stepSeries({ views, shell, studies = [] }: Steps, by: 1 | -1): void {
  const all = studies.flatMap(({ series }) => series);
  const { panes, active } = views.getState().view;
  const shown = panes[active] ?? undefined;
  const at = all.findIndex(({ study, series }) => study === shown?.study && series === shown.series);
  const next = at < 0 ? all.at(by > 0 ? 0 : -1) : all[at + by];
  shell.setState({ end: next ? undefined : by > 0 ? 'series.last' : 'series.first' });
  if (next) updateView(views, (view) => place(view, active, next.study, next.series));
}

/** The next study of the list, or the one before. */
export function stepStudy({ views, shell, stepStudy: step }: Steps, by: 1 | -1): void {
  const end = step?.(views.getState().view.studies[0], by);
  shell.setState({ end: end && `study.${end}` });
}
