import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import type { Mark } from '@/measurement/measurement';
import type { KeyImage, Pane, PaneLinks, ScreenView, ViewState } from './viewState';

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
    const { presentation, layers, ...rest } = pane;
    const isKept = presentation && isIn({ study: pane.study, series: presentation.series });
    // That something was laid over is said without its name.
    return {
      ...rest,
      ...(isKept ? { presentation } : {}),
      ...(layers ? { layers: layers.filter(isIn) } : {}),
    };
  };
  const [first, ...others] = view.studies.filter((study) => studies.has(study));
  const { keyImages, calibrations, links, point, crosses, overlays, screens, ...plain } = view;
  const starred: readonly KeyImage[] = keyImages?.filter(isIn) ?? [];
  const sizes = calibrations?.filter(isIn) ?? [];
  const linked = links && cutLinks(links, studies);
  const cut = crosses?.filter(({ study }) => studies.has(study)) ?? [];
  const laid = overlays?.filter(isIn) ?? [];
  const kept = marks.filter(isIn);
  return {
    view: {
      ...plain,
      studies: first ? [first, ...others] : scope.studies,
      panes: view.panes.map(cutPane),
      ...(screens ? { screens: screens.map((one) => ({ ...one, panes: one.panes.map(cutPane) })) } : {}),
      ...(starred.length > 0 ? { keyImages: starred } : {}),
      ...(sizes.length > 0 ? { calibrations: sizes } : {}),
      ...(linked ? { links: linked } : {}),
      ...(point && studies.has(point.study) ? { point } : {}),
      ...(cut.length > 0 ? { crosses: cut } : {}),
      ...(laid.length > 0 ? { overlays: laid } : {}),
    },
    marks: kept,
    lostMarks: marks.length - kept.length,
  };
}

/** What was linked by hand with a study outside goes: its frame of reference is a name, too. */
function cutLinks(
  { offsets = [], ...switches }: PaneLinks,
  studies: ReadonlySet<string>,
): PaneLinks | undefined {
  const kept = offsets.filter(({ from, to }) => studies.has(from.study) && studies.has(to.study));
  const links = { ...switches, ...(kept.length > 0 ? { offsets: kept } : {}) };
  return Object.keys(links).length > 0 ? links : undefined;
}

const panesOf = (view: ViewState): ScreenView['panes'] =>
  [view, ...(view.screens ?? [])].flatMap(({ panes }) => panes.flatMap((pane) => [pane, ...laidOver(pane)]));

/** The series that are on the screens, with those of the presentation states that they are shown with, and what is drawn over them. */
export const seriesOnScreen = (view: ViewState): readonly SeriesUid[] => [
  ...new Set([
    ...panesOf(view).flatMap((pane) =>
      pane ? [pane.series, ...(pane.presentation ? [pane.presentation.series] : [])] : [],
    ),
    ...(view.overlays ?? []).map(({ series }) => series),
  ]),
];

/** The studies that are on the screens. */
export const studiesOnScreen = (view: ViewState): readonly StudyUid[] => [
  ...new Set(panesOf(view).flatMap((pane) => (pane ? [pane.study] : []))),
];

/** What is laid over the plane of a pane is on the screen as a pane of its own would be. */
function laidOver(pane: Pane | null): readonly Pane[] {
  return (pane?.layers ?? []).map(({ study, series }) => ({ study, series }));
}
