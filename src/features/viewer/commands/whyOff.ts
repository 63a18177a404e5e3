import type { MessageKey } from '@/i18n/en';
import { EMPTY_PANE, seriesKey, type PaneState } from '@/imaging/pane/paneStore';
import { TOOL_IDS, toolSpec, type ToolId } from '@/imaging/pointer/tools';
import { KINDS } from '@/measurement/kinds';
import { actionSpec, type ActionId, type ActionReach } from './actions';
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
  readonly isPlaced: boolean;
  /** It holds what is no image: a document, a report, a waveform. */
  readonly isOther: boolean;
  /** It shows no picture and none is on its way: nothing placed, or what was placed failed. */
  readonly isBare: boolean;
  /** Its picture was made by the archive. */
  readonly isRendered: boolean;
  /** Images of it. */
  readonly count: number;
  readonly hasStacks: boolean;
  readonly hasCine: boolean;
  readonly hasSelected: boolean;
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

/** How it stands at this moment. */
export function standingOf({
  views,
  engine,
  hasEngineFailed = false,
  facts: store,
  studies = [],
}: Pick<ActionReach, 'views' | 'engine' | 'hasEngineFailed' | 'facts' | 'studies'>): Standing {
  const { panes, active } = views.getState().view;
  const seen = panes[active] ?? undefined;
  const facts = store.getState();
  const status = facts.panes[active] ?? EMPTY_PANE;
  const listed = () =>
    studies
      .flatMap(({ series }) => series)
      .find(({ study, series }) => study === seen?.study && series === seen.series)?.modality;
  const parts = seen && facts.loads[seriesKey(seen.study, seen.series)]?.parts;
  const { canUndo = false, canRedo = false } = engine?.history.getState() ?? {};
  return {
    isLost: hasEngineFailed,
    isShown: status.state === 'shown',
    hasEngine: engine !== undefined,
    isPlaced: seen !== undefined,
    isOther: seen !== undefined && otherKindOf(status, listed) !== undefined,
    isBare: BARE[status.state] || (seen === undefined && isListed(studies)),
    isRendered: status.isRendered === true,
    count: status.count,
    hasStacks: (parts?.length ?? 0) > 1,
    hasCine: seen?.cine !== undefined,
    hasSelected: engine?.measures.getState().selected !== undefined,
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
  playAll: ({ hasCine }) => !hasCine,
  nextPart: ({ hasStacks }) => !hasStacks,
  previousPart: ({ hasStacks }) => !hasStacks,
  tags: ({ isPlaced }) => !isPlaced,
  // There is nothing to save yet, and no dialog opens late, when the hand has moved on.
  save: ({ hasEngine }) => !hasEngine,
};

/** The one table of what can be done now: buttons, menus, the palette and keys ask it alike. */
export function actionOff(action: ActionId, now: Standing): Off {
  const { group, asks, needs } = actionSpec(action);
  const isForLooking = asks !== 'engine' && needs !== 'measure' && !OF_ENGINE.has(group);
  if ((asks !== undefined || group !== 'layout') && group !== 'screen' && isLostTo(now, isForLooking))
    return LOST;
  if (now.isOther && (group === 'image' || group === 'play')) return OF_IMAGES;
  if (now.isBare && group === 'image') return OF_IMAGES;
  const isOff =
    OFF[action]?.(now) ?? (group === 'play' ? now.count < 2 : group === 'image' ? !now.isPlaced : false);
  return isOff ? { isOff } : ON;
}

/** Likewise for windows of the strip; that of the values of the image is the engine's to tell. */
export const presetsOff = (now: Standing, isOfValues = false): Off =>
  isLostTo(now, !isOfValues) ? LOST : ON;

/** Likewise for tools. */
export function toolOff(tool: ToolId, now: Standing): Off {
  if (isLostTo(now, toolSpec(tool).group !== 'measure')) return LOST;
  if (now.isOther) return OF_IMAGES;
  // Scrolling on is the way out of one bad image.
  if (now.isBare && !(tool === 'scroll' && now.count > 1)) return OF_IMAGES;
  return now.isRendered && NEEDS_PIXELS.has(tool) ? OF_PIXELS : ON;
}
