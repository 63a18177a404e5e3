import {
  useEffect,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import { useT } from '@/i18n/t';
import type { Act, HandInput } from '@/protocol/hands';
import { chosenName } from '@/ui/pressNames';
import { pressInputs, wheelInputs } from '@/imaging/pointer/pointerInputs';
import { actRow } from '@/features/viewer/commands/handTable';
import styles from './hands.module.css';

interface HandCaptureProps {
  readonly act: Act;
  /** What was pressed or turned, whether it can be chosen or not. */
  readonly onInput: (input: HandInput) => void;
  readonly onEnd: () => void;
}

/** Keys that are held beside others, and mean nothing alone. */
const HELD = new Set([
  'Control',
  'Shift',
  'Alt',
  'Meta',
  'AltGraph',
  'CapsLock',
  'NumLock',
  'Dead',
  'Process',
]);
/** What is pressed beside Alt, or has no name: nothing that can be chosen. */
const NAMELESS = 'alt';

interface HeldEvent {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}
const heldIn = ({ ctrlKey, metaKey, altKey, shiftKey }: HeldEvent) => ({
  mod: ctrlKey || metaKey,
  alt: altKey,
  shift: shiftKey,
});

/** Takes the focus, and the wheel where that can be chosen; the result: whether a turn of it has used up the button that is held. */
function useWheelInput(
  box: RefObject<HTMLElement | null>,
  turns: boolean,
  onInput: HandCaptureProps['onInput'],
): RefObject<boolean> {
  const latest = useRef(onInput);
  latest.current = onInput;
  /** The wheel was turned while a button was held: its release says nothing more. */
  const isSpent = useRef(false);
  useEffect(() => {
    const element = box.current;
    element?.focus();
    element?.scrollIntoView({ block: 'nearest' });
    if (!element || !turns) return undefined;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      isSpent.current = event.buttons !== 0;
      const [written = 'wheel'] = wheelInputs({ held: heldIn(event), buttons: event.buttons });
      latest.current(event.ctrlKey || event.metaKey ? `mod+${written}` : written);
    };
    // React's listener could not keep the page from scrolling.
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [box, turns]);
  return isSpent;
}

/**
 * Where a key or button is pressed, or the wheel turned, to be chosen. All keys are its own but Tab, which moves on, and Escape, which ends
 * it; of a screen reader it asks to be given the keys (role application).
 */
export function HandCapture({ act, onInput, onEnd }: HandCaptureProps) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const { takes } = actRow(act);
  const turns = takes.includes('wheel');
  const isSpent = useWheelInput(box, turns, onInput);
  const onKeyDown = (event: KeyboardEvent) => {
    // The dialog has keys of its own.
    event.stopPropagation();
    if (event.key === 'Tab' && !event.ctrlKey) return;
    event.preventDefault();
    if (event.key === 'Escape') return onEnd();
    if (!HELD.has(event.key) && !event.repeat) onInput(chosenName(event.nativeEvent) ?? NAMELESS);
  };
  const does = takes.includes('drag') ? 'drag' : takes.includes('click') ? 'click' : undefined;
  const tell = (event: MouseEvent) => {
    if (!does || isSpent.current) return;
    const [written] = pressInputs(does, { button: event.button, held: heldIn(event) });
    if (written !== undefined) onInput(written);
  };
  const onPointerDown = (event: PointerEvent) => {
    isSpent.current = false;
    // A finger that taps here means no button; another button than the left may be held for the wheel, and is told when it is released.
    if (event.pointerType !== 'touch' && event.button === 0) tell(event);
  };
  // Not with pointerup: the field is gone then, and the browser hears of the release, goes back or opens its menu.
  const onMouseUp = (event: MouseEvent) => {
    if (event.button === 0) return;
    event.preventDefault();
    tell(event);
  };
  const how = turns ? (does ? 'all' : 'wheel') : does === 'drag' ? 'drag' : 'click';
  return (
    <div
      ref={box}
      role="application"
      tabIndex={0}
      aria-label={t(`hands.press.${how}`)}
      data-testid="hands-press"
      className={styles['press']}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onMouseDown={(event) => event.button > 0 && event.preventDefault()}
      onMouseUp={onMouseUp}
      onContextMenu={(event) => event.preventDefault()}
      onDoubleClick={() => takes.includes('double') && onInput('double')}
    >
      {t(`hands.press.${how}`)}
    </div>
  );
}
