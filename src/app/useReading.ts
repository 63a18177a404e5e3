import { useEffect, useMemo } from 'react';
import { useReadingRecord, useReadingStanding } from '@/features/contract/readingContext';
import { hasBookmark } from '@/features/contract/studyReading';
import type { ReadingAtHand } from '@/features/viewer/state/reading';
import type { StudyUid } from '@/dicom/dataset/uid';

/** The state of the study on the screen: others are told that it is there, and whoever looks marks it by keys. */
export function useReading(archive: string, study: StudyUid): ReadingAtHand | undefined {
  const record = useReadingRecord();
  const standing = useReadingStanding();
  const isKnown = standing?.you !== undefined;
  const marks = standing?.marks === true;
  useEffect(() => {
    if (!record) return undefined;
    record.show({ archive, study });
    void record.ask(archive, [study]);
    // What was done to the study before is said here, once.
    const said = record.said();
    if (said) record.say(said.carries === true ? { ...said, carries: false } : undefined);
    return () => record.show(undefined);
  }, [record, archive, study]);
  return useMemo<ReadingAtHand | undefined>(() => {
    if (!record || !isKnown) return undefined;
    return {
      marks,
      async mark(what, carries = false) {
        const place = { archive, study };
        const state = record.of(place);
        const isMarked = hasBookmark(state, record.standing().you);
        const act = what === 'bookmark' && isMarked ? 'unbookmark' : what;
        const isSame = (act === 'read' && state?.read !== undefined) || (act === 'unread' && !state?.read);
        if (isSame) {
          record.say(act === 'read' ? { act, place, not: 'same', carries } : undefined);
          return true;
        }
        const not = await record.act(act, place);
        record.say({ act, place, not, carries });
        return not === undefined;
      },
    };
  }, [record, isKnown, marks, archive, study]);
}
