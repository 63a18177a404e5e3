import type { StudyUid } from '@/dicom/dataset/uid';
import { encodeLink } from '@/view/link/codec';
import { freshView } from '@/view/viewState';
import type { OpenAt } from './routes';

/** '#/...' of one or several studies as another system named them; `at` stands in the first pane, or is said to be missing there. */
export function studiesPath(
  archive: string,
  studies: readonly [StudyUid, ...StudyUid[]],
  at?: OpenAt,
): string {
  const view = { ...freshView(studies[0]), studies };
  if (!at) return `#${encodeLink({ archive, view, marks: [] })}`;
  const { series, sop } = at;
  const pane = { study: studies[0], series, ...(sop ? { at: { sop, frame: 1 } } : {}) };
  return `#${encodeLink({ archive, view: { ...view, panes: [pane] }, marks: [] })}`;
}
