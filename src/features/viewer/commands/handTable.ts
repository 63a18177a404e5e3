import type { MessageKey } from '@/i18n/en';
import { TOOL_IDS, toolSpec, type ToolId } from '@/imaging/pointer/tools';
import type { Act, HandInput, HandPreset, InputKind } from '@/protocol/hands';
import { PRESET_KEYS } from '@/view/presets';
import { ACTION_IDS, actionSpec, type ActionId, type ActionSpec } from './actions';

/** By so many images through the series of the active pane, or to an end. */
export const MOVES = {
  imageBack: { by: -1, keys: ['arrowup', 'arrowleft'] },
  imageOn: { by: 1, keys: ['arrowdown', 'arrowright'] },
  tenBack: { by: -10, keys: ['pageup'] },
  tenOn: { by: 10, keys: ['pagedown'] },
  firstImage: { by: 'first', keys: ['home'] },
  lastImage: { by: 'last', keys: ['end'] },
} as const satisfies Record<
  string,
  { readonly by: number | 'first' | 'last'; readonly keys: readonly HandInput[] }
>;
export type MoveId = keyof typeof MOVES;

/** What only a wheel does. */
const WHEELS = ['wheelTens', 'wheelSeries'] as const;
export type WheelId = (typeof WHEELS)[number];

/** A row of the table of inputs: what can be done, and what may do it. */
interface ActRow {
  /** Of a tool or an action; what is in this table alone is named where it is shown (actNames). */
  readonly label?: MessageKey;
  readonly group: ActGroup;
  readonly takes: readonly InputKind[];
  /** Keys of every set. */
  readonly keys: readonly HandInput[];
}
export type ActGroup = 'navigate' | 'measure' | 'preset' | ActionSpec['group'];

const ONCE: readonly InputKind[] = ['key', 'click', 'double'];
const BY_HAND: Partial<Record<ToolId, readonly InputKind[]>> = {
  window: ['key', 'drag'],
  pan: ['key', 'drag'],
  zoom: ['key', 'drag', 'wheel'],
  scroll: ['key', 'drag', 'wheel'],
  locate: ['key', 'drag'],
};

const keysOf = ({ key, more = [] }: { readonly key?: string; readonly more?: readonly string[] }) => [
  ...(key === undefined ? [] : [key]),
  ...more,
];

const tools = TOOL_IDS.map((id): [Act, ActRow] => {
  const { label, group, ...spec } = toolSpec(id);
  return [id, { label, group, takes: BY_HAND[id] ?? ONCE, keys: keysOf(spec) }];
});
const moves = Object.entries(MOVES).map(([id, { keys }]): [Act, ActRow] => [
  id as MoveId,
  { group: 'navigate', takes: ONCE, keys },
]);
const wheels = WHEELS.map((id): [Act, ActRow] => [id, { group: 'navigate', takes: ['wheel'], keys: [] }]);
const presets = PRESET_KEYS.map((key, at): [Act, ActRow] => [
  presetAct(at),
  { group: 'preset', takes: ONCE, keys: [key] },
]);
const actions = ACTION_IDS.map((id): [Act, ActRow] => {
  const { label, group, ...spec } = actionSpec(id);
  return [id, { label, group, takes: ONCE, keys: keysOf(spec) }];
});

/** The one table of what a hand can do, in the order in which it is shown. */
const ROWS: ReadonlyMap<Act, ActRow> = new Map([...tools, ...moves, ...wheels, ...presets, ...actions]);
export const TABLE_ACTS: readonly Act[] = [...ROWS.keys()];

/** The row of an act. */
export function actRow(act: Act): ActRow {
  const row = ROWS.get(act);
  if (!row) throw new Error(`The table of inputs has no row ${act}.`);
  return row;
}

/** The act of a window preset by its place in the list of those of a pane. */
export function presetAct(place: number): Act {
  return `preset${place + 1}` as Act;
}

/** The place of the preset that an act is; undefined: it is none. */
export const presetPlace = (act: Act): number | undefined =>
  act.startsWith('preset') ? Number(act.slice('preset'.length)) - 1 : undefined;

export const isWheel = (act: Act): act is WheelId => (WHEELS as readonly string[]).includes(act);
export const isMove = (act: Act): act is MoveId => Object.hasOwn(MOVES, act);
export const isTool = (act: Act): act is Act & ToolId => (TOOL_IDS as readonly string[]).includes(act);
export const isAction = (act: Act): act is Act & ActionId => (ACTION_IDS as readonly string[]).includes(act);

/** What buttons and wheel do in each set; the same in both first. */
const MOUSE_ALIKE: Partial<Record<Act, readonly HandInput[]>> = {
  pan: ['drag2'],
  alone: ['double'],
  menu: ['click3'],
};
const MOUSE: Readonly<Record<HandPreset, Partial<Record<Act, readonly HandInput[]>>>> = {
  wheelScrolls: { ...MOUSE_ALIKE, window: ['drag1', 'drag3'], scroll: ['wheel'] },
  leftScrolls: {
    ...MOUSE_ALIKE,
    window: ['drag3'],
    scroll: ['drag1', 'shift+wheel'],
    zoom: ['wheel'],
  },
};

const givenIn = (preset: HandPreset): ReadonlyMap<Act, readonly HandInput[]> =>
  new Map(TABLE_ACTS.map((act) => [act, [...actRow(act).keys, ...(MOUSE[preset][act] ?? [])]]));
const GIVEN = { wheelScrolls: givenIn('wheelScrolls'), leftScrolls: givenIn('leftScrolls') };

/** What does an act in a set, keys first. */
export const givenInputs = (preset: HandPreset, act: Act): readonly HandInput[] =>
  GIVEN[preset].get(act) ?? [];
