import { BREASTS_ID, BUILT_IN } from '@/dicom/hanging/builtIn';
import type { Instance } from '@/dicom/dataset/instance';
import type { StudyUid } from '@/dicom/dataset/uid';
import { breastImage } from '@/dicom/hanging/breastImage';
import { breastLayout, openingStep, type BreastLayout, type BreastPlace } from '@/dicom/hanging/breastSteps';
import type { HangingTemplate } from '@/dicom/hanging/template';
import { endBlink } from '@/view/blink';
import type { Pane, ViewState } from '@/view/viewState';
import type { Hung } from './hangBy';
import { missingState, withPriors, type PriorStudies } from './hangPriors';

/** Greys that a reader chose for an image stay with it from step to step. */
const greysOf = (view: ViewState, { sop }: Instance): Partial<Pane> => {
  const before = view.panes.find((pane) => pane?.at?.sop === sop);
  return {
    ...(before?.window ? { window: before.window } : {}),
    ...(before?.voiLut === undefined ? {} : { voiLut: before.voiLut }),
    ...(before?.inverted ? { inverted: true } : {}),
  };
};

/** The slice that a reader stood on. */
const frameOf = (view: ViewState, { sop }: Instance): number =>
  view.panes.find((pane) => pane?.at?.sop === sop)?.at?.frame ?? 1;

function toPane(view: ViewState, { image, pose, field }: BreastPlace): Pane | null {
  if (!image) return null;
  const { study, series, sop } = image;
  return {
    ...{ study, series, at: { sop, frame: frameOf(view, image) } },
    ...(pose && pose.rotationDeg !== 0 ? { rotationDeg: pose.rotationDeg } : {}),
    ...(pose?.mirrored ? { mirrored: true } : {}),
    ...(field ? { field } : {}),
    ...greysOf(view, image),
  };
}

/** A view in which a step of looking at mammograms hangs; `priors`: the studies that count as such, the best first. */
export function hangBreasts(view: ViewState, layout: BreastLayout, priors: readonly StudyUid[]): ViewState {
  const { links: before = {}, point: _, ...rest } = endBlink(view);
  const panes = layout.places.map((place) => toPane(view, place));
  const cells = layout.grid.rows * layout.grid.columns;
  const all = Array.from({ length: cells }, (_one, at) => panes[at] ?? null);
  // What hangs apart has a scale and a place of its own.
  const { scroll: _scroll, zoom: _zoom, pan: _pan, ...links } = before;
  const isTogether = layout.step !== 'apart';
  const together = {
    ...links,
    ...(isTogether ? { zoom: true, pan: true } : {}),
    ...(layout.scrolls ? { scroll: true } : {}),
  };
  return {
    ...rest,
    studies: withPriors(view.studies, priors, all),
    grid: { ...layout.grid },
    panes: all,
    active: Math.max(
      0,
      all.findIndex((pane) => pane !== null),
    ),
    ...(Object.keys(together).length > 0 ? { links: together } : {}),
    breastStep: layout.step,
  };
}

/** A study of mammograms that was just opened, by the description of its objects; undefined where it is to hang as any other. */
export function breastsAtOpening(view: ViewState, described: readonly Instance[]): ViewState | undefined {
  const breasts = { current: described.flatMap((one) => breastImage(one) ?? []) };
  const step = openingStep(breasts);
  const layout = step && breastLayout(step, breasts);
  return layout && hangBreasts(view, layout, []);
}

const BREASTS = BUILT_IN.find(({ id }) => id === BREASTS_ID);

/** What becomes of each pane, for what is said of an empty one and for "Why so?". */
export function hungBreasts(view: ViewState, layout: BreastLayout, priors: PriorStudies): Hung | undefined {
  if (!BREASTS) return undefined;
  const template: HangingTemplate = {
    grid: view.grid,
    panes: view.panes.map((_, at) => {
      const selector = layout.places[at]?.selector;
      return selector ? { selector } : null;
    }),
  };
  return {
    ...{ protocol: { ...BREASTS, template }, from: 'builtIn', grid: view.grid, template },
    panes: layout.places.map(({ selector, image }) =>
      image
        ? { selector, state: 'hung', series: image.series, score: 1 }
        : { selector, state: missingState(selector, priors) },
    ),
  };
}
