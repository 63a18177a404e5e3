import { createElement } from 'react';
import { iconOf, type IconName } from './icons';

/**
 * Arrows along a line of text: and sides of the page. They point the other way where lines run from right to left. Those about pictures and
 * slices never do.
 */
const ALONG_LINES: ReadonlySet<IconName> = new Set([
  'back',
  'next',
  'previous',
  'nextPane',
  'nextStudy',
  'previousStudy',
  'undo',
  'redo',
  'send',
  'left',
  'right',
]);

/** A decorative icon: the control around it carries the name. Sizes in px. */
export function Icon({ name, size = 18, stroke = 1.6 }: { name: IconName; size?: number; stroke?: number }) {
  const Shape = iconOf(name);
  // Its place stays, should it be asked for before its part of the page has come.
  if (!Shape) return <svg width={size} height={size} aria-hidden="true" />;
  const turns = ALONG_LINES.has(name) ? { 'data-along-lines': true } : {};
  return createElement(Shape, { size, stroke, 'aria-hidden': true, focusable: false, ...turns });
}
