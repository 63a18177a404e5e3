import {
  AngleTool,
  ArrowAnnotateTool,
  BidirectionalTool,
  EllipticalROITool,
  LengthTool,
  ProbeTool,
  RectangleROITool,
} from '@cornerstonejs/tools';
import type { MeasurementKind } from '@/view/measurement';

/** Cornerstone's tool classes. */
export const TOOL_CLASSES = {
  length: LengthTool,
  angle: AngleTool,
  bidirectional: BidirectionalTool,
  ellipse: EllipticalROITool,
  rectangle: RectangleROITool,
  probe: ProbeTool,
  arrow: ArrowAnnotateTool,
} as const;

/** How each kind of measurement is called among Cornerstone's annotations. */
export const ANNOTATION_TOOLS = {
  ...TOOL_CLASSES,
  cobb: { toolName: 'cobb' },
  circle: { toolName: 'circle' },
  freehand: { toolName: 'freehand' },
  spline: { toolName: 'spline' },
  livewire: { toolName: 'livewire' },
  polyline: { toolName: 'polyline' },
  ratio: { toolName: 'ratio' },
  region: { toolName: 'region' },
} as const satisfies Record<MeasurementKind, { toolName: string }>;

const KINDS = new Map<string, MeasurementKind>(
  (Object.keys(ANNOTATION_TOOLS) as MeasurementKind[]).map((kind) => [ANNOTATION_TOOLS[kind].toolName, kind]),
);

/** The kind behind a Cornerstone tool name; undefined for tools that are not ours. */
export const kindOf = (toolName: string | undefined): MeasurementKind | undefined =>
  toolName === undefined ? undefined : KINDS.get(toolName);
