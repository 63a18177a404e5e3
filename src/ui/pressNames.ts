import { keyNames, type KeyPress } from './keyNames';

/** Keys that bear no Latin letter or digit on the keyboard that the names of places (KeyboardEvent.code) come from. */
const PLACES: ReadonlySet<string> = new Set([
  ...['Backquote', 'Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote'],
  ...['Comma', 'Period', 'Slash', 'IntlBackslash'],
]);

/** Letters, and keys that type nothing: with Shift they are other keys; signs and digits are what they type. */
const isShifted = (name: string): boolean => /^[a-z][a-z0-9]*$/.test(name);

/** The key by its place, with what is held; undefined for letters, digits, and beside Alt, which types other signs. */
function placeOf(event: KeyPress): string | undefined {
  const { code, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (!PLACES.has(code) || altKey || event.getModifierState('AltGraph')) return undefined;
  return `${ctrlKey || metaKey ? 'mod+' : ''}${shiftKey ? 'shift+' : ''}@${code}`;
}

/**
 * How a key press may be written in a table that persons make themselves, the most particular first: by its place (@Semicolon), with Shift
 * (shift+w, where no table means that it is w), then as keyNames writes it.
 */
export function pressNames(event: KeyPress): readonly string[] {
  const names = keyNames(event);
  const place = placeOf(event);
  const shifted = event.shiftKey ? names.filter(isShifted).map((name) => `shift+${name}`) : [];
  return [...(place === undefined ? [] : [place]), ...shifted, ...names];
}

/** How it is written when somebody presses it to choose it: what it types, so that it moves with what is printed; else its place. */
export function chosenName(event: KeyPress): string | undefined {
  const [first] = keyNames(event);
  if (first === undefined) return placeOf(event);
  return event.shiftKey && isShifted(first) ? `shift+${first}` : first;
}
