import { items, number, readNumbers, text, texts } from '@/dicom/dataset/dicomJson';
import { frameItem, framePlace, frameTexts } from '@/dicom/dataset/functionalGroups';
import type { Instance } from '@/dicom/dataset/instance';
import { modalityLutType } from './lut';
import { TAG } from '@/dicom/dataset/tags';
import { valueOf } from '@/dicom/values/reading';

/** Modality value = stored value * slope + intercept, in `unit`; an empty unit = unknown or none. */
export interface Rescale {
  readonly slope: number;
  readonly intercept: number;
  readonly unit: string;
}

/** CT, Enhanced CT, Legacy Converted Enhanced CT: only their values are Hounsfield units without being said so. */
const CT_CLASSES: ReadonlySet<string> = new Set([
  '1.2.840.10008.5.1.4.1.1.2',
  '1.2.840.10008.5.1.4.1.1.2.1',
  '1.2.840.10008.5.1.4.1.1.2.2',
]);

/** Rescale Type (PS3.3 C.11.1.1.2) in the words people read; others are shown as sent. */
const RESCALE_TYPES: Readonly<Record<string, string>> = {
  US: '',
  UNSPECIFIED: '',
  PCT: '%',
  MGML: 'mg/ml',
};

/** Units of PET (PS3.3 C.8.9.1.1.3) in the words people read; others are shown as sent. */
const PET_UNITS: Readonly<Record<string, string>> = {
  CNTS: 'counts',
  NONE: '',
  PROPCNTS: '',
  PROPCPS: '',
  BQML: 'Bq/ml',
  GML: 'g/ml',
  CPS: 'counts/s',
  PCNT: '%',
  MLG: 'ml/g',
  CM2: 'cm²',
  CM2ML: 'cm²/ml',
  MLMING: 'ml/min/g',
  MLMINML: 'ml/min/ml',
  UMOLML: 'µmol/ml',
  MGMINML: 'mg/min/ml',
  UMOLMINML: 'µmol/min/ml',
  STDDEV: 'SD',
  '1CM': '1/cm',
};

const worded = (code: string, words: Readonly<Record<string, string>>): string =>
  Object.hasOwn(words, code) ? (words[code] ?? '') : code;

/**
 * Whether unsaid units are Hounsfield units: a CT that is no localizer, no secondary derivation (a rendering, a map)
 * and no multi-energy map (PS3.3 C.8.2.1.1: there Rescale Type is required unless HU).
 */
function isPlainCt({ modality, sopClass, dataset }: Instance, frame: number): boolean {
  if (modality !== 'CT' || !CT_CLASSES.has(sopClass)) return false;
  if (text(dataset, TAG.MultienergyCtAcquisition) === 'YES') return false;
  const group = texts(frameItem(dataset, frame, TAG.CtImageFrameTypeSequence), TAG.FrameType);
  const [first, second, third] = group.length > 0 ? group : texts(dataset, TAG.ImageType);
  return third !== 'LOCALIZER' && !(first === 'DERIVED' && second === 'SECONDARY');
}

function unitOf(instance: Instance, frame: number): string {
  const { dataset, modality } = instance;
  const [type] = frameTexts(dataset, frame, TAG.PixelValueTransformationSequence, TAG.RescaleType);
  if (modality === 'PT') {
    const units = text(dataset, TAG.Units);
    if (units !== undefined) return worded(units.toUpperCase(), PET_UNITS);
  }
  if (type !== undefined) return worded(type, RESCALE_TYPES);
  return isPlainCt(instance, frame) ? 'HU' : '';
}

/**
 * The modality transform of a frame (PS3.3 C.11.1, C.7.6.16.2.9), and the unit of what comes out. It may differ from
 * frame to frame and, in PET, from instance to instance. Where it is missing, unreadable or of slope 0, values stay as stored and have
 * no unit; of half a transform the other half is taken as neutral, without a unit; where a look-up table stands instead (dicom/lut), that is applied after this and names the unit. Real World Value Mapping is not looked at. Frames count from 1.
 */
export function readRescale(instance: Instance, frame: number): Rescale {
  const { dataset } = instance;
  const readings = HALVES.map(({ tag }) => readNumbers(rescalePlace(instance, frame), tag));
  const [slope, intercept] = readings.map((reading) => valueOf(reading)?.[0]);
  const hasLut = items(dataset, TAG.ModalityLutSequence).length > 0;
  if (hasLut) return { slope: 1, intercept: 0, unit: worded(modalityLutType(dataset) ?? '', RESCALE_TYPES) };
  // Half a transform would be other values under the right unit.
  if (readings.some(({ kind }) => kind === 'unreadable')) return { slope: 1, intercept: 0, unit: '' };
  if (slope === 0 || (slope === undefined && intercept === undefined)) {
    const isPet = instance.modality === 'PT' && slope !== 0;
    return {
      slope: 1,
      intercept: 0,
      unit: isPet && number(dataset, TAG.Rows) ? unitOf(instance, frame) : '',
    };
  }
  const isWhole = missingHalf(instance, frame) === undefined;
  return { slope: slope ?? 1, intercept: intercept ?? 0, unit: isWhole ? unitOf(instance, frame) : '' };
}

/** The two halves of a transform, by their names in PS3.6. */
const HALVES = [
  { tag: TAG.RescaleSlope, name: 'Rescale Slope' },
  { tag: TAG.RescaleIntercept, name: 'Rescale Intercept' },
] as const;

/** Where a frame's transform stands: both halves in one place, never one of the frame and one of all frames. */
const rescalePlace = ({ dataset }: Instance, frame: number) =>
  framePlace(dataset, frame, TAG.PixelValueTransformationSequence, ...HALVES.map(({ tag }) => tag));

/** Name of the half that a frame's transform does not say, beside the other; of PET's intercept only 0 can be meant (PS3.3 C.8.9.4). */
export function missingHalf(instance: Instance, frame: number): string | undefined {
  const place = rescalePlace(instance, frame);
  if (!place || items(instance.dataset, TAG.ModalityLutSequence).length > 0) return undefined;
  const missing = HALVES.find(({ tag }) => readNumbers(place, tag).kind === 'absent');
  const isPets = instance.modality === 'PT' && missing?.tag === TAG.RescaleIntercept;
  return isPets ? undefined : missing?.name;
}
