import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import type { Mark } from '@/measurement/measurement';
import type { KeyImage, Pane, ViewState } from './viewState';

/** What of an archive somebody may see: whole studies, or only some of their series. */
export interface Scope {
  readonly studies: readonly [StudyUid, ...StudyUid[]];
  /** Absent: all series of the studies. */
  readonly series?: readonly SeriesUid[];
}

export interface ScopedView {
  readonly view: ViewState;
  readonly marks: readonly Mark[];
  /** How many measurements lie outside. */
  readonly lostMarks: number;
}

/**
 * A view as somebody with less in sight has it: what lies outside leaves its pane empty, so that the others keep their
 * places. Names of what is outside do not stay in it.
 */
export function cutToScope(view: ViewState, marks: readonly Mark[], scope: Scope): ScopedView {
  const studies = new Set<string>(scope.studies);
  const series = scope.series && new Set<string>(scope.series);
  const isIn = (one: { readonly study: StudyUid; readonly series: SeriesUid }) =>
    studies.has(one.study) && (series?.has(one.series) ?? true);
  const cutPane = (pane: Pane | null): Pane | null => {
    if (!pane || !isIn(pane)) return null;
    const { presentation, ...rest } = pane;
    const isKept = presentation && isIn({ study: pane.study, series: presentation.series });
    return isKept ? pane : rest;
  };
  const [first, ...others] = view.studies.filter((study) => studies.has(study));
  const { keyImages, calibrations, ...plain } = view;
  const starred: readonly KeyImage[] = keyImages?.filter(isIn) ?? [];
  const sizes = calibrations?.filter(isIn) ?? [];
  const kept = marks.filter(isIn);
  return {
    view: {
      ...plain,
      studies: first ? [first, ...others] : scope.studies,
      panes: view.panes.map(cutPane),
      ...(starred.length > 0 ? { keyImages: starred } : {}),
      ...(sizes.length > 0 ? { calibrations: sizes } : {}),
    },
    marks: kept,
    lostMarks: marks.length - kept.length,
  };
}

/** The series that are on the screen, with those of the presentation states that they are shown with. */
export const seriesOnScreen = ({ panes }: ViewState): readonly SeriesUid[] => [
  ...new Set(
    panes.flatMap((pane) =>
      pane ? [pane.series, ...(pane.presentation ? [pane.presentation.series] : [])] : [],
    ),
  ),
];

/** The studies that are on the screen. */
export const studiesOnScreen = ({ panes }: ViewState): readonly StudyUid[] => [
  ...new Set(panes.flatMap((pane) => (pane ? [pane.study] : []))),
];
