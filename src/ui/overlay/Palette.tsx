import { latePart } from '@/ui/latePart';
import { LayerGone } from '@/ui/PartGone';
import { Layer } from './Layer';
import type { PaletteProps } from './paletteEntries';

const PaletteFrame = latePart(() => import('./PaletteFrame'), LayerGone);

/** Everything by name: what is typed finds it, arrows move, Enter runs the one that is marked, or the first. */
export const PaletteDialog = (props: PaletteProps) => (
  <Layer onClose={props.onClose}>
    <PaletteFrame {...props} />
  </Layer>
);
