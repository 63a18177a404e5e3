import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useCallback, useState } from 'react';
import type { Archive } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import { FindPriors } from '@/features/priors/FindPriors';
import type { PriorArchive } from '@/features/priors/findPriors';
import { PriorsHand } from '@/features/priors/priorsHand';
import { PriorsList } from '@/features/priors/PriorsList';
import type { SaveSession } from '@/features/report/save/saveSession';
import type { ViewerSlots } from '@/features/viewer/page/viewerPageProps';
import { TellShown } from './TellShown';

/** Where other studies of a patient are looked for, and how one of another archive is opened. */
export interface PriorsFrom {
  readonly archives: readonly PriorArchive[];
  open(archive: string, study: StudyUid): void;
}

/** Other studies of the patient, for the viewer; nothing where they are looked for nowhere. */
export function usePriors(archive: Archive, from: PriorsFrom | undefined, saveSession: SaveSession) {
  const lists = useQueryClient();
  const [hand] = useState(() => new PriorsHand(archive, lists));
  const slot = useCallback<NonNullable<ViewerSlots['priorsSlot']>>(
    (place) => ({
      work: from && (
        <>
          <TellShown archive={archive.id} views={place.views} facts={place.facts} />
          <FindPriors hand={hand} archives={from.archives} place={place} />
        </>
      ),
      list: from && (
        <Suspense fallback={null}>
          <PriorsList
            hand={hand}
            views={place.views}
            areSeveral={from.archives.length > 1}
            onOpen={(prior) => saveSession.leave(() => from.open(prior.archive, prior.study))}
          />
        </Suspense>
      ),
    }),
    [archive, hand, from, saveSession],
  );
  return from ? { priors: hand, priorsSlot: slot } : {};
}
