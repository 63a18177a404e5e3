import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import type { MessageKey } from '@/i18n/en';
import type { Measures } from '@/imaging/contract';
import type { IconName } from '@/ui/icons';
import type { MenuItem } from '@/ui/Menu';
import { ACTIONS, actionSpec, type ActionId } from './actions';
import { keyText } from './keyText';
import { useOtherKind } from './paneKind';
import { useIsKeyImage, useLoad, useShell, useStatus, useView, useViewer } from './viewerContext';

const NO_HISTORY = { canUndo: false, canRedo: false };
const noHistory = {
  getState: () => NO_HISTORY,
  getInitialState: () => NO_HISTORY,
  subscribe: () => () => undefined,
};

const NO_MEASURES: Measures = { list: [] };
const noMeasures = {
  getState: () => NO_MEASURES,
  getInitialState: () => NO_MEASURES,
  subscribe: () => () => undefined,
};

interface ActionState {
  /** Whether it is on, where it can be. */
  readonly pressed: boolean | undefined;
  /** It would do nothing. */
  readonly disabled: boolean;
  /** Why, where that is not plain. */
  readonly why?: MessageKey;
}

/** How every action stands for the active pane. */
export function useActionStates(): (action: ActionId) => ActionState {
  const { engine } = useViewer();
  const history = useStore(engine?.history ?? noHistory);
  const hasSelected = useStore(engine?.measures ?? noMeasures, ({ selected }) => selected !== undefined);
  const pane = useView(({ active }) => active);
  const seen = useView(({ panes, active }) => panes[active] ?? undefined);
  const isAlone = useShell(({ together }) => together !== undefined);
  const isHidden = useShell(({ identityHidden }) => identityHidden);
  const isPlaying = useStatus(pane, ({ playing }) => playing);
  const count = useStatus(pane, ({ count }) => count);
  const isStarred = useIsKeyImage(pane);
  const isOther = useOtherKind(pane) !== undefined;
  const hasStacks = useLoad(seen, (load) => (load?.parts?.length ?? 0) > 1);
  const on: Partial<Record<ActionId, boolean>> = {
    invert: seen?.inverted === true,
    mirror: seen?.mirrored === true,
    alone: isAlone,
    identity: isHidden,
    play: isPlaying,
    keyImage: isStarred,
    yoyo: seen?.cine?.mode === 'yoyo',
    once: seen?.cine?.mode === 'once',
  };
  const off: Partial<Record<ActionId, boolean>> = {
    undo: !history.canUndo,
    redo: !history.canRedo,
    remove: !hasSelected,
    playAll: seen?.cine === undefined,
    nextPart: !hasStacks,
    previousPart: !hasStacks,
    tags: seen === undefined,
  };
  return (action) => {
    const { group } = actionSpec(action);
    const isOfImages = group === 'image' || group === 'play';
    if (isOther && isOfImages) return { pressed: on[action], disabled: true, why: 'kind.noTool' };
    return {
      pressed: on[action],
      disabled:
        off[action] ??
        (group === 'play' && count < 2 ? true : undefined) ??
        (group === 'image' && seen === undefined),
    };
  };
}

/** Name and icon of an action as it stands. */
export function faceOf(action: ActionId, pressed: boolean | undefined) {
  const { label } = actionSpec(action);
  const icon: IconName =
    action === 'play' && pressed ? 'pause' : action === 'identity' && pressed ? 'show' : ACTIONS[action].icon;
  return { icon, label: action === 'play' && pressed ? 'action.pause' : label } as const;
}

/** Actions as items of a menu. */
export function useActionItems(): (action: ActionId) => MenuItem {
  const t = useT();
  const viewer = useViewer();
  const stateOf = useActionStates();
  return (action) => {
    const { pressed, disabled } = stateOf(action);
    const { icon, label } = faceOf(action, pressed);
    const { key, run } = actionSpec(action);
    return {
      id: action,
      label: t(label),
      icon,
      keyHint: key === undefined ? undefined : keyText(key),
      isDisabled: disabled,
      isChecked: action === 'play' ? undefined : pressed,
      run: () => run(viewer),
    };
  };
}
