import type { Engine } from '@/imaging/contract';
import type { Adopted, Measurement } from '@/measurement/measurement';
import { isSamePlace } from '@/measurement/same';

/** Whether a finding was deleted on this page: under its name, or as the nameless twin that a link carries. */
const isDeleted = (one: Adopted, removed: readonly Measurement[]): boolean =>
  removed.some(
    (other) =>
      other.tracking === one.tracking || (other.label === '' && !other.origin && isSamePlace(other, one)),
  );

/**
 * Puts the findings of a document on their images; the result: those whose image is not there. What is here already stays as it is: `isQuiet` by
 * its tracking UID, whatever became of it since; else only at the same place.
 */
export async function adoptFindings(
  engine: Engine,
  adopted: readonly Adopted[],
  isQuiet: boolean,
): Promise<readonly Adopted[]> {
  const { list } = engine.measures.getState();
  // What a link is about is still sought while only the link itself has drawn it: the document knows more of it.
  const { tracking: sought } = engine.measuring.sought.getState();
  const isHere = (one: Adopted) =>
    one.tracking !== sought &&
    list.some((here) => here.tracking === one.tracking && (isQuiet || isSamePlace(here, one)));
  const fresh = adopted.filter((one) => !isHere(one));
  // A link carries drawings without their names: the document's word takes their place.
  const twins = list.filter(
    (here) => here.label === '' && !here.origin && fresh.some((one) => isSamePlace(here, one)),
  );
  if (fresh.length === 0) return [];
  for (const { id } of twins) engine.measuring.drop(id);
  // What was deleted before its document came is not brought back unasked; once it was here, it counts as deleted.
  const deleted = isQuiet ? fresh.filter((one) => isDeleted(one, engine.measuring.removed())) : [];
  const lost = await engine.measuring.adopt(fresh);
  for (const { id } of deleted) engine.measuring.drop(id);
  return lost;
}
