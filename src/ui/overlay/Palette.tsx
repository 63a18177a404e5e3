import { lazy } from 'react';
import { Layer } from './Layer';
import type { PaletteProps } from './paletteEntries';

const PaletteFrame = lazy(() => import('./PaletteFrame'));

/** Everything by name: what is typed finds it, arrows move, Enter runs the one that is marked, or the first. */
export const Palette = (props: PaletteProps) => (
  <Layer onClose={props.onClose}>
    <PaletteFrame {...props} />
  </Layer>
);
