import type { Engine, WaitingHand } from '@/imaging/contract';
import type { FactsStore } from '@/imaging/pane/paneStore';
import { closePlanes, isCut, openPlanes } from '@/view/cut';
import type { ViewState } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import type { Shell } from '@/features/viewer/state/shell';

/** What an action reaches of the viewer. */
interface On {
  readonly views: ViewStore;
  readonly engine: Engine | undefined;
  readonly facts: FactsStore;
  readonly hand: WaitingHand;
  readonly shell: Shell;
}

/** What was there before, where the view is still of all its studies. */
const studiesKept = ({ studies }: ViewState, before: ViewState | undefined): ViewState | undefined =>
  before?.studies.every((study) => studies.includes(study)) === true ? before : undefined;

/** The three planes of the active pane's series, or, where there are planes, its stored images again; a series that is no volume says why. */
function togglePlanes({ views, engine, facts, hand, shell }: On): void {
  const { view } = views.getState();
  const { active } = view;
  const pane = view.panes[active];
  if (!pane) return;
  if (isCut(view)) {
    const nearest = facts.getState().panes[active]?.cut?.nearest;
    hand.begin();
    const { beforePlanes } = shell.getState();
    updateView(views, (now) => closePlanes(now, active, nearest ?? pane.at, studiesKept(now, beforePlanes)));
    return;
  }
  const begun = engine?.planes.begin(active);
  if (!begun) return shell.setState({ end: 'cut.unknown' });
  if ('refused' in begun) return shell.setState({ end: `cut.${begun.refused}` });
  hand.begin();
  shell.setState({ beforeMaximise: undefined, beforePlanes: view });
  updateView(views, (now) => openPlanes(now, active, begun.cross));
}

/** Rows of the table of actions: planes through volumes. */
export const CUT_ACTIONS = {
  mpr: {
    icon: 'planes',
    label: 'action.mpr',
    key: '&',
    more: ['shift+v'],
    group: 'layout',
    asks: 'engine',
    run: togglePlanes,
  },
} as const;
