import { fromBase64 } from '@/dicom/dataset/base64';
import { text, type DicomElement, type DicomJson } from '@/dicom/dataset/dicomJson';
import { frameNumbers } from '@/dicom/dataset/functionalGroups';
import type { Instance } from '@/dicom/dataset/instance';
import { privateElement, privateText } from '@/dicom/dataset/privateElement';
import { TAG } from '@/dicom/dataset/tags';
import { readDecimal } from '@/dicom/values/decimal';
import { valueOf } from '@/dicom/values/reading';

/** The first part of a private element as a number, also where the archive did not know its VR and sent bytes. */
function firstNumber(element: DicomElement | undefined, size?: 4 | 8): number | undefined {
  const inline = element?.InlineBinary;
  if (inline !== undefined && size !== undefined && inline.length <= 16) {
    const bytes = fromBase64(inline);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length === size) return size === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
  }
  return valueOf(readDecimal(privateText(element)?.split('\\')[0]));
}

/** GE marks b-values of some protocols by adding this. */
const GE_OFFSET = 1e9;

/** b-values of makers who wrote them before the standard had a place, or beside it, by Private Creator. */
const MAKERS: readonly ((dataset: DicomJson) => number | undefined)[] = [
  (dataset) => firstNumber(privateElement(dataset, '0019', 'SIEMENS MR HEADER', '0C')),
  (dataset) => {
    const b = firstNumber(privateElement(dataset, '0043', 'GEMS_PARM_01', '39'));
    return b !== undefined && b >= GE_OFFSET ? b - GE_OFFSET : b;
  },
  (dataset) => firstNumber(privateElement(dataset, '2001', 'Philips Imaging DD 001', '03'), 4),
  (dataset) => firstNumber(privateElement(dataset, '0065', 'Image Private Header', '09'), 8),
  // Siemens before VB13 tells only in the name of the sequence, '*ep_b800#2'; Toshiba in the comment, 'b=800(0.1,...)'.
  (dataset) =>
    /SIEMENS/i.test(text(dataset, '00080070') ?? '')
      ? valueOf(readDecimal(/_b(\d{1,5})(?!\d)/.exec(text(dataset, TAG.SequenceName) ?? '')?.[1]))
      : undefined,
  (dataset) =>
    /TOSHIBA|CANON/i.test(text(dataset, '00080070') ?? '')
      ? valueOf(readDecimal(/^b=(\d{1,5})/i.exec(text(dataset, '00204000') ?? '')?.[1]))
      : undefined,
];

/** No magnet reaches more: other numbers mean something else. */
const MOST = 100_000;

/**
 * Diffusion b-value of a frame, s/mm² (PS3.3 C.8.13.5.9), from its functional group, the dataset or what its maker wrote;
 * undefined where none says it. Frames from 1.
 */
export function bValueOf({ dataset, modality }: Instance, frame: number): number | undefined {
  const [standard] = frameNumbers(dataset, frame, TAG.MrDiffusionSequence, TAG.DiffusionBValue);
  const makers = modality === 'MR' ? MAKERS : [];
  const found = standard ?? makers.map((read) => read(dataset)).find((value) => value !== undefined);
  return found !== undefined && found >= 0 && found <= MOST ? Math.round(found) : undefined;
}

/** Apart by less, b-values are one that gradients and rounding make differ. */
const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= Math.max(10, 0.05 * Math.max(a, b));

/** The b-value that each is a rounding of: the least of those that lie together; keyed by what was said. */
export function nominalBValues(values: Iterable<number>): ReadonlyMap<number, number> {
  const nominal = new Map<number, number>();
  let head: number | undefined;
  for (const value of [...new Set(values)].sort((a, b) => a - b)) {
    if (head === undefined || !isSame(head, value)) head = value;
    nominal.set(value, head);
  }
  return nominal;
}
