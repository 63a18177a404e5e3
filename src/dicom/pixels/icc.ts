import { zlibSync } from 'fflate';
import { items, text, type DicomElement, type DicomJson } from '@/dicom/dataset/dicomJson';

const ICC_PROFILE = '00282000';
const COLOR_SPACE = '00282002';
const OPTICAL_PATHS = '00480105';

/** The largest profile that is read; real ones have up to a few megabytes. */
const MOST_BYTES = 8 * 2 ** 20;

/**
 * The ICC Profile (PS3.3 C.11.15) of an image, at its top level or in its first optical path (C.8.12.5); undefined where it
 * has none or says itself that its colours are sRGB (Color Space, 0028,2002).
 */
export function iccProfileOf(dataset: DicomJson): DicomElement | undefined {
  const holder = [dataset, ...items(dataset, OPTICAL_PATHS)].find((one) => one[ICC_PROFILE] !== undefined);
  if (!holder || text(holder, COLOR_SPACE) === 'SRGB') return undefined;
  return holder[ICC_PROFILE];
}

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** Where a tag of a profile lies (ICC.1:2010 7.3): its bytes, or none. */
function tagOf(profile: Uint8Array, name: string): Uint8Array | undefined {
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
  const count = Math.min(view.getUint32(128), 100);
  for (let at = 132; at + 12 <= profile.length && at < 132 + 12 * count; at += 12)
    if (latin(profile, at, at + 4) === name) {
      const from = view.getUint32(at + 4);
      return profile.subarray(from, from + view.getUint32(at + 8));
    }
  return undefined;
}

/**
 * What a profile is to a picture of red, green and blue: `srgb` changes nothing, `rgb` is to be applied, `unusable` is
 * damaged or of another colour model (ICC.1:2010 7.2).
 */
export function kindOfProfile(profile: Uint8Array): 'srgb' | 'rgb' | 'unusable' {
  if (profile.length < 132 || profile.length > MOST_BYTES) return 'unusable';
  if (latin(profile, 36, 40) !== 'acsp' || latin(profile, 16, 20) !== 'RGB ') return 'unusable';
  const description = tagOf(profile, 'desc');
  // Texts of one byte (desc) or two (mluc) a letter.
  const name = description ? latin(description, 0, 200).replaceAll('\0', '') : '';
  return name.includes('sRGB IEC61966') ? 'srgb' : 'rgb';
}

/**
 * Whether a profile's colours come through a table of the perceptual intent as ICC.1:2010 has it (version 4): its black is that of
 * the reference medium, which reflects 0.34731 % (6.3.4.2), not that of the screen.
 */
export const isOfReferenceMedium = (profile: Uint8Array): boolean =>
  (profile[8] ?? 0) >= 4 && tagOf(profile, 'A2B0') !== undefined;

const REFERENCE_BLACK = 0.0034731;

/** Of sRGB (IEC 61966-2-1): light from 0 to 1 by level, and level by light. */
const toLight = (level: number): number =>
  level / 255 <= 0.04045 ? level / 255 / 12.92 : ((level / 255 + 0.055) / 1.055) ** 2.4;
const toLevel = (light: number): number =>
  255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);

/**
 * By sRGB level on the reference medium: the level on the screen, whose black is 0 (black point compensation, ISO 18619). Browsers
 * leave it out, so that what is black would be grey of 11; the screen's white stays. The three colours alike: so is that black.
 */
export const SCREEN_LEVELS: Uint8ClampedArray = Uint8ClampedArray.from({ length: 256 }, (_, level) =>
  toLevel(Math.max(0, (toLight(level) - REFERENCE_BLACK) / (1 - REFERENCE_BLACK))),
);

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = (c & 1) === 0 ? c >>> 1 : 0xedb88320 ^ (c >>> 1);
  return c;
});

function crc(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (CRC_TABLE[(c ^ byte) & 255] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(name: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(body.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  bytes.set(
    [...name].map((letter) => letter.charCodeAt(0)),
    4,
  );
  bytes.set(body, 8);
  view.setUint32(body.length + 8, crc(bytes.subarray(4, body.length + 8)));
  return bytes;
}

/**
 * A PNG of RGB bytes by pixel with a colour profile (PNG, third edition, 11.3.2.3): the browser's own colour management
 * reads it. Not compressed: it is taken apart again at once.
 */
export function toProfiledPng(
  rgb: Uint8Array,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  profile: Uint8Array,
): Uint8Array<ArrayBuffer>[] {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, columns);
  view.setUint32(4, rows);
  header.set([8, 2, 0, 0, 0], 8);
  const lines = new Uint8Array(rows * (columns * 3 + 1));
  for (let row = 0; row < rows; row++)
    lines.set(rgb.subarray(row * columns * 3, (row + 1) * columns * 3), row * (columns * 3 + 1) + 1);
  const named = [...'ICC'].map((letter) => letter.charCodeAt(0));
  return [
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('iCCP', Uint8Array.from([...named, 0, 0, ...zlibSync(profile, { level: 0 })])),
    chunk('IDAT', zlibSync(lines, { level: 0 })),
    chunk('IEND', new Uint8Array()),
  ];
}
