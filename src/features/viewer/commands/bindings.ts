import {
  inputKind,
  MOST_INPUTS,
  PLAIN_HANDS,
  type Act,
  type HandInput,
  type HandPreset,
  type Hands,
} from '@/protocol/hands';
import type { Drag } from '@/imaging/pointer/tools';
import type { Bindings, LostInput } from '@/features/viewer/state/hands';
import { actRow, givenInputs, TABLE_ACTS } from './handTable';

/** Why an input cannot be given to an act. */
export type InputRefusal =
  /** The browser's own, which no page hears of or may take away: closing, reloading, finding, copying, enlarging. */
  | { readonly why: 'browser' }
  /** Moves between controls, ends dialogs, presses what is chosen: for whoever works without a mouse, and for screen readers. */
  | { readonly why: 'page' }
  /** Two fingers on a trackpad come as Ctrl and the wheel. */
  | { readonly why: 'pinch' }
  /** A click of the left button chooses, draws and presses. */
  | { readonly why: 'left' }
  /** Other than what this act can be done by. */
  | { readonly why: 'kind' }
  /** Nothing that can be told apart on every keyboard. */
  | { readonly why: 'unknown' }
  | { readonly why: 'most' }
  | { readonly why: 'taken'; readonly by: Act };

const OF_BROWSER =
  /^(?:mod\+(?:[a-c]|[fl-ntp-rvwx]|\d|[-+=]|tab|f\d+)|mod\+shift\+(?:[a-c]|[i-jm-rtvwy]|[-+=_\d]|delete|tab)|(?:mod\+|shift\+)*f(?:1|3|5|6|7|10|11|12))$/;
const OF_PAGE = /^(?:mod\+)?(?:shift\+)?(?:tab|escape)$|^(?:shift\+)?enter$/;
/** Why nobody can choose an input; undefined: they can. */
export function reserved(input: HandInput): InputRefusal | undefined {
  if (OF_PAGE.test(input)) return { why: 'page' };
  if (OF_BROWSER.test(input)) return { why: 'browser' };
  if (/^mod\+.*wheel$/.test(input)) return { why: 'pinch' };
  if (/(?:^|\+)click1$/.test(input)) return { why: 'left' };
  return inputKind(input) === undefined ? { why: 'unknown' } : undefined;
}

/** Why an act cannot be done by an input, whatever else is; undefined: it can. */
function unfit(act: Act, input: HandInput): InputRefusal | undefined {
  const refusal = reserved(input);
  if (refusal) return refusal;
  const kind = inputKind(input);
  return kind !== undefined && actRow(act).takes.includes(kind) ? undefined : { why: 'kind' };
}

/** The button that always does something, and what it does in a set. */
const LEFT = 'drag1';
const restingAct = (preset: HandPreset): Act & Drag => (preset === 'leftScrolls' ? 'scroll' : 'window');

/**
 * Which input does what. What a person gave comes first, in the order of the table, then the set; of two for one input the first has it,
 * so that no input does two things, also where the page has learnt something new since the choice was made.
 */
export function bind(hands: Hands): Bindings {
  const { preset, changed } = hands;
  const owners = new Map<HandInput, Act>();
  const inputs = new Map<Act, HandInput[]>();
  const lost = new Map<Act, LostInput[]>();
  const give = (act: Act, input: HandInput) => {
    const to = owners.get(input);
    if (to !== undefined)
      return void (to !== act && lost.set(act, [...(lost.get(act) ?? []), { input, to }]));
    owners.set(input, act);
    inputs.set(act, [...(inputs.get(act) ?? []), input]);
  };
  const isChanged = (act: Act) => changed[act] !== undefined;
  for (const act of [...TABLE_ACTS.filter(isChanged), ...TABLE_ACTS.filter((act) => !isChanged(act))])
    for (const input of changed[act]?.filter((one) => !unfit(act, one)) ?? givenInputs(preset, act))
      give(act, input);
  if (!owners.has(LEFT)) give(restingAct(preset), LEFT);
  return {
    inputsOf: (act) => inputs.get(act) ?? [],
    actOf: (input) => owners.get(input),
    lostOf: (act) => lost.get(act) ?? [],
  };
}

/** As it is where nobody chose otherwise. */
export const PLAIN_BINDINGS = bind(PLAIN_HANDS);

const isDrag = (act: Act | undefined): act is Act & Drag =>
  act !== undefined && actRow(act).takes.includes('drag');

/** What dragging with the left button does while no other tool is in hand. */
export function restingDrag({ actOf }: Bindings): Drag {
  const act = actOf(LEFT);
  return isDrag(act) ? act : 'window';
}

/** Why an act cannot have one more input as things stand; undefined: it can. */
export function inputRefusal(bindings: Bindings, act: Act, input: HandInput): InputRefusal | undefined {
  const refusal = unfit(act, input);
  if (refusal) return refusal;
  const by = bindings.actOf(input);
  if (by !== undefined && by !== act) return { why: 'taken', by };
  return bindings.inputsOf(act).length >= MOST_INPUTS ? { why: 'most' } : undefined;
}

const withChange = (hands: Hands, act: Act, inputs: readonly HandInput[]): Hands => {
  const isGiven = isSame(inputs, givenInputs(hands.preset, act));
  const { [act]: _, ...others } = hands.changed;
  return { ...hands, changed: isGiven ? others : { ...others, [act]: inputs } };
};
const isSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one, at) => one === b[at]);

/** Without an input of an act. Of the left button nothing is taken away: it is given to something else. */
export function withoutInput(hands: Hands, act: Act, input: HandInput): Hands {
  if (input === LEFT) return hands;
  return withChange(
    hands,
    act,
    bind(hands)
      .inputsOf(act)
      .filter((one) => one !== input),
  );
}

/** With one more input for an act, taken from whatever has it. Inputs that do not fit the act change nothing. */
export function withInput(hands: Hands, act: Act, input: HandInput): Hands {
  if (unfit(act, input)) return hands;
  const before = bind(hands);
  const by = before.actOf(input);
  if (by === act) return hands;
  const freed =
    by === undefined
      ? hands
      : withChange(
          hands,
          by,
          before.inputsOf(by).filter((one) => one !== input),
        );
  return withChange(freed, act, [...before.inputsOf(act), input].slice(0, MOST_INPUTS));
}

/** An act as its set has it. What another act has of it by choice stays with that. */
export function withGiven(hands: Hands, act: Act): Hands {
  const { [act]: _, ...changed } = hands.changed;
  return { ...hands, changed };
}

/** A whole set, and nothing else. */
export const withPreset = (hands: Hands, preset: HandPreset): Hands => ({ ...hands, preset, changed: {} });
