import type { DicomElement, DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { newUid, type SeriesUid, type SopUid, type StudyUid } from '@/dicom/dataset/uid';

/** Who signs an object. */
export interface Author {
  /** As PN: family name ^ given name ^ ... */
  readonly name: string;
  readonly id?: string;
}

/**
 * A name as people write it, as a PN whose family name is the whole of it (PS3.5 6.2): which part of it is what, nobody
 * here knows. What separates parts and groups becomes a space.
 */
export const toPersonName = (name: string): string =>
  name
    .replace(/[\\^=\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 64);

/** What every object written here needs to know. */
export interface Writing {
  /** An instance of the study: patient and study are copied from its metadata, value by value. */
  readonly source: Instance;
  /** Absent where nobody has signed in: the page itself is the observer. */
  readonly author?: Author;
  readonly at: Date;
}

/** An object made here, not yet stored. */
export interface WrittenObject {
  readonly kind: 'report' | 'keyImages' | 'presentation';
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly sop: SopUid;
  readonly sopClass: string;
  /** All of it, in the DICOM JSON Model: to be written by toPart10, and compared with what the archive reads back. */
  readonly dataset: DicomJson;
}

/** Patient (PS3.3 C.7.1.1), Clinical Trial Subject, General Study (C.7.2.1) and Patient Study (C.7.2.2). */
const COPIED = [
  ...['00100010', '00100020', '00100021', '00100022', '00100024', '00100030', '00100032', '00100040'],
  ...['00100033', '00100034', '00100035', '00101000', '00101001', '00101002', '00102160', '00104000'],
  ...['00102201', '00102202', '00102292', '00102293', '00102294', '00102295', '00102296', '00102297'],
  ...['00100200', '00120062', '00120063', '00120064'],
  ...['00120010', '00120020', '00120021', '00120030', '00120031', '00120040', '00120042'],
  ...['0020000D', '00080020', '00080030', '00080050', '00080051', '00080090', '00080096', '0008009C'],
  ...['00081030', '00081032', '00081048', '00081049', '00081060', '00081062', '00200010', '00400012'],
  ...['00081080', '00081084', '00101010', '00101020', '00101021', '00101022', '00101023', '00101024'],
  ...['00102000', '00102110', '00102180', '001021A0', '001021B0', '001021C0', '001021D0'],
  ...['00321066', '00321067', '00380010', '00380014', '00380060', '00380062', '00380064', '00380500'],
];

/** Type 2 of the patient and study modules: there, if empty, whatever the source says (PS3.5 7.4.3). */
const REQUIRED: Readonly<Record<string, string>> = {
  '00080020': 'DA',
  '00080030': 'TM',
  '00080050': 'SH',
  '00080090': 'PN',
  '00100010': 'PN',
  '00100020': 'LO',
  '00100030': 'DA',
  '00100040': 'CS',
  '00200010': 'SH',
};

const two = (value: number): string => String(value).padStart(2, '0');

/** DA and TM of a moment, in local time, as DICOM dates have it. */
export const toDicomDate = (at: Date): string =>
  `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
export const toDicomTime = (at: Date): string =>
  `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;

/** An element with values. */
export const element = (vr: string, ...values: NonNullable<DicomElement['Value']>): DicomElement =>
  values.length === 0 ? { vr } : { vr, Value: values };

/** What an object of a series of our own has in common with all others: patient, study, series, equipment, SOP common. */
export interface OwnSeries {
  readonly modality: 'SR' | 'KO' | 'PR';
  readonly sopClass: string;
  readonly description: string;
  readonly number: number;
  /** Absent: a new series. */
  readonly series?: SeriesUid;
}

/**
 * The common part of an object (PS3.3 A.35.13, A.35.4, A.33.1): patient and study copied, text in UTF-8 (ISO_IR 192). The
 * modules of the object itself are added by who writes it.
 */
export function commonPart({ source, at }: Writing, own: OwnSeries): DicomJson {
  const copied = Object.fromEntries(
    COPIED.filter((tag) => source.dataset[tag] !== undefined).map((tag) => [tag, source.dataset[tag] ?? {}]),
  );
  const required = Object.fromEntries(Object.entries(REQUIRED).map(([tag, vr]) => [tag, { vr }]));
  return {
    ...required,
    ...copied,
    '00080005': element('CS', 'ISO_IR 192'),
    '00080012': element('DA', toDicomDate(at)),
    '00080013': element('TM', toDicomTime(at)),
    '00080016': element('UI', own.sopClass),
    '00080018': element('UI', newUid()),
    '00080060': element('CS', own.modality),
    '00080070': element('LO', 'Isocenter'),
    '0008103E': element('LO', own.description),
    '00081090': element('LO', 'Isocenter'),
    '00181000': element('LO', '1'),
    '00181020': element('LO', '0.1.0'),
    '0020000D': element('UI', source.study),
    '0020000E': element('UI', own.series ?? newUid()),
    '00200011': element('IS', own.number),
    '00200013': element('IS', 1),
  };
}
