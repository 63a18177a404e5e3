import { t } from '@/i18n/t';
import type { Read, Reading } from '@/measurement/measurement';
import { formatNumber, formatReading } from '@/measurement/readingText';
import { basisText, isPlain, refusalText } from '@/imaging/contract/basisText';

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
  const average = mean && sd ? [`${formatNumber(mean)} ± ${formatReading(sd)}`] : [];
  const [length, width] = [by.get('length'), by.get('width')];
  const lengths = length
    ? [
        [length, width]
          .filter((one) => one !== undefined)
          .map((one) => formatReading(one))
          .join(' × '),
      ]
    : [];
  const [heart, thorax] = [by.get('heart'), by.get('thorax')];
  const widths = heart && thorax ? [`${formatReading(heart)} / ${formatReading(thorax)}`] : [];
  const diameter = by.get('diameter');
  const single = SINGLE.map((name) => by.get(name))
    .filter((one) => one !== undefined)
    .map((one) => formatReading(one));
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
