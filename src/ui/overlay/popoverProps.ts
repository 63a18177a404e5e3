import type { ReactNode } from 'react';

export interface PopoverProps {
  /** What it hangs from. */
  readonly anchor: Element;
  /** Accessible name. */
  readonly label: string;
  /** As wide as its content. */
  readonly isAsWide?: boolean;
  readonly children: ReactNode;
  /** Escape or a press elsewhere closed it: do not render it any more. */
  onClose(): void;
}
