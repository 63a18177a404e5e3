import { useCallback, useEffect, useMemo, useState } from 'react';
import type { StudyUid } from '@/dicom/dataset/uid';
import AccessionPage from '@/features/accession/AccessionPage';
import { noFilters } from '@/features/worklist/filters';
import { accessionPath } from './accessionPath';
import { heldAccession } from './heldAccession';
import { loadViewerAndEngine } from './prefetchViewer';
import { studyPath, worklistPath } from './routes';
import type { Go } from './useEntry';
import type { PriorsFrom } from './usePriors';

export interface AccessionScreenProps {
  /** Its id; undefined: every archive of the settings. */
  readonly archive: string | undefined;
  /** Every archive of the settings, and whether this sign-in opens it. */
  readonly from: PriorsFrom;
  /** The number, once it was taken out of the entry's state: for the way back to the list of its studies. */
  readonly held: { number?: string };
  readonly go: Go;
}

/** The number of the entry's state; it is taken out of it, since the browser's history is kept. */
export function takeAccession(
  held: AccessionScreenProps['held'],
  archive: string | undefined,
): string | undefined {
  const number = heldAccession(history.state);
  if (number !== undefined) {
    held.number = number;
    history.replaceState({}, '', accessionPath(archive));
  }
  return held.number;
}

/** `#/accession`: the studies of an accession number in every archive of the settings, or in the one that is named. */
export default function AccessionScreen({ archive, from, held, go }: AccessionScreenProps) {
  const [number] = useState(() => takeAccession(held, archive));
  // On its way while archives are asked.
  useEffect(() => void loadViewerAndEngine().catch(() => undefined), []);
  const archives = useMemo(
    () => from.archives.filter((one) => archive === undefined || one.archive.id === archive),
    [from, archive],
  );
  const onOpen = useCallback(
    (id: string, study: StudyUid, how: 'only' | 'chosen') =>
      how === 'only'
        ? go(studyPath(id, study), 'replace')
        : go(studyPath(id, study), 'push', { isFromList: true }),
    [go],
  );
  return (
    <AccessionPage
      {...{ number, archives, onOpen }}
      listHref={worklistPath(undefined, noFilters)}
      studyHref={studyPath}
    />
  );
}
