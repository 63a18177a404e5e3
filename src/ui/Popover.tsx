import { lazy, type ReactNode } from 'react';
import { Layer } from './overlay/Layer';

export interface PopoverProps {
  /** What it hangs from. */
  readonly anchor: Element;
  /** Accessible name. */
  readonly label: string;
  /** As wide as its content. */
  readonly isNarrow?: boolean;
  readonly children: ReactNode;
  /** Escape or a press elsewhere closed it: do not render it any more. */
  onClose(): void;
}

const PopoverFrame = lazy(() => import('./overlay/PopoverFrame'));

/** A small panel below a button, open as long as it is rendered; the focus goes to its first control, and back. */
export const Popover = (props: PopoverProps) => (
  <Layer onClose={props.onClose}>
    <PopoverFrame {...props} />
  </Layer>
);
