import type { MouseEvent } from 'react';
import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import type { Measures } from '@/imaging/contract';
import { TOOL_IDS, toolSpec, type ToolId } from '@/imaging/tools';
import { join, Key } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import type { IconName } from '@/ui/icons';
import { ACTIONS, actionSpec, type ActionId } from './actions';
import { keyText } from './keyText';
import styles from './toolbar.module.css';
import {
  useIsKeyImage,
  useIsToolKept,
  useLoad,
  useShell,
  useStatus,
  useTool,
  useView,
  useViewer,
} from './viewerContext';

interface ToolFaceProps {
  readonly icon: IconName;
  readonly label: string;
  /** As shown in the tooltip. */
  readonly keys?: string | undefined;
  /** Whether it is switched on; absent for one-shot actions. */
  readonly pressed?: boolean | undefined;
  readonly disabled?: boolean;
  /** Why it is off: in its tooltip and for screen readers. */
  readonly why?: string | undefined;
  /** The name stands under the icon: touch screens. */
  readonly named?: boolean;
  readonly popoverTarget?: string;
  /** A mark says that it stays. */
  readonly locked?: boolean;
  onClick?(event: MouseEvent): void;
}

/** A button of a toolbar, dock or sheet: icon, name as tooltip or below, key. */
export function ToolFace({
  icon,
  label,
  keys,
  pressed,
  disabled,
  why,
  named = false,
  locked = false,
  ...rest
}: ToolFaceProps) {
  const t = useT();
  return (
    <button
      type="button"
      className={join(styles['tool'], named && styles['named'])}
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={keys}
      aria-description={why ?? (locked ? t('tool.kept') : undefined)}
      data-tip={why ?? (keys === undefined ? label : `${label} (${keys})`)}
      disabled={disabled}
      {...rest}
    >
      <Icon name={icon} size={named ? 24 : 18} />
      {locked && (
        <span aria-hidden="true" className={styles['kept']}>
          <Icon name="locked" size={12} />
        </span>
      )}
      {named && <span aria-hidden="true">{label}</span>}
    </button>
  );
}

/** Tools that say or change numbers: nothing for pictures made by the archive. */
const NEEDS_PIXELS: ReadonlySet<ToolId> = new Set(
  TOOL_IDS.filter(
    (id) => id === 'window' || (toolSpec(id).group === 'measure' && id !== 'arrow' && id !== 'erase'),
  ),
);

/** Whether a tool is in use, and why it cannot be. */
function useToolState(tool: ToolId): { isOn: boolean; isKept: boolean; why: string | undefined } {
  const t = useT();
  const current = useTool();
  const isKept = useIsToolKept();
  const pane = useView(({ active }) => active);
  const isRendered = useStatus(pane, (status) => status.isRendered === true);
  return {
    isOn: current === tool,
    isKept: current === tool && isKept,
    why: isRendered && NEEDS_PIXELS.has(tool) ? t('pane.rendered') : undefined,
  };
}

/**
 * Chooses a tool. A finger or pen draws once with it and then scrolls again; a second tap keeps it, a third lets it go. For
 * a mouse every tool stays.
 */
function useChooseTool(tool: ToolId): (event: MouseEvent) => void {
  const { engine, screen } = useViewer();
  return ({ nativeEvent }) => {
    const { tool: now, isKept = false } = engine?.tool.getState() ?? {};
    const isTap =
      screen !== 'desk' || (nativeEvent instanceof PointerEvent && /touch|pen/.test(nativeEvent.pointerType));
    if (!isTap || now !== tool || toolSpec(tool).group !== 'measure') engine?.activate(tool);
    else if (isKept) engine?.activate('scroll');
    else engine?.activate(tool, true);
  };
}

/** Chooses what the left button or one finger does. */
export function ToolButton({ tool, named = false }: { tool: ToolId; named?: boolean }) {
  const t = useT();
  const choose = useChooseTool(tool);
  const { isOn, isKept, why } = useToolState(tool);
  const { icon, label, key } = toolSpec(tool);
  return (
    <ToolFace
      icon={icon}
      label={t(label)}
      keys={named || key === undefined ? undefined : keyText(key)}
      pressed={isOn}
      disabled={why !== undefined}
      why={why}
      named={named}
      locked={isKept}
      onClick={choose}
    />
  );
}

/** The same in a list: name and key are written out. */
export function ToolRow({ tool, onChosen }: { tool: ToolId; onChosen: () => void }) {
  const t = useT();
  const choose = useChooseTool(tool);
  const { isOn, why } = useToolState(tool);
  const { icon, label, key } = toolSpec(tool);
  return (
    <button
      type="button"
      className={styles['row']}
      aria-pressed={isOn}
      aria-keyshortcuts={key === undefined ? undefined : keyText(key)}
      aria-description={why}
      disabled={why !== undefined}
      onClick={(event) => {
        choose(event);
        onChosen();
      }}
    >
      <Icon name={icon} size={18} />
      <span>{t(label)}</span>
      {key !== undefined && <Key>{keyText(key)}</Key>}
    </button>
  );
}

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

/** Whether an action is on, where it can be; and whether it would do nothing. */
function useActionState(action: ActionId): { pressed: boolean | undefined; disabled: boolean } {
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
  const hasStacks = useLoad(seen, (load) => (load?.parts?.length ?? 0) > 1);
  const on: Partial<Record<ActionId, boolean>> = {
    invert: seen?.inverted === true,
    mirror: seen?.mirrored === true,
    alone: isAlone,
    identity: isHidden,
    play: isPlaying,
    keyImage: isStarred,
  };
  const off: Partial<Record<ActionId, boolean>> = {
    undo: !history.canUndo,
    redo: !history.canRedo,
    remove: !hasSelected,
    play: count < 2,
    nextPart: !hasStacks,
    previousPart: !hasStacks,
    tags: seen === undefined,
  };
  const { group } = actionSpec(action);
  return { pressed: on[action], disabled: off[action] ?? (group === 'image' && seen === undefined) };
}

/** Does a one-shot action on the active pane. */
export function ActionButton({ action, named = false }: { action: ActionId; named?: boolean }) {
  const t = useT();
  const viewer = useViewer();
  const { pressed, disabled } = useActionState(action);
  const { label, key } = actionSpec(action);
  const icon =
    action === 'play' && pressed ? 'pause' : action === 'identity' && pressed ? 'show' : ACTIONS[action].icon;
  return (
    <ToolFace
      icon={icon}
      label={t(action === 'play' && pressed ? 'action.pause' : label)}
      keys={named || key === undefined ? undefined : keyText(key)}
      pressed={action === 'play' ? undefined : pressed}
      disabled={disabled}
      named={named}
      onClick={() => actionSpec(action).run(viewer)}
    />
  );
}
