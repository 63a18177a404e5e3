import { voiLutNames } from '@/dicom/transforms/lut';
import { rangeWindow, windowsOf } from '@/dicom/transforms/voi';
import type { AskedOf, Holds, PictureHand, WaitsFor } from '@/imaging/contract';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import { suvFactorOf } from '@/imaging/stack/valueUnit';
import { TOOL_IDS, toolSpec } from '@/imaging/pointer/tools';
import { areKeysOwned } from '@/ui/overlay/keys';
import { keyNames } from '@/ui/keyNames';
import { BAR_KEYS } from '@/ui/useRoving';
import { activate, patchPane, place } from '@/view/actions';
import { PRESET_KEYS, presetKey, presetsFor, type OwnLooks, type Preset } from '@/view/presets';
import type { KeyImage } from '@/view/viewState';
import { updateView } from '@/view/viewStore';
import { ACTION_IDS, actionSpec, type ActionId, type ActionSpec, type ActionReach } from './actions';
import { offeredTools, possibleActions } from './offered';
import { seenImage } from './seenImage';
import { actionOff, presetsOff, standingOf, toolOff } from './whyOff';

/** Keys that move through the series of the active pane: by so many images, or to an end. */
export const SCROLL_KEYS: Readonly<Record<string, number | 'first' | 'last'>> = {
  arrowup: -1,
  arrowdown: 1,
  arrowleft: -1,
  arrowright: 1,
  pageup: -10,
  pagedown: 10,
  home: 'first',
  end: 'last',
};

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

/** Shows a preset in the active pane. */
export async function applyPreset({ views, engine, hand }: ActionReach, preset: Preset): Promise<void> {
  hand.begin();
  const pane = views.getState().view.active;
  if (preset.window !== 'auto') {
    const look =
      typeof preset.window === 'number'
        ? { window: undefined, voiLut: preset.window }
        : { window: preset.window === 'stored' ? undefined : preset.window, voiLut: undefined };
    updateView(views, (view) => patchPane(view, pane, look));
    return;
  }
  const before = views.getState().view.panes[pane];
  const pixels = await engine?.pixels(pane);
  if (!pixels || pixels.samples !== 1) return;
  updateView(views, (view) =>
    view.panes[pane]?.series === before?.series
      ? patchPane(view, pane, { window: rangeWindow(pixels.min, pixels.max) })
      : view,
  );
}

/** What the image on screen brings along to be shown with. */
export const ownLooks = ({ instance, frame }: Pick<PaneStatus, 'instance' | 'frame'>): OwnLooks =>
  instance
    ? { windows: windowsOf(instance, frame ?? 1), luts: voiLutNames(instance, frame ?? 1) }
    : { windows: [], luts: [] };

/** The presets of what the active pane shows; none for colour. */
export function activePresets({ views, engine, facts, studies }: ActionReach): readonly Preset[] {
  if (standingOf({ views, engine, facts, ...(studies ? { studies } : {}) }).isOther) return [];
  const status = facts.getState().panes[views.getState().view.active];
  if (!status?.window) return [];
  const factor = suvFactorOf(status.petUnit);
  return presetsFor(status.instance?.modality, status.unit, ownLooks(status), factor);
}

/** Escape ends the measurement first, then the tool, then the sheet, then lets go of what is chosen; never the study. */
function escape({ engine, tool, shell }: ActionReach, restingTool: 'window' | 'scroll'): void {
  if (engine?.measuring.cancel()) return;
  if (tool.getState().tool !== restingTool) tool.setState({ tool: restingTool, isKept: false });
  else if (shell.getState().sheet !== undefined) shell.setState({ sheet: undefined });
  else engine?.measuring.unselect();
}

function scroll({ hand, views }: ActionReach, by: number | 'first' | 'last'): void {
  const pane = views.getState().view.active;
  const move = (pictures: PictureHand) => {
    if (by === 'first') pictures.scrollTo(pane, 0);
    else if (by === 'last') pictures.scrollTo(pane, Infinity);
    else pictures.scrollBy(pane, by);
  };
  hand.servePicture(pane, move, 'series');
}

/** Groups of actions that change what is seen: one does not overtake another; those of more than a pane none in any. */
const TURNS: Readonly<Record<ActionSpec['group'], WaitsFor | undefined>> = {
  image: 'picture',
  play: 'picture',
  layout: 'all',
  edit: 'all',
  screen: undefined,
};

/** What something waits for, and who is to do it then. */
interface Turn {
  readonly after: WaitsFor;
  readonly of: AskedOf;
  readonly holds?: Holds;
  /** The image that it is done to. */
  readonly seen?: KeyImage;
}

/** Actions that lead to another image of the series. */
const STEPS: ReadonlySet<ActionId> = new Set(['stepBack', 'stepOn']);

/** Whether something would be done to what nobody has done yet, before there is an engine. */
function isOfNothing(id: ActionId, { engine, hand }: ActionReach): boolean {
  if (engine || hand.waitsForEngine()) return false;
  return id === 'remove' || id === 'redo' || (id === 'undo' && hand.began.length === 0 && !hand.hasWork());
}

/** The turn that an action takes; undefined: it is done at once. */
function turnOf(id: ActionId, reach: ActionReach): Turn | undefined {
  const { hand, views, hasEngineFailed = false } = reach;
  // Which pane is the active one changes under the hand, and what waits stays with its pane.
  if (hasEngineFailed || id === 'nextPane' || standingOf(reach).isOther) return undefined;
  if (isOfNothing(id, reach)) return undefined;
  const { active } = views.getState().view;
  const { asks, group, ofImage } = actionSpec(id);
  const seen = ofImage && seenImage(reach);
  // To what is seen it is done at once, or later, whatever else waits; where nothing is, in its turn to what will be.
  if (seen) return hand.hasWork() ? { after: 'seen', of: 'picture', seen } : undefined;
  const after = STEPS.has(id) ? 'series' : TURNS[group];
  const isBehind = hand.hasWork(after === 'all' ? undefined : active);
  if (!after || !(isBehind || (asks && hand.isWaiting(active, asks)))) return undefined;
  // A loop that will be played goes on from wherever it finds the picture.
  return { after, of: asks ?? 'picture', ...(id === 'play' ? { holds: 'nothing' } : {}) };
}

/** The turn that a key takes: what it asks for cannot be told yet, or must not overtake what was asked for before. */
function turnOfKey(name: string, reach: ActionReach): Turn | undefined {
  const { hand, views, shell, hasEngineFailed = false } = reach;
  if (hasEngineFailed || standingOf(reach).isOther) return undefined;
  const { active } = views.getState().view;
  if (SCROLL_KEYS[name] !== undefined) return undefined;
  if (name.length === 1 && !shell.getState().letters) return undefined;
  // Which presets there are, the picture says.
  const isUnknown = () => hand.isWaiting(active, 'picture') && activePresets(reach).length === 0;
  if (PRESET_KEYS.has(name))
    return hand.hasWork(active) || isUnknown() ? { after: 'picture', of: 'picture' } : undefined;
  const action = possibleActions(reach).find((id) => actionSpec(id).key === name);
  return action && turnOf(action, reach);
}

/** Has something done in the active pane in its turn; `run` with what it reaches then: the engine, where it was asked of that. */
function serveIn(
  { after, of, holds, seen }: Turn,
  reach: () => ActionReach,
  run: (on: ActionReach) => void,
): void {
  const { hand, views } = reach();
  const { active } = views.getState().view;
  const then = (engine = reach().engine) => run({ ...reach(), engine, seen });
  if (of === 'engine') hand.serve(active, then, after, holds);
  else hand.servePicture(active, () => then(), after);
}

/** Runs an action in its turn: what the hand asked for before there was a picture, or an engine, is not overtaken. */
export function runAction(id: ActionId, reach: ActionReach): void {
  const { run } = actionSpec(id);
  const turn = turnOf(id, reach);
  if (turn) serveIn(turn, () => reach, run);
  else run(reach);
}

/** Applies a preset in its turn. */
export function choosePreset(reach: ActionReach, preset: Preset): void {
  const { hand, views } = reach;
  const pane = views.getState().view.active;
  // The values of the picture are the engine's to tell.
  if (preset.window === 'auto' && hand.isWaiting(pane, 'engine'))
    hand.serve(pane, (engine) => void applyPreset({ ...reach, engine }, preset));
  else if (hand.hasWork(pane)) hand.servePicture(pane, () => void applyPreset(reach, preset));
  else void applyPreset(reach, preset);
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

/** Says that a key is of what whoever looks may not do; false where it is none of these. */
function refuse(name: string, { may, shell }: ActionReach): boolean {
  const action = ACTION_IDS.map(actionSpec).find(({ key, needs }) => key === name && needs !== undefined);
  const tool = TOOL_IDS.map(toolSpec).find(({ key, group }) => key === name && group === 'measure');
  const needs = tool ? 'measure' : action?.needs;
  if (needs === undefined || may.has(needs)) return false;
  shell.setState({ end: needs === 'store' ? 'right.store' : 'right.measure' });
  return true;
}

/** Does what a key means; false when it means nothing here. */
export function press(name: string, reach: ActionReach, restingTool: 'window' | 'scroll'): boolean {
  const by = SCROLL_KEYS[name];
  if (by !== undefined) return (scroll(reach, by), true);
  if (name === 'enter') return reach.engine?.measuring.finish() === true;
  if (name === 'escape') return (escape(reach, restingTool), true);
  const isLetter = name.length === 1 && name !== '?';
  if (isLetter && !reach.shell.getState().letters) return false;
  const now = standingOf(reach);
  const tool = offeredTools(reach.may).find((id) => toolSpec(id).key === name);
  if (tool) {
    if (!toolOff(tool, now).isOff) reach.tool.setState({ tool, isKept: false });
    else if (now.isLost) reach.shell.setState({ end: 'engine.lost' });
    return true;
  }
  const preset = activePresets(reach).find((_, at) => presetKey(at) === name);
  if (preset) return (presetsOff(now, preset.window === 'auto').isOff || choosePreset(reach, preset), true);
  const action = possibleActions(reach).find((id) => actionSpec(id).key === name);
  if (!action) return refuse(name, reach);
  if (!actionOff(action, now).isOff) return (actionSpec(action).run(reach), true);
  // It stays the key of what is off, not another's by its place; but Space moves on in a report.
  return name !== 'space';
}

/** The page's one keyboard listener; the result takes it away. */
export function listenToKeys(reach: () => ActionReach, restingTool: () => 'window' | 'scroll'): () => void {
  const means = (name: string, { shiftKey }: KeyboardEvent, target: Element | undefined): boolean => {
    if ((name === 'space' || name === 'enter') && target?.closest(PRESSABLE)) return false;
    const roving = target?.closest<HTMLElement>(ROVING)?.dataset['roving'];
    if (roving === '' && SCROLL_KEYS[name] !== undefined) return false;
    if (roving === 'bar' && BAR_KEYS.has(name)) return false;
    const owner = target?.closest(PANE)?.querySelector(`[${OWN_KEYS}]`);
    if (owner?.getAttribute(OWN_KEYS)?.split(' ').includes(name)) return false;
    if (target?.closest(PANE) && drawByKey(name, shiftKey, reach())) return true;
    const turn = turnOfKey(name, reach());
    if (!turn) return press(name, reach(), restingTool());
    serveIn(turn, reach, (on) => press(name, on, restingTool()));
    return true;
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    // Also where the control that had the focus is gone, or the dialog is still on its way: no letter changes what lies behind.
    if (areKeysOwned() || document.querySelector('dialog:modal')) return;
    const target = event.target instanceof Element ? event.target : undefined;
    if (target?.closest(OWNERS)) return;
    // A key is what it types, else what is printed beside it: the first that means something here.
    if (!keyNames(event).some((name) => means(name, event, target))) return;
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
