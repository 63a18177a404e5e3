import { leftToRight } from '@/i18n/numberText';
import { KINDS } from '@/measurement/kinds';
import type { Measurement, Reading } from '@/measurement/measurement';
import { formatNumber, formatReading } from '@/measurement/readingText';

export { formatNumber, formatReading };

const MAIN: readonly Reading['name'][] = ['mean', 'length', 'angle', 'ratio', 'value', 'area'];

/** The reading that stands for the whole measurement, by kind; an arrow has none. */
export function mainReading({ kind, readings }: Measurement): string {
  const named = (name: Reading['name']) => readings.find((reading) => reading.name === name);
  const [length, width] = [named('length'), named('width')];
  if (length && width) return leftToRight(`${formatNumber(length)} × ${formatReading(width)}`);
  // A line in an ultrasound region of other axes: time and depth, or time and velocity.
  if (KINDS[kind].readsAxes && !length) return readings.map((one) => formatReading(one)).join(' · ');
  const main = MAIN.map(named).find((reading) => reading !== undefined);
  return main ? formatReading(main) : '';
}
