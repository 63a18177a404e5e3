import type { AskedOf, Holds, PictureHand, WaitsFor } from '@/imaging/contract';
import { isSameValue } from '@/measurement/same';
import { toolSpec } from '@/imaging/pointer/tools';
import type { Act } from '@/protocol/hands';
import { patchPane } from '@/view/actions';
import type { KeyImage } from '@/view/viewState';
import { updateView } from '@/view/viewStore';
import type { Bindings } from '@/features/viewer/state/hands';
import { actionSpec, type ActionId, type ActionReach, type ActionSpec } from './actions';
import { PLAIN_BINDINGS } from './bindings';
import { isAction, isMove, isTool, MOVES, presetPlace } from './handTable';
import { OF_READERS, offeredTools, possibleActions } from './offered';
import { activePresets, choosePreset } from './panePresets';
import { isSecondScreen } from './secondScreenActions';
import { seenImage } from './seenImage';
import { actionOff, presetsOff, standingOf, toolOff } from './whyOff';

/** Which key or button does what here. */
export const bindingsOf = ({ hands }: Pick<ActionReach, 'hands'>): Bindings =>
  hands?.store.getState().bindings ?? PLAIN_BINDINGS;

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
  link: 'all',
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
  if (hasEngineFailed || id === 'nextPane') return undefined;
  // Over a document nothing waits for a picture; what was done to the view is undone by the engine all the same.
  if (standingOf(reach).isOther && !(reach.isEngineResting && actionSpec(id).asks === 'engine'))
    return undefined;
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

/** The turn that an act takes: what it asks for cannot be told yet, or must not overtake what was asked for before. */
function turnOfAct(act: Act, reach: ActionReach): Turn | undefined {
  const { hand, views, hasEngineFailed = false, isEngineResting = false } = reach;
  if (hasEngineFailed || (standingOf(reach).isOther && !isEngineResting)) return undefined;
  const { active } = views.getState().view;
  if (isMove(act)) return undefined;
  // Which presets there are, the picture says.
  const isUnknown = () => hand.isWaiting(active, 'picture') && activePresets(reach).length === 0;
  if (presetPlace(act) !== undefined)
    return hand.hasWork(active) || isUnknown() ? { after: 'picture', of: 'picture' } : undefined;
  const action = possibleActions(reach).find((id) => id === act);
  return action && turnOf(action, reach);
}

/** Has something done in the active pane in its turn; `run` with what it reaches then: the engine, where it was asked of that. */
function serveIn(
  { after, of, holds, seen }: Turn,
  reach: () => ActionReach,
  run: (on: ActionReach) => void,
): void {
  const { hand, views } = reach();
  const { active, panes } = views.getState().view;
  const document = standingOf(reach()).isOther ? panes[active] : undefined;
  const then = (engine = reach().engine) => {
    const now = views.getState().view.panes[active];
    run({ ...reach(), engine, seen });
    // The pages of a document turn while an undo waits for the engine: it does not turn them back to where it was asked for.
    if (!now || !document || isSameValue(now.at, document.at)) return;
    updateView(views, (view) => {
      const pane = view.panes[active];
      return pane?.series === now.series && document.series === now.series
        ? patchPane(view, active, { at: now.at })
        : view;
    });
  };
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

/** Says that something is of what whoever looks may not do; false where it is none of these. */
function refuse(act: Act, { may, shell, reading, screens }: ActionReach): boolean {
  // Whether somebody marks is not known until the companion has said so; who may not store never does.
  if (isAction(act) && OF_READERS.has(act) && (reading?.marks === false || !may.has('store'))) {
    shell.setState({ end: 'right.mark' });
    return true;
  }
  if (act === 'save' && may.has('store') && isSecondScreen(screens)) {
    shell.setState({ end: 'screens.saves' });
    return true;
  }
  const ofTool = isTool(act) && toolSpec(act).group === 'measure' ? 'measure' : undefined;
  const needs = ofTool ?? (isAction(act) ? actionSpec(act).needs : undefined);
  if (needs === undefined || may.has(needs)) return false;
  shell.setState({ end: needs === 'store' ? 'right.store' : 'right.measure' });
  return true;
}

/** Does it at once: `off` where it would do nothing now, `none` where there is no such thing here. */
export function doAct(act: Act, reach: ActionReach): 'done' | 'off' | 'none' {
  if (isMove(act)) {
    scroll(reach, MOVES[act].by);
    return 'done';
  }
  const now = standingOf(reach);
  const place = presetPlace(act);
  if (place !== undefined) {
    const preset = activePresets(reach)[place];
    if (!preset) return 'none';
    if (!presetsOff(now, preset.window === 'auto').isOff) choosePreset(reach, preset);
    return 'done';
  }
  const tool = offeredTools(reach.may).find((id) => id === act);
  if (tool) {
    const off = toolOff(tool, now);
    if (!off.isOff) reach.tool.setState({ tool, isKept: false });
    else if (off.why === 'cut.off.measure') reach.shell.setState({ end: 'cut.measure' });
    else if (now.isLost) reach.shell.setState({ end: 'engine.lost' });
    return 'done';
  }
  const action = possibleActions(reach).find((id) => id === act);
  if (!action) return refuse(act, reach) ? 'done' : 'none';
  if (actionOff(action, now).isOff) return 'off';
  actionSpec(action).run(reach);
  return 'done';
}

/** Actions that lead elsewhere though their group does not. */
const LEAD_AWAY: ReadonlySet<ActionId> = new Set([
  'nextStudy',
  'previousStudy',
  'readNext',
  'blinkFlip',
  'blink',
]);
/** Groups of actions that put other pictures, or pictures elsewhere, on the screen. */
const LEADS_AWAY: ReadonlySet<ActionSpec['group']> = new Set(['layout', 'play']);

/** Whether something leads to another picture, series or study, or to panes of another place. */
export const leadsAway = (act: Act): boolean =>
  isMove(act) || (isAction(act) && (LEADS_AWAY.has(actionSpec(act).group) || LEAD_AWAY.has(act)));

/** Has `run` do it in the turn of an act; false where the act takes none, and it was not done. */
export function inTurn(act: Act, reach: () => ActionReach, run: (on: ActionReach) => void): boolean {
  const turn = turnOfAct(act, reach());
  if (turn) serveIn(turn, reach, run);
  return turn !== undefined;
}

/** What a button of the mouse means: as a key would. */
export function runAct(act: Act, reach: () => ActionReach): void {
  // The picture is not taken away from under what is drawn on it.
  if (leadsAway(act) && reach().engine?.measuring.isHeld() === true) return;
  if (!inTurn(act, reach, (on) => doAct(act, on))) doAct(act, reach());
}
