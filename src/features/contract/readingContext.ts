import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import type { StudyPlace } from '@/protocol/reading';
import type { ReadingRecord, ReadingSaid, ReadingStanding, StudyState } from './studyReading';

/** Where the state of studies is kept: `coming` until its code is here, `failed` where that did not come. */
export type ReadingHere = ReadingRecord | 'coming' | 'failed';

/** Undefined: nothing of the kind is kept for whoever looks. */
const ReadingContext = createContext<ReadingHere | undefined>(undefined);
export const ReadingProvider = ReadingContext.Provider;

export const useReadingHere = (): ReadingHere | undefined => useContext(ReadingContext);

/** The record, once it is here. */
export function useReadingRecord(): ReadingRecord | undefined {
  const here = useReadingHere();
  return typeof here === 'object' ? here : undefined;
}

const NEVER = () => () => undefined;

function useOfRecord<T>(read: (record: ReadingRecord) => T): T | undefined {
  const record = useReadingRecord();
  const subscribe = useMemo(
    () => (record ? (changed: () => void) => record.subscribe(changed) : NEVER),
    [record],
  );
  return useSyncExternalStore(subscribe, () => record && read(record));
}

export const useReadingStanding = (): ReadingStanding | undefined =>
  useOfRecord((record) => record.standing());

/** The state of one study; another object only where it is another state. */
export const useStudyReading = (place: StudyPlace | undefined): StudyState | undefined =>
  useOfRecord((record) => place && record.of(place));

export const useReadingSaid = (): ReadingSaid | undefined => useOfRecord((record) => record.said());
