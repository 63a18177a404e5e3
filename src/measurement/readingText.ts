import { shownUnit } from '@/dicom/sr/lines';
import { fixedText, leftToRight, significantText } from '@/i18n/numberText';
import type { Reading } from './measurement';

/** The unit as shown, and how many decimals mean something: never finer than the pixel (0.1 mm, 0.1 HU). */
const UNITS: Readonly<Record<string, { readonly shown: string; readonly decimals: number }>> = {
  mm: { shown: ' mm', decimals: 1 },
  px: { shown: ' px', decimals: 1 },
  mm2: { shown: ' mm²', decimals: 1 },
  px2: { shown: ' px²', decimals: 0 },
  deg: { shown: '°', decimals: 1 },
  s: { shown: ' s', decimals: 2 },
};

const GREATEST_MM2 = 100;

/**
 * A reading as people read it: '44.9 mm', '2.56 cm²' from 100 mm² on, '40.5 HU', '12.3°'. `decimal`: the point, in whatever language, where
 * the text leaves the page for a report.
 */
export const formatReading = (reading: Reading, decimal?: '.'): string =>
  decimal === undefined ? leftToRight(written(reading)) : written(reading, decimal);

/** A number as it is shown: with no other digits, in the unit that stands behind it. `shown`: that unit as people read it. */
export function shownQuantity({ name, value, unit }: Reading): {
  readonly value: number;
  readonly unit: string;
  readonly shown: string;
} {
  const isLarge = unit === 'mm2' && value >= GREATEST_MM2;
  return {
    value: isLarge ? Number((value / 100).toFixed(2)) : roundedValue({ name, value, unit }),
    unit: isLarge ? 'cm²' : unit,
    shown: isLarge ? 'cm²' : unitOf(unit).shown.trim(),
  };
}

function written({ name, value, unit }: Reading, decimal?: '.'): string {
  if (!Number.isFinite(value)) return '–';
  if (unit === 'mm2' && value >= GREATEST_MM2) return `${fixedText(value / 100, 2, decimal)} cm²`;
  return fixedText(value, decimalsOf({ name, unit }), decimal) + unitOf(unit).shown;
}

/** Units in which what is read here is told, whatever the maker: of them the decimals that mean something are known. */
const OURS: ReadonlySet<string> = new Set([...Object.keys(UNITS), 'HU']);

/** As many digits as single precision keeps of a measurement. */
const DIGITS = 5;

/** A number of a report as the measurement itself is shown: '68.8 mm'; of other units as many digits as mean something. */
export function savedText({
  name = '',
  value,
  unit,
}: Pick<Reading, 'value' | 'unit'> & { readonly name?: string }): string {
  if (OURS.has(unit) || unit.startsWith('SUV') || name === 'ratio' || name === 'pixels')
    return formatReading({ name, value, unit } as Reading);
  const shown = shownUnit({ value: unit, scheme: '', meaning: '' });
  return leftToRight([significantText(value, DIGITS), shown].filter((part) => part !== '').join(' '));
}

/** The number that is shown of a reading, in its own unit, for tables; never -0. */
export const roundedValue = ({ name, value, unit }: Reading): number =>
  Number(value.toFixed(decimalsOf({ name, unit }))) + 0;

const decimalsOf = ({ name, unit }: Pick<Reading, 'name' | 'unit'>): number =>
  name === 'pixels' ? 0 : name === 'ratio' ? 2 : unitOf(unit).decimals;

/** The number alone, with the decimals of its unit: where the unit stands behind it for several. */
export const formatNumber = ({ value, unit }: Pick<Reading, 'value' | 'unit'>, decimal?: '.'): string =>
  Number.isFinite(value) ? fixedText(value, unitOf(unit).decimals, decimal) : '–';

const unitOf = (unit: string) =>
  UNITS[unit] ?? { shown: unit === '' ? '' : ` ${unit}`, decimals: unit.startsWith('SUV') ? 2 : 1 };
