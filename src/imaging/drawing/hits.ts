import type { PointerKind } from '@/imaging/pointer/claims';
import type { LaidDrawing } from './layout';
import { apart, isIn, toPath, type Spot } from './plane2d';

/** What is under a pointer. */
export type DrawingHit = { readonly drawn: LaidDrawing } & (
  { readonly on: 'handle'; readonly handle: number } | { readonly on: 'label' } | { readonly on: 'edge' }
);

/** How near is on it, in CSS pixels: fingers cover more than a pen, a pen more than a mouse. */
export const REACH_PX: Readonly<Record<PointerKind, number>> = { mouse: 6, pen: 10, touch: 22 };

/** The handle, label or line nearest to a pointer; handles go before labels, labels before lines. */
export function hitOf(drawn: readonly LaidDrawing[], at: Spot, pointer: PointerKind): DrawingHit | undefined {
  const reach = REACH_PX[pointer];
  const handles = drawn
    .flatMap((one) => one.handles.map((spot, handle) => ({ one, handle, away: apart(spot, at) })))
    .filter(({ away }) => away <= reach)
    .sort((a, b) => a.away - b.away);
  // Of handles that lie on each other, the selected measurement's.
  const handle = handles.find(({ one }) => one.isSelected) ?? handles[0];
  if (handle) return { on: 'handle', drawn: handle.one, handle: handle.handle };
  const label = drawn.findLast((one) => one.label && isIn(at, one.label, pointer === 'touch' ? 8 : 0));
  if (label) return { on: 'label', drawn: label };
  const edges = drawn
    .map((one) => ({
      one,
      away: Math.min(Infinity, ...one.strokes.map(({ spots, closed }) => toPath(at, spots, closed))),
    }))
    .filter(({ away }) => away <= (pointer === 'touch' ? reach * 0.7 : reach))
    .sort((a, b) => a.away - b.away);
  return edges[0] && { on: 'edge', drawn: edges[0].one };
}
