import { latePart } from '@/ui/latePart';
import { LayerGone } from '@/ui/PartGone';
import { FloatingLayer } from './FloatingLayer';
import type { PaletteProps } from './paletteEntries';

const PaletteFrame = latePart(() => import('./PaletteFrame'), LayerGone);

/** Everything by name: what is typed finds it, arrows move, Enter runs the one that is marked, or the first. */
export const PaletteDialog = (props: PaletteProps) => (
  <FloatingLayer onClose={props.onClose}>
    <PaletteFrame {...props} />
  </FloatingLayer>
);
