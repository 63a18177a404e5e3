import type { CodedConcept } from '@/dicom/dataset/coded';
import type { DicomElement, DicomJson } from '@/dicom/dataset/dicomJson';
import { element } from '@/dicom/objects/written';
import type { GraphicType } from './content';

/** Relationship Type (PS3.3 C.17.3.2.4). */
export type Relation =
  | 'CONTAINS'
  | 'HAS OBS CONTEXT'
  | 'HAS ACQ CONTEXT'
  | 'HAS CONCEPT MOD'
  | 'HAS PROPERTIES'
  | 'INFERRED FROM'
  | 'SELECTED FROM';

const MEANING_LENGTH = 64;
const CODE_LENGTH = 16;

/** A code as an item (PS3.3 8.8): values over 16 characters are Long Code Values; the meaning is at most 64 characters. */
export const codeItem = ({ value, scheme, meaning }: CodedConcept): DicomJson => ({
  ...(value.length > CODE_LENGTH
    ? { '00080119': element('UC', value) }
    : { '00080100': element('SH', value) }),
  '00080102': element('SH', scheme),
  '00080104': element('LO', meaning.slice(0, MEANING_LENGTH)),
});

const sequence = (...items: DicomJson[]): DicomElement => element('SQ', ...items);

interface Place {
  readonly relation: Relation;
  readonly name?: CodedConcept | undefined;
  readonly children?: readonly DicomJson[];
}

const item = (type: string, { relation, name, children = [] }: Place, value: DicomJson): DicomJson => ({
  '0040A010': element('CS', relation),
  '0040A040': element('CS', type),
  ...(name ? { '0040A043': sequence(codeItem(name)) } : {}),
  ...value,
  ...(children.length > 0 ? { '0040A730': sequence(...children) } : {}),
});

export const containerItem = (place: Place): DicomJson =>
  item('CONTAINER', place, { '0040A050': element('CS', 'SEPARATE') });

export const codedItem = (place: Place, code: CodedConcept): DicomJson =>
  item('CODE', place, { '0040A168': sequence(codeItem(code)) });

export const textItem = (place: Place, text: string): DicomJson =>
  item('TEXT', place, { '0040A160': element('UT', text) });

export const nameItem = (place: Place, name: string): DicomJson =>
  item('PNAME', place, { '0040A123': element('PN', { Alphabetic: name }) });

export const uidItem = (place: Place, uid: string): DicomJson =>
  item('UIDREF', place, { '0040A124': element('UI', uid) });

const DECIMAL_LENGTH = 16;

/** A number as a decimal string of at most 16 characters (PS3.5 6.2, DS), with all digits that fit. */
export function decimal(value: number): number {
  for (let digits = 15; digits > 0; digits -= 1) {
    const rounded = Number(value.toPrecision(digits));
    if (String(rounded).length <= DECIMAL_LENGTH) return rounded;
  }
  return 0;
}

/** A number with its unit; exact beside the decimal string where that is rounded (PS3.3 C.18.1). */
export function numberItem(place: Place, value: number, unit: CodedConcept): DicomJson {
  const written = decimal(value);
  const measured: DicomJson = {
    '0040A30A': element('DS', written),
    ...(written === value ? {} : { '0040A161': element('FD', value) }),
    '004008EA': sequence(codeItem(unit)),
  };
  return item('NUM', place, { '0040A300': sequence(measured) });
}

/** Names an object, and frames of it (PS3.3 10.3). */
export interface Reference {
  readonly sop: string;
  readonly sopClass: string;
  /** Only of objects with several frames: absent = the whole of it. */
  readonly frame?: number;
  /** The presentation state that an image is to be shown with (PS3.3 C.18.4). */
  readonly presentation?: { readonly sop: string; readonly sopClass: string };
}

export const referenceItem = ({ sop, sopClass, frame, presentation }: Reference): DicomJson => ({
  '00081150': element('UI', sopClass),
  '00081155': element('UI', sop),
  ...(frame === undefined ? {} : { '00081160': element('IS', frame) }),
  ...(presentation ? { '00081199': sequence(referenceItem(presentation)) } : {}),
});

export const imageItem = (place: Place, reference: Reference): DicomJson =>
  item('IMAGE', place, { '00081199': sequence(referenceItem(reference)) });

/** An object that is no image (PS3.3 C.18.3). */
export const compositeItem = (place: Place, { sop, sopClass }: Reference): DicomJson =>
  item('COMPOSITE', place, { '00081199': sequence(referenceItem({ sop, sopClass })) });

/** Points on an image: column and row, the corner of the first pixel at 0, 0 (PS3.3 C.18.6.1.2). */
export const pointsItem = (
  place: Place,
  graphic: GraphicType,
  points: readonly (readonly [column: number, row: number])[],
  more: DicomJson = {},
): DicomJson =>
  item('SCOORD', place, {
    '00700022': element('FL', ...points.flat().map(Math.fround)),
    '00700023': element('CS', graphic),
    ...more,
  });
