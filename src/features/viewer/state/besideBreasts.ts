import type { Instance } from '@/dicom/dataset/instance';
import type { StudyUid } from '@/dicom/dataset/uid';
import { compareBreasts, type BreastImage } from '@/dicom/hanging/breastImage';
import { breastLayout, type BreastLayout, type BreastStep } from '@/dicom/hanging/breastSteps';
import { endBlink } from '@/view/blink';
import type { Pane, ViewState } from '@/view/viewState';
import { hangBreasts } from './hangBreasts';

/** What stands in the active pane, and what there is to compare it with. */
export interface BesideBreasts {
  readonly shown: BreastImage;
  readonly current: readonly BreastImage[];
  readonly prior: readonly BreastImage[];
  /** Of the prior. */
  readonly study: StudyUid;
  /** The screen shows one pane alone. */
  readonly showsOne: boolean;
}

/** Studies beside the first that are named further on where they are not on the screen. */
const MOST_OTHERS = 4;

/** The prior's picture of the same side and view, the best to compare; undefined: it has none, or the shown one names neither. */
export function counterpart({
  shown,
  prior,
}: Pick<BesideBreasts, 'shown' | 'prior'>): BreastImage | undefined {
  if (!shown.side || !shown.view || shown.view === 'other') return undefined;
  return prior
    .filter(({ use }) => use !== 'processing' && use !== 'special')
    .filter(({ side, view }) => side === shown.side && view === shown.view)
    .toSorted(compareBreasts)[0];
}

function paneOf({ instance, pose }: BreastImage): Pane {
  const { study, series, sop } = instance;
  return {
    ...{ study, series, at: { sop, frame: 1 } },
    ...(pose && pose.rotationDeg !== 0 ? { rotationDeg: pose.rotationDeg } : {}),
    ...(pose?.mirrored ? { mirrored: true } : {}),
  };
}

/** A link names no more studies than it can: of those that are not on the screen the oldest named go. */
function fewStudies(view: ViewState): ViewState {
  const [first, ...others] = view.studies;
  const isKept = (study: StudyUid, at: number) =>
    at >= others.length - MOST_OTHERS || view.panes.some((pane) => pane?.study === study);
  return { ...view, studies: [first, ...others.filter(isKept)] };
}

/**
 * The prior's picture of the side and view in the active pane beside it: by the step that hangs both sides over the prior's, where the picture
 * is one of that; else the two alone, each by its own scale, which is no step. Undefined where the prior has no such picture.
 */
export function besideBreasts(
  view: ViewState,
  of: BesideBreasts,
): { readonly view: ViewState; readonly layout?: BreastLayout } | undefined {
  const { shown, current, prior, study, showsOne } = of;
  const other = counterpart(of);
  if (!other) return undefined;
  const isOfPrior = shown.instance.study === study;
  const step: BreastStep | undefined =
    shown.view === 'CC' ? 'ccPrior' : shown.view === 'MLO' ? 'mloPrior' : undefined;
  const layout = step && breastLayout(step, { current, prior1: prior });
  const sopAt = ({ sop }: Instance) => layout?.places.findIndex(({ image }) => image?.sop === sop) ?? -1;
  const [mine, theirs] = [sopAt(shown.instance), sopAt(other.instance)];
  if (layout && theirs >= 0 && (mine >= 0 || shown.instance.study !== view.studies[0])) {
    const hung = hangBreasts(view, layout, [study]);
    return {
      view: { ...fewStudies(hung), active: showsOne || isOfPrior || mine < 0 ? theirs : mine },
      layout,
    };
  }
  // Beside itself there is nothing to compare.
  if (isOfPrior) return undefined;
  const { breastStep: _step, point: _point, links = {}, ...rest } = endBlink(view);
  const { scroll: _scroll, zoom: _zoom, pan: _pan, ...kept } = links;
  const { field: _field, centre: _centre, zoom: _own, ...active } = view.panes[view.active] ?? paneOf(shown);
  const others = view.studies.slice(1).filter((one) => one !== study);
  return {
    view: fewStudies({
      ...rest,
      ...(Object.keys(kept).length > 0 ? { links: kept } : {}),
      studies: [view.studies[0], ...others, study],
      grid: { rows: 1, columns: 2 },
      panes: [active, paneOf(other)],
      active: showsOne ? 1 : 0,
    }),
  };
}
