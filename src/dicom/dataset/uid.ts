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

/** A new UID out of a random UUID: 2.25. and its value in decimal (PS3.5 B.2). */
export const newUid = (): string => `2.25.${BigInt(`0x${crypto.randomUUID().replaceAll('-', '')}`)}`;
