import { LONGEST_LINE_MM, SHORTEST_LINE_MM } from '@/dicom/geometry/calibration';

/** What a person typed as a length: millimetres; why it is none; or the two numbers that it may mean. */
export type TypedLength =
  | { readonly lengthMm: number }
  | { readonly refused: 'wrong' }
  | { readonly refused: 'unclear'; readonly whole: string; readonly decimals: string };

/**
 * Reads a length in mm. A point or a comma before the decimals, whatever the language writes: people type the one they know.
 * Not where the other one stands before three digits: 1,234 is a thousand and more to who writes 1.5, and 1.234 to others.
 *
 * @param decimal What the language of the page writes before decimals.
 */
export function readTypedLength(typed: string, decimal: string): TypedLength {
  const text = typed.trim();
  const thousands = /^([1-9]\d{0,2})([.,])(\d{3})$/.exec(text);
  if (thousands && thousands[2] !== decimal) {
    const [, before = '', , after = ''] = thousands;
    return { refused: 'unclear', whole: before + after, decimals: before + decimal + after };
  }
  const lengthMm = /^\d{1,5}([.,]\d{1,4})?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
  return lengthMm >= SHORTEST_LINE_MM && lengthMm <= LONGEST_LINE_MM ? { lengthMm } : { refused: 'wrong' };
}
