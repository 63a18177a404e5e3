import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import type { MessageKey } from '@/i18n/en';
import type { IconName } from '@/ui/icons';
import type { MenuItem } from '@/ui/overlay/menuItems';
import { ACTIONS, actionSpec, type ActionId } from '@/features/viewer/commands/actions';
import { runAction } from '@/features/viewer/commands/acts';
import { useKeyHints } from '@/features/viewer/context/keyHints';
import { useShell, useViewer } from '@/features/viewer/context/viewerContext';
import { actionOff, type Standing } from '@/features/viewer/commands/whyOff';
import { useIdentityHidden } from '@/view/hiddenIdentity';

/** How the active pane stands; anew when that changes. */
export function useStanding(): Standing {
  return useStore(useViewer().followed.standing);
}

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
  const now = useStanding();
  const seen = useStore(useViewer().followed.pressed);
  const isAlone = useShell(({ beforeMaximise }) => beforeMaximise !== undefined);
  const isHidden = useIdentityHidden();
  const isRunning = useShell(({ isBlinkRunning }) => isBlinkRunning);
  const on: Partial<Record<ActionId, boolean>> = {
    invert: seen.inverted,
    mirror: seen.mirrored,
    alone: isAlone,
    identity: isHidden,
    play: seen.isPlaying,
    keyImage: seen.isStarred,
    linkScroll: seen.isScrollLinked,
    linkWindow: seen.isWindowLinked,
    linkZoom: seen.isZoomLinked,
    linkPan: seen.isPanLinked,
    linkRegistered: seen.isRegistered,
    blink: seen.isBlinking,
    blinkRun: isRunning,
    referenceLines: seen.hasLines,
    spacePoint: seen.hasPoint,
    mpr: seen.isCut,
    fuse: seen.isFused,
    yoyo: seen.cine === 'yoyo',
    once: seen.cine === 'once',
  };
  return (action) => {
    const { isOff, why } = actionOff(action, now);
    return { pressed: on[action], disabled: isOff, ...(why ? { why } : {}) };
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
  const keys = useKeyHints();
  return (action) => {
    const { pressed, disabled, why } = stateOf(action);
    const { icon, label } = faceOf(action, pressed);
    return {
      id: action,
      label: t(label),
      icon,
      keyHint: keys.hint(action),
      note: why === undefined ? undefined : t(why),
      isDisabled: disabled,
      isChecked: action === 'play' ? undefined : pressed,
      run: () => runAction(action, viewer),
    };
  };
}
