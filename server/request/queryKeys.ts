import { isMiswritten, tagOf } from '../part10/dictionary';

/** Words of a query that name no attribute (PS3.18 8.3.4, 8.3.5; orderby is ours). */
const WORDS: ReadonlySet<string> = new Set([
  'accept',
  'annotation',
  'charset',
  'fuzzymatching',
  'iccprofile',
  'includefield',
  'limit',
  'offset',
  'orderby',
  'quality',
  'viewport',
  'window',
]);
/** A keyword, a tag, or such joined by dots. Commas and hyphens within a tag are read by some archives and not by others. */
const FORM = /^[A-Za-z0-9]{1,64}(?:\.[A-Za-z0-9]{1,64}){0,7}$/;

/**
 * What a key of a query names, the same for all ways to write it: keyword and tag, large and small digits. Undefined where
 * one archive would read it and another leave it out.
 */
export function readKey(key: string): string | undefined {
  if (!FORM.test(key)) return undefined;
  const small = key.toLowerCase();
  if (WORDS.has(small)) return key === small ? key : undefined;
  const parts = key.split('.');
  if (parts.some(isMiswritten)) return undefined;
  return parts.map((part) => tagOf(part) ?? part.toLowerCase()).join('.');
}
