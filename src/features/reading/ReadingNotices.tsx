import { useState } from 'react';
import {
  useReadingRecord,
  useReadingSaid,
  useReadingStanding,
  useStudyReading,
} from '@/features/contract/readingContext';
import { NOT_MARKED, type ReadingSaid } from '@/features/contract/studyReading';
import { workWords } from '@/features/contract/workWords';
import type { MessageKey } from '@/i18n/en';
import { shortMomentText } from '@/i18n/moment';
import { allOfText } from '@/i18n/numberText';
import { useT } from '@/i18n/t';
import type { ReadingAct, StudyPlace } from '@/protocol/reading';
import { Banner } from '@/ui/Banner';
import { PassingBanner } from '@/ui/PassingBanner';
import { Button } from '@/ui/Button';

/** What was done to the study on the screen, and to the one that was there before. */
const DONE: Readonly<Record<ReadingAct, readonly [here: MessageKey, before: MessageKey]>> = {
  read: ['reading.said.read', 'reading.said.readBefore'],
  unread: ['reading.said.unread', 'reading.said.unread'],
  bookmark: ['reading.said.bookmark', 'reading.said.bookmark'],
  unbookmark: ['reading.said.unbookmark', 'reading.said.unbookmark'],
};
/** What takes it back. Whose mark it was that was taken off, nobody can put back. */
const UNDONE: Readonly<Partial<Record<ReadingAct, ReadingAct>>> = {
  read: 'unread',
  bookmark: 'unbookmark',
  unbookmark: 'bookmark',
};

/** Who else has this study on the screen, and what was done to it by key: with the way back from a key that was hit by mistake. */
export function ReadingNotices(place: StudyPlace) {
  if (!useReadingRecord()) return null;
  // The regions stand before their texts come, so that screen readers read them.
  return (
    <>
      <div role="status">
        <OthersHere {...place} />
      </div>
      <div role="status">
        <Said {...place} />
      </div>
    </>
  );
}

function OthersHere(place: StudyPlace) {
  const t = useT();
  const you = useReadingStanding()?.you;
  const state = useStudyReading(place);
  const others = state?.open.filter(({ id }) => id !== you) ?? [];
  // The archive's own worklist may know of somebody whom nobody here sees.
  const work = state?.work?.state === 'inProgress' ? state.work : undefined;
  const [closed, setClosed] = useState('');
  const key = [...others.map(({ id }) => id), ...(work ? ['', ...work.by] : [])].join(' ');
  if ((others.length === 0 && !work) || closed === key) return null;
  const namesOf = (reads: boolean) => others.filter((one) => one.reads === reads).map(({ name }) => name);
  const [readers, lookers] = [namesOf(true), namesOf(false)];
  return (
    <Banner
      icon="person"
      role="presentation"
      testId="others-here"
      text={[
        readers.length > 0 && t('reading.isRead', { names: allOfText(readers), count: readers.length }),
        lookers.length > 0 && t('reading.isSeen', { names: allOfText(lookers), count: lookers.length }),
        work !== undefined && workWords(work, t),
      ]
        .filter((sentence) => sentence !== false)
        .join(' ')}
      close={{ label: t('common.close'), run: () => setClosed(key) }}
    />
  );
}

function Said(place: StudyPlace) {
  const said = useReadingSaid();
  return said && <SaidBanner said={said} isHere={said.place.study === place.study} />;
}

function SaidBanner({ said, isHere }: { readonly said: ReadingSaid; readonly isHere: boolean }) {
  const t = useT();
  const record = useReadingRecord();
  const isHereOnly = useReadingStanding()?.isHereOnly === true;
  const read = useStudyReading(said.place)?.read;
  const { act, not, place } = said;
  const back = UNDONE[act];
  const undo = () => {
    if (!back) return;
    void record?.act(back, place, true).then((refused) => {
      record.say(refused && { act: back, place, not: refused });
    });
  };
  const when = read ? shortMomentText(read.atMs) : '';
  const before = isHereOnly
    ? t('worklist.state.readHere', { when })
    : t('reading.said.same', { name: read?.by.name ?? '', when });
  const done = t(DONE[act][isHere ? 0 : 1]);
  const words = not === 'same' ? before : not ? t(NOT_MARKED[not]) : done;
  return (
    <PassingBanner
      about={said}
      stays={not !== undefined && not !== 'same'}
      icon={not && not !== 'same' ? 'warning' : 'check'}
      role="presentation"
      testId="reading-said"
      text={isHereOnly && !not ? `${words} ${t('reading.said.hereOnly')}` : words}
      close={{ label: t('common.close'), run: () => record?.say(undefined) }}
    >
      {not === undefined && back && <Button onClick={undo}>{t('reading.undo')}</Button>}
    </PassingBanner>
  );
}
