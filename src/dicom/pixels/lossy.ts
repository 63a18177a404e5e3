import { numbers, text, texts } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import { transferSyntax } from './transferSyntax';

/** What a picture lost on its way. */
export interface Loss {
  /** How strongly it was compressed in all, e.g. 12 for 12:1; absent when not said. */
  readonly ratio?: number;
  /** Of each compression that is known, in the order they were done, e.g. 'JPEG 2000'. */
  readonly methods: readonly string[];
}

/** Defined terms of Lossy Image Compression Method (PS3.3 C.7.6.1.1.5.1). */
const METHODS: Readonly<Record<string, string>> = {
  ISO_10918_1: 'JPEG',
  ISO_14495_1: 'JPEG-LS',
  ISO_15444_1: 'JPEG 2000',
  ISO_15444_15: 'HTJ2K',
  ISO_18181_1: 'JPEG XL',
  ISO_13818_2: 'MPEG-2',
  ISO_14496_10: 'H.264',
  ISO_23008_2: 'HEVC',
};

const methodName = (term: string): string => (Object.hasOwn(METHODS, term) ? (METHODS[term] ?? term) : term);

/**
 * Whether the picture ever went through lossy compression, by its own words (PS3.3 C.7.6.1.1.5: 01, a ratio or a method)
 * or by the syntax it is stored in, which counts even where the object says 00. Undefined = not that anyone knows.
 */
export function lossOf({ dataset }: Instance, storedSyntax?: string): Loss | undefined {
  const ratios = numbers(dataset, TAG.LossyImageCompressionRatio).filter((ratio) => ratio > 1);
  const said = texts(dataset, TAG.LossyImageCompressionMethod).map(methodName);
  const stored = storedSyntax === undefined ? undefined : transferSyntax(storedSyntax);
  const isLossy =
    text(dataset, TAG.LossyImageCompression) === '01' || ratios.length > 0 || stored?.lossy === true;
  if (!isLossy) return undefined;
  const methods = said.length === 0 && stored?.lossy ? [stored.name] : said;
  if (ratios.length === 0) return { methods };
  // Several values are the steps of successive compressions.
  return { ratio: ratios.reduce((product, ratio) => product * ratio, 1), methods };
}
