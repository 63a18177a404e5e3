import { latePart } from '@/ui/latePart';
import { LayerGone } from '@/ui/PartGone';
import { FloatingLayer } from './FloatingLayer';
import type { MenuProps } from './menuItems';

const MenuFrame = latePart(() => import('./MenuFrame'), LayerGone);

/**
 * A menu, open as long as it is rendered. Arrows, Home, End and first letters move in it; Enter and Space choose; Escape
 * leaves it, and the focus goes back to where it was. The page's own keys rest meanwhile.
 */
export const Menu = (props: MenuProps) => (
  <FloatingLayer onClose={props.onClose} isLight>
    <MenuFrame {...props} />
  </FloatingLayer>
);
