import type { IconName } from '@/ui/icons';

/** One thing that can be done. */
export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName | undefined;
  /** The key that does the same, as printed on the keyboard. */
  readonly keyHint?: string | undefined;
  /** Why it is off, or what it does, in small letters below the name. */
  readonly note?: string | undefined;
  readonly isDisabled?: boolean | undefined;
  /** For what is on or off: bears a tick, and is told as such. */
  readonly isChecked?: boolean | undefined;
  run(): void;
}

/** Items that belong together; a line stands between two sections that are not joined. */
export interface MenuSection {
  readonly id: string;
  /** Its heading; absent: none is shown. */
  readonly label?: string | undefined;
  /** It goes on with the section before, without a line between. */
  readonly isJoined?: boolean;
  readonly items: readonly MenuItem[];
}

/** A place on the page, in CSS pixels from its upper left corner: where the pointer was. */
export interface MenuPoint {
  readonly x: number;
  readonly y: number;
}

export interface MenuProps {
  /** Accessible name. */
  readonly label: string;
  /** Sections without items are left out. */
  readonly sections: readonly MenuSection[];
  /** The button it hangs from, or the point it opens at. */
  readonly at: Element | MenuPoint;
  /** An item was chosen, or Escape, Tab or a press elsewhere closed it: do not render it any more. */
  onClose(): void;
}
