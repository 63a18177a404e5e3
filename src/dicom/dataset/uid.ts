declare const brand: unique symbol;
type Uid<Level> = string & { readonly [brand]: Level };

/** Study Instance UID (0020,000D). */
export type StudyUid = Uid<'study'>;
/** Series Instance UID (0020,000E). Unique only together with its study: real archives repeat it across studies. */
export type SeriesUid = Uid<'series'>;
/** SOP Instance UID (0008,0018). */
export type SopUid = Uid<'sop'>;

/** A hexadecimal digest, MD5 to SHA-256, which some de-identifying programs write in place of a UID. */
const DIGEST = /^[\da-f]{32,64}$/i;

/**
 * Whether a text can be a UID: digits and dots, at most 64 characters (PS3.5 9.1).
 * Leading zeros in a component, and digests, are let through though the standard forbids them: real archives hold both.
 */
export const isUid = (text: unknown): text is string =>
  typeof text === 'string' && text.length <= 64 && (/^\d+(\.\d+)*$/.test(text) || DIGEST.test(text));

/** A study UID, or undefined when the text cannot be one. */
export const toStudyUid = (text: unknown): StudyUid | undefined =>
  isUid(text) ? (text as StudyUid) : undefined;
/** A series UID, or undefined when the text cannot be one. */
export const toSeriesUid = (text: unknown): SeriesUid | undefined =>
  isUid(text) ? (text as SeriesUid) : undefined;
/** A SOP instance UID, or undefined when the text cannot be one. */
export const toSopUid = (text: unknown): SopUid | undefined => (isUid(text) ? (text as SopUid) : undefined);

/** A new UID out of a random UUID: 2.25. and its value in decimal (PS3.5 B.2). Also where the page is not served by https, which has no randomUUID. */
export function newUid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  // Version 4 and its variant (RFC 9562 5.4).
  const variant = '89ab'[(bytes[8] ?? 0) >> 6] ?? '8';
  return `2.25.${BigInt(`0x${hex.slice(0, 12)}4${hex.slice(13, 16)}${variant}${hex.slice(17)}`)}`;
}
