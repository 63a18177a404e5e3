import { lazy } from 'react';
import { Layer } from './Layer';
import type { PopoverProps } from './popoverProps';

const PopoverFrame = lazy(() => import('./PopoverFrame'));

/** A small panel below a button, open as long as it is rendered; the focus goes to its first control, and back. */
export const Popover = (props: PopoverProps) => (
  <Layer onClose={props.onClose}>
    <PopoverFrame {...props} />
  </Layer>
);
