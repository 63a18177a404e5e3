import { lazy } from 'react';
import type { MenuItem } from './Menu';
import { Layer } from './overlay/Layer';

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

const PaletteFrame = lazy(() => import('./overlay/PaletteFrame'));

/** Everything by name: what is typed finds it, arrows move, Enter runs the one that is marked, or the first. */
export const Palette = (props: PaletteProps) => (
  <Layer onClose={props.onClose}>
    <PaletteFrame {...props} />
  </Layer>
);
