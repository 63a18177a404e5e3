import { spoken } from '@/i18n/language';

/** Whether a key means on or back along a line of text, which runs the other way in some languages; undefined: neither. */
export function alongLine(key: string): 'on' | 'back' | undefined {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  return (key === 'ArrowRight') === (spoken().direction === 'ltr') ? 'on' : 'back';
}
