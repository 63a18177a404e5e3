import type { Measurement, Reading } from '@/view/measurement';

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

/** A reading as people read it: '44.9 mm', '2.56 cm²' from 100 mm² on, '40.5 HU', '12.3°'. */
export function formatReading({ name, value, unit }: Reading): string {
  if (!Number.isFinite(value)) return '–';
  if (unit === 'mm2' && value >= GREATEST_MM2) return `${fixed(value / 100, 2)} cm²`;
  const { shown, decimals } = unitOf(unit);
  return fixed(value, name === 'pixels' ? 0 : name === 'ratio' ? 2 : decimals) + shown;
}

/** The number alone, with the decimals of its unit: where the unit stands behind it for several. */
export const formatNumber = ({ value, unit }: Pick<Reading, 'value' | 'unit'>): string =>
  Number.isFinite(value) ? fixed(value, unitOf(unit).decimals) : '–';

const unitOf = (unit: string) =>
  UNITS[unit] ?? { shown: unit === '' ? '' : ` ${unit}`, decimals: unit.startsWith('SUV') ? 2 : 1 };

/** Fixed decimals, a real minus, no minus zero. */
function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}

const MAIN: readonly Reading['name'][] = ['mean', 'length', 'angle', 'ratio', 'value', 'area'];

/** The reading that stands for the whole measurement, by kind; an arrow has none. */
export function mainReading({ kind, readings }: Measurement): string {
  const named = (name: Reading['name']) => readings.find((reading) => reading.name === name);
  if (kind === 'bidirectional') {
    const [length, width] = [named('length'), named('width')];
    if (length && width) return `${formatNumber(length)} × ${formatReading(width)}`;
  }
  // A line in an ultrasound region of other axes: time and depth, or time and velocity.
  if (kind === 'length' && !named('length')) return readings.map(formatReading).join(' · ');
  const main = MAIN.map(named).find((reading) => reading !== undefined);
  return main ? formatReading(main) : '';
}
