import type { MessageKey } from '@/i18n/en';
import { t } from '@/i18n/t';
import { inputKind, type HandInput } from '@/protocol/hands';
import { surelyTypes, type PrintedKeys } from '@/ui/keyboardLayout';

const isMac = (): boolean => typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

/** Keys that keyboards of each language print otherwise (Ctrl, Strg), and what a hand does with a mouse. */
const NAMED: Readonly<Record<string, MessageKey>> = {
  mod: 'key.ctrl',
  shift: 'key.shift',
  alt: 'key.alt',
  space: 'key.space',
  delete: 'key.delete',
  escape: 'key.escape',
  pageup: 'key.pageUp',
  pagedown: 'key.pageDown',
  home: 'key.home',
  end: 'key.end',
  enter: 'key.enter',
  tab: 'key.tab',
  drag1: 'hand.drag1',
  drag2: 'hand.drag2',
  drag3: 'hand.drag3',
  drag4: 'hand.drag4',
  drag5: 'hand.drag5',
  click1: 'hand.click1',
  click2: 'hand.click2',
  click3: 'hand.click3',
  click4: 'hand.click4',
  click5: 'hand.click5',
  hold2: 'hand.hold2',
  hold3: 'hand.hold3',
  hold4: 'hand.hold4',
  hold5: 'hand.hold5',
  wheel: 'hand.wheel',
  double: 'hand.double',
};
const ARROWS: Readonly<Record<string, string>> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
};
/** What the keys bear on the keyboard that the names of their places come from. */
const US_SIGNS: Readonly<Record<string, string>> = {
  ...{ Backquote: '`', Minus: '-', Equal: '=', BracketLeft: '[', BracketRight: ']', Backslash: '\\' },
  ...{ Semicolon: ';', Quote: "'", Comma: ',', Period: '.', Slash: '/', IntlBackslash: '<' },
};

/** A letter of a keyboard of another script stands for the one that is printed beside it. */
function letterText(letter: string, printed: PrintedKeys | undefined): string {
  const hasLetter = !printed || [...printed.values()].includes(letter);
  const own = hasLetter ? undefined : printed.get(`Key${letter.toUpperCase()}`);
  return (own ?? letter).toUpperCase();
}

function partText(part: string, printed: PrintedKeys | undefined): string {
  if (part === 'mod' && isMac()) return '⌘';
  if (part === 'contextmenu') return `${t('key.shift')}+F10`;
  if (/^[a-z]$/.test(part)) return letterText(part, printed);
  if (part.startsWith('@')) {
    const place = part.slice(1);
    return (printed?.get(place) ?? US_SIGNS[place] ?? place).toUpperCase();
  }
  const named = NAMED[part];
  return named ? t(named) : (ARROWS[part] ?? part.toUpperCase());
}

/** The parts of an input: what is held, then what is pressed; a plus may be that. */
const partsOf = (input: HandInput): readonly string[] =>
  input.endsWith('+') ? [...input.slice(0, -1).split('+').filter(Boolean), '+'] : input.split('+');

/** An input as printed on this machine's keyboard, e.g. 'Ctrl+Shift+Z', or as a hand does it with the mouse. */
export const keyText = (input: HandInput, printed?: PrintedKeys): string =>
  partsOf(input)
    .map((part) => partText(part, printed))
    .join('+');

const isSign = (input: HandInput): boolean => /^[^a-z0-9@]$/.test(input);

/** The key that is told where there is room for one: not a sign that the keyboard may lack, where there is another. */
export function toldKey(inputs: readonly HandInput[], printed?: PrintedKeys): HandInput | undefined {
  const keys = inputs.filter((input) => inputKind(input) === 'key');
  const isSure = (input: HandInput) => !printed || !isSign(input) || surelyTypes(printed, input);
  return keys.find(isSure) ?? keys[0];
}

/** Names of keys as WAI-ARIA writes them (UI Events, KeyboardEvent.key). */
const ARIA: Readonly<Record<string, string>> = {
  ...{ shift: 'Shift', space: 'Space', delete: 'Delete', enter: 'Enter', contextmenu: 'ContextMenu' },
  ...{ arrowup: 'ArrowUp', arrowdown: 'ArrowDown', arrowleft: 'ArrowLeft', arrowright: 'ArrowRight' },
  ...{ pageup: 'PageUp', pagedown: 'PageDown', home: 'Home', end: 'End' },
};

function ariaPart(part: string, printed: PrintedKeys | undefined): string {
  if (part === 'mod') return isMac() ? 'Meta' : 'Control';
  return ARIA[part] ?? partText(part, printed);
}

/** All keys of something for aria-keyshortcuts; undefined: it has none. */
export function ariaKeys(inputs: readonly HandInput[], printed?: PrintedKeys): string | undefined {
  const keys = inputs.filter((input) => inputKind(input) === 'key');
  const texts = keys.map((input) =>
    partsOf(input)
      .map((part) => ariaPart(part, printed))
      .join('+'),
  );
  return texts.length > 0 ? texts.join(' ') : undefined;
}
