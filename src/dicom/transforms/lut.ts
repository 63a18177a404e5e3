import { fromBase64 } from '@/dicom/dataset/base64';
import { items, number, numbers, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { frameItem } from '@/dicom/dataset/functionalGroups';
import type { Instance } from '@/dicom/dataset/instance';
import { perFrame } from '@/dicom/dataset/perFrame';
import { readPixel } from '@/dicom/pixels/pixel';
import { TAG } from '@/dicom/dataset/tags';

/** LUT Descriptor: entries, first value mapped, bits (PS3.3 C.11.1.1). */
export const LUT_DESCRIPTOR = '00283002';
const VOI_LUT_SEQUENCE = '00283010';
export const MODALITY_LUT_TYPE = '00283004';
export const LUT_EXPLANATION = '00283003';
export const LUT_DATA = '00283006';

/** A look-up table: stored value `first` and lower map to its first entry, those past its end to its last (PS3.3 C.11.1.1). */
export interface Lut {
  readonly first: number;
  readonly entries: Uint16Array;
}

/** A table that makes modality values grey levels (PS3.3 C.11.2.1.1), with the name its makers gave it. */
export interface VoiLut extends Lut {
  /** The entry that is white. */
  readonly white: number;
  readonly explanation?: string;
}

/** LUT Data as words: US or SS values, or OW bytes, of which tables of 8 bits may hold two in a word. */
function entriesOf(item: DicomJson, count: number, tag: string): Uint16Array | undefined {
  const inline = item[tag]?.InlineBinary;
  if (inline === undefined) {
    const values = numbers(item, tag);
    return values.length >= count ? Uint16Array.from(values.slice(0, count)) : undefined;
  }
  const bytes = fromBase64(inline);
  if (bytes.length >= count * 2) {
    const view = new DataView(bytes.buffer);
    return Uint16Array.from({ length: count }, (_, i) => view.getUint16(2 * i, true));
  }
  return bytes.length >= count ? Uint16Array.from(bytes.subarray(0, count)) : undefined;
}

/** Where a table stands in its item: LUT Descriptor and LUT Data, or those of one colour of a palette. */
interface LutTags {
  readonly descriptor: string;
  readonly data: string;
}
const LUT_TAGS: LutTags = { descriptor: LUT_DESCRIPTOR, data: LUT_DATA };

/** One item of a Modality or VOI LUT Sequence; undefined when its table is not there or shorter than it says. */
export function readLut(item: DicomJson, signed: boolean, tags = LUT_TAGS): Lut | undefined {
  const [count, first] = numbers(item, tags.descriptor);
  if (count === undefined || first === undefined) return undefined;
  // The descriptor's second value has the sign of the pixels; archives send it unsigned all the same.
  const from = signed && first > 0x7fff ? first - 0x10000 : first;
  // The first value is a number of entries whatever sign the VR gives it: 40,000 are sent as -25,536 in SS.
  const entries = entriesOf(item, (count & 0xffff) === 0 ? 0x10000 : count & 0xffff, tags.data);
  return entries && { first: from, entries };
}

/**
 * The table that makes an image's stored values modality values (PS3.3 C.11.1), instead of slope and intercept: undefined
 * where there is none, 'unreadable' where it cannot be had.
 */
export function modalityLutOf({ dataset }: Instance): Lut | 'unreadable' | undefined {
  const [item] = items(dataset, TAG.ModalityLutSequence);
  if (!item) return undefined;
  return readLut(item, readPixel(dataset)?.signed === true) ?? 'unreadable';
}

/** Bits of a table's entries, by the third value of its descriptor; wider where the entries themselves are. */
export function whiteOf(item: DicomJson, entries: Uint16Array): number {
  const bits = numbers(item, LUT_DESCRIPTOR)[2] ?? 16;
  const named = bits >= 1 && bits <= 16 ? 2 ** bits - 1 : 0xffff;
  return entries.reduce((most, entry) => (entry > most ? entry : most), named);
}

/**
 * The tables that a frame (from 1) brings along for its grey levels, in the order of the file (PS3.3 C.11.2). They are
 * alternatives, and alternatives to the windows; undefined = unreadable.
 */
export function voiLutsOf(instance: Instance, frame: number): readonly (VoiLut | undefined)[] {
  const { dataset } = instance;
  // Modality values may be negative where stored ones are, and where the intercept makes them so.
  const signed = readPixel(dataset)?.signed === true || (number(dataset, TAG.RescaleIntercept) ?? 0) < 0;
  return voiLutItems(instance, frame).map((item) => readVoiLut(item, signed));
}

/** The descriptor of the first of a frame's tables that is there and cannot be read, as it stands; undefined where all can. */
export const lostVoiLut = perFrame((instance: Instance, frame: number): string | undefined => {
  const at = voiLutsOf(instance, frame).indexOf(undefined);
  const item = voiLutItems(instance, frame)[at];
  return item && numbers(item, LUT_DESCRIPTOR).join('\\');
});

/** One item of a VOI or Presentation LUT Sequence (PS3.3 C.11.2.1.1, C.11.6.1.1). */
export function readVoiLut(item: DicomJson, signed: boolean): VoiLut | undefined {
  const lut = readLut(item, signed);
  const explanation = text(item, LUT_EXPLANATION);
  return lut && { ...lut, white: whiteOf(item, lut.entries), ...(explanation ? { explanation } : {}) };
}

function voiLutItems({ dataset }: Instance, frame: number): readonly DicomJson[] {
  const group = frameItem(dataset, frame, TAG.FrameVoiLutSequence);
  return items(group?.[VOI_LUT_SEQUENCE] ? group : dataset, VOI_LUT_SEQUENCE);
}

/** What the tables of `voiLutsOf` are called, without reading them; '' = nameless. */
export const voiLutNames = (instance: Instance, frame: number): readonly string[] =>
  voiLutItems(instance, frame).map((item) => text(item, LUT_EXPLANATION) ?? '');

/** Grey from 0 (black) to 255 (white) of a modality value through a table, unrounded. */
export function greyThroughLut(value: number, { first, entries, white }: VoiLut): number {
  const at = Math.min(entries.length - 1, Math.max(0, Math.round(value) - first));
  return ((entries[at] ?? 0) / white) * 255;
}

/** What a modality LUT gives, e.g. HU or OD; US is unspecified (PS3.3 C.11.1.1.2). */
export const modalityLutType = (dataset: DicomJson): string | undefined =>
  text(items(dataset, TAG.ModalityLutSequence)[0], MODALITY_LUT_TYPE);

/** Values through a table, with their extent. */
export function applyLut(
  values: ArrayLike<number>,
  { first, entries }: Lut,
): { values: Uint16Array; min: number; max: number } {
  const out = new Uint16Array(values.length);
  const last = entries.length - 1;
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = entries[Math.min(last, Math.max(0, (values[i] ?? 0) - first))] ?? 0;
    out[i] = value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { values: out, min, max };
}
