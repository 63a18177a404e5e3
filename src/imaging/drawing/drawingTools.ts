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
import { DrawingController, type DrawingParts } from './drawingController';
import { listenForDrawing, type DrawingEvents } from './drawingEvents';
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
  private readonly listening = new WeakMap<PaneView, DrawingEvents>();
  private readonly redraw = createFrameGate(() => {
    for (const layer of this.layers.values()) layer.render();
  });
  private readonly unfollow: () => void;

  constructor(book: MeasurementStore, parts: Pick<DrawingParts, 'askText' | 'edit' | 'onDrawn'>) {
    this.hand = new DrawingController({
      book,
      ...parts,
      drawnOn: (view) => this.layers.get(view)?.drawn ?? [],
      redraw: () => this.redraw.ask(),
    });
    this.cursor = new KeyCursor(this.hand, new Crosshair().paint);
    book.onSelect = (id) => this.hand.choose(id);
    this.unfollow = book.store.subscribe(() => this.redraw.ask());
    this.source = {
      measures: () => book.store.getState(),
      lines: (mark, frame) => {
        const label = mark.label === '' ? [] : [mark.label];
        const read: Read = 'readings' in mark ? (mark as Adopted & Read) : book.read(mark, frame);
        const lines = isExtended(mark) ? measureLines(read) : [];
        return [...label, ...lines, ...this.hint(mark)];
      },
      draft: () => this.hand.draft,
      inHand: () => this.hand.inHand,
      isTouch: () => this.hand.pointer === 'touch',
      ruler: new Ruler(),
    };
  }

  add(view: PaneView): void {
    this.layers.set(view, new DrawingLayer(view, this.source));
  }

  remove(view: PaneView): void {
    if (this.cursor.isIn(view)) this.cursor.hide();
    this.layers.get(view)?.dispose();
    this.layers.delete(view);
  }

  /** Listens to the pointers of a pane; the result ends it. */
  listen(element: HTMLElement, view: PaneView): () => void {
    const events = listenForDrawing(element, view, this.hand);
    this.listening.set(view, events);
    return events.stop;
  }

  /** Draws what lies on the image that has just come on screen, or left it, in the same task. */
  follow(view: PaneView): void {
    this.listening.get(view)?.pictureChanged();
    this.cursor.follow(view);
    this.layers.get(view)?.render();
  }

  activate(tool: ToolId): void {
    this.hand.activate(tool);
    if (!this.hand.isMeasuring) this.cursor.hide();
  }

  /** Whether a drawing, or one of its handles, is under the pointer: the drag is then its own. */
  isNear(view: PaneView, at: readonly [number, number], isTouch: boolean): boolean {
    return this.hand.hit(view, at, isTouch ? 'touch' : 'mouse') !== undefined;
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
