import { t } from '@/i18n/t';
import { KINDS } from '@/measurement/kinds';
import type { Adopted, Read } from '@/measurement/measurement';
import { measureLines } from '@/imaging/measuring/measureLines';
import type { MeasurementStore } from '@/imaging/measuring/measurementStore';
import { createFrameGate } from '@/imaging/pane/frameGate';
import type { PaneView } from '@/imaging/pane/paneView';
import type { ToolId } from '@/imaging/pointer/tools';
import { DrawingLayer, type LayerSource } from './drawingLayer';
import { Crosshair } from './crosshair';
import { KeyCursor } from './keyCursor';
import { DrawingController } from './drawingController';
import type { DrawingParts } from './drawingParts';
import { DrawingClaimant } from './drawingClaimant';
import { Ruler } from './pen';

/** Whether there is anything to read: not while the first point alone is placed. */
const isExtended = ({ kind, pointsPx }: Adopted): boolean => {
  const [first, ...rest] = pointsPx;
  return KINDS[kind].hand.count === 1 || !rest.every(([x, y]) => x === first?.[0] && y === first[1]);
};

/** Drawing, in all panes: what a pointer does (DrawingController), and what is drawn (DrawingLayer), from the one store. */
export class DrawingTools {
  readonly hand: DrawingController;
  readonly cursor: KeyCursor;
  private readonly source: LayerSource;
  private readonly layers = new Map<PaneView, DrawingLayer>();
  private readonly claimants = new Map<PaneView, DrawingClaimant>();
  private readonly redraw = createFrameGate(() => {
    for (const layer of this.layers.values()) layer.render();
  });
  private readonly unfollow: () => void;

  constructor(measurements: MeasurementStore, parts: Pick<DrawingParts, 'askText' | 'edit' | 'onDrawn'>) {
    this.hand = new DrawingController({
      measurements,
      ...parts,
      drawnOn: (view) => this.layers.get(view)?.drawn ?? [],
      redraw: () => this.redraw.ask(),
    });
    this.cursor = new KeyCursor(this.hand, new Crosshair().paint);
    measurements.onSelect = (id) => this.hand.choose(id);
    this.unfollow = measurements.store.subscribe(() => this.redraw.ask());
    this.source = {
      measures: () => measurements.store.getState(),
      lines: (mark, frame) => {
        const label = mark.label === '' ? [] : [mark.label];
        const read: Read = 'readings' in mark ? (mark as Adopted & Read) : measurements.read(mark, frame);
        const lines = isExtended(mark) ? measureLines(read) : [];
        return [...label, ...lines, ...this.hint(mark)];
      },
      draft: () => this.hand.draft,
      inHand: () => this.hand.inHand,
      inLoupe: () => this.hand.inLoupe,
      isTouch: () => this.hand.pointer === 'touch',
      ruler: new Ruler(),
    };
  }

  /** Takes in a pane's place on the page; the result takes what pointers do to drawings there. */
  add(view: PaneView): DrawingClaimant {
    const claimant = new DrawingClaimant(view, this.hand, () => this.cursor.hide());
    this.layers.set(view, new DrawingLayer(view, this.source));
    this.claimants.set(view, claimant);
    return claimant;
  }

  remove(view: PaneView): void {
    if (this.cursor.isIn(view)) this.cursor.hide();
    this.claimants.get(view)?.end();
    this.claimants.delete(view);
    this.layers.get(view)?.dispose();
    this.layers.delete(view);
  }

  /** Draws what lies on the image that has just come on screen, or left it, in the same task. */
  follow(view: PaneView): void {
    this.claimants.get(view)?.pictureChanged();
    this.cursor.follow(view);
    this.layers.get(view)?.render();
  }

  activate(tool: ToolId): void {
    this.hand.activate(tool);
    if (!this.hand.isMeasuring) this.cursor.hide();
  }

  dispose(): void {
    this.unfollow();
    this.redraw.stop();
  }

  /** Beside a drawing that is not done: how it goes on. */
  private hint(mark: Adopted): readonly string[] {
    const { draft, step } = this.hand;
    if (mark !== draft || step === undefined) return [];
    if (step === 'path') return [t(this.hand.pointer === 'touch' ? 'draw.end.touch' : 'draw.end')];
    return [t(KINDS[mark.kind].hand.second ?? 'draw.secondLine')];
  }
}
