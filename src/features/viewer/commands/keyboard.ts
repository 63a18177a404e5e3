import type { Drag } from '@/imaging/pointer/tools';
import { areKeysOwned } from '@/ui/overlay/keys';
import { pressNames } from '@/ui/pressNames';
import { BAR_KEYS } from '@/ui/useRoving';
import { activate, place } from '@/view/actions';
import { updateView } from '@/view/viewStore';
import type { ActionReach } from './actions';
import { bindingsOf, doAct, inTurn, leadsAway } from './acts';
import { stopBlink } from './blinkActions';
import { leavesKey } from './nativeKeys';

/** What moves in a list that has the focus. */
const LIST_KEYS: ReadonlySet<string> = new Set([
  ...['arrowup', 'arrowdown', 'arrowleft', 'arrowright'],
  ...['pageup', 'pagedown', 'home', 'end'],
]);

/** Where typing, choosing or another dialog owns the keys. */
const OWNERS =
  'input, textarea, select, [contenteditable], [role="dialog"], dialog, [role="menu"], [role="listbox"]';
/** Lists that the arrow keys move in, and bars that those to left and right move in. */
const ROVING = '[data-roving]';
/** Where the keys belong to the picture. */
const PANE = '[data-pane]';
/** Names of the keys that what stands in a pane has for itself: a document. */
const OWN_KEYS = 'data-own-keys';
/** What Space and Enter press. */
const PRESSABLE = 'button, a, summary, [role="button"], [role="option"], [role="tab"]';

/** Escape ends the measurement first, then the tool, the sheet, two panes in one place, then lets go of what is chosen; never the study. */
function escape(on: ActionReach, restingTool: Drag): void {
  const { engine, tool, shell } = on;
  if (engine?.measuring.cancel()) return;
  if (tool.getState().tool !== restingTool) tool.setState({ tool: restingTool, isKept: false });
  else if (shell.getState().sheet !== undefined) shell.setState({ sheet: undefined });
  else if (!stopBlink(on)) engine?.measuring.unselect();
}

/** Where an arrow key moves the chosen measurement, in image pixels of the screen's directions. */
const NUDGES: Readonly<Record<string, readonly [right: number, down: number]>> = {
  arrowup: [0, -1],
  arrowdown: [0, 1],
  arrowleft: [-1, 0],
  arrowright: [1, 0],
};
const FAR = 10;

/**
 * Draws by keys: Enter shows the crosshair and sets points, the arrows move it, else the chosen measurement; false where the
 * key is none for that, no tool measures, or nothing is chosen.
 */
function drawByKey(name: string, isFar: boolean, { engine, may }: ActionReach): boolean {
  const measuring = may.has('measure') ? engine?.measuring : undefined;
  if (name === 'enter') return measuring?.point() === true;
  const way = NUDGES[name];
  if (!way || !measuring) return false;
  const by = isFar ? FAR : 1;
  const [right, down] = [way[0] * by, way[1] * by];
  return measuring.steer(right, down) || measuring.nudge(right, down);
}

/** Keys that type a sign, which can be switched off (WCAG 2.1.4); the question mark always helps. */
const isCharacter = (name: string): boolean =>
  name !== '?' && /^(?:.|shift\+[a-z]|(?:shift\+)?@\w+)$/.test(name);

/** Does what a key means; false when it means nothing here. */
export function press(name: string, reach: ActionReach, restingTool: Drag): boolean {
  if (name === 'enter') return reach.engine?.measuring.finish() === true;
  if (name === 'escape') return (escape(reach, restingTool), true);
  const act = bindingsOf(reach).actOf(name);
  if (act === undefined || (isCharacter(name) && !reach.shell.getState().letters)) return false;
  const did = doAct(act, reach);
  // It stays the key of what is off, not another's by its place; but Space moves on in a report.
  return did === 'off' ? name !== 'space' : did === 'done';
}

/** The page's one keyboard listener; the result takes it away. */
export function listenToKeys(reach: () => ActionReach, restingTool: () => Drag): () => void {
  const means = (name: string, { shiftKey }: KeyboardEvent, target: Element | undefined): boolean => {
    const act = bindingsOf(reach()).actOf(name);
    // A finger that slips onto the keys must not take the picture away from under what is drawn on it.
    if (act !== undefined && leadsAway(act) && reach().engine?.measuring.isHeld() === true) return true;
    const key = name.replace(/^shift\+/, '');
    if ((key === 'space' || key === 'enter') && target?.closest(PRESSABLE)) return false;
    const roving = target?.closest<HTMLElement>(ROVING)?.dataset['roving'];
    if (roving === '' && LIST_KEYS.has(key)) return false;
    if (roving === 'bar' && BAR_KEYS.has(key)) return false;
    const owner = target?.closest(PANE)?.querySelector(`[${OWN_KEYS}]`);
    if (owner?.getAttribute(OWN_KEYS)?.split(' ').includes(key)) return false;
    if (target?.closest(PANE) && drawByKey(key, shiftKey, reach())) return true;
    const isOff = isCharacter(name) && !reach().shell.getState().letters;
    if (act !== undefined && !isOff && inTurn(act, reach, (on) => press(name, on, restingTool())))
      return true;
    return press(name, reach(), restingTool());
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    // Also where the control that had the focus is gone, or the dialog is still on its way: no letter changes what lies behind.
    if (areKeysOwned() || document.querySelector('dialog:modal')) return;
    const target = event.target instanceof Element ? event.target : undefined;
    // A key is what it was chosen as, what it types, else what is printed beside it: the first that means something here.
    const names = pressNames(event);
    if (target && !leavesKey(target, OWNERS, names)) return;
    const { actOf } = bindingsOf(reach());
    // A key that is held would flash with every repeat.
    const isHeldFlip = event.repeat && names.some((name) => actOf(name) === 'blinkFlip');
    if (!isHeldFlip && !names.some((name) => means(name, event, target))) return;
    event.preventDefault();
    event.stopPropagation();
  };
  // On the way down: Cornerstone's own listener, on the focused viewport, swallows every key.
  window.addEventListener('keydown', onKey, true);
  return () => window.removeEventListener('keydown', onKey, true);
}

/** Places a series in a pane that may be hidden on this screen, and makes it active. */
export function placeSeries(
  { views, hand }: ActionReach,
  pane: number,
  key: { readonly study: Parameters<typeof place>[2]; readonly series: Parameters<typeof place>[3] },
): void {
  hand.begin();
  updateView(views, (view) => place(view, pane, key.study, key.series));
}

/** Makes a pane active. */
export const activatePane = ({ views }: ActionReach, pane: number): void =>
  updateView(views, (view) => activate(view, pane));
