import type { MessageKey } from '@/i18n/en';
import { t } from '@/i18n/t';

const isMac = (): boolean => typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

/** Keys that keyboards of each language print otherwise: Ctrl, Strg. */
const NAMED: Readonly<Record<string, MessageKey>> = {
  mod: 'key.ctrl',
  shift: 'key.shift',
  space: 'key.space',
  delete: 'key.delete',
  escape: 'key.escape',
  pageup: 'key.pageUp',
  pagedown: 'key.pageDown',
  home: 'key.home',
  end: 'key.end',
  enter: 'key.enter',
  tab: 'key.tab',
};
const ARROWS: Readonly<Record<string, string>> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
};

function partText(part: string): string {
  if (part === 'mod' && isMac()) return '⌘';
  if (part === 'contextmenu') return `${t('key.shift')}+F10`;
  const named = NAMED[part];
  return named ? t(named) : (ARROWS[part] ?? part.toUpperCase());
}

/** A key of the tables as printed on this machine's keyboard, e.g. 'Ctrl+Shift+Z'. */
export const keyText = (key: string): string => key.split('+').map(partText).join('+');
