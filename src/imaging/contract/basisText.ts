import type { SpacingBasis } from '@/dicom/geometry/spacing';
import type { MessageKey } from '@/i18n/en';
import type { Translate } from '@/i18n/t';
import type { Refusal } from '@/measurement/measurement';

const factorOf = (magnification = 1): number => Number(magnification.toFixed(3));

/** Beside a number: where its millimetres come from, in a few words. */
export function basisText({ source, note, magnification }: SpacingBasis, t: Translate): string {
  const key = note === 'several' || note === 'axes' ? 'none' : (note ?? source);
  return t(`basis.${key}`, { factor: factorOf(magnification) });
}

/** Whether millimetres need no word: the file's own, of the plane itself. */
export const isPlain = ({ source, note }: SpacingBasis): boolean =>
  note === undefined && (source === 'pixel' || source === 'ultrasound');

/** Whether two numbers are millimetres of one kind. */
export const isSameBasis = (a: SpacingBasis, b: SpacingBasis | undefined): boolean =>
  a.source === b?.source && a.note === b.note && factorOf(a.magnification) === factorOf(b.magnification);

/** Over a picture: what to know of its lengths; undefined where they are plain millimetres. */
export function spacingWarning(basis: SpacingBasis, t: Translate): string | undefined {
  const { source, note, magnification } = basis;
  if (isPlain(basis)) return undefined;
  const key = note === 'outside' ? 'none' : (note ?? source);
  return t(`spacing.${key}` as MessageKey, { factor: factorOf(magnification) });
}

/** Why a number is missing. */
export const refusalText = (refusal: Refusal, t: Translate): string => t(`refusal.${refusal}`);
