import type { Reading } from '@/view/measurement';

const TENTH = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  useGrouping: false,
});

/** Units as shown: no rounding beyond the pixel (0.1 mm, 0.1 HU). */
const UNITS: Record<string, string> = { mm2: 'mm²', px2: 'px²', deg: '°' };

/** A reading as shown on the picture and in lists, e.g. '44.9 mm', '40.5 HU', '90.0°', '2.56 cm²'. */
export function formatReading({ value, unit, name }: Reading): string {
  if (name === 'pixels') return `${value} px`;
  if (unit === 'mm2' && value >= 100) return `${(value / 100).toFixed(2)} cm²`;
  const shown = UNITS[unit] ?? unit;
  const text = TENTH.format(value);
  return shown === '' ? text : shown === '°' ? `${text}°` : `${text} ${shown}`;
}

/** The lines beside a measurement on the picture: what it is for, at a glance. */
export function measureLines(readings: readonly Reading[]): string[] {
  const by = new Map(readings.map((reading) => [reading.name, reading]));
  const mean = by.get('mean');
  const sd = by.get('sd');
  const area = by.get('area');
  const average = mean && sd ? [`${TENTH.format(mean.value)} ± ${formatReading(sd)}`] : [];
  const [length, width] = [by.get('length'), by.get('width')];
  const lengths = length
    ? [
        [length, width]
          .filter((one) => one !== undefined)
          .map(formatReading)
          .join(' × '),
      ]
    : [];
  const single = [by.get('angle'), by.get('value')].filter((one) => one !== undefined).map(formatReading);
  return [...lengths, ...single, ...average, ...(area ? [formatReading(area)] : [])];
}
