import type { Link } from '@/view/link/codec';
import type { Mark, Measurement } from '@/measurement/measurement';
import type { Pane, ViewState } from '@/view/viewState';

/** What a link carries of a measurement: never its name. */
export const toMark = ({ kind, study, series, sop, frame, pointsPx, basis }: Measurement): Mark => ({
  kind,
  study,
  series,
  sop,
  frame,
  pointsPx,
  ...(basis ? { basis } : {}),
});

/**
 * A link about one finding: its image alone, framed, looking as it does now. What was saved is found by its Tracking UID in
 * whatever version of its report is newest; what was not travels in the link itself.
 */
export function findingLink(
  view: ViewState,
  measurement: Measurement,
  framing: Pick<Pane, 'zoom' | 'centre'>,
): Required<Pick<Link, 'view' | 'marks' | 'finding'>> {
  const { study, series, sop, frame, tracking, origin } = measurement;
  const holds = (pane: Pane | null | undefined) => pane?.series === series && pane.study === study;
  const active = view.panes[view.active];
  const seen = holds(active) ? active : view.panes.find(holds);
  const { zoom: _, centre: _centre, ...look } = seen ?? { study, series };
  const pane: Pane = { ...look, at: { sop, frame }, ...framing };
  const calibrations = view.calibrations?.filter((one) => one.study === study) ?? [];
  return {
    view: {
      studies: [study],
      grid: { rows: 1, columns: 1 },
      panes: [pane],
      active: 0,
      ...(calibrations.length > 0 ? { calibrations } : {}),
      ...(view.petUnit === undefined ? {} : { petUnit: view.petUnit }),
    },
    marks: origin ? [] : [toMark(measurement)],
    finding: tracking,
  };
}
