import { lazy } from 'react';
import { Layer } from './overlay/Layer';
import type { PopoverProps } from './overlay/popoverProps';

const PopoverFrame = lazy(() => import('./overlay/PopoverFrame'));

/** A small panel below a button, open as long as it is rendered; the focus goes to its first control, and back. */
export const Popover = (props: PopoverProps) => (
  <Layer onClose={props.onClose}>
    <PopoverFrame {...props} />
  </Layer>
);
