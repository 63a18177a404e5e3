import { windowNumber } from '@/i18n/numberText';
import type { MessageKey } from '@/i18n/en';
import { CT_WINDOWS } from '@/dicom/transforms/ctWindows';
import type { NamedWindow } from '@/dicom/transforms/voi';
import { suvWindow } from './suvWindow';
import type { Window } from './viewState';

/**
 * A named window. `stored` = the image's own, the first it brings, else the full range of its series; `auto` = the full range of the image on screen; a number
 * = a table of grey levels that the image brings, counted from 0.
 */
export interface Preset {
  readonly id: string;
  readonly label: MessageKey;
  /** What the image's makers call it, in place of the label. */
  readonly name?: string;
  /** What it does, where its name alone does not tell. */
  readonly hint?: MessageKey;
  readonly window: Window | 'stored' | 'auto' | number;
}

/** What a preset is called; `t` gives the text of its label. */
export const presetName = (
  { label, name }: Pick<Preset, 'label' | 'name'>,
  t: (label: MessageKey, values?: { name: string }) => string,
): string => (name === undefined || label === 'preset.lut.named' ? t(label, { name: name ?? '' }) : name);

/** What an image brings along to be shown with, beyond what it is shown with at first. */
export interface OwnLooks {
  readonly windows: readonly NamedWindow[];
  /** Names of its tables; '' = nameless. */
  readonly luts: readonly string[];
  /** A presentation state says how it is shown. */
  readonly isPresented?: boolean;
}

const hu = (name: keyof typeof CT_WINDOWS): Window => {
  const { centre: center, width } = CT_WINDOWS[name];
  return { center, width, curve: 'LINEAR' };
};

const STORED: Preset = { id: 'stored', label: 'preset.stored', window: 'stored' };
/** The same where nothing is stored: what is shown then is named for what it is. */
const FULL_RANGE: Preset = { ...STORED, label: 'preset.full', hint: 'preset.full.hint' };
const AUTO: Preset = { id: 'auto', label: 'preset.auto', window: 'auto' };

const CT: readonly Preset[] = [
  { id: 'soft-tissue', label: 'preset.softTissue', window: hu('softTissue') },
  { id: 'lung', label: 'preset.lung', window: hu('lung') },
  { id: 'bone', label: 'preset.bone', window: hu('bone') },
  { id: 'mediastinum', label: 'preset.mediastinum', window: hu('mediastinum') },
  { id: 'liver', label: 'preset.liver', window: hu('liver') },
  { id: 'brain', label: 'preset.brain', window: hu('brain') },
  STORED,
];

/** Values without a common scale (MR, X-ray, PET in counts): a fixed window would mean nothing. */
const OTHER: readonly Preset[] = [STORED, AUTO];

/**
 * Windows of PET in standardized uptake values, from 0: what is usual in the body, and where much is taken up. `factor` makes
 * such values of those of the modality.
 */
const suv = (factor: number): readonly Preset[] =>
  ([5, 10] as const).map((to) => ({
    id: `suv-${to}`,
    label: `preset.suv${to}`,
    window: suvWindow(factor, to),
  }));

/** What to call windows that their makers gave one name or none: by their values, the same twice by their place too. */
function toldApart(names: readonly (string | undefined)[], values: readonly string[]): readonly string[] {
  const isTwice = (all: readonly (string | undefined)[], name: string | undefined) =>
    all.filter((other) => other?.toLowerCase() === name?.toLowerCase()).length > 1;
  const longer = names.map((name, at) =>
    name === undefined || isTwice(names, name) ? [name, values[at]].filter(Boolean).join(' ') : name,
  );
  return longer.map((name, at) => (isTwice(longer, name) ? `${name} (${at + 1})` : name));
}

/** The image's further windows and tables; the first one is 'stored'. */
function ownPresets({ windows, luts }: OwnLooks): readonly Preset[] {
  const names = toldApart(
    windows.map(({ explanation }) => explanation || undefined),
    windows.map(({ center, width }) => `${windowNumber(width)}/${windowNumber(center)}`),
  );
  const more = windows.slice(1).map(({ center, width, curve }, at): Preset => {
    const window = { center, width, curve };
    return { id: `own-${at + 2}`, label: 'preset.own', name: names[at + 1] ?? '', window };
  });
  const tableNames =
    luts.length > 1
      ? toldApart(
          luts,
          luts.map(() => ''),
        )
      : luts;
  // Mammographs name a window and a table alike: each of the two says what it is.
  const windowNames = new Set(names.map((name) => name.toLowerCase()));
  const tables = luts.map((_, at): Preset => {
    const name = tableNames[at];
    const label = windowNames.has((name ?? '').toLowerCase()) ? 'preset.lut.named' : 'preset.lut';
    return { id: `lut-${at}`, label, ...(name ? { name } : {}), window: at };
  });
  return [...more, ...(windows.length === 0 && luts.length === 1 ? [] : tables)];
}

const holdsLook = ({ windows, luts, isPresented = false }: OwnLooks): boolean =>
  windows.length > 0 || luts.length > 0 || isPresented;

/**
 * The presets of a modality (0008,0060), in the order of their keys 1 to 7, and what the image on screen brings itself.
 * `unit` is that of the modality values; `suvFactor` makes standardized uptake values of them, where they can be told.
 */
export const presetsFor = (
  modality: string | undefined,
  unit: string,
  own: OwnLooks = { windows: [], luts: [] },
  suvFactor?: number,
): readonly Preset[] => [
  ...(modality === 'CT' && unit === 'HU' ? CT : OTHER).map((one) =>
    one === STORED && !holdsLook(own) ? FULL_RANGE : one,
  ),
  ...(modality === 'PT' && suvFactor !== undefined ? suv(suvFactor) : []),
  ...ownPresets(own),
];

/** How many presets have a key: the digits after them belong to actions. */
const MOST_KEYS = 7;

/** Whether the preset of a place in the list can have a key; the last ones have none. */
export const hasPresetKey = (place: number): boolean => place < MOST_KEYS;

/** The keys of presets by their place, where nobody chose others. */
export const PRESET_KEYS: readonly string[] = Array.from({ length: MOST_KEYS }, (_, place) =>
  String(place + 1),
);

/** The same window but for rounding. */
export const isSameWindow = (a: Window | undefined, b: Window | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.curve === b.curve &&
  Math.abs(a.center - b.center) < 0.5 &&
  Math.abs(a.width - b.width) < 0.5;
