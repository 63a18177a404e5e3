/** What of a keyboard event tells which key is meant. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'getModifierState'
>;

/** Signs that are shortcuts, by where they are on the keyboard that the names of places (KeyboardEvent.code) come from. */
const SIGN_PLACES: Readonly<Record<string, readonly [plain: string, shifted: string | undefined]>> = {
  BracketLeft: ['[', undefined],
  BracketRight: [']', undefined],
  Period: ['.', undefined],
  Slash: ['/', '?'],
};

/**
 * Signs of the first 128 characters that Hebrew, Greek and Bulgarian keyboards type where a letter is printed too. On
 * the letter keys of Latin keyboards (Dvorak, French) they are themselves, for the letter has a key of its own.
 */
const SIGNS_ON_LETTERS: ReadonlySet<string> = new Set(['/ KeyQ', "' KeyW", '; KeyQ', ': KeyQ', ', KeyQ']);
/** Beside a digit row that starts one key further left (Hungarian) this letter is no digit. */
const LETTERS_ON_DIGITS: ReadonlySet<string> = new Set(['ö Digit0', 'Ö Digit0']);

const isNamed = (key: string): boolean => /^[A-Z][A-Za-z0-9]+$/.test(key);
/** What an input method, a dead key or a key without a name sends: nothing is typed yet. */
const SILENT: ReadonlySet<string> = new Set(['Dead', 'Process', 'Unidentified', 'AllCandidates', 'Compose']);

/** What is typed, as the tables write it; undefined where it says nothing. */
function typed(key: string): string | undefined {
  if (key === ' ') return 'space';
  if (key === 'Backspace') return 'delete';
  if (SILENT.has(key)) return undefined;
  if (isNamed(key)) return key.toLowerCase();
  // Full-width letters of input methods are the letters; a Turkish keyboard prints I and İ on two keys.
  const plain = key.normalize('NFKC').replace(/[ıİ]/, 'i');
  return /^[\x21-\x7e]$/.test(plain) ? plain.toLowerCase() : undefined;
}

/** What is printed beside it on keyboards of other scripts; undefined where what is typed stands for itself. */
function printed({ key, code, shiftKey }: KeyPress): string | undefined {
  const isSilent = SILENT.has(key);
  if (isNamed(key) && !isSilent) return undefined;
  const isPlain = /^[\x21-\x7e]$/.test(key);
  const [, digit] = /^(?:Digit|Numpad)(\d)$/.exec(code) ?? [];
  if (digit !== undefined) {
    if (/^[a-z0-9]$/i.test(key) || (shiftKey && !/\p{Nd}/u.test(key))) return undefined;
    return LETTERS_ON_DIGITS.has(`${key} ${code}`) ? undefined : digit;
  }
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter !== undefined) {
    const stands = isPlain ? !SIGNS_ON_LETTERS.has(`${key} ${code}`) : /^\p{Script=Latin}/u.test(key);
    return stands && !isSilent ? undefined : letter.toLowerCase();
  }
  const sign = SIGN_PLACES[code]?.[shiftKey ? 1 : 0];
  return isSilent || !(isPlain || /^\p{Script=Latin}/u.test(key)) ? sign : undefined;
}

/**
 * How a key press may be written in the tables of shortcuts, the likeliest first; none where it is no shortcut: mod
 * (Ctrl or Cmd), shift (only beside mod), then the key in lower case. A key is what it types; where it types no Latin
 * letter, digit or sign of the tables, also what is printed beside it (UI Events, KeyboardEvent.code): Russian д is l,
 * French é is 2. Whoever asks takes the first name that means something there.
 */
export function keyNames(event: KeyPress): readonly string[] {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  // The same key on keyboards that lack it.
  if (key === 'F10' && shiftKey) return ['contextmenu'];
  // AltGr counts as Ctrl+Alt on Windows; [ and ] need it on many keyboards, and Alt where Macs have no AltGr.
  const isAltGr = event.getModifierState('AltGraph');
  const isComposed = isAltGr || (altKey && !ctrlKey && !metaKey && isSignElsewhere(event));
  if (altKey && !isComposed) return [];
  const names = isComposed ? [typed(key)] : [typed(key), printed(event)];
  const mod = (ctrlKey || metaKey) && !isComposed ? `mod+${shiftKey ? 'shift+' : ''}` : '';
  return [...new Set(names.filter((name) => name !== undefined))].map((name) => mod + name);
}

/** The first of its names that is in a table. */
export const findKey = <T>(event: KeyPress, table: Readonly<Record<string, T>>): T | undefined =>
  keyNames(event)
    .filter((name) => Object.hasOwn(table, name))
    .map((name) => table[name])[0];

/** Whether Alt made a sign of a key that does not bear it: Option 5 is [ on a German Mac, Alt [ is no shortcut. */
const isSignElsewhere = ({ key, code }: KeyPress): boolean =>
  Object.entries(SIGN_PLACES).some(([place, signs]) => signs.includes(key) && place !== code);
