import { useEffect, useMemo } from 'react';
import { useReadingRecord, useReadingStanding } from '@/features/contract/readingContext';
import { hasBookmark } from '@/features/contract/studyReading';
import type { ReadingAtHand } from '@/features/viewer/state/reading';
import type { StudyUid } from '@/dicom/dataset/uid';

/** The state of the study on the screen: others are told that it is there, and whoever looks marks it by keys. */
export function useReading(archive: string, study: StudyUid): ReadingAtHand | undefined {
  const desk = useReadingRecord();
  const standing = useReadingStanding();
  const isKnown = standing?.you !== undefined;
  const marks = standing?.marks === true;
  useEffect(() => {
    if (!desk) return undefined;
    desk.show({ archive, study });
    void desk.ask(archive, [study]);
    // What was done to the study before is said here, once.
    const said = desk.said();
    if (said) desk.say(said.carries === true ? { ...said, carries: false } : undefined);
    return () => desk.show(undefined);
  }, [desk, archive, study]);
  return useMemo<ReadingAtHand | undefined>(() => {
    if (!desk || !isKnown) return undefined;
    return {
      marks,
      async mark(what, carries = false) {
        const place = { archive, study };
        const state = desk.of(place);
        const isMarked = hasBookmark(state, desk.standing().you);
        const act = what === 'bookmark' && isMarked ? 'unbookmark' : what;
        const isSame = (act === 'read' && state?.read !== undefined) || (act === 'unread' && !state?.read);
        if (isSame) {
          desk.say(act === 'read' ? { act, place, not: 'same', carries } : undefined);
          return true;
        }
        const not = await desk.act(act, place);
        desk.say({ act, place, not, carries });
        return not === undefined;
      },
    };
  }, [desk, isKnown, marks, archive, study]);
}
