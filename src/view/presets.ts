import type { MessageKey } from '@/i18n/en';
import type { Window } from './viewState';

/** A named window. `stored` = the image's own; `auto` = the full range of the image on screen. */
export interface Preset {
  readonly id: string;
  readonly label: MessageKey;
  readonly window: Window | 'stored' | 'auto';
}

const hu = (center: number, width: number): Window => ({ center, width, curve: 'LINEAR' });

const STORED: Preset = { id: 'stored', label: 'preset.stored', window: 'stored' };
const AUTO: Preset = { id: 'auto', label: 'preset.auto', window: 'auto' };

/** In Hounsfield units, as usual in clinical reading. Liver suits plain and contrast phases alike: -20 to 140 HU. */
const CT: readonly Preset[] = [
  { id: 'soft-tissue', label: 'preset.softTissue', window: hu(40, 400) },
  { id: 'lung', label: 'preset.lung', window: hu(-600, 1500) },
  { id: 'bone', label: 'preset.bone', window: hu(300, 1500) },
  { id: 'mediastinum', label: 'preset.mediastinum', window: hu(50, 350) },
  { id: 'liver', label: 'preset.liver', window: hu(60, 160) },
  { id: 'brain', label: 'preset.brain', window: hu(40, 80) },
  STORED,
];

/** Values without a common scale (MR, X-ray, PET in counts): a fixed window would mean nothing. */
const OTHER: readonly Preset[] = [STORED, AUTO];

/** The presets of a modality (0008,0060), in the order of their keys 1 to 7. `unit` is that of the modality values. */
export const presetsFor = (modality: string | undefined, unit: string): readonly Preset[] =>
  modality === 'CT' && unit === 'HU' ? CT : OTHER;

/** The key of a preset by its place in the list. */
export const presetKey = (place: number): string => String(place + 1);

/** The window that shows every value from min to max, PS3.3 C.11.2.1.2.1: LINEAR spans center - 0.5 ± (width - 1) / 2. */
export const fullRange = (min: number, max: number): Window => {
  const width = Math.max(1, max - min + 1);
  return { center: min + width / 2, width, curve: 'LINEAR' };
};

/** The same window but for rounding. */
export const isSameWindow = (a: Window | undefined, b: Window | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.curve === b.curve &&
  Math.abs(a.center - b.center) < 0.5 &&
  Math.abs(a.width - b.width) < 0.5;
