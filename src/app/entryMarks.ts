import { decodeLink, encodeLink } from '@/view/link/codec';
import type { Mark } from '@/measurement/measurement';
import type { ViewState } from '@/view/viewState';

/** How many measurements go into one link of the state: far below the longest link that is read. */
const PER_LINK = 40;

/** Every measurement, as links: one codec for all, verified on the way back like any link. */
export function packEntryMarks(archive: string, view: ViewState, marks: readonly Mark[]): readonly string[] {
  const links: string[] = [];
  for (let from = 0; from < marks.length; from += PER_LINK) {
    links.push(encodeLink({ archive, view, marks: marks.slice(from, from + PER_LINK) }));
  }
  return links;
}

/** Mirror of packMarks; what cannot be read is left out. */
export const unpackEntryMarks = (links: readonly string[]): readonly Mark[] =>
  links.flatMap((link) => {
    const decoded = decodeLink(link);
    return decoded.ok ? decoded.marks : [];
  });
