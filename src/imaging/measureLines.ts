import { t } from '@/i18n/t';
import type { Read, Reading } from '@/view/measurement';
import { basisText, isPlain, refusalText } from './basisText';

const fixed = (decimals: number) =>
  new Intl.NumberFormat('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: false,
  });
const TENTH = fixed(1);
const HUNDREDTH = fixed(2);

/** Units as shown: no rounding beyond the pixel (0.1 mm, 0.1 HU); SUV and seconds need two decimals. */
const UNITS: Record<string, string> = { mm2: 'mm²', px2: 'px²', deg: '°' };
const decimals = (unit: string) => (unit === 's' || unit.startsWith('SUV') ? HUNDREDTH : TENTH);

/** A reading as shown on the picture, e.g. '44.9 mm', '40.5 HU', '90.0°', '2.56 cm²'. */
export function formatReading({ value, unit, name }: Reading): string {
  if (name === 'pixels') return `${value} px`;
  if (unit === 'mm2' && value >= 100) return `${(value / 100).toFixed(2)} cm²`;
  const shown = UNITS[unit] ?? unit;
  const text = (name === 'ratio' ? HUNDREDTH : decimals(unit)).format(value);
  return shown === '' ? text : shown === '°' ? `${text}°` : `${text} ${shown}`;
}

const SINGLE: readonly Reading['name'][] = [
  'angle',
  'value',
  'time',
  'depth',
  'velocity',
  'frequency',
  'ratio',
];

/** The lines beside a measurement on the picture: what it is for, at a glance, and what to know about it. */
export function measureLines({ readings, basis, refusal }: Read): string[] {
  const by = new Map(readings.map((reading) => [reading.name, reading]));
  const mean = by.get('mean');
  const sd = by.get('sd');
  const area = by.get('area');
  const average = mean && sd ? [`${decimals(mean.unit).format(mean.value)} ± ${formatReading(sd)}`] : [];
  const [length, width] = [by.get('length'), by.get('width')];
  const lengths = length
    ? [
        [length, width]
          .filter((one) => one !== undefined)
          .map(formatReading)
          .join(' × '),
      ]
    : [];
  const [heart, thorax] = [by.get('heart'), by.get('thorax')];
  const widths = heart && thorax ? [`${formatReading(heart)} / ${formatReading(thorax)}`] : [];
  const diameter = by.get('diameter');
  const single = SINGLE.map((name) => by.get(name))
    .filter((one) => one !== undefined)
    .map(formatReading);
  return [
    ...lengths,
    ...single,
    ...widths,
    ...average,
    ...(area ? [formatReading(area)] : []),
    ...(diameter ? [`⌀ ${formatReading(diameter)}`] : []),
    ...(basis && !isPlain(basis) ? [basisText(basis, t)] : []),
    ...(refusal ? [refusalText(refusal, t)] : []),
  ];
}
