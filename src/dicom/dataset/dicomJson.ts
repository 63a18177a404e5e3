import { readDecimal, readInteger, readNumberParts } from '@/dicom/values/decimal';
import { unpadded, valueOf, type ValueReading } from '@/dicom/values/reading';

/** A value of the DICOM JSON Model (PS3.18 F.2.4). */
export type JsonValue = string | number | null | PersonNameJson | DicomJson;

/** PN in the DICOM JSON Model: component groups (PS3.18 F.2.2). */
export interface PersonNameJson {
  readonly Alphabetic?: string;
  readonly Ideographic?: string;
  readonly Phonetic?: string;
}

/** One attribute of the DICOM JSON Model. */
export interface DicomElement {
  readonly vr?: string;
  readonly Value?: readonly JsonValue[];
  readonly BulkDataURI?: string;
  readonly InlineBinary?: string;
}

/** A dataset in the DICOM JSON Model: eight hexadecimal digits, upper case, to element. */
export interface DicomJson {
  readonly [tag: string]: DicomElement;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** All values of an attribute as texts without padding; numbers are written out, nulls and objects left out. */
export function texts(dataset: DicomJson | undefined, tag: string): string[] {
  const values = dataset?.[tag]?.Value ?? [];
  return values
    .filter((value) => isText(value) || typeof value === 'number')
    .map((value) => unpadded(String(value)))
    .filter((value) => value !== '');
}

/** The first value of an attribute as text, or undefined when absent or empty. */
export const text = (dataset: DicomJson | undefined, tag: string): string | undefined =>
  texts(dataset, tag)[0];

/** The numbers of an attribute, also when the archive sends them as texts (IS, DS); or that they cannot be read. */
export const readNumbers = (dataset: DicomJson | undefined, tag: string): ValueReading<readonly number[]> =>
  readNumberParts(dataset?.[tag]?.Value ?? [], tag, dataset?.[tag]?.vr);

/** The numbers of an attribute; none where it is absent, or where one of its parts is empty or cannot be read. */
export const numbers = (dataset: DicomJson | undefined, tag: string): number[] => [
  ...(valueOf(readNumbers(dataset, tag)) ?? []),
];

/** The number at a place of an attribute of several, from 0; undefined when that one is empty or cannot be read. */
export function numberAt(dataset: DicomJson | undefined, tag: string, index: number): number | undefined {
  const { vr, Value = [] } = dataset?.[tag] ?? {};
  return valueOf((vr === 'IS' ? readInteger : readDecimal)(Value[index]));
}

/** The first value of an attribute as a finite number, or undefined. */
export const number = (dataset: DicomJson | undefined, tag: string): number | undefined =>
  numberAt(dataset, tag, 0);

/** The items of a sequence (SQ); an empty list when absent. */
export function items(dataset: DicomJson | undefined, tag: string): DicomJson[] {
  const values = dataset?.[tag]?.Value ?? [];
  return values.filter((value): value is DicomJson => typeof value === 'object' && value !== null);
}
