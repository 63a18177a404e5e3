/** Sets of keys, buttons and wheel that a person begins with: the wheel leafs through the images, or the left button does. */
export const HAND_PRESETS = ['wheelScrolls', 'leftScrolls'] as const;
export type HandPreset = (typeof HAND_PRESETS)[number];

/**
 * Everything that a key, a button or the wheel can do, by its name in the tables of the page: a closed list, so that nothing else is
 * kept, and no name of a person can be. `commands/bindings.test.ts` tells which is missing here.
 */
export const ACTS = [
  ...['window', 'pan', 'zoom', 'scroll', 'locate', 'erase'],
  ...['length', 'angle', 'bidirectional', 'polyline', 'cobb', 'ratio', 'probe', 'arrow'],
  ...['ellipse', 'rectangle', 'circle', 'freehand', 'spline', 'livewire', 'region'],
  ...['rotate', 'mirror', 'upend', 'invert', 'graphics', 'keyImage', 'reset', 'fit', 'oneToOne', 'calibrate'],
  ...['alone', 'nextSeries', 'previousSeries', 'nextPart', 'previousPart', 'nextPane'],
  ...['linkScroll', 'linkHere', 'linkWindow', 'linkZoom', 'linkPan', 'referenceLines', 'spacePoint'],
  ...['mpr', 'fuse'],
  ...['linkRegistered', 'blinkFlip', 'blink', 'blinkRun'],
  ...['play', 'stepBack', 'stepOn', 'slower', 'faster', 'playFrom', 'playTo', 'yoyo', 'once', 'playAll'],
  ...['undo', 'redo', 'remove', 'save', 'identity', 'tags', 'left', 'right', 'commands', 'menu', 'help'],
  ...['hands', 'hangPrior', 'olderPrior', 'nextHanging', 'keepHanging', 'hangings'],
  ...['nextBreastStep', 'previousBreastStep'],
  ...['nextStudy', 'previousStudy', 'markRead', 'readNext', 'markUnread', 'bookmarkStudy', 'back'],
  ...['secondScreen', 'otherScreen'],
  ...['preset1', 'preset2', 'preset3', 'preset4', 'preset5', 'preset6', 'preset7'],
  ...['imageBack', 'imageOn', 'tenBack', 'tenOn', 'firstImage', 'lastImage', 'wheelTens', 'wheelSeries'],
] as const;
export type Act = (typeof ACTS)[number];

/**
 * What a hand does, as it is written: what is held (`mod` is Ctrl or Cmd), then a key as keyNames (ui) writes it or, with @, by its place on
 * the keyboard (KeyboardEvent.code); `drag1` to `drag5` and `click2` to `click5`, a button of the mouse (1 left, 2 middle, 3 right, 4 back,
 * 5 forward); `wheel`, also with a button held (`hold3+wheel`); `double`, a double click.
 */
export type HandInput = string;
export type InputKind = 'key' | 'click' | 'drag' | 'double' | 'wheel';

const KEY_NAMES =
  'space|delete|contextmenu|arrowup|arrowdown|arrowleft|arrowright|pageup|pagedown|home|end|f[1-9]|f1[0-2]';
const PLACES =
  '@(?:Backquote|Minus|Equal|BracketLeft|BracketRight|Backslash|Semicolon|Quote|Comma|Period|Slash|IntlBackslash)';
const GRAMMAR: readonly (readonly [kind: InputKind, written: RegExp])[] = [
  ['key', new RegExp(`^(?:mod\\+)?(?:shift\\+)?(?:[!-@[-\`a-~]|${KEY_NAMES}|${PLACES})$`)],
  ['key', /^mod\+(?:shift\+)?enter$/],
  ['drag', /^(?:mod\+)?(?:alt\+)?(?:shift\+)?drag[1-5]$/],
  ['click', /^(?:mod\+)?(?:alt\+)?(?:shift\+)?click[2-5]$/],
  ['wheel', /^(?:alt\+)?(?:shift\+)?(?:hold[2-5]\+)?wheel$/],
  ['double', /^double$/],
];

/** What sort of thing a hand does there; undefined: nothing that can be chosen. */
export const inputKind = (input: HandInput): InputKind | undefined =>
  GRAMMAR.find(([, written]) => written.test(input))?.[0];

/** A person's choice: a set, and what they gave other inputs than the set does, each whole. */
export interface Hands {
  readonly preset: HandPreset;
  readonly changed: { readonly [A in Act]?: readonly HandInput[] };
  /** When it was chosen, in milliseconds since 1970: of two the newer holds. */
  readonly madeAtMs: number;
}

export const PLAIN_HANDS: Hands = { preset: 'wheelScrolls', changed: {}, madeAtMs: 0 };

/** More ways to one thing than anybody uses. */
export const MOST_INPUTS = 6;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A choice as JSON has it; what is not of the closed lists is left out. Undefined: it is none. */
export function readHands(value: unknown): Hands | undefined {
  if (!isObject(value) || !isObject(value['changed'])) return undefined;
  const preset = HAND_PRESETS.find((one) => one === value['preset']);
  const { changed, madeAtMs } = value;
  if (preset === undefined || !Number.isSafeInteger(madeAtMs) || (madeAtMs as number) < 0) return undefined;
  const read = ACTS.flatMap((act) => {
    const inputs: unknown = Object.hasOwn(changed, act) ? changed[act] : undefined;
    if (!Array.isArray(inputs)) return [];
    const known = inputs.filter(
      (one): one is string => typeof one === 'string' && inputKind(one) !== undefined,
    );
    return [[act, [...new Set(known)].slice(0, MOST_INPUTS)] as const];
  });
  return { preset, changed: Object.fromEntries(read), madeAtMs: madeAtMs as number };
}
