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

/** All values of an attribute as trimmed texts; numbers are written out, nulls and objects left out. */
export function texts(dataset: DicomJson | undefined, tag: string): string[] {
  const values = dataset?.[tag]?.Value ?? [];
  return values
    .filter((value) => isText(value) || typeof value === 'number')
    .map((value) => String(value).trim())
    .filter((value) => value !== '');
}

/** The first value of an attribute as text, or undefined when absent or empty. */
export const text = (dataset: DicomJson | undefined, tag: string): string | undefined =>
  texts(dataset, tag)[0];

/** All values of an attribute that are finite numbers, also when the archive sends them as texts (IS, DS). */
export function numbers(dataset: DicomJson | undefined, tag: string): number[] {
  const values = dataset?.[tag]?.Value ?? [];
  return values
    .map((value) => (isText(value) && value.trim() !== '' ? Number(value) : value))
    .filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
}

/** The first value of an attribute as a finite number, or undefined. */
export const number = (dataset: DicomJson | undefined, tag: string): number | undefined =>
  numbers(dataset, tag)[0];

/** The items of a sequence (SQ); an empty list when absent. */
export function items(dataset: DicomJson | undefined, tag: string): DicomJson[] {
  const values = dataset?.[tag]?.Value ?? [];
  return values.filter((value): value is DicomJson => typeof value === 'object' && value !== null);
}
