import { toBase64 } from '@/dicom/dataset/base64';
import { items, type DicomElement, type DicomJson } from '@/dicom/dataset/dicomJson';
import { isLutSequence } from '@/dicom/normalise/lostLuts';
import { LUT_DATA, LUT_DESCRIPTOR, LUT_EXPLANATION, MODALITY_LUT_TYPE } from '@/dicom/transforms/lut';
import { wordsOf } from '@/dicom/transforms/paletteSegments';
import type { SequenceItem } from '@/archive/frames/part10';

/** Three words (PS3.3 C.11.1.1). */
const DESCRIPTOR_BYTES = 6;

/** Names of a table; others than of plain ASCII are left out, since the file's character set is not read. */
const LUT_NAMES = [LUT_EXPLANATION, MODALITY_LUT_TYPE] as const;

/** A table of a file of little endian. Whether its first value is signed, its VR does not say here: the image does. */
function toLutItem({ values }: SequenceItem): DicomJson {
  const of = (tag: string) => values.get(Number.parseInt(tag, 16));
  const [descriptor, data] = [of(LUT_DESCRIPTOR), of(LUT_DATA)];
  const item: Record<string, DicomElement> = {};
  if (descriptor?.length === DESCRIPTOR_BYTES)
    item[LUT_DESCRIPTOR] = { vr: 'US', Value: [...wordsOf(descriptor, 16)] };
  if (data) item[LUT_DATA] = { vr: 'OW', InlineBinary: toBase64(data) };
  for (const tag of LUT_NAMES) {
    const name = String.fromCharCode(...(of(tag) ?? [])).trim();
    if (/^[\x20-\x7e]+$/.test(name)) item[tag] = { vr: 'LO', Value: [name] };
  }
  return item;
}

const toTag = (tag: number): string => tag.toString(16).toUpperCase().padStart(8, '0');

/**
 * The items of a sequence as metadata tell of them, with the tables that they lack, at any depth, out of the file's. Where they are other in
 * number, which is whose is not known (an archive may leave out empty ones): they stay as they were sent.
 */
export function mendedItems(tag: string, sent: DicomJson, file: readonly SequenceItem[]): DicomJson[] {
  if (isLutSequence(tag)) return file.map(toLutItem);
  const had = items(sent, tag);
  if (had.length > 0 && had.length !== file.length) return had;
  return file.map(({ sequences }, at) => {
    const item = had[at] ?? {};
    const mended = [...sequences].map(([inner, ofFile]): readonly [string, DicomElement] => [
      toTag(inner),
      { vr: 'SQ', Value: mendedItems(toTag(inner), item, ofFile) },
    ]);
    return { ...item, ...Object.fromEntries(mended) };
  });
}
