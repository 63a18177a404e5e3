import { listText } from '@/i18n/numberText';
import { number } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { pictureWord, type PictureWord } from '@/dicom/series/pictureWord';
import type { Translate } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import { basisText, isPlain, refusalText } from '@/imaging/contract/basisText';
import { seriesKey } from '@/imaging/pane/paneStore';
import type { Measurement, Reading } from '@/measurement/measurement';
import type { KeyImage } from '@/view/viewState';
import type { Cell } from './csv';
import { roundedValue } from '@/measurement/readingText';
import { formatNumber, formatReading } from './formatReading';

/** Where a measured or starred image stands, as other programs name it too. */
export interface ImagePlace {
  /** Series Number (0020,0011). */
  readonly series?: number;
  /** Instance Number (0020,0013). */
  readonly image?: number;
  /** Of an image of several frames. */
  readonly frame?: number;
  /** Place from 1 in the series as it is shown. */
  readonly slice?: number;
  /** What it is called; an image where absent. */
  readonly word?: PictureWord;
}

const known = <Name extends string>(name: Name, value: number | undefined) =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, number>>;

function inFile(instance: Instance | undefined, frame: number): ImagePlace {
  if (!instance) return {};
  const frames = number(instance.dataset, '00280008') ?? 1;
  return {
    ...known('series', number(instance.dataset, '00200011')),
    ...known('image', number(instance.dataset, '00200013')),
    ...(frames > 1 ? { frame } : {}),
  };
}

/** Where an image stands. */
export function placeOf(engine: Engine, { study, series, sop, frame }: KeyImage): ImagePlace {
  const { order } = engine.facts.getState().loads[seriesKey(study, series)] ?? {};
  const at = order?.findIndex((one) => one.sop === sop && one.frame === frame);
  const instance = engine.measuring.instanceOf({ study, series, sop, frame });
  return {
    ...inFile(instance, frame),
    ...(at === undefined || at < 0 ? {} : { slice: at + 1 }),
    word: pictureWord(instance, frame, order?.length ?? 0),
  };
}

/** 'Series 3 · slice 41', 'Frame 7', as much of it as is known. */
export function imagePlaceText({ series, slice, word = 'image' }: ImagePlace, t: Translate): string {
  if (slice === undefined) return '';
  const values = { series: series ?? '', place: slice };
  return t(series === undefined ? `measure.where.${word}` : `measure.whereIn.${word}`, values);
}

/**
 * 'series 3 slice 26 (image 110)': how a report names an image. The place is as the screen counts, the number as other
 * programs know the image; where the two are one number it is said once.
 */
function reportedPlace({ series, image, frame, slice, word = 'image' }: ImagePlace, t: Translate): string {
  const number = image === undefined ? '' : t('measure.said.image', { image });
  const isCounted = slice !== undefined && frame === undefined && slice !== image;
  const place = isCounted ? t(`measure.said.${word}`, { [word]: slice }) : number;
  return [
    series === undefined ? '' : t('measure.said.series', { series }),
    isCounted && number !== '' ? t('said.with', { name: place, said: number }) : place,
    frame === undefined ? '' : t('measure.said.frame', { frame }),
  ]
    .filter(Boolean)
    .join(' ');
}

/** The name a person gave it, or what it is. */
export const nameOf = ({ label, finding, kind }: Measurement, t: Translate): string =>
  label !== '' ? label : (finding?.meaning ?? t(`measure.kind.${kind}`));

/** 'Nodule, right Lung': what was found and where; empty when nobody said. */
export const codedText = ({ finding, site, laterality }: Measurement): string =>
  [
    finding?.meaning,
    [laterality?.meaning.toLowerCase(), site?.meaning].filter((word) => word !== undefined).join(' '),
  ]
    .filter(Boolean)
    .join(', ');

/** The values in one line: '8.4 × 6.1 mm', 'mean 40.5 ± 11.0 HU, area 2.56 cm²'; with a point, for it is pasted elsewhere. */
function valuesText({ readings }: Measurement, t: Translate): string {
  const by = new Map(readings.map((reading) => [reading.name, reading]));
  const [length, width] = [by.get('length'), by.get('width')];
  const [mean, sd] = [by.get('mean'), by.get('sd')];
  const done = new Set<string>(['min', 'max', 'pixels']);
  const parts: string[] = [];
  if (length && width) {
    parts.push(`${formatNumber(length, '.')} × ${formatReading(width, '.')}`);
    done.add('length').add('width');
  }
  if (mean && sd) {
    parts.push(t('measure.said.average', { mean: formatNumber(mean, '.'), sd: formatReading(sd, '.') }));
    done.add('mean').add('sd');
  }
  for (const reading of readings) {
    if (done.has(reading.name)) continue;
    const value = formatReading(reading, '.');
    parts.push(readings.length === 1 ? value : t(`measure.said.of.${reading.name}`, { value }));
  }
  return listText(parts);
}

/** What a reader must know of the numbers. */
export const doubtText = ({ basis, refusal }: Measurement, t: Translate): string =>
  listText([
    ...(basis && !isPlain(basis) ? [basisText(basis, t)] : []),
    ...(refusal ? [refusalText(refusal, t)] : []),
  ]);

/** A sentence that a report can take: 'Nodule, right Lung: 8.4 × 6.1 mm, series 3 image 41'. */
export function sentenceOf(measurement: Measurement, place: ImagePlace, t: Translate): string {
  const coded = codedText(measurement);
  const { label } = measurement;
  const subject =
    label !== '' && coded !== '' ? t('said.with', { name: label, said: coded }) : label || coded;
  const doubt = doubtText(measurement, t);
  const bare = valuesText(measurement, t);
  const values =
    doubt === '' ? bare : bare === '' ? `(${doubt})` : t('said.with', { name: bare, said: doubt });
  const said = listText([values, reportedPlace(place, t)].filter(Boolean));
  return subject === '' || said === '' ? subject + said : t('said.of', { name: subject, said });
}

const roundedOf = (reading: Reading | undefined) => reading && roundedValue(reading);

/** UCUM as spreadsheets' readers write it. */
const UNIT_NAMES: Readonly<Record<string, string>> = { mm2: 'mm²', px2: 'px²', deg: '°' };

/** A column for each reading, of each unit that it has. */
const readingHeads = (list: readonly Measurement[], t: Translate) =>
  list
    .flatMap(({ readings }) => readings)
    .filter(({ name, unit }, i, all) => all.findIndex((one) => one.name === name && one.unit === unit) === i)
    .map(({ name, unit }) => {
      const shown = UNIT_NAMES[unit] ?? unit;
      const named = t(`measure.reading.${name}`);
      return { name, unit, head: shown === '' ? named : t('said.with', { name: named, said: shown }) };
    });

/** A table of measurements: a head with units, then a row each. A reading of another unit has a column of its own. */
export function tableOf(
  list: readonly Measurement[],
  place: (measurement: Measurement) => ImagePlace,
  t: Translate,
): readonly (readonly Cell[])[] {
  const heads = readingHeads(list, t);
  const code = (concept: Measurement['finding']) => concept && `${concept.scheme} ${concept.value}`;
  const head = [
    '#',
    t('measure.csv.name'),
    t('measure.csv.kind'),
    t('measure.csv.finding'),
    t('measure.csv.findingCode'),
    t('measure.csv.site'),
    t('measure.csv.siteCode'),
    t('measure.csv.laterality'),
    ...heads.map(({ head }) => head),
    t('measure.csv.spacing'),
    t('measure.csv.series'),
    t('measure.csv.image'),
    t('measure.csv.frame'),
    t('measure.csv.slice'),
    t('measure.csv.studyUid'),
    t('measure.csv.seriesUid'),
    t('measure.csv.sopUid'),
    t('measure.csv.tracking'),
  ];
  const rows = list.map((one, i): readonly Cell[] => {
    const { series, image, slice } = place(one);
    const told = [one.basis && basisText(one.basis, t), one.refusal && refusalText(one.refusal, t)];
    return [
      i + 1,
      one.label,
      t(`measure.kind.${one.kind}`),
      one.finding?.meaning,
      code(one.finding),
      one.site?.meaning,
      code(one.site),
      one.laterality?.meaning,
      ...heads.map(({ name, unit }) =>
        roundedOf(one.readings.find((it) => it.name === name && it.unit === unit)),
      ),
      listText(told.flatMap((one) => one || [])),
      series,
      image,
      one.frame,
      slice,
      one.study,
      one.series,
      one.sop,
      one.tracking,
    ];
  });
  return [head, ...rows];
}
