import { latePart } from '@/ui/latePart';
import { LayerGone } from '@/ui/PartGone';
import { FloatingLayer } from './FloatingLayer';
import type { PopoverProps } from './popoverProps';

const PopoverFrame = latePart(() => import('./PopoverFrame'), LayerGone);

/** A small panel below a button, open as long as it is rendered; the focus goes to its first control, and back. */
export const Popover = (props: PopoverProps) => (
  <FloatingLayer onClose={props.onClose} isLight>
    <PopoverFrame {...props} />
  </FloatingLayer>
);
