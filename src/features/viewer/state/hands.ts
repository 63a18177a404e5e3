import type { StoreApi } from 'zustand/vanilla';
import type { HandsChosen, HandsOfWindow } from '@/features/contract/hands';
import type { Act, HandInput, Hands } from '@/protocol/hands';

/** Which input does what, by a person's choice: never one for two acts. */
export interface Bindings {
  /** What does an act, the first of them shown first. */
  inputsOf(act: Act): readonly HandInput[];
  actOf(input: HandInput): Act | undefined;
  /** What an act has in its set and lost to another act by the person's choice. */
  lostOf(act: Act): readonly LostInput[];
}

export interface LostInput {
  readonly input: HandInput;
  readonly to: Act;
}

export interface HandsState extends HandsChosen {
  readonly bindings: Bindings;
  /** What the keys of this keyboard bear, by their places (KeyboardEvent.code); absent where the browser does not tell. */
  readonly printed?: ReadonlyMap<string, string>;
}

/** Where a person's choice of keys and buttons is kept beside this browser. */
export interface HandsKeeper {
  /** Whose it is: a word that names nobody, the same for one person. */
  readonly owner: string;
  /** What is kept, as JSON has it, null where nothing is; undefined: it is not to be had now. Never rejects. */
  bring(signal: AbortSignal): Promise<{ readonly hands: unknown } | undefined>;
  /** Keeps it in the place of that of before; false where it was not taken. Never rejects. */
  keep(hands: Hands): Promise<boolean>;
}

/** Keys, buttons and wheel as chosen, at hand for the page. */
export interface HandsAtHand extends HandsOfWindow {
  readonly store: StoreApi<HandsState>;
  change(change: (now: Hands) => Hands): void;
}
