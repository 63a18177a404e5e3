import { useState } from 'react';
import {
  useReadingRecord,
  useReadingHere,
  useReadingStanding,
  useStudyReading,
} from '@/features/contract/readingContext';
import { hasBookmark, NOT_MARKED, type NotMarked } from '@/features/contract/studyReading';
import type { StudyUid } from '@/dicom/dataset/uid';
import { useT } from '@/i18n/t';
import type { ReadingAct } from '@/protocol/reading';
import { Button } from '@/ui/Button';
import { stateWords } from './stateWords';

/** The state of the chosen study in sentences, and what can be done to it from the list. */
export function StateActions({ archive, study }: { readonly archive: string; readonly study: StudyUid }) {
  const t = useT();
  const here = useReadingHere();
  const record = useReadingRecord();
  const standing = useReadingStanding();
  const state = useStudyReading({ archive, study });
  const [failed, setFailed] = useState<{ readonly study: StudyUid; readonly not: NotMarked }>();
  // Its room is there before it is, so that nothing moves when it comes.
  if (here === undefined || here === 'failed') return null;
  if (!record || standing?.you === undefined) return <div className="wl-state" />;
  const act = (what: ReadingAct) => () =>
    void record.act(what, { archive, study }).then((not) => setFailed(not && { study, not }));
  const isMarked = hasBookmark(state, standing.you);
  return (
    <div className="wl-state" data-testid="state-actions">
      <p className="wl-soft wl-small">{stateWords(state, standing, t).join(' ')}</p>
      {standing.isHereOnly && <p className="wl-dim wl-small">{t('worklist.state.hereOnly')}</p>}
      <div className="wl-previewactions">
        {standing.marks && (
          <Button onClick={act(state?.read ? 'unread' : 'read')}>
            {t(state?.read ? 'reading.markUnread' : 'reading.markRead')}
          </Button>
        )}
        <Button onClick={act(isMarked ? 'unbookmark' : 'bookmark')}>
          {t(isMarked ? 'reading.unbookmark' : 'reading.bookmark')}
        </Button>
      </div>
      <p className="wl-warn wl-small" role="status">
        {failed?.study === study && t(NOT_MARKED[failed.not])}
      </p>
    </div>
  );
}
