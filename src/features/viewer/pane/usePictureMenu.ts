import { useEffect, useRef, type MouseEvent, type PointerEvent } from 'react';
import { toolSpec } from '@/imaging/pointer/tools';
import { awaitLongPress } from '@/ui/longPress';
import { openPictureMenu } from '@/features/viewer/commands/openMenu';
import { useViewer } from '@/features/viewer/context/viewerContext';

/** A press that moves further is a drag. */
const STILL_PX = { mouse: 4, touch: 10 } as const;
/** Parts of a pane that have a press of their own. */
const OWN = 'button, a, input, select, summary, [role="slider"], [data-owns-keys], [data-own-keys]';

/** What a press of the right button, or of a finger that rests, does to a pane; a drag of either stays what it was. */
export function usePictureMenu() {
  const { shell, engine, tool } = useViewer();
  const press = useRef<{ readonly id: number; readonly x: number; readonly y: number } | undefined>(
    undefined,
  );
  const stopAwaitingRest = useRef<() => void>(() => {});
  const forget = () => {
    stopAwaitingRest.current();
    press.current = undefined;
  };
  useEffect(() => () => stopAwaitingRest.current(), []);

  const rest = ({ nativeEvent, clientX: x, clientY: y }: PointerEvent) => {
    const { target, pointerId, pointerType } = nativeEvent;
    // A finger that draws rests to be exact; on a drawing it asks for its text.
    if (toolSpec(tool.getState().tool).group === 'measure') return;
    if (engine?.measuring.under(x, y, true) !== undefined) return;
    forget();
    // What the finger began is over: it does not go on below the menu.
    target?.dispatchEvent(
      new window.PointerEvent('pointercancel', { bubbles: true, pointerId, pointerType }),
    );
    openPictureMenu({ shell, engine }, x, y, true);
  };

  return {
    onPointerDown: (event: PointerEvent) => {
      const isSecond = press.current !== undefined;
      forget();
      if (isSecond || (event.target instanceof Element && event.target.closest(OWN))) return;
      const { pointerId: id, clientX: x, clientY: y, pointerType, button } = event;
      if (pointerType !== 'touch' && button !== 2) return;
      press.current = { id, x, y };
      if (pointerType === 'touch') stopAwaitingRest.current = awaitLongPress(() => rest(event));
    },
    onPointerMove: ({ pointerId, clientX, clientY, pointerType }: PointerEvent) => {
      const { current } = press;
      if (current?.id !== pointerId) return;
      const far = Math.hypot(clientX - current.x, clientY - current.y);
      if (far > STILL_PX[pointerType === 'touch' ? 'touch' : 'mouse']) forget();
    },
    onPointerUp: ({ pointerId, clientX, clientY, button }: PointerEvent) => {
      const isStill = press.current?.id === pointerId && button === 2;
      forget();
      if (isStill) openPictureMenu({ shell, engine }, clientX, clientY, false);
    },
    onPointerCancel: forget,
    onContextMenu: (event: MouseEvent) => {
      // The text of a document is copied by the browser's own menu.
      if (event.target instanceof Element && event.target.closest('[data-own-keys]')) return;
      event.preventDefault();
      // Ctrl and click, on a Mac.
      if (event.button === 0 && event.ctrlKey)
        openPictureMenu({ shell, engine }, event.clientX, event.clientY, false);
    },
  };
}
