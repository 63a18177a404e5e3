import type { Mark } from '@/view/measurement';
import type { ViewState } from '@/view/viewState';
import { decodeLink, encodeLink } from '@/view/codec';

/** What an entry of the browser's history holds beside its address: it survives a reload and never leaves the browser. */
export interface EntryState {
  /** Filters that could name a patient; read by features/worklist. */
  readonly private?: unknown;
  /** Links that together hold every measurement, also those too many for the address. */
  readonly marks?: readonly string[];
  /** Link of what a guest last saw: it does not stand in the address, where their own link stays. */
  readonly view?: string;
  /** The study was opened from the list, which is the entry behind. */
  readonly isFromList?: boolean;
}

/** history.state as we wrote it; anything else is empty. */
export function readEntryState(state: unknown): EntryState {
  if (typeof state !== 'object' || state === null) return {};
  const {
    private: held,
    marks,
    view,
    isFromList,
  } = state as { private?: unknown; marks?: unknown; view?: unknown; isFromList?: unknown };
  const links = Array.isArray(marks) ? marks.filter((link) => typeof link === 'string') : [];
  return {
    ...(held === undefined ? {} : { private: held }),
    ...(links.length === 0 ? {} : { marks: links }),
    ...(typeof view === 'string' ? { view } : {}),
    ...(isFromList === true ? { isFromList } : {}),
  };
}

/** So many measurements go into one link of the state: far below the longest link that is read. */
const PER_LINK = 40;

/** Every measurement, as links: one codec for all, verified on the way back like any link. */
export function packMarks(archive: string, view: ViewState, marks: readonly Mark[]): readonly string[] {
  const links: string[] = [];
  for (let from = 0; from < marks.length; from += PER_LINK) {
    links.push(encodeLink({ archive, view, marks: marks.slice(from, from + PER_LINK) }));
  }
  return links;
}

/** Mirror of packMarks; what cannot be read is left out. */
export const unpackMarks = (links: readonly string[]): readonly Mark[] =>
  links.flatMap((link) => {
    const decoded = decodeLink(link);
    return decoded.ok ? decoded.marks : [];
  });
