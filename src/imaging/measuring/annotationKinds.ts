import type { MeasurementKind } from '@/measurement/measurement';

/** How each kind of measurement is called among Cornerstone's annotations. */
export const ANNOTATION_TOOLS = {
  length: { toolName: 'length' },
  angle: { toolName: 'angle' },
  bidirectional: { toolName: 'bidirectional' },
  ellipse: { toolName: 'ellipse' },
  rectangle: { toolName: 'rectangle' },
  probe: { toolName: 'probe' },
  arrow: { toolName: 'arrow' },
  cobb: { toolName: 'cobb' },
  circle: { toolName: 'circle' },
  freehand: { toolName: 'freehand' },
  spline: { toolName: 'spline' },
  livewire: { toolName: 'livewire' },
  polyline: { toolName: 'polyline' },
  ratio: { toolName: 'ratio' },
  region: { toolName: 'region' },
} as const satisfies Record<MeasurementKind, { toolName: string }>;

/** The kind behind an annotation's tool name; undefined for annotations that are not ours. */
export const kindOf = (toolName: string | undefined): MeasurementKind | undefined =>
  toolName !== undefined && Object.hasOwn(ANNOTATION_TOOLS, toolName)
    ? (toolName as MeasurementKind)
    : undefined;
