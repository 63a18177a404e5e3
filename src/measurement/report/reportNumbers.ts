import { isSameCode, type CodedConcept } from '@/dicom/dataset/coded';
import { CODES, own, OWN_SCHEME, QUANTITIES } from '@/dicom/sr/codes';
import type { ContentItem } from '@/dicom/sr/content';
import { KINDS, type MeasurementKind } from '@/measurement/kinds';
import type { Reading } from '@/measurement/reading/reading';

const ucum = (value: string, meaning: string): CodedConcept => ({ value, scheme: 'UCUM', meaning });

/** Units as shown here, and as UCUM has them (PS3.16 CID 7181, 7460 to 7462; 84 for uptake values). */
const UNITS: Readonly<Record<string, CodedConcept>> = {
  '': ucum('1', 'no units'),
  mm: ucum('mm', 'millimeter'),
  mm2: ucum('mm2', 'square millimeter'),
  px: ucum('{pixels}', 'pixels'),
  px2: ucum('{pixels2}', 'square pixels'),
  deg: ucum('deg', 'degree'),
  s: ucum('s', 'second'),
  'cm/s': ucum('cm/s', 'centimeter per second'),
  Hz: ucum('Hz', 'hertz'),
  dB: ucum('dB', 'decibel'),
  '%': ucum('%', 'percent'),
  HU: ucum("[hnsf'U]", 'Hounsfield unit'),
  SUVbw: ucum('{SUVbw}g/ml', 'Standardized Uptake Value body weight'),
  SUVlbm: ucum('{SUVlbm}g/ml', 'Standardized Uptake Value lean body mass'),
  'SUVlbm James': ucum('{SUVlbm(James128)}g/ml', 'Standardized Uptake Value lean body mass (James)'),
  SUVbsa: ucum('{SUVbsa}cm2/ml', 'Standardized Uptake Value body surface area'),
  'Bq/ml': ucum('Bq/ml', 'Becquerels/milliliter'),
  'g/ml': ucum('g/ml', 'gram per milliliter'),
  'mg/ml': ucum('mg/ml', 'milligram per milliliter'),
  'cm²': ucum('cm2', 'square centimeter'),
  'cm²/ml': ucum('cm2/ml', 'square centimeter per milliliter'),
  'counts/s': ucum('{counts}/s', 'counts per second'),
};

/** A unit in UCUM; one that is not known is an annotation, which UCUM bears: {name}. */
export const toUnitCode = (unit: string): CodedConcept =>
  (Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined) ??
  ucum(`{${unit.replaceAll(/[^!-z|~]/g, '')}}`, unit);

/** Other ways in which units of this table are written. */
const ALIASES: Readonly<Record<string, string>> = {
  '[hounsfield]': 'HU',
  '{counts}': '',
  '{pixel}': 'px',
  '{pixels}2': 'px2',
};
const BY_UCUM = new Map(Object.entries(UNITS).map(([shown, { value }]) => [value, shown]));

/** A unit as shown here. */
export function fromUnitCode(unit: CodedConcept | undefined): string {
  if (!unit) return '';
  return (
    BY_UCUM.get(unit.value) ??
    (Object.hasOwn(ALIASES, unit.value) ? ALIASES[unit.value] : undefined) ??
    /^\{(.*)\}$/.exec(unit.value)?.[1] ??
    unit.value
  );
}

/** What a number is and how it was derived. */
export interface Quantity {
  readonly name: CodedConcept;
  readonly derivation?: CodedConcept;
}

const DERIVED: Readonly<Record<string, CodedConcept>> = {
  mean: QUANTITIES.mean,
  sd: QUANTITIES.sd,
  min: QUANTITIES.min,
  max: QUANTITIES.max,
};

const VALUE = own('VALUE', 'Pixel value');

/** What pixel values of a unit are, by the image's modality. */
const VALUE_NAMES: Readonly<Record<string, CodedConcept>> = {
  HU: QUANTITIES.attenuation,
  SUVbw: QUANTITIES.suvBw,
  SUVlbm: QUANTITIES.suvLbm,
  'SUVlbm James': QUANTITIES.suvLbm,
  SUVbsa: QUANTITIES.suvBsa,
};

const valueName = (unit: string, modality: string): CodedConcept =>
  (Object.hasOwn(VALUE_NAMES, unit) ? VALUE_NAMES[unit] : undefined) ??
  (modality === 'MR' && unit === '' ? QUANTITIES.signal : VALUE);

const NAMES: Readonly<Record<string, CodedConcept>> = {
  length: QUANTITIES.length,
  width: QUANTITIES.width,
  angle: QUANTITIES.angle,
  area: QUANTITIES.area,
  perimeter: QUANTITIES.perimeter,
  ratio: QUANTITIES.ratio,
  depth: QUANTITIES.depth,
  diameter: QUANTITIES.diameter,
};

/** What a reading is called in a report. */
export function toQuantity({ name, unit }: Reading, kind: MeasurementKind, modality: string): Quantity {
  const derivation = Object.hasOwn(DERIVED, name) ? DERIVED[name] : undefined;
  if (derivation) return { name: valueName(unit, modality), derivation };
  if (name === 'value') return { name: valueName(unit, modality) };
  const standard = KINDS[kind].names?.[name] ?? (Object.hasOwn(NAMES, name) ? NAMES[name] : undefined);
  return { name: standard ?? own(name.toUpperCase().slice(0, 16), name) };
}

/** A number of a report: as it was saved, whatever is read off the picture now. */
export interface SavedReading {
  /** What it is, in the document's words, e.g. 'Attenuation Coefficient, Mean'. */
  readonly title: string;
  /** The reading that it is here, where it is one. */
  readonly name?: string;
  readonly value: number;
  /** As shown here: mm, HU, ... */
  readonly unit: string;
}

/** Codes of other schemes and older versions for the same things. */
const NAMED: readonly (readonly [name: string, ...codes: string[]])[] = [
  ['length', '410668003', 'G-D7FE', '103339001', 'G-A185', '121211'],
  ['width', '103355008', '103340004', 'G-A186'],
  ['angle', '1483009', '110859', '285285000'],
  ['area', '42798000', '131184002', 'G-A166', 'G-A16A', '121202'],
  ['perimeter', '131191004', 'G-A197', '74551000'],
  ['ratio', '118586006'],
  ['depth', '131197000'],
  ['diameter', '81827009', 'M-02550'],
  ['mean', '113049'],
  ['min', '113051'],
  ['max', '113048'],
  ['sd', '113061'],
];
const BY_CODE = new Map(NAMED.flatMap(([name, ...codes]) => codes.map((code) => [code, name] as const)));
const BY_DERIVATION = new Map(
  [
    ...Object.entries(DERIVED).map(([name, { value }]) => [value, name] as const),
    ['R-00317', 'mean'] as const,
    ['R-10047', 'sd'] as const,
    ['R-404FB', 'min'] as const,
    ['G-A437', 'max'] as const,
  ].map(([code, name]) => [code, name]),
);
const VALUES: ReadonlySet<string> = new Set([
  VALUE.value,
  ...Object.values(VALUE_NAMES).map(({ value }) => value),
  QUANTITIES.signal.value,
]);

function nameOf(concept: CodedConcept | undefined, derivation: CodedConcept | undefined): string | undefined {
  const derived = derivation && BY_DERIVATION.get(derivation.value);
  if (derived) return derived;
  if (!concept) return undefined;
  if (VALUES.has(concept.value)) return 'value';
  return concept.scheme === OWN_SCHEME ? concept.value.toLowerCase() : BY_CODE.get(concept.value);
}

/** The number of a NUM item; undefined where it holds none. */
export function readSaved({ name, value, children }: ContentItem): SavedReading | undefined {
  if (value.type !== 'number' || value.value === undefined) return undefined;
  const derivation = children.find((child) => isSameCode(child.name, CODES.derivation))?.value;
  const how = derivation?.type === 'code' ? derivation.code : undefined;
  const known = nameOf(name, how);
  return {
    title: [name?.meaning, how?.meaning].filter((part) => part !== undefined).join(', '),
    ...(known === undefined ? {} : { name: known }),
    value: value.value,
    unit: fromUnitCode(value.unit),
  };
}
