import {
  addTool,
  annotation as annotations,
  cancelActiveManipulations,
  Enums,
  ToolGroupManager,
  type Types as ToolTypes,
} from '@cornerstonejs/tools';
import type { MeasurementKind } from '@/view/measurement';
import { ANNOTATION_TOOLS, TOOL_CLASSES } from './annotationKinds';
import { measureLines } from './measureLines';
import type { MeasureBook } from './measureBook';
import { TOOLS, type ToolId } from './tools';

const GROUP = 'isocenter';
const PRIMARY = Enums.MouseBindings.Primary;

/** Colours of shared look: yellow at rest, blue when active; text on dark ground. */
const STYLE = {
  color: 'rgb(255, 213, 74)',
  colorHighlighted: 'rgb(90, 182, 255)',
  colorSelected: 'rgb(90, 182, 255)',
  colorLocked: 'rgb(151, 161, 174)',
  lineWidth: '1.75',
  lineWidthHighlighted: '2',
  lineWidthSelected: '2',
  lineDash: '',
  shadow: true,
  markerSize: '10',
  angleArcLineDash: '',
  textBoxVisibility: true,
  textBoxFontFamily: 'Inter, -apple-system, Segoe UI, Roboto, Arial, sans-serif',
  textBoxFontSize: '13px',
  textBoxColor: 'rgb(255, 213, 74)',
  textBoxColorHighlighted: 'rgb(90, 182, 255)',
  textBoxColorSelected: 'rgb(90, 182, 255)',
  textBoxColorLocked: 'rgb(151, 161, 174)',
  textBoxBackground: 'rgba(0, 0, 0, 0.7)',
  textBoxLinkLineWidth: '1',
  textBoxLinkLineDash: '2,3',
  textBoxShadow: true,
};

/** A measurement under the pointer, in CSS pixels: generous for fingers. */
const NEAR_PX = 6;
const NEAR_TOUCH_PX = 22;

interface NearTool {
  isPointNearTool?(
    element: HTMLDivElement,
    one: unknown,
    at: readonly [number, number],
    near: number,
    how: string,
  ): boolean;
  getHandleNearImagePoint?(
    element: HTMLDivElement,
    one: unknown,
    at: readonly [number, number],
    near: number,
  ): unknown;
}

/** Cornerstone's drawing tools: one group for all panes. Numbers beside the drawing are ours, not Cornerstone's. */
export class DrawingTools {
  private readonly group: ToolTypes.IToolGroup;
  private active: MeasurementKind | undefined;

  constructor(book: MeasureBook, askText: (before: string) => Promise<string | undefined>) {
    const group = ToolGroupManager.createToolGroup(GROUP) ?? ToolGroupManager.getToolGroup(GROUP);
    if (!group) throw new Error('no tool group');
    this.group = group;
    const ask = (done: (text: string) => void, before = '') => {
      void askText(before).then((text) => {
        if (text !== undefined) done(text);
        else if (before === '') removeNameless();
      });
    };
    const getTextLines = (data: unknown) => {
      const one = annotations.state.getAllAnnotations().find((each) => each.data === data);
      const lines = one ? measureLines(book.reader.read(one)) : [];
      const label = typeof one?.data.label === 'string' && one.data.label !== '' ? [one.data.label] : [];
      return [...label, ...lines];
    };
    for (const tool of Object.values(TOOL_CLASSES)) {
      addTool(tool);
      group.addTool(tool.toolName, {
        getTextLines,
        actions: {},
        getTextCallback: (done: (text: string) => void) => ask(done),
        changeTextCallback: (data: { text?: string }, _detail: unknown, done: (text: string) => void) =>
          ask(done, data.text ?? ''),
      });
      group.setToolPassive(tool.toolName);
    }
    annotations.config.style.setDefaultToolStyles({ global: STYLE });
  }

  add(viewportId: string, engineId: string): void {
    this.group.addViewport(viewportId, engineId);
  }

  remove(viewportId: string, engineId: string): void {
    this.group.removeViewports(engineId, viewportId);
  }

  activate(tool: ToolId): void {
    const spec = TOOLS[tool];
    const next = 'measures' in spec ? spec.measures : undefined;
    if (next === this.active) return;
    if (this.active) this.group.setToolPassive(ANNOTATION_TOOLS[this.active].toolName);
    if (next) {
      this.group.setToolActive(ANNOTATION_TOOLS[next].toolName, { bindings: [{ mouseButton: PRIMARY }] });
    }
    this.active = next;
  }

  /** Whether a drawing, or one of its handles, is under the pointer: the drag is then its own. */
  isNear(element: HTMLDivElement, at: readonly [number, number], imageId: string, isTouch: boolean): boolean {
    const near = isTouch ? NEAR_TOUCH_PX : NEAR_PX;
    const how = isTouch ? 'touch' : 'mouse';
    return annotations.state
      .getAllAnnotations()
      .filter(({ metadata }) => metadata?.referencedImageId === imageId)
      .some((one) => {
        const tool = this.group.getToolInstance(one.metadata?.toolName ?? '') as NearTool | undefined;
        return (
          Boolean(tool?.getHandleNearImagePoint?.(element, one, at, near)) ||
          tool?.isPointNearTool?.(element, one, at, near, how) === true
        );
      });
  }

  /** Takes back what is being drawn on an element; true when there was something. */
  cancel(element: HTMLDivElement): boolean {
    const cancelled: unknown = cancelActiveManipulations(element);
    const id = typeof cancelled === 'string' ? cancelled : undefined;
    if (id !== undefined) annotations.state.removeAnnotation(id);
    return id !== undefined;
  }

  dispose(): void {
    ToolGroupManager.destroyToolGroup(GROUP);
  }
}

/** An arrow whose text was given up goes. */
function removeNameless(): void {
  const { toolName } = ANNOTATION_TOOLS.arrow;
  const last = annotations.state
    .getAllAnnotations()
    .findLast(({ metadata, data }) => metadata?.toolName === toolName && !data.label);
  if (last?.annotationUID) annotations.state.removeAnnotation(last.annotationUID);
}
