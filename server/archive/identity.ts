import { text } from '@/dicom/dataset/dicomJson';
import {
  isUid,
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import { pickJson } from '../part10/json';
import type { Dataset, Element, Parsed } from '../part10/parse';

/** What an object says of itself, as far as it can be read. */
export interface ObjectIdentity {
  readonly study: StudyUid | undefined;
  readonly series: SeriesUid | undefined;
  readonly sop: SopUid | undefined;
  readonly sopClass: string;
}

const IDENTITY = ['0020000D', '0020000E', '00080018', '00080016', '00020002', '00020003'] as const;

/** The UIDs of an object; those of the file meta group stand in where the dataset has none. */
export function readIdentity(parsed: Parsed): ObjectIdentity {
  const json = pickJson(parsed, IDENTITY);
  const meta = pickJson({ ...parsed, dataset: parsed.meta, littleEndian: true }, IDENTITY);
  return {
    study: toStudyUid(text(json, '0020000D')),
    series: toSeriesUid(text(json, '0020000E')),
    sop: toSopUid(text(json, '00080018')) ?? toSopUid(text(meta, '00020003')),
    sopClass: text(json, '00080016') ?? text(meta, '00020002') ?? '',
  };
}

/** What names an object, its kind and whose it is. */
const NAMING = {
  '00080016': 'SOP Class UID',
  '00080018': 'SOP Instance UID',
  '0020000D': 'Study Instance UID',
  '0020000E': 'Series Instance UID',
} as const;
const PATIENT = { '00100010': "Patient's Name", '00100020': 'Patient ID' } as const;

const rawText = ({ bytes }: Parsed, { offset, length }: Element): string =>
  bytes.toString('latin1', offset, offset + Math.max(0, length));

/**
 * Why an object that is to be stored may be another to other readers: a UID that is not one value without anything before it
 * (PS3.5 9.1), or one that stands there twice (PS3.5 7.1), as does the patient. Undefined: it is one to everybody.
 */
export function ambiguityOf(parsed: Parsed): string | undefined {
  for (const [tag, name] of Object.entries({ ...NAMING, ...PATIENT }))
    if (parsed.repeated.has(tag)) return `its ${name} stands there twice (PS3.5 7.1)`;
  for (const [tag, name] of Object.entries(NAMING)) {
    const element = parsed.dataset.get(tag);
    // Old writers pad with blanks at the end, which no reader takes for a part of it.
    const value = element && rawText(parsed, element).replace(/[\0 ]+$/, '');
    if (value && !isUid(value)) return `its ${name} is not one UID (PS3.5 9.1)`;
  }
  return undefined;
}

/**
 * Whether each UID is one value exactly as it is read here, with no more than the zero byte of PS3.5 9.1 behind it; so is what the
 * file meta group says of it, where it says anything. So are the objects that the page writes.
 */
export function isWrittenExactly(parsed: Parsed, { study, series, sop, sopClass }: ObjectIdentity): boolean {
  const isText = (where: Dataset, tag: string, value: string | undefined): boolean => {
    const element = where.get(tag);
    return element !== undefined && rawText(parsed, element).replace(/\0$/, '') === value;
  };
  const isSameInMeta = (tag: string, value: string): boolean =>
    !parsed.meta.has(tag) || isText(parsed.meta, tag, value);
  return (
    isText(parsed.dataset, '0020000D', study) &&
    isText(parsed.dataset, '0020000E', series) &&
    isText(parsed.dataset, '00080018', sop) &&
    isText(parsed.dataset, '00080016', sopClass) &&
    isSameInMeta('00020002', sopClass) &&
    isSameInMeta('00020003', sop ?? '')
  );
}
