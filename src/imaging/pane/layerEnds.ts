import { windowNumber } from '@/i18n/numberText';
import type { LayerFacts } from './paneStore';

/** Where the colours of what is laid over begin and end, in the unit that its values are told in. */
export function layerEnds({ window, unit }: Pick<LayerFacts, 'window' | 'unit'>) {
  if (!window) return undefined;
  // Six digits of middle and width do not meet at exactly 0.
  const tidied = (value: number) => (Math.abs(value) < 1e-5 * window.width ? 0 : value);
  const end = (side: -1 | 1) => tidied(window.center + (side * window.width) / 2) * unit.factor;
  return { from: windowNumber(end(-1)), to: windowNumber(end(1)), unit: unit.unit };
}
