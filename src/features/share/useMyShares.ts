import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Archive, StudySummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import { GateError, type GateTrouble, type MyShare, type ShareGate } from './gate';

export interface OwnShares {
  readonly shares: readonly MyShare[] | undefined;
  /** The list could not be read. */
  readonly hasFailed: boolean;
  /** What could not be ended. */
  readonly trouble: GateTrouble | undefined;
  reload(): void;
  end(id: string): Promise<boolean>;
  endAll(): Promise<boolean>;
}

export function useMyShares(gate: ShareGate): OwnShares {
  const [shares, setShares] = useState<readonly MyShare[]>();
  const [hasFailed, setFailed] = useState(false);
  const [trouble, setTrouble] = useState<GateTrouble>();
  const load = useCallback(
    () =>
      gate.list().then(
        (all) => {
          setShares(all);
          setFailed(false);
        },
        () => setFailed(true),
      ),
    [gate],
  );
  useEffect(() => void load(), [load]);
  const after = async (done: Promise<void>) => {
    try {
      await done;
      setTrouble(undefined);
      await load();
      return true;
    } catch (error) {
      setTrouble(error instanceof GateError ? error.trouble : 'away');
      return false;
    }
  };
  return {
    shares,
    hasFailed,
    trouble,
    reload: () => void load(),
    end: (id) => after(gate.end(id)),
    endAll: () => after(gate.endAll()),
  };
}

/** How many studies are looked up by name; more shares than these are told apart by whom they are for. */
const MOST_NAMES = 30;

/** What the archive calls the studies that were shared: names stay in the archive, so the page asks for each. */
export function useStudyNames(
  archive: Archive,
  shares: readonly MyShare[] | undefined,
): ReadonlyMap<StudyUid, StudySummary> {
  const [names, setNames] = useState<ReadonlyMap<StudyUid, StudySummary>>(new Map());
  const key = useMemo(
    () =>
      [
        ...new Set(
          (shares ?? [])
            .filter((one) => one.archive === archive.id)
            .flatMap(({ studies }) => studies.slice(0, 1)),
        ),
      ]
        .slice(0, MOST_NAMES)
        .join(' '),
    [shares, archive.id],
  );
  useEffect(() => {
    const gone = new AbortController();
    for (const study of key.split(' ').filter(Boolean) as StudyUid[]) {
      archive.search({ study }, { offset: 0, limit: 1 }, gone.signal).then(
        ({ rows }) => {
          const row = rows.find((one) => one.study === study);
          if (row && !gone.signal.aborted) setNames((before) => new Map(before).set(study, row));
        },
        () => undefined, // It is then “A study”.
      );
    }
    return () => gone.abort();
  }, [archive, key]);
  return names;
}
