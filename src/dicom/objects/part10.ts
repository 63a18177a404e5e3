import { data, log } from 'dcmjs';
import { fromBase64 } from '@/dicom/dataset/base64';
import type { DicomElement, DicomJson, JsonValue } from '@/dicom/dataset/dicomJson';
import { EXPLICIT_LITTLE_ENDIAN } from '@/dicom/pixels/transferSyntax';
import { withoutMarks } from '@/dicom/values/directions';

/** Implementation Class UID (0002,0012) of this viewer, from a fixed UUID. */
const IMPLEMENTATION = '2.25.242714934013174870471293137834911498562';

/** The VR of an element whose archive leaves it out, by PS3.6. */
const vrOf = (tag: string): string =>
  data.DicomMetaDictionary.dictionary[`(${tag.slice(0, 4)},${tag.slice(4)})`]?.vr ?? 'UN';

/** Texts and names without what is put into them to be seen. */
function asSent(value: JsonValue): JsonValue {
  if (typeof value === 'string') return withoutMarks(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([group, text]) => [
      group,
      typeof text === 'string' ? withoutMarks(text) : text,
    ]),
  );
}

/** An element as dcmjs writes it: binary as buffers, sequences as dictionaries. */
function toWritten(tag: string, element: DicomElement): Record<string, unknown> {
  const { vr = vrOf(tag), Value, InlineBinary } = element;
  if (InlineBinary !== undefined) return { vr, Value: [fromBase64(InlineBinary).buffer] };
  // An attribute's tag: eight hexadecimal digits in JSON (PS3.18 F.2.2), a number to dcmjs.
  if (vr === 'AT') return { vr, Value: (Value ?? []).map((tag) => Number.parseInt(String(tag), 16)) };
  if (vr !== 'SQ') return { vr, Value: (Value ?? []).map(asSent) };
  return { vr, Value: (Value ?? []).map((item) => toDictionary((item ?? {}) as DicomJson)) };
}

const toDictionary = (dataset: DicomJson): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(dataset)
      .toSorted()
      .map((tag) => [tag, toWritten(tag, dataset[tag] ?? {})]),
  );

/** What a file needs to know of an object. */
interface FileObject {
  readonly sop: string;
  readonly sopClass: string;
  /** In the DICOM JSON Model. */
  readonly dataset: DicomJson;
}

/** An object as a Part 10 file (PS3.10 7), explicit little endian. */
export function toPart10({ dataset, sop, sopClass }: FileObject): Uint8Array<ArrayBuffer> {
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
