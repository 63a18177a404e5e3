import { useCallback, useRef, useState, useSyncExternalStore } from 'react';
import { bindingsOf, runAct } from '@/features/viewer/commands/acts';
import { activatePane } from '@/features/viewer/commands/keyboard';
import { openPictureMenu } from '@/features/viewer/commands/openMenu';
import { useViewer, type Viewer } from '@/features/viewer/context/viewerContext';
import { createPatientTarget } from '@/imaging/early/patientTarget';
import type { Claimant, Press } from '@/imaging/pointer/claims';
import { createWheelCounter } from '@/imaging/pointer/gestureMath';
import { listenToPane } from '@/imaging/pointer/paneInput';
import {
  firstBound,
  heldInputs,
  isHeldDrag,
  pressInputs,
  wheelInputs,
  type PointerHands,
} from '@/imaging/pointer/pointerInputs';
import { toolSpec } from '@/imaging/pointer/tools';
import { createViewClaimant } from '@/imaging/pointer/viewClaimant';
import { createEarlyDrawing } from './earlyDrawing';

/** Parts of a pane that have a press of their own. */
const OWN = 'button, a, input, select, summary, [role="slider"], [data-owns-keys], [data-own-keys]';
/** The text of a document is copied by the browser's own menu. */
const OWN_MENU = '[data-own-keys]';

/** What is done to the pane itself, and by buttons that do something once: asked last. */
function createFrameClaimant(now: () => Viewer, hands: PointerHands): Claimant {
  const count = createWheelCounter();
  const click = (press: Press): true => {
    // Ctrl and a click, on a Mac, is a click of the right button.
    const bound = firstBound(hands, pressInputs('click', press.button === 0 ? { button: 2 } : press));
    const [x, y] = press.page;
    if (bound?.act === 'menu') openPictureMenu(now(), x, y, false);
    else if (bound) runAct(bound.act, now);
    return true;
  };
  return {
    // A finger that draws rests to be exact.
    hold: ({ page: [x, y] }) =>
      toolSpec(now().tool.getState().tool).group === 'measure'
        ? undefined
        : () => openPictureMenu(now(), x, y, true),
    contextMenu: click,
    click,
    doublePress() {
      const act = hands.actOf('double');
      if (act) runAct(act, now);
      return true;
    },
    wheel(turn) {
      const images = count(turn);
      if (images !== 0) runAct(images > 0 ? 'nextSeries' : 'previousSeries', now);
      return firstBound(hands, wheelInputs(turn))?.input.includes('hold') ? 'held' : true;
    },
  };
}

/** The engine's drawing in a pane, as soon as there is one: whatever it may be asked. */
const createDrawingClaimant = (drawing: () => Claimant | undefined): Required<Claimant> => ({
  press: (press) => drawing()?.press?.(press),
  pair: () => drawing()?.pair?.(),
  hold: (press) => drawing()?.hold?.(press),
  tap: (now) => drawing()?.tap?.(now) ?? false,
  contextMenu: (press) => drawing()?.contextMenu?.(press) ?? false,
  click: (press) => drawing()?.click?.(press) ?? false,
  doublePress: (press) => drawing()?.doublePress?.(press) ?? false,
  wheel: (turn) => drawing()?.wheel?.(turn) ?? false,
  hover: (now) => drawing()?.hover?.(now),
});

/** With a measuring tool in hand a press on a plane draws nothing, and says why. */
const createPlaneClaimant = (pane: number, now: () => Viewer): Claimant => ({
  press({ button, isOnPicture }) {
    const { tool, shell, views } = now();
    const isMeasuring = toolSpec(tool.getState().tool).group === 'measure';
    if (!isOnPicture || button !== 0 || !isMeasuring || !views.getState().view.panes[pane]?.cut)
      return undefined;
    shell.setState({ end: 'cut.measure' });
    return { move: () => undefined, release: () => undefined, cancel: () => undefined };
  },
});

/**
 * Takes a pane's gestures from the first moment to its last: before there is an engine, with it, and the one that its arrival falls
 * into to its end, so that the hand does not feel what arrives under it. `attach` is the ref of what the picture fills.
 */
export function usePaneInput(pane: number) {
  const viewer = useViewer();
  const { hand, tool, facts, early } = viewer;
  // Something drawn here will be asked for its text as soon as the engine has it: what is typed until then is no shortcut.
  const [hasText, setHasText] = useState(false);
  const isWaiting = useSyncExternalStore(hand.subscribe, () => hand.waitsForEngine(pane));
  const latest = useRef(viewer);
  latest.current = viewer;
  const attach = useCallback(
    (picture: HTMLDivElement) => {
      const now = () => latest.current;
      const frame = picture.closest<HTMLElement>('[data-pane]');
      if (!frame) return undefined;
      const target = createPatientTarget(pane, { hand, tool });
      const gestures = () => now().engine?.gestures(pane);
      const { claimant, end } = createEarlyDrawing({
        ...{ pane, element: picture, hand, early, facts, tool, target },
        engine: () => now().engine,
        hasEngineFailed: () => now().hasEngineFailed === true,
        onText: () => setHasText(true),
      });
      const hands: PointerHands = { actOf: (input) => bindingsOf(now()).actOf(input) };
      const view = createViewClaimant(target, hands);
      const unlisten = listenToPane({
        pane: frame,
        picture,
        own: OWN,
        ownMenu: OWN_MENU,
        touched: () => activatePane(now(), pane),
        onPress: () => gestures()?.pressed(),
        onRelease: () => gestures()?.released(),
        keeps: (press) =>
          firstBound(hands, [
            ...pressInputs('drag', press),
            ...pressInputs('click', press),
            ...heldInputs(press),
          ]) !== undefined,
        claimants: [
          createPlaneClaimant(pane, now),
          { press: (press) => (isHeldDrag(hands, press) ? view.press?.(press) : undefined) },
          createDrawingClaimant(() => gestures()?.drawing),
          claimant,
          view,
          createFrameClaimant(now, hands),
        ],
      });
      return () => {
        unlisten();
        end();
      };
    },
    [hand, tool, facts, early, pane],
  );
  return { attach, isTextToCome: hasText && isWaiting };
}
