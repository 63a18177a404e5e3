import { useCallback, useRef, useState, useSyncExternalStore } from 'react';
import type { Engine } from '@/imaging/contract';
import { listenToGestures, type DrawingStep, type GestureTarget } from '@/imaging/pointer/gestures';
import { toolSpec, type ToolId } from '@/imaging/pointer/tools';
import { createPatientTarget } from '@/imaging/early/waitingHand';
import { KINDS } from '@/measurement/kinds';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import { createInk, type Ink } from './earlyInk';
import styles from '@/features/viewer/styles/panes.module.css';
import { useViewer } from '@/features/viewer/context/viewerContext';

/** Whether what a tool draws is asked for its text. */
function asksText(tool: ToolId): boolean {
  const { measures } = toolSpec(tool);
  return measures !== undefined && KINDS[measures].hand.asksText === true;
}

/**
 * Passes on what a pointer draws with a measuring tool in hand, on a picture that stands: nothing can be drawn yet. The result takes the
 * listeners back.
 */
function keepDrawing(
  element: HTMLElement,
  target: GestureTarget,
  ink: Ink,
  mayMark: () => boolean,
  onText: () => void,
): () => void {
  const life = new AbortController();
  const { signal } = life;
  let drawn: { readonly id: number; readonly tool: ToolId } | undefined;
  const tell = (does: DrawingStep['does'], event: PointerEvent, tool: ToolId) => {
    const { left, top } = element.getBoundingClientRect();
    const at = [event.clientX - left, event.clientY - top] as const;
    const step = { does, tool, at, ms: event.timeStamp, pointer: event.pointerType };
    target.draw(step);
    ink.draw(step);
  };
  const down = (event: PointerEvent) => {
    const tool = target.tool();
    if (drawn || event.button !== 0 || toolSpec(tool).group !== 'measure' || !mayMark()) return;
    drawn = { id: event.pointerId, tool };
    element.setPointerCapture(event.pointerId);
    tell('press', event, tool);
  };
  const move = (event: PointerEvent) => {
    if (drawn?.id === event.pointerId) tell('move', event, drawn.tool);
  };
  const up = (event: PointerEvent) => {
    if (drawn?.id !== event.pointerId) return;
    tell(event.type === 'pointercancel' ? 'cancel' : 'release', event, drawn.tool);
    if (event.type === 'pointerup' && asksText(drawn.tool)) onText();
    drawn = undefined;
  };
  element.addEventListener('pointerdown', down, { signal });
  element.addEventListener('pointermove', move, { signal });
  for (const end of ['pointerup', 'pointercancel'] as const) element.addEventListener(end, up, { signal });
  return () => life.abort();
}

/**
 * Takes a pane's gestures before there is an engine, and the one that the engine's arrival falls into to its end: the hand
 * does not feel what arrives under it. What moves the early picture is done at once, the rest kept for the engine, where one will come.
 */
export function EarlyHand({ pane }: { readonly pane: number }) {
  const { engine, hand, views, tool, facts, early, hasEngineFailed = false } = useViewer();
  const [held, setHeld] = useState(0);
  // Something drawn here will be asked for its text as soon as the engine has it: what is typed until then is no shortcut.
  const [hasText, setHasText] = useState(false);
  const isWaiting = useSyncExternalStore(hand.subscribe, () => hand.waitsForEngine(pane));
  const isTextToCome = hasText && isWaiting;
  const now = useRef<Engine | undefined>(engine);
  now.current = engine;
  // What nobody will serve is not taken.
  const isServed = useRef(true);
  isServed.current = !hasEngineFailed;
  const attach = useCallback(
    (element: HTMLDivElement) => {
      const drawing = () => now.current?.gestures(pane);
      const patient = createPatientTarget(pane, { hand, views, tool }, drawing);
      const unlisten = listenToGestures(element, patient);
      const isShown = () => facts.getState().panes[pane]?.state === 'shown';
      const ink = createInk(element, pane, { hand, early });
      // What is drawn is put on the image that was asked for: another may stand there until the next picture of the page.
      const isAsked = () => now.current !== undefined || early.serves(pane, 'picture');
      const mayMark = () => isServed.current && isShown() && isAsked() && hand.mayMark(pane);
      const undraw = keepDrawing(element, patient, ink, mayMark, () => setHasText(true));
      const life = new AbortController();
      const { signal } = life;
      const down = new Set<number>();
      const press = ({ pointerId }: PointerEvent) => setHeld(down.add(pointerId).size);
      const release = ({ pointerId }: PointerEvent) => down.delete(pointerId) && setHeld(down.size);
      element.addEventListener('pointerdown', press, { signal });
      for (const end of ['pointerup', 'pointercancel'] as const)
        window.addEventListener(end, release, { signal });
      return () => {
        life.abort();
        unlisten();
        undraw();
        ink.end();
      };
    },
    [hand, views, tool, facts, early, pane],
  );
  if (engine && held === 0) return isTextToCome ? <KeysHeld /> : null;
  return (
    <div className={styles['hole']}>
      <div ref={attach} className={styles['viewport']} data-early="" />
      {isTextToCome && <KeysHeld />}
    </div>
  );
}
