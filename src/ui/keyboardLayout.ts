/** What the keys of a keyboard bear where nothing is held, by their places (KeyboardEvent.code). */
export type PrintedKeys = ReadonlyMap<string, string>;

/** Keyboard Map (WICG), where a browser has it. */
interface KeyboardMap {
  getLayoutMap(): Promise<PrintedKeys>;
}

const isKeyboardMap = (value: unknown): value is KeyboardMap =>
  typeof value === 'object' && value !== null && 'getLayoutMap' in value;

/** What this keyboard bears; undefined where the browser does not tell. Never rejects. */
export async function printedKeys(): Promise<PrintedKeys | undefined> {
  const keyboard: unknown = 'keyboard' in navigator ? navigator.keyboard : undefined;
  if (!isKeyboardMap(keyboard)) return undefined;
  try {
    const printed = new Map(await keyboard.getLayoutMap());
    return printed.size > 0 ? printed : undefined;
  } catch {
    return undefined;
  }
}

/** What is printed on these keys of the keyboard that the names of places come from, and is on few others. */
const OF_US = [
  ['Semicolon', ';'],
  ['Slash', '/'],
  ['Backslash', '\\'],
] as const;

/** Whether a keyboard surely has a sign, with Shift or without: what is typed with Shift, browsers do not tell. */
export const surelyTypes = (printed: PrintedKeys, sign: string): boolean =>
  [...printed.values()].includes(sign) || OF_US.every(([place, bears]) => printed.get(place) === bears);
