import type { SopUid } from '@/dicom/dataset/uid';
import type { StudyDocument } from './documents';

/** For each document that others go on from: the last of those, by time where several do. */
export function newestVersions(documents: readonly StudyDocument[]): ReadonlyMap<SopUid, StudyDocument> {
  const next = new Map<SopUid, StudyDocument>();
  for (const document of documents.toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? '')))
    for (const sop of document.predecessors) next.set(sop, document);
  const newest = new Map<SopUid, StudyDocument>();
  for (const [sop, after] of next) {
    const passed = new Set<SopUid>([sop]);
    let last = after;
    // Documents that name each other in a circle have no newest.
    while (!passed.has(last.instance.sop)) {
      passed.add(last.instance.sop);
      last = next.get(last.instance.sop) ?? last;
    }
    if (last.instance.sop !== sop) newest.set(sop, last);
  }
  return newest;
}
