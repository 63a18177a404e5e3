import type { WaitingHand } from '@/imaging/contract';
import type { FactsStore } from '@/imaging/pane/paneStore';
import { blinkPair, changeBlinkRate, endBlink, flipBlink, startBlink } from '@/view/blink';
import { updateView, type ViewStore } from '@/view/viewStore';
import { LITTLE_MOTION } from '@/features/viewer/state/littleMotion';
import type { Shell } from '@/features/viewer/state/shell';

/** What an action reaches of the viewer. */
interface On {
  readonly views: ViewStore;
  readonly shell: Shell;
  readonly facts: FactsStore;
  readonly hand: WaitingHand;
}

const isOn = ({ views }: On): boolean => blinkPair(views.getState().view) !== undefined;

/** Puts two panes in one place; false where there is no other. */
function begin({ views, facts, hand, shell }: On): boolean {
  hand.begin();
  const goesAlong = (pane: number): boolean => {
    const { link, linkedLook } = facts.getState().panes[pane] ?? {};
    return (
      link?.kind === 'follows' || Object.values(linkedLook ?? {}).some(({ kind }) => kind === 'together')
    );
  };
  updateView(views, (view) => startBlink(endBlink(view), goesAlong));
  if (blinkPair(views.getState().view)) return true;
  shell.setState({ end: 'blink.alone' });
  return false;
}

/** Ends it: each pane is in its own place again. False where it was not on. */
export function stopBlink(on: On): boolean {
  if (!on.views.getState().view.blink) return false;
  on.shell.setState({ isBlinkRunning: false });
  updateView(on.views, endBlink);
  return true;
}

/** A step faster or slower; false where no panes are compared so. */
export function changeRate(on: On, way: 1 | -1): boolean {
  if (!isOn(on)) return false;
  updateView(on.views, (view) => changeBlinkRate(view, way));
  return true;
}

/** Comparison by blinking: rows of the table of actions. */
export const BLINK_ACTIONS = {
  blinkFlip: {
    icon: 'flip',
    label: 'action.blinkFlip',
    key: '!',
    more: ['shift+b'],
    group: 'link',
    run: (on: On): void => {
      if (isOn(on) || begin(on)) updateView(on.views, flipBlink);
    },
  },
  blink: {
    icon: 'blink',
    label: 'action.blink',
    group: 'link',
    run: (on: On): void => {
      if (!stopBlink(on)) begin(on);
    },
  },
  blinkRun: {
    icon: 'play',
    label: 'action.blinkRun',
    key: '<',
    more: ['shift+n'],
    group: 'link',
    run: (on: On): void => {
      const { shell } = on;
      if (shell.getState().isBlinkRunning) return shell.setState({ isBlinkRunning: false });
      if (!isOn(on) && !begin(on)) return undefined;
      if (matchMedia(LITTLE_MOTION).matches) return shell.setState({ end: 'blink.still' });
      return shell.setState({ isBlinkRunning: true });
    },
  },
} as const;
