import type { MenuItem } from './menuItems';

/** One line of a palette. */
export interface PaletteEntry extends MenuItem {
  /** The heading that it stands below; found by as well, as is its note. */
  readonly group: string;
  /** Other words that people type for it; not shown. */
  readonly words?: string | undefined;
}

export interface PaletteProps {
  /** Accessible name. */
  readonly label: string;
  readonly placeholder: string;
  /** Said where nothing is found. */
  readonly nothing: string;
  /** Said of an entry that would do nothing. */
  readonly off: string;
  /** Those of a group need not stand together. */
  readonly entries: readonly PaletteEntry[];
  /** An entry was chosen, or Escape or a press elsewhere closed it: do not render it any more. */
  onClose(): void;
}
