import { data, log } from 'dcmjs';
import { fromBase64 } from '@/dicom/dataset/base64';
import type { DicomElement, DicomJson } from '@/dicom/dataset/dicomJson';
import { EXPLICIT_LITTLE_ENDIAN } from '@/dicom/pixels/transferSyntax';
import type { WrittenObject } from './written';

/** Implementation Class UID (0002,0012) of this viewer, from a fixed UUID. */
const IMPLEMENTATION = '2.25.242714934013174870471293137834911498562';

/** The VR of an element whose archive leaves it out, by PS3.6. */
const vrOf = (tag: string): string =>
  data.DicomMetaDictionary.dictionary[`(${tag.slice(0, 4)},${tag.slice(4)})`]?.vr ?? 'UN';

/** An element as dcmjs writes it: binary as buffers, sequences as dictionaries. */
function toWritten(tag: string, element: DicomElement): Record<string, unknown> {
  const { vr = vrOf(tag), Value, InlineBinary } = element;
  if (InlineBinary !== undefined) return { vr, Value: [fromBase64(InlineBinary).buffer] };
  if (vr !== 'SQ') return { vr, Value: Value ?? [] };
  return { vr, Value: (Value ?? []).map((item) => toDictionary((item ?? {}) as DicomJson)) };
}

const toDictionary = (dataset: DicomJson): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(dataset)
      .toSorted()
      .map((tag) => [tag, toWritten(tag, dataset[tag] ?? {})]),
  );

/** An object as a Part 10 file (PS3.10 7), explicit little endian. */
export function toPart10({ dataset, sop, sopClass }: WrittenObject): Uint8Array<ArrayBuffer> {
  log.setLevel('silent');
  const file = new data.DicomDict({
    '00020001': { vr: 'OB', Value: [new Uint8Array([0, 1]).buffer] },
    '00020002': { vr: 'UI', Value: [sopClass] },
    '00020003': { vr: 'UI', Value: [sop] },
    '00020010': { vr: 'UI', Value: [EXPLICIT_LITTLE_ENDIAN] },
    '00020012': { vr: 'UI', Value: [IMPLEMENTATION] },
    '00020013': { vr: 'SH', Value: ['ISOCENTER'] },
  });
  file.dict = toDictionary(dataset);
  return new Uint8Array(file.write());
}
