import names from 'virtual:dicom-names';
import { isPrivate } from './tagRows';

/** Keywords of PS3.6 by tag; loaded by what needs all of them, never with the first page. */
const KEYWORDS: ReadonlyMap<string, string> = new Map(
  names.split('\n').map((line) => [line.slice(0, 8), line.slice(8)]),
);

/** The keyword of a standard attribute, e.g. 'SOPInstanceUID'; overlays and curves by their first group (PS3.5 7.6). */
export const tagKeyword = (tag: string): string | undefined =>
  KEYWORDS.get(tag) ?? KEYWORDS.get(tag.replace(/^(50|60)../, (group) => `${group.slice(0, 2)}00`));

/** A keyword in words: 'SOP Instance UID'. */
export const inWords = (keyword: string): string =>
  keyword.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');

/** What an attribute is called; undefined for unknown ones. Private creators have a name of their own (PS3.5 7.8.1). */
export function tagName(tag: string): string | undefined {
  if (tag.slice(4) === '0000') return 'Group Length';
  if (isPrivate(tag)) return /^00[1-9A-F]/.test(tag.slice(4)) ? 'Private Creator' : undefined;
  const keyword = tagKeyword(tag);
  return keyword === undefined ? undefined : inWords(keyword);
}
