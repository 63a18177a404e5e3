import { createElement } from 'react';
import { ALONG_LINES, iconOf, type IconName } from './icons';

/** A decorative icon: the control around it carries the name. Sizes in px. */
export function Icon({ name, size = 18, stroke = 1.6 }: { name: IconName; size?: number; stroke?: number }) {
  const Shape = iconOf(name);
  // Its place stays, should it be asked for before its part of the page has come.
  if (!Shape) return <svg width={size} height={size} aria-hidden="true" />;
  const turns = ALONG_LINES.has(name) ? { 'data-along-lines': true } : {};
  return createElement(Shape, { size, stroke, 'aria-hidden': true, focusable: false, ...turns });
}
