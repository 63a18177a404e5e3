import type { MessageKey } from '@/i18n/en';
import { EMPTY_PANE, seriesKey, type PaneState } from '@/imaging/pane/paneStore';
import { TOOL_IDS, toolSpec, type ToolId } from '@/imaging/pointer/tools';
import { KINDS } from '@/measurement/kinds';
import { actionSpec, type ActionId, type ActionReach, type ActionSpec } from './actions';
import { blinkPair } from '@/view/blink';
import { isCut } from '@/view/cut';
import type { Pane } from '@/view/viewState';
import { registrationSeries } from './registrationActions';
import { otherKindOf } from '@/features/viewer/state/otherKind';

/** Tools that say or change numbers: nothing for pictures made by the archive. */
const NEEDS_PIXELS: ReadonlySet<ToolId> = new Set(
  TOOL_IDS.filter((id) => {
    const { measures } = toolSpec(id);
    return id === 'window' || (measures !== undefined && KINDS[measures].read !== undefined);
  }),
);

/** All of the active pane, and of what was done, that decides what would do something now. */
export interface Standing {
  /** The engine did not come: pictures that stand without it can be looked at, and no more be done to them until it is tried again. */
  readonly isLost: boolean;
  /** A picture stands there. */
  readonly isShown: boolean;
  readonly hasEngine: boolean;
  /** It stays away, since no pane holds images. */
  readonly isEngineResting: boolean;
  readonly isPlaced: boolean;
  /** Another pane is beside it. */
  readonly hasOthers: boolean;
  /** It holds what is no image: a document, a report, a waveform. */
  readonly isOther: boolean;
  /** So does every other pane that holds anything: there is no picture for a tool to work on. */
  readonly isAllOther: boolean;
  /** It shows no picture and none is on its way: nothing placed, or what was placed failed. */
  readonly isBare: boolean;
  /** Its picture was made by the archive. */
  readonly isRendered: boolean;
  /** Images of it. */
  readonly count: number;
  readonly hasStacks: boolean;
  readonly hasCine: boolean;
  readonly hasSelected: boolean;
  /** Two panes are shown in one place, in turn. */
  readonly isBlinking: boolean;
  /** The chosen pane shows a plane through its series. */
  readonly isCut: boolean;
  /** So does any pane. */
  readonly hasCuts: boolean;
  /** The studies hold registration objects, or they are applied. */
  readonly hasRegistrations: boolean;
  /** The other window of the reading is there. */
  readonly hasOtherScreen: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** States of a pane without a picture that end only by what somebody does, or by another try. */
const BARE: Readonly<Record<PaneState, boolean>> = {
  empty: false,
  loading: false,
  shown: false,
  stale: false,
  unverified: true,
  unsupported: true,
  refused: true,
  unreachable: true,
  failed: true,
};

export type StandingReach = Pick<
  ActionReach,
  'views' | 'engine' | 'hasEngineFailed' | 'isEngineResting' | 'facts' | 'studies'
> &
  Partial<Pick<ActionReach, 'hand' | 'screens'>>;

/** The modality of what a pane holds, as its study's list has it. */
const modalityOf = (studies: NonNullable<ActionReach['studies']>, pane: Pane): string | undefined =>
  studies
    .flatMap(({ series }) => series)
    .find(({ study, series }) => study === pane.study && series === pane.series)?.modality;

/** How it stands at this moment. */
export function standingOf({
  views,
  engine,
  hasEngineFailed = false,
  isEngineResting = false,
  facts: store,
  hand,
  screens,
  studies = [],
}: StandingReach): Standing {
  const { panes, active, links } = views.getState().view;
  const seen = panes[active] ?? undefined;
  const facts = store.getState();
  const status = facts.panes[active] ?? EMPTY_PANE;
  const isOtherAt = (pane: Pane | null | undefined, at: number): boolean =>
    pane != null && otherKindOf(facts.panes[at] ?? EMPTY_PANE, () => modalityOf(studies, pane)) !== undefined;
  const parts = seen && facts.loads[seriesKey(seen.study, seen.series)]?.parts;
  const { canUndo = isEngineResting && hand !== undefined && hand.began.length > 0, canRedo = false } =
    engine?.history.getState() ?? {};
  return {
    isLost: hasEngineFailed,
    isShown: status.state === 'shown',
    hasEngine: engine !== undefined,
    isEngineResting,
    isPlaced: seen !== undefined,
    hasOthers: panes.some((pane, at) => pane !== null && at !== active),
    isOther: isOtherAt(seen, active),
    isAllOther: panes.every((pane, at) => pane === null || isOtherAt(pane, at)),
    isBare: BARE[status.state] || (seen === undefined && isListed(studies)),
    isRendered: status.isRendered === true,
    count: status.count,
    hasStacks: (parts?.length ?? 0) > 1,
    hasCine: seen?.cine !== undefined,
    hasSelected: engine?.measures.getState().selected !== undefined,
    hasRegistrations: links?.registrations !== undefined || registrationSeries(studies).length > 0,
    isBlinking: blinkPair(views.getState().view) !== undefined,
    isCut: seen?.cut !== undefined,
    hasCuts: isCut(views.getState().view),
    hasOtherScreen: screens?.isOpen() === true,
    canUndo,
    canRedo,
  };
}

/** Whether all lists of series are here: what is not placed then stays empty until somebody chooses. */
const isListed = (studies: NonNullable<ActionReach['studies']>): boolean =>
  studies.length > 0 && studies.every(({ state }) => state !== 'loading');

/** Whether something would do nothing now; `why` where that is not plain. */
export interface Off {
  readonly isOff: boolean;
  readonly why?: MessageKey;
}

const ON: Off = { isOff: false };
const OF_IMAGES: Off = { isOff: true, why: 'kind.noTool' };
const OF_PIXELS: Off = { isOff: true, why: 'pane.rendered' };
const NOTHING_TO_SAVE: Off = { isOff: true, why: 'kind.noSave' };
const NO_REGISTRATIONS: Off = { isOff: true, why: 'off.noRegistrations' };
const NO_OTHERS: Off = { isOff: true, why: 'off.noOthers' };
const OF_STORED: Off = { isOff: true, why: 'cut.off.stored' };
const NO_MEASURING: Off = { isOff: true, why: 'cut.off.measure' };
const NO_HANGING: Off = { isOff: true, why: 'cut.off.hanging' };
/** What is done to a stored image, and not to a plane that is computed. */
const OF_STORED_IMAGES: ReadonlySet<ActionId> = new Set([
  ...(['rotate', 'mirror', 'upend', 'graphics', 'keyImage', 'oneToOne', 'calibrate'] as const),
]);
const LOST: Off = { isOff: true, why: 'viewer.noEngine.off' };
/** Groups of actions that are the engine's. */
const OF_ENGINE: ReadonlySet<string> = new Set(['play', 'edit']);

/** Whether something that is done to a picture is off since there is no engine: one that stands without it can be looked at. */
const isLostTo = ({ isLost, isShown }: Standing, isForLooking: boolean): boolean =>
  isLost && !(isShown && isForLooking);

const OFF: Partial<Record<ActionId, (now: Standing) => boolean>> = {
  undo: ({ canUndo }) => !canUndo,
  redo: ({ canRedo }) => !canRedo,
  remove: ({ hasSelected }) => !hasSelected,
  slower: ({ count, isBlinking }) => count < 2 && !isBlinking,
  faster: ({ count, isBlinking }) => count < 2 && !isBlinking,
  playAll: ({ hasCine }) => !hasCine,
  nextPart: ({ hasStacks }) => !hasStacks,
  previousPart: ({ hasStacks }) => !hasStacks,
  tags: ({ isPlaced }) => !isPlaced,
  mpr: ({ isPlaced, isOther }) => !isPlaced || isOther,
  fuse: ({ isPlaced, isOther }) => !isPlaced || isOther,
  otherScreen: ({ isPlaced, hasOtherScreen }) => !isPlaced || !hasOtherScreen,
  // There is nothing to save yet, and no dialog opens late, when the hand has moved on.
  save: ({ hasEngine }) => !hasEngine,
};

/** Of those that have no row of their own. */
const OFF_IN_GROUP: Partial<Record<ActionSpec['group'], (now: Standing) => boolean>> = {
  play: ({ count }) => count < 2,
  image: ({ isPlaced }) => !isPlaced,
  link: ({ hasOthers }) => !hasOthers,
};

/** The one table of what can be done now: buttons, menus, the palette and keys ask it alike. */
export function actionOff(action: ActionId, now: Standing): Off {
  const { group, asks, needs } = actionSpec(action);
  const isForLooking = asks !== 'engine' && needs !== 'measure' && !OF_ENGINE.has(group);
  const isOfPanes = group === 'layout' || group === 'link';
  if ((asks !== undefined || !isOfPanes) && group !== 'screen' && isLostTo(now, isForLooking)) return LOST;
  if (now.isOther && (group === 'image' || group === 'play')) return OF_IMAGES;
  if (now.isBare && group === 'image') return OF_IMAGES;
  if (now.isCut && (OF_STORED_IMAGES.has(action) || group === 'play')) return OF_STORED;
  if (now.hasCuts && action === 'keepHanging') return NO_HANGING;
  if (action === 'save' && now.isEngineResting) return NOTHING_TO_SAVE;
  if (action === 'linkRegistered' && !now.hasOthers) return NO_OTHERS;
  if (action === 'linkRegistered' && !now.hasRegistrations) return NO_REGISTRATIONS;
  const isOff = OFF[action]?.(now) ?? OFF_IN_GROUP[group]?.(now) ?? false;
  return isOff ? { isOff } : ON;
}

/** Likewise for windows of the strip; that of the values of the image is the engine's to tell. */
export const presetsOff = (now: Standing, isOfValues = false): Off =>
  isLostTo(now, !isOfValues) ? LOST : ON;

/** Likewise for tools. */
export function toolOff(tool: ToolId, now: Standing): Off {
  if (isLostTo(now, toolSpec(tool).group !== 'measure')) return LOST;
  // A tool works where the pointer presses: that a document is the chosen pane takes it from no picture beside.
  if (now.isOther) return now.isAllOther ? OF_IMAGES : ON;
  // Scrolling on is the way out of one bad image.
  if (now.isBare && !(tool === 'scroll' && now.count > 1)) return OF_IMAGES;
  if (now.isCut && toolSpec(tool).group === 'measure') return NO_MEASURING;
  return now.isRendered && NEEDS_PIXELS.has(tool) ? OF_PIXELS : ON;
}
