import type { SeriesSummary } from '@/archive/contract/archive';

/** From so many series on there is a field to search them. */
export const MANY_SERIES = 9;

/** Without accents and case: what people type finds what a machine wrote. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

type Told = Pick<SeriesSummary, 'number' | 'modality' | 'description' | 'bodyPart'>;

/**
 * Whether a series is meant by what was typed: each word stands in its description, body part or modality, in any order, or
 * begins its number.
 */
export function isSought({ number, modality, description, bodyPart }: Told, typed: string): boolean {
  const told = folded([description, bodyPart, modality].filter((part) => part !== undefined).join(' '));
  return folded(typed)
    .split(/[\s,;#]+/)
    .filter((word) => word !== '')
    .every((word) => told.includes(word) || String(number ?? '').startsWith(word));
}
