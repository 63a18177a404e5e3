import { toInstance } from '@/dicom/normalise/normalise';
import type { Instance } from '@/dicom/dataset/instance';
import type { DicomJson } from '@/dicom/dataset/dicomJson';

/** A tiny CT slice for tests: 4 columns, `rows` rows, 16 bits, stored value = 500 * slice + index. */
export interface Phantom {
  readonly study: string;
  readonly series: string;
  readonly sop: string;
  readonly file: Uint8Array<ArrayBuffer>;
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly instance: Instance;
}

export const COLUMNS = 4;
export const ROWS = 8;

const LONG = new Set(['OB', 'OW']);

function element(tag: number, vr: string, value: Uint8Array | string): number[] {
  const bytes = typeof value === 'string' ? [...value].map((letter) => letter.charCodeAt(0)) : [...value];
  if (bytes.length % 2 === 1) bytes.push(vr === 'UI' ? 0 : 32);
  const head = [
    (tag >>> 16) & 255,
    tag >>> 24,
    tag & 255,
    (tag >>> 8) & 255,
    vr.charCodeAt(0),
    vr.charCodeAt(1),
  ];
  const length = bytes.length;
  return LONG.has(vr)
    ? [...head, 0, 0, length & 255, (length >> 8) & 255, (length >> 16) & 255, 0, ...bytes]
    : [...head, length & 255, length >> 8, ...bytes];
}

const u16 = (value: number) => Uint8Array.of(value & 255, value >> 8);

/** Explicit little endian Part 10 (PS3.10 7.1); `pixels` may be shorter than they should be. */
export function toFile(uids: { study: string; series: string; sop: string }, pixels: Uint8Array) {
  return Uint8Array.from([
    ...new Uint8Array(128),
    ...[0x44, 0x49, 0x43, 0x4d],
    ...element(0x00020010, 'UI', '1.2.840.10008.1.2.1'),
    ...element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    ...element(0x00080018, 'UI', uids.sop),
    ...element(0x0020000d, 'UI', uids.study),
    ...element(0x0020000e, 'UI', uids.series),
    ...element(0x00280002, 'US', u16(1)),
    ...element(0x00280010, 'US', u16(ROWS)),
    ...element(0x00280011, 'US', u16(COLUMNS)),
    ...element(0x00280100, 'US', u16(16)),
    ...element(0x7fe00010, 'OW', pixels),
  ]);
}

const uid = (value: string) => ({ vr: 'UI', Value: [value] });
const us = (value: number) => ({ vr: 'US', Value: [value] });

export function phantom(slice: number, study = '1.2.1', series = '1.2.1.1'): Phantom {
  const sop = `${series}.${slice + 1}`;
  const stored = Int16Array.from({ length: ROWS * COLUMNS }, (_, i) => 500 * slice + i);
  const pixels = new Uint8Array(stored.buffer);
  const json: DicomJson = {
    '00080016': uid('1.2.840.10008.5.1.4.1.1.2'),
    '00080018': uid(sop),
    '00080060': { vr: 'CS', Value: ['CT'] },
    '0020000D': uid(study),
    '0020000E': uid(series),
    '00280002': us(1),
    '00280004': { vr: 'CS', Value: ['MONOCHROME2'] },
    '00280010': us(ROWS),
    '00280011': us(COLUMNS),
    '00280100': us(16),
    '00280101': us(16),
    '00280102': us(15),
    '00280103': us(1),
    '00281052': { vr: 'DS', Value: [-1024] },
    '00281053': { vr: 'DS', Value: [1] },
  };
  const instance = toInstance(json);
  if (instance === undefined) throw new Error('the phantom is no instance');
  return { study, series, sop, pixels, file: toFile({ study, series, sop }, pixels), instance };
}
