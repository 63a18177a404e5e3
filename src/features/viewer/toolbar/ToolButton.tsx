import type { MouseEvent } from 'react';
import { withBreaks } from '@/i18n/softHyphens';
import { useT } from '@/i18n/t';
import { toolSpec, type ToolId } from '@/imaging/pointer/tools';
import { join } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import type { IconName } from '@/ui/icons';
import type { ActionId } from '@/features/viewer/commands/actions';
import { faceOf, useActionStates, useStanding } from './actionState';
import { runAction } from '@/features/viewer/commands/acts';
import styles from './toolbar.module.css';
import { useKeyHints } from '@/features/viewer/context/keyHints';
import { useIsToolKept, useTool, useViewer } from '@/features/viewer/context/viewerContext';
import { toolOff } from '@/features/viewer/commands/whyOff';

interface ToolFaceProps {
  readonly icon: IconName;
  readonly label: string;
  /** As shown in the tooltip. */
  readonly keys?: string | undefined;
  /** As aria-keyshortcuts writes them. */
  readonly ariaKeys?: string | undefined;
  /** Whether it is switched on; absent for one-shot actions. */
  readonly pressed?: boolean | undefined;
  readonly disabled?: boolean;
  /** Why it is off: in its tooltip and for screen readers. */
  readonly why?: string | undefined;
  /** The name stands under the icon: touch screens. */
  readonly named?: boolean;
  /** Opens a menu; whether it is open. */
  readonly hasMenu?: boolean;
  readonly expanded?: boolean;
  readonly 'data-testid'?: string | undefined;
  /** A mark says that it stays. */
  readonly locked?: boolean;
  onClick?(event: MouseEvent): void;
}

/** A button of a toolbar, dock or sheet: icon, name as tooltip or below, key. */
export function ToolFace({
  icon,
  label,
  keys,
  ariaKeys,
  pressed,
  disabled,
  why,
  named = false,
  locked = false,
  hasMenu = false,
  expanded,
  ...rest
}: ToolFaceProps) {
  const t = useT();
  return (
    <button
      type="button"
      className={join(styles['tool'], named && styles['named'])}
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={ariaKeys}
      aria-description={why ?? (locked ? t('tool.kept') : undefined)}
      data-tip={why ?? (keys === undefined ? label : `${label} (${keys})`)}
      disabled={disabled}
      aria-haspopup={hasMenu ? 'menu' : undefined}
      aria-expanded={expanded}
      {...rest}
    >
      <Icon name={icon} size={named ? 24 : 18} />
      {locked && (
        <span aria-hidden="true" className={styles['kept']}>
          <Icon name="locked" size={12} />
        </span>
      )}
      {named && <span aria-hidden="true">{withBreaks(label, t('tile.breaks'))}</span>}
    </button>
  );
}

/** Whether a tool is in use, and why it cannot be. */
function useToolState(tool: ToolId): { isOn: boolean; isKept: boolean; why: string | undefined } {
  const t = useT();
  const current = useTool();
  const isKept = useIsToolKept();
  const { why } = toolOff(tool, useStanding());
  return {
    isOn: current === tool,
    isKept: current === tool && isKept,
    why: why === undefined ? undefined : t(why),
  };
}

/**
 * Chooses a tool. A finger or pen draws once with it and then scrolls again; a second tap keeps it, a third lets it go. For
 * a mouse every tool stays.
 */
function useChooseTool(tool: ToolId): (event: MouseEvent) => void {
  const { tool: inHand, screen } = useViewer();
  return ({ nativeEvent }) => {
    const { tool: now, isKept = false } = inHand.getState();
    const isTap =
      screen !== 'desk' || (nativeEvent instanceof PointerEvent && /touch|pen/.test(nativeEvent.pointerType));
    if (!isTap || now !== tool || toolSpec(tool).group !== 'measure')
      inHand.setState({ tool, isKept: false });
    else if (isKept) inHand.setState({ tool: 'scroll', isKept: false });
    else inHand.setState({ tool, isKept: true });
  };
}

/** Chooses what the left button or one finger does. */
export function ToolButton({ tool, named = false }: { tool: ToolId; named?: boolean }) {
  const t = useT();
  const choose = useChooseTool(tool);
  const { isOn, isKept, why } = useToolState(tool);
  const { icon, label } = toolSpec(tool);
  const keys = useKeyHints();
  return (
    <ToolFace
      icon={icon}
      label={t(label)}
      keys={named ? undefined : keys.hint(tool)}
      ariaKeys={named ? undefined : keys.aria(tool)}
      pressed={isOn}
      disabled={why !== undefined}
      why={why}
      named={named}
      locked={isKept}
      onClick={choose}
    />
  );
}

interface ActionButtonProps {
  readonly action: ActionId;
  readonly named?: boolean;
  onDone?(): void;
}

/** Does a one-shot action on the active pane. */
export function ActionButton({ action, named = false, onDone }: ActionButtonProps) {
  const t = useT();
  const viewer = useViewer();
  const { pressed, disabled, why } = useActionStates()(action);
  const { icon, label } = faceOf(action, pressed);
  const keys = useKeyHints();
  return (
    <ToolFace
      icon={icon}
      label={t(label)}
      keys={named ? undefined : keys.hint(action)}
      ariaKeys={named ? undefined : keys.aria(action)}
      pressed={action === 'play' ? undefined : pressed}
      disabled={disabled}
      why={why === undefined ? undefined : t(why)}
      named={named}
      data-testid={action === 'mpr' ? 'mpr' : undefined}
      onClick={() => {
        runAction(action, viewer);
        onDone?.();
      }}
    />
  );
}
