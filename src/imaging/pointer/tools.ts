import type { MessageKey } from '@/i18n/en';
import type { IconName } from '@/ui/icons';
import { KINDS, MEASUREMENT_KINDS, type MeasurementKind } from '@/measurement/kinds';

/** A tool of the primary button or finger: one row feeds toolbar, shortcuts, tooltips, help and tests. */
export interface ToolSpec {
  readonly icon: IconName;
  readonly label: MessageKey;
  /** A single letter, lower case; absent where none is left. */
  readonly key?: string;
  /** More of them. */
  readonly more?: readonly string[];
  readonly group: 'navigate' | 'measure';
  /** Set where its drag changes how a picture is shown: what of the pane must be there first. */
  readonly drag?: 'series' | 'place' | 'picture';
  /** Set where using the tool makes a measurement. */
  readonly measures?: MeasurementKind;
}

type Measuring = {
  readonly [K in MeasurementKind]: ToolSpec & { readonly label: `tool.${K}`; readonly measures: K };
};

/** The tools that measure: one for each kind, as its row says. */
const MEASURING = Object.fromEntries(
  MEASUREMENT_KINDS.map((kind) => {
    const { icon, key } = KINDS[kind];
    const spec = { icon, label: `tool.${kind}`, group: 'measure', measures: kind } as const;
    return [kind, key === undefined ? spec : { ...spec, key }];
  }),
) as Measuring;

export const TOOLS = {
  window: { icon: 'window', label: 'tool.window', key: 'w', group: 'navigate', drag: 'picture' },
  pan: { icon: 'pan', label: 'tool.pan', key: 'p', group: 'navigate', drag: 'place' },
  zoom: { icon: 'zoom', label: 'tool.zoom', key: 'z', group: 'navigate', drag: 'place' },
  scroll: { icon: 'scroll', label: 'tool.scroll', key: 's', group: 'navigate', drag: 'series' },
  locate: { icon: 'locate', label: 'tool.locate', group: 'navigate', drag: 'picture' },
  ...MEASURING,
  erase: { icon: 'erase', label: 'tool.erase', key: 'u', group: 'measure' },
} as const satisfies Record<string, ToolSpec>;

export type ToolId = keyof typeof TOOLS;
/** The tools whose drag changes how a picture is shown. */
export type Drag = {
  [Id in ToolId]: (typeof TOOLS)[Id] extends { readonly drag: string } ? Id : never;
}[ToolId];
export const isDrag = (id: string): id is Drag => id in TOOLS && toolSpec(id as ToolId).drag !== undefined;

/** A row of the table with its optional fields. */
export const toolSpec = (id: ToolId): ToolSpec => TOOLS[id];
export const TOOL_IDS = Object.keys(TOOLS) as readonly ToolId[];
