import type { KeyPress } from '@/ui/keyNames';

/** What keys type, plain, with Shift and with AltGr, by their places in the order of CODES; a space: nothing. */
interface Typed {
  readonly plain: string;
  readonly shift: string;
  readonly altGr: string;
}

/** The writing system keys (UI Events KeyboardEvent code, 3.1.1), row by row. */
const CODES = [
  ...['Backquote', 'Digit1', 'Digit2', 'Digit3', 'Digit4', 'Digit5', 'Digit6', 'Digit7', 'Digit8', 'Digit9'],
  ...['Digit0', 'Minus', 'Equal'],
  ...['KeyQ', 'KeyW', 'KeyE', 'KeyR', 'KeyT', 'KeyY', 'KeyU', 'KeyI', 'KeyO', 'KeyP'],
  ...['BracketLeft', 'BracketRight', 'Backslash'],
  ...['KeyA', 'KeyS', 'KeyD', 'KeyF', 'KeyG', 'KeyH', 'KeyJ', 'KeyK', 'KeyL', 'Semicolon', 'Quote'],
  ...['IntlBackslash', 'KeyZ', 'KeyX', 'KeyC', 'KeyV', 'KeyB', 'KeyN', 'KeyM', 'Comma', 'Period', 'Slash'],
] as const;

const rows = (...keys: readonly string[]): string => keys.join('');

/** Layouts of Windows: English (United States), French, German, Russian. A dead key is †. */
const KEYBOARDS = {
  us: {
    plain: rows('`1234567890-=', 'qwertyuiop[]\\', "asdfghjkl;'", ' zxcvbnm,./'),
    shift: rows('~!@#$%^&*()_+', 'QWERTYUIOP{}|', 'ASDFGHJKL:"', ' ZXCVBNM<>?'),
    altGr: '',
  },
  azerty: {
    plain: rows('²&é"\'(-è_çà)=', 'azertyuiop†$*', 'qsdfghjklmù', '<wxcvbn,;:!'),
    shift: rows(' 1234567890°+', 'AZERTYUIOP†£µ', 'QSDFGHJKLM%', '>WXCVBN?./§'),
    altGr: rows('  †#{[|†\\^@]}', '  €        ¤ ', '           ', '           '),
  },
  qwertz: {
    plain: rows('†1234567890ß†', 'qwertzuiopü+#', 'asdfghjklöä', '<yxcvbnm,.-'),
    shift: rows('°!"§$%&/()=?†', "QWERTZUIOPÜ*'", 'ASDFGHJKLÖÄ', '>YXCVBNM;:_'),
    altGr: rows('  ²³   {[]}\\ ', '@ €        ~ ', '           ', '|      µ   '),
  },
  jcuken: {
    plain: rows('ё1234567890-=', 'йцукенгшщзхъ\\', 'фывапролджэ', '\\ячсмитьбю.'),
    shift: rows('Ё!"№;%:?*()_+', 'ЙЦУКЕНГШЩЗХЪ/', 'ФЫВАПРОЛДЖЭ', '/ЯЧСМИТЬБЮ,'),
    altGr: '',
  },
} satisfies Record<string, Typed>;
export type KeyboardId = keyof typeof KEYBOARDS;
export const KEYBOARD_IDS = Object.keys(KEYBOARDS) as readonly KeyboardId[];

/** Keys that are the same on all of them. */
const NAMED: readonly (readonly [code: string, key: string])[] = [
  ['Space', ' '],
  ['Delete', 'Delete'],
  ['Enter', 'Enter'],
  ['ContextMenu', 'ContextMenu'],
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End', 'F2'].map(
    (key) => [key, key] as const,
  ),
];

/** A press on a keyboard, as a browser reports it. */
export interface LayoutPress extends Omit<KeyPress, 'getModifierState' | 'metaKey'> {
  readonly isAltGr: boolean;
}

const pressOf = (code: string, key: string, held: Partial<LayoutPress> = {}): LayoutPress => ({
  ...{ code, key, ctrlKey: false, altKey: false, shiftKey: false, isAltGr: false },
  ...held,
});

const keyOf = (typed: string): string => (typed === '†' ? 'Dead' : typed);

/** Everything that can be pressed on a keyboard: each key plain, with Shift, with AltGr where that types, and these with Ctrl. */
export function pressesOf(keyboard: KeyboardId): readonly LayoutPress[] {
  const { plain, shift, altGr } = KEYBOARDS[keyboard];
  const typed = (text: string, held: Partial<LayoutPress>) =>
    CODES.flatMap((code, at) => {
      const key = text[at] ?? ' ';
      return key === ' ' ? [] : [pressOf(code, keyOf(key), held)];
    });
  const named = (held: Partial<LayoutPress>) => NAMED.map(([code, key]) => pressOf(code, key, held));
  const both = [false, true].flatMap((ctrlKey) => [
    ...typed(plain, { ctrlKey }),
    ...named({ ctrlKey }),
    ...typed(shift, { ctrlKey, shiftKey: true }),
    ...named({ ctrlKey, shiftKey: true }),
  ]);
  return [...both, ...typed(altGr, { ctrlKey: true, altKey: true, isAltGr: true })];
}

/** It as a keyboard event. */
export const eventOf = ({ isAltGr, ...press }: LayoutPress): KeyPress => ({
  ...press,
  metaKey: false,
  getModifierState: (name) => name === 'AltGraph' && isAltGr,
});

/** What navigator.keyboard.getLayoutMap tells of it. */
export const printedOf = (keyboard: KeyboardId): ReadonlyMap<string, string> =>
  new Map(
    CODES.flatMap((code, at) => {
      const key = KEYBOARDS[keyboard].plain[at] ?? ' ';
      return key === ' ' || key === '†' ? [] : [[code, key] as const];
    }),
  );
