import type { DicomElement, DicomJson, JsonValue } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { toInstance } from '@/dicom/normalise/normalise';
import { TAG } from '@/dicom/dataset/tags';

type Keyword = keyof typeof TAG;
type Content = JsonValue | readonly JsonValue[];

/** A dataset written by keywords: build({ Rows: 512, PixelSpacing: [0.5, 1] }). */
export function build(content: { readonly [K in Keyword]?: Content }): DicomJson {
  const entries = Object.entries(content).map(([keyword, value]): [string, DicomElement] => [
    TAG[keyword as Keyword],
    { Value: Array.isArray(value) ? (value as JsonValue[]) : [value as JsonValue] },
  ]);
  return Object.fromEntries(entries);
}

const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';

/** A CT slice of 512 x 512, changed by what is given. */
export function buildInstance(content: { readonly [K in Keyword]?: Content } = {}): Instance {
  const instance = toInstance(
    build({
      SopClassUid: CT_IMAGE,
      StudyInstanceUid: '1.2.3',
      SeriesInstanceUid: '1.2.3.4',
      SopInstanceUid: '1.2.3.4.5',
      Modality: 'CT',
      Rows: 512,
      Columns: 512,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      PixelRepresentation: 0,
      ...content,
    }),
  );
  if (!instance) throw new Error('the built dataset lacks a UID');
  return instance;
}
