import type { MeasurementStore } from '@/imaging/measuring/measurementStore';
import type { PaneView } from '@/imaging/pane/paneView';
import type { PointerKind } from '@/imaging/pointer/claims';
import type { LaidDrawing } from './layout';

/** What the hand that draws is given. */
export interface DrawingParts {
  readonly measurements: MeasurementStore;
  /** What lies in the hand, or is drawn by it, changed: beside what the store holds. */
  readonly redraw: () => void;
  readonly drawnOn: (view: PaneView) => readonly LaidDrawing[];
  /** Asks for an arrow's text. */
  readonly askText: (before: string) => Promise<string | undefined>;
  /** Opens what is said of a measurement for editing. */
  readonly edit: (id: string) => void;
  /** Something was drawn, erased or given up, by this kind of pointer. */
  readonly onDrawn: (pointer: PointerKind) => unknown;
}
