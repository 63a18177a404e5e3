import type { MessageKey } from '@/i18n/en';
import type { IconName } from '@/ui/icons';
import type { MeasurementKind } from '@/measurement/measurement';

/** A tool of the primary button or finger: one row feeds toolbar, shortcuts, tooltips, help and tests. */
export interface ToolSpec {
  readonly icon: IconName;
  readonly label: MessageKey;
  /** A single letter, lower case; absent where none is left. */
  readonly key?: string;
  readonly group: 'navigate' | 'measure';
  /** Set where using the tool makes a measurement. */
  readonly measures?: MeasurementKind;
}

export const TOOLS = {
  window: { icon: 'window', label: 'tool.window', key: 'w', group: 'navigate' },
  pan: { icon: 'pan', label: 'tool.pan', key: 'p', group: 'navigate' },
  zoom: { icon: 'zoom', label: 'tool.zoom', key: 'z', group: 'navigate' },
  scroll: { icon: 'scroll', label: 'tool.scroll', key: 's', group: 'navigate' },
  length: { icon: 'length', label: 'tool.length', key: 'l', group: 'measure', measures: 'length' },
  angle: { icon: 'angle', label: 'tool.angle', key: 'n', group: 'measure', measures: 'angle' },
  bidirectional: {
    icon: 'bidirectional',
    label: 'tool.bidirectional',
    key: 'b',
    group: 'measure',
    measures: 'bidirectional',
  },
  ellipse: { icon: 'ellipse', label: 'tool.ellipse', key: 'e', group: 'measure', measures: 'ellipse' },
  rectangle: {
    icon: 'rectangle',
    label: 'tool.rectangle',
    key: 'o',
    group: 'measure',
    measures: 'rectangle',
  },
  probe: { icon: 'probe', label: 'tool.probe', key: 'i', group: 'measure', measures: 'probe' },
  arrow: { icon: 'arrow', label: 'tool.arrow', key: 'a', group: 'measure', measures: 'arrow' },
  polyline: { icon: 'polyline', label: 'tool.polyline', group: 'measure', measures: 'polyline' },
  cobb: { icon: 'cobb', label: 'tool.cobb', key: 'c', group: 'measure', measures: 'cobb' },
  ratio: { icon: 'ratio', label: 'tool.ratio', group: 'measure', measures: 'ratio' },
  circle: { icon: 'circle', label: 'tool.circle', group: 'measure', measures: 'circle' },
  freehand: {
    icon: 'freehand',
    label: 'tool.freehand',
    key: 'q',
    group: 'measure',
    measures: 'freehand',
  },
  spline: { icon: 'spline', label: 'tool.spline', group: 'measure', measures: 'spline' },
  livewire: { icon: 'livewire', label: 'tool.livewire', group: 'measure', measures: 'livewire' },
  region: { icon: 'region', label: 'tool.region', group: 'measure', measures: 'region' },
  erase: { icon: 'erase', label: 'tool.erase', key: 'u', group: 'measure' },
} as const satisfies Record<string, ToolSpec>;

export type ToolId = keyof typeof TOOLS;
/** A row of the table with its optional fields. */
export const toolSpec = (id: ToolId): ToolSpec => TOOLS[id];
export const TOOL_IDS = Object.keys(TOOLS) as readonly ToolId[];
