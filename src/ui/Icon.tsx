import { ICONS, type IconName } from './icons';

/** A decorative icon: the control around it carries the name. Sizes in px. */
export function Icon({ name, size = 18, stroke = 1.6 }: { name: IconName; size?: number; stroke?: number }) {
  const Shape = ICONS[name];
  return <Shape size={size} stroke={stroke} aria-hidden="true" focusable="false" />;
}
