import type { StoreApi } from 'zustand/vanilla';
import type { NewerVersion, NewerVersions } from '@/kinds/contract/newerVersion';
import type { StudyDocument } from '@/view/reports/documents';
import { newestVersions } from '@/view/reports/newest';
import type { DocumentsState } from './documentsState';

/** The newest version of each report that others go on from, as far as documents were read. */
export function newerOf(store: Pick<StoreApi<DocumentsState>, 'getState' | 'subscribe'>): NewerVersions {
  let of: readonly StudyDocument[] | undefined;
  let newer: ReturnType<NewerVersions['now']> = new Map();
  return {
    now: () => {
      const { documents } = store.getState();
      if (documents === of) return newer;
      of = documents;
      newer = new Map([...newestVersions(documents)].map(([sop, newest]) => [sop, versionOf(newest)]));
      return newer;
    },
    subscribe: (listener) => store.subscribe(listener),
  };
}

const versionOf = ({ instance, author, at }: StudyDocument): NewerVersion => ({
  place: { study: instance.study, series: instance.series, sop: instance.sop, frame: 1 },
  ...(author === undefined ? {} : { author }),
  ...(at === undefined ? {} : { at }),
});
