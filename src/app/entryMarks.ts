import type { StudyUid } from '@/dicom/dataset/uid';
import { decodeLink, encodeLink, fittingMarks } from '@/view/link/codec';
import type { Mark } from '@/measurement/measurement';
import { isSameValue } from '@/measurement/same';
import type { Unheld } from '@/view/saving';
import { freshView, type ViewState } from '@/view/viewState';
import type { EntryState } from './entryState';

/** How many measurements go into one link of the state: far below the longest link that is read. */
const PER_LINK = 40;

/** Every measurement, as links: one codec for all, verified on the way back like any link. */
export function packEntryMarks(archive: string, study: StudyUid, marks: readonly Mark[]): readonly string[] {
  const view = freshView(study);
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

/** Measurements as the address holds them, and the entry's state where the address holds only some. */
export interface PackedMarks {
  readonly fitting: readonly Mark[];
  readonly rest: Pick<EntryState, 'marks'>;
}

/** Packs measurements once for as long as they are the same: each rest of a scroll writes an address, and many contours take long. */
export function createMarksPacker(archive: string): (study: StudyUid, marks: readonly Mark[]) => PackedMarks {
  let known: (PackedMarks & { readonly study: StudyUid; readonly marks: readonly Mark[] }) | undefined;
  return (study, marks) => {
    if (known?.marks === marks && known.study === study) return known;
    const fitting = fittingMarks(marks);
    const rest = fitting.length < marks.length ? { marks: packEntryMarks(archive, study, marks) } : {};
    return (known = { study, marks, fitting, rest });
  };
}

type UnheldState = Pick<EntryState, 'unheld' | 'starsHeld'>;

/** What a page that is loaded again must know of its work: the address alone looks like a link that somebody sent. */
export function packUnheld(
  archive: string,
  { keyImages = [], ...view }: ViewState,
  marks: readonly Mark[],
  { marks: own, starsHeld = keyImages }: Unheld,
): UnheldState {
  const unheld = own.map((mark) => marks.indexOf(mark)).filter((at) => at >= 0);
  const others = { ...view, ...(starsHeld.length > 0 ? { keyImages: starsHeld } : {}) };
  return {
    ...(unheld.length > 0 ? { unheld } : {}),
    ...(isSameValue(starsHeld, keyImages)
      ? {}
      : { starsHeld: encodeLink({ archive, view: others, marks: [] }) }),
  };
}

/** The mirror image of packUnheld; undefined for a link that this page has not written. */
export function readUnheld(
  { unheld = [], starsHeld }: UnheldState,
  marks: readonly Mark[],
): Unheld | undefined {
  const link = starsHeld === undefined ? undefined : decodeLink(starsHeld);
  if (unheld.length === 0 && !link?.ok) return undefined;
  return {
    marks: unheld.flatMap((at) => marks[at] ?? []),
    ...(link?.ok ? { starsHeld: link.view.keyImages ?? [] } : {}),
  };
}
