import { useCallback, useEffect, useMemo, useState } from 'react';
import { useReadingRecord, useReadingHere, useReadingStanding } from '@/features/contract/readingContext';
import type { ReadingRecord } from '@/features/contract/studyReading';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { StateChoice } from './stateChoice';
import { isOfChoice } from './stateWords';
import type { Studies } from './useStudies';
import type { ListPosition } from './worklistProps';

/** After so many rows without one of the chosen state, a person decides whether to go on. */
const BARREN_ROWS = 2_000;

/** Which studies belong to the list as it was narrowed, once decided: what is read meanwhile stays where it was. */
type Decided = NonNullable<ListPosition['decided']>;

type Row = Studies['rows'][number];

/** Decides on studies of which nobody has decided. False where their state cannot be told now. */
async function decide(
  record: ReadingRecord,
  archive: string,
  { choice, kept }: Decided,
  studies: readonly StudyUid[],
  named: readonly Row[] = [],
): Promise<boolean> {
  await record.ask(archive, studies, named);
  if (studies.every((study) => kept.has(study))) return true;
  const { isLive, you } = record.standing();
  if (!isLive) return false;
  for (const study of studies)
    if (!kept.has(study)) kept.set(study, isOfChoice(choice, record.of({ archive, study }), you));
  return true;
}

/**
 * The rows of the chosen state. Each is decided on once, until something else is asked for or the list is asked again: nothing comes or
 * goes under the hand, and whoever comes back from a study that was read meanwhile finds it where it was. `isUnsure`: the state cannot be
 * told now, and all rows are there.
 */
export function useKeptRows(
  studies: Studies,
  archive: string,
  choice: StateChoice,
  question: string,
  position: ListPosition,
) {
  const here = useReadingHere();
  const record = useReadingRecord();
  const isLive = useReadingStanding()?.isLive;
  const { rows, more } = studies;
  const [turn, setTurn] = useState(0);
  const [isUnsure, setUnsure] = useState(false);
  const of = `${archive} ${question}`;
  const decided = useMemo(() => {
    const held = position.decided;
    return held?.choice === choice && held.of === of
      ? held
      : { choice, of, kept: new Map<StudyUid, boolean>() };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a new turn after the list was asked again
  }, [position, choice, of, turn]);
  useEffect(() => {
    position.decided = decided;
  }, [position, decided]);
  useEffect(() => {
    if (!record) return undefined;
    let isOver = false;
    void decide(
      record,
      archive,
      decided,
      rows.map(({ study }) => study),
      rows,
    ).then((isDone) => {
      if (isOver) return;
      setUnsure(!isDone);
      setTurn((before) => before + 1);
    });
    return () => {
      isOver = true;
    };
  }, [record, archive, decided, rows, isLive]);

  const isNarrowed = choice !== '' && here !== undefined;
  const areUnknownIn = isUnsure || here === 'failed';
  const kept = useMemo(
    () => (isNarrowed ? rows.filter(({ study }) => decided.kept.get(study) ?? areUnknownIn) : rows),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what was decided grows in place, a turn at a time
    [isNarrowed, areUnknownIn, rows, decided, turn],
  );
  const isPending = isNarrowed && !areUnknownIn && rows.some(({ study }) => !decided.kept.has(study));
  const last = kept.at(-1);
  const since = rows.length - 1 - (last ? rows.indexOf(last) : -1);
  const isBarren = isNarrowed && more && since >= BARREN_ROWS;
  const keep = useCallback(
    async (further: readonly StudyUid[]): Promise<readonly StudyUid[]> =>
      !isNarrowed || !record || !(await decide(record, archive, decided, further))
        ? further
        : further.filter((study) => decided.kept.get(study) === true),
    [isNarrowed, record, archive, decided],
  );
  return {
    studies: {
      ...studies,
      rows: kept,
      isSearching: studies.isSearching || (isPending && kept.length === 0),
      barren: studies.barren ?? (isBarren ? since : undefined),
    },
    isUnsure: isNarrowed && areUnknownIn,
    /** Of further studies those that belong to it. */
    keep,
    /** All is decided anew. */
    forget: () => {
      position.decided = undefined;
      setTurn((before) => before + 1);
    },
  };
}
