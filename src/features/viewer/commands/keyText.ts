const isMac = (): boolean => typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

const NAMES: Readonly<Record<string, string>> = {
  shift: 'Shift',
  contextmenu: 'Shift+F10',
  space: 'Space',
  delete: 'Delete',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  pageup: 'Page Up',
  pagedown: 'Page Down',
  home: 'Home',
  end: 'End',
};

/** A key of the tables as printed on this machine's keyboard, e.g. 'Ctrl+Shift+Z'. */
export const keyText = (key: string): string =>
  key
    .split('+')
    .map((part) => (part === 'mod' ? (isMac() ? '⌘' : 'Ctrl') : (NAMES[part] ?? part.toUpperCase())))
    .join('+');
