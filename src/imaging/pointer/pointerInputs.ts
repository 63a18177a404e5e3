import type { Act, HandInput } from '@/protocol/hands';
import type { HeldKeys, Press, WheelTurn } from './claims';

/** Which input does what. */
export interface PointerHands {
  actOf(input: HandInput): Act | undefined;
}

const heldText = ({ mod, alt, shift }: HeldKeys): string =>
  `${mod ? 'mod+' : ''}${alt ? 'alt+' : ''}${shift ? 'shift+' : ''}`;

/** How a press is written, as it is and without the keys that are held beside it. */
export function pressInputs(
  does: 'drag' | 'click',
  { button, held }: Pick<Press, 'button' | 'held'>,
): readonly HandInput[] {
  const plain = `${does}${button + 1}`;
  const text = held ? heldText(held) : '';
  return text === '' ? [plain] : [text + plain, plain];
}

/** By MouseEvent.buttons: right, middle, back, forward. */
const HELD_BUTTONS = [
  [2, 'hold3+'],
  [4, 'hold2+'],
  [8, 'hold4+'],
  [16, 'hold5+'],
] as const;

/** How a turn of the wheel is written: with the button and the keys that are held, the most particular first. */
export function wheelInputs({
  held,
  buttons = 0,
}: Pick<WheelTurn, 'held' | 'buttons'>): readonly HandInput[] {
  const keys = held ? heldText({ ...held, mod: false }) : '';
  const bits = HELD_BUTTONS.flatMap(([bit, text]) => (buttons & bit ? [text] : []));
  return [...new Set([...bits, ''].flatMap((button) => [`${keys}${button}wheel`, `${button}wheel`]))];
}

/** Turns of the wheel while a button is held, whatever keys are held too. */
export const heldInputs = ({ button }: Pick<Press, 'button'>): readonly HandInput[] =>
  ['', 'shift+', 'alt+', 'alt+shift+'].map((keys) => `${keys}hold${button + 1}+wheel`);

/** The first of some ways to write an input that does something. */
export function firstBound(
  { actOf }: PointerHands,
  inputs: readonly HandInput[],
): { readonly input: HandInput; readonly act: Act } | undefined {
  for (const input of inputs) {
    const act = actOf(input);
    if (act !== undefined) return { input, act };
  }
  return undefined;
}

/** Whether keys that are held make of a press of the left button another drag than the tool's: asked before whatever draws. */
export const isHeldDrag = (hands: PointerHands, press: Pick<Press, 'button' | 'held'>): boolean => {
  const [written = '', plain] = pressInputs('drag', press);
  return press.button === 0 && plain !== undefined && hands.actOf(written) !== undefined;
};
