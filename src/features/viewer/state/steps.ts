import type { RegistrationRefusal } from '@/dicom/geometry/registration';
import type { SeriesSummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { CutRefusal, WaitingHand } from '@/imaging/contract';
import { place } from '@/view/actions';
import { closePlanes, isCut } from '@/view/cut';
import { updateView, type ViewStore } from '@/view/viewStore';
import type { FuseRefusal } from './fusable';
import type { ScreensEnd } from '@/features/contract/screens';
import type { PriorEnd } from './priors';

/**
 * Why there is no next one. `asked`: the archive is asked for more of the list; `unasked`: it did not give it; `unlisted`: the study is
 * not in it; `inRoom`: people look at this one together.
 */
export type StudyEnd = 'first' | 'last' | 'asked' | 'unasked' | 'unlisted' | 'inRoom';
/** Why there are no planes: `unknown`: nothing is known of the series yet; `measure`: nothing is measured on them. */
export type CutEnd = CutRefusal | 'unknown' | 'measure';
export type StepEnd =
  | `prior.${PriorEnd}`
  | `study.${StudyEnd}`
  | 'series.first'
  | 'series.last'
  | 'link.copied'
  | 'link.refused'
  /** What was pressed is not for whoever looks. */
  | 'right.measure'
  | 'right.store'
  | 'right.mark'
  /** Registration objects that are not applied, could not be read, or do not say what a link says of them. */
  | `registration.${RegistrationRefusal | 'none' | 'failed' | 'unlike'}`
  /** Nothing moves by itself where the system asks for little motion. */
  | 'blink.still'
  /** Of another screen of the reading. */
  | `screens.${ScreensEnd}`
  /** There is no other pane to show in its place. */
  | 'blink.alone'
  /** Why a series is not cut into planes. */
  | `cut.${CutEnd}`
  /** Why nothing is laid over planes. */
  | `fuse.${FuseRefusal}`
  /** Segments or structures that were pressed are on their way, or were not to be had. */
  | 'over.coming'
  | 'over.failed'
  /** What was pressed is the engine's, which did not come. */
  | 'engine.lost';

/** What opens a study, or why there is none. */
export type StudyStep = (() => void) | StudyEnd;
/** What opens the study so many rows further in the list of an archive: later, where the list has more than it has loaded. */
export type StudySteps = (archive: string, from: StudyUid, by: 1 | -1) => StudyStep | Promise<StudyStep>;
/**
 * Opens it, once whoever has unsaved work has agreed; why not, where there is none. `before` is done when they have, or where nobody is
 * asked since nothing is left; where it gives false the study stays.
 */
export type StepStudy = (
  from: StudyUid,
  by: 1 | -1,
  before?: () => Promise<boolean>,
) => StudyEnd | undefined | Promise<StudyEnd | undefined>;

/** How long it is said whose study came where nobody does anything. */
export const ARRIVAL_STAYS_MS = 4_000;

/** Which study of the list came to the screen by a step from another. */
export interface StudyArrival {
  /** The study of before. */
  readonly from: StudyUid;
  /** Its place in the list, from 1, and how many the list has loaded. */
  readonly number: number;
  readonly count: number;
  /** The list has more. */
  readonly isCut: boolean;
}

interface Steps {
  readonly views: ViewStore;
  readonly hand: Pick<WaitingHand, 'begin'>;
  readonly shell: { setState(said: { readonly end: StepEnd | undefined }): void };
  readonly stepStudy?: StepStudy | undefined;
  readonly studies?: readonly { readonly series: readonly SeriesSummary[] }[];
}

/** The next series of the panel in the active pane, or the one before. An empty pane gets the first, or the last. */
export function stepSeries({ views, shell, hand, studies = [] }: Steps, by: 1 | -1): void {
  const all = studies.flatMap(({ series }) => series);
  const { panes, active } = views.getState().view;
  const shown = panes[active] ?? undefined;
  const at = all.findIndex(({ study, series }) => study === shown?.study && series === shown.series);
  const next = at < 0 ? all.at(by > 0 ? 0 : -1) : all[at + by];
  shell.setState({ end: next ? undefined : by > 0 ? 'series.last' : 'series.first' });
  if (!next) return;
  hand.begin();
  updateView(views, (view) => {
    if (!isCut(view)) return place(view, active, next.study, next.series);
    // Planes are of one series: the next one comes as it is stored, and no plane of the one before stays beside it.
    return place(closePlanes(view, active, undefined), 0, next.study, next.series);
  });
}

/** The next study of the list, or the one before. */
export function stepStudy(
  { views, shell, stepStudy: step }: Steps,
  by: 1 | -1,
  before?: () => Promise<boolean>,
): void {
  const say = (end: StudyEnd | undefined) => shell.setState({ end: end && `study.${end}` });
  const end = step?.(views.getState().view.studies[0], by, before);
  if (!(end instanceof Promise)) return say(end);
  say('asked');
  void end.then(say);
}
