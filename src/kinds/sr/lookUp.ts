import type { Archive, ObjectPlace, StudySummary } from '@/archive/contract/archive';
import type { SopUid, StudyUid } from '@/dicom/dataset/uid';

/** What is known of an object or a study that a document names, once the archive was asked. */
export type LookedUp<T> =
  | { readonly state: 'here'; readonly what: T }
  /** The archive says that it has no such thing. */
  | { readonly state: 'gone' }
  /** It could not be asked: nothing is known. */
  | { readonly state: 'unknown' };

/** Asks an archive about what a document names; each question once, those that failed again. */
export interface LookUp {
  study(study: StudyUid): Promise<LookedUp<StudySummary>>;
  /** Looks in the document's own study first, then in all. */
  object(sop: SopUid, study: StudyUid): Promise<LookedUp<ObjectPlace>>;
}

export function createLookUp(archive: Archive, signal: AbortSignal): LookUp {
  const once = <T>() => {
    const asked = new Map<string, Promise<LookedUp<T>>>();
    return (key: string, ask: () => Promise<T | undefined>): Promise<LookedUp<T>> => {
      const known = asked.get(key);
      if (known) return known;
      const found = ask().then(
        (what): LookedUp<T> => (what === undefined ? { state: 'gone' } : { state: 'here', what }),
        (): LookedUp<T> => {
          asked.delete(key);
          return { state: 'unknown' };
        },
      );
      asked.set(key, found);
      return found;
    };
  };
  const studies = once<StudySummary>();
  const objects = once<ObjectPlace>();
  const page = { offset: 0, limit: 2 };
  return {
    study: (study) =>
      studies(study, async () =>
        (await archive.search({ study }, page, signal)).rows.find((row) => row.study === study),
      ),
    object: (sop, study) =>
      objects(sop, async () => {
        const { locate } = archive;
        if (!locate) throw new Error('this archive cannot be searched for objects');
        return (await locate(sop, study, signal)) ?? (await locate(sop, undefined, signal));
      }),
  };
}
