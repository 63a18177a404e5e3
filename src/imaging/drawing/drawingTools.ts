import { getEnabledElement } from '@cornerstonejs/core';
import {
  addTool,
  annotation as annotations,
  drawing,
  ToolGroupManager,
  type Types as ToolTypes,
} from '@cornerstonejs/tools';
import { t } from '@/i18n/t';
import { kindOf } from '@/imaging/measuring/annotationKinds';
import { DrawingLayer } from './drawingLayer';
import { DrawingController, type DrawingParts } from './drawingController';
import { listenForDrawing, type DrawingEvents } from './drawingEvents';
import { measureLines } from '@/imaging/measuring/measureLines';
import type { MeasurementStore } from '@/imaging/measuring/measurementStore';
import type { PaneView } from '@/imaging/pane/paneView';
import type { FindFrame } from '@/imaging/measuring/annotationStore';
import type { ToolId } from '@/imaging/pointer/tools';

const GROUP = 'isocenter';

/** Colours of shared look: yellow at rest, blue when selected. Labels and lines have a dark edge of their own. */
const STYLE = {
  color: 'rgb(255, 213, 74)',
  colorHighlighted: 'rgb(90, 182, 255)',
  colorSelected: 'rgb(90, 182, 255)',
  colorLocked: 'rgb(151, 161, 174)',
  lineWidth: '1.75',
  lineWidthHighlighted: '2',
  lineWidthSelected: '2',
};

/** Whether there is anything to read: not while the first point alone is placed. */
const isExtended = ({ data, metadata }: ToolTypes.Annotation): boolean => {
  const [first, ...rest] = data.handles?.points ?? [];
  const isSame = (point: readonly number[]) => point.every((each, axis) => each === first?.[axis]);
  return kindOf(metadata?.toolName) === 'probe' || !rest.every(isSame);
};

/**
 * Drawing, in all panes. Cornerstone keeps the annotations and says when to draw; what a pointer does is ours (Hand), and
 * so is what is drawn (DrawingLayer): its own tools wait for double clicks, differ from kind to kind, and lose touches.
 */
export class DrawingTools {
  readonly hand: DrawingController;
  private readonly group: ToolTypes.IToolGroup;
  private readonly layer: DrawingLayer;
  private readonly views = new Map<string, PaneView>();
  private readonly listening = new WeakMap<PaneView, DrawingEvents>();

  constructor(
    book: MeasurementStore,
    find: FindFrame,
    parts: Pick<DrawingParts, 'askText' | 'edit' | 'onDrawn'>,
  ) {
    const group = ToolGroupManager.createToolGroup(GROUP) ?? ToolGroupManager.getToolGroup(GROUP);
    if (!group) throw new Error('no tool group');
    this.group = group;
    addTool(DrawingLayer);
    group.addTool(DrawingLayer.toolName);
    group.setToolEnabled(DrawingLayer.toolName);
    this.layer = group.getToolInstance(DrawingLayer.toolName) as unknown as DrawingLayer;
    this.hand = new DrawingController({
      book,
      ...parts,
      drawnOn: (view) => this.layer.drawnOn(view),
    });
    book.onSelect = (id) => this.hand.choose(id);
    book.onRedraw = () => this.layer.changed();
    this.layer.source = {
      find,
      viewOf: (viewportId) => this.views.get(viewportId),
      lines: (one) => {
        const label = typeof one.data.label === 'string' && one.data.label !== '' ? [one.data.label] : [];
        const lines = isExtended(one) ? measureLines(book.reader.read(one)) : [];
        return [...label, ...lines, ...this.hint(one)];
      },
      draft: () => this.hand.draft,
      inHand: () => this.hand.inHand,
      isTouch: () => this.hand.pointer === 'touch',
    };
    annotations.config.style.setDefaultToolStyles({ global: STYLE });
  }

  add(view: PaneView, engineId: string): void {
    this.views.set(view.viewportId, view);
    this.group.addViewport(view.viewportId, engineId);
  }

  remove({ viewportId }: PaneView, engineId: string): void {
    this.views.delete(viewportId);
    this.group.removeViewports(engineId, viewportId);
  }

  /** Listens to the pointers of a pane; the result ends it. */
  listen(element: HTMLElement, view: PaneView): () => void {
    const events = listenForDrawing(element, view, this.hand);
    this.listening.set(view, events);
    return events.stop;
  }

  /** Draws what lies on the image that has just come on screen, in the same task: by itself Cornerstone draws a frame later. */
  follow(view: PaneView): void {
    this.listening.get(view)?.pictureChanged();
    if (!this.layer.isConcerned(view)) return;
    const { element } = view;
    const enabled = getEnabledElement(element as HTMLDivElement);
    if (enabled)
      drawing.draw(element as HTMLDivElement, (helper) => this.layer.renderAnnotation(enabled, helper));
  }

  activate(tool: ToolId): void {
    this.hand.activate(tool);
  }

  /** Whether a drawing, or one of its handles, is under the pointer: the drag is then its own. */
  isNear(view: PaneView, at: readonly [number, number], isTouch: boolean): boolean {
    return this.hand.hit(view, at, isTouch ? 'touch' : 'mouse') !== undefined;
  }

  dispose(): void {
    ToolGroupManager.destroyToolGroup(GROUP);
  }

  /** Beside a drawing that is not done: how it goes on. */
  private hint(one: ToolTypes.Annotation): readonly string[] {
    const { draft, step } = this.hand;
    if (one !== draft || step === undefined) return [];
    if (step === 'path') return [t(this.hand.pointer === 'touch' ? 'draw.end.touch' : 'draw.end')];
    return [t(kindOf(one.metadata?.toolName) === 'ratio' ? 'draw.secondWidth' : 'draw.secondLine')];
  }
}
