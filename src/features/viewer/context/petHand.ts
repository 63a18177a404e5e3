import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import type { SeriesUid } from '@/dicom/dataset/uid';
import type { Hung } from '@/features/viewer/state/hangBy';
import { petAwaited, petSeries, withPetWindows } from '@/features/viewer/state/petCt';
import { petWindowOf, type PetWindow } from '@/features/viewer/state/petWindow';
import { SUV_TO } from '@/view/suvWindow';
import type { ViewState } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';

/** A PET series of more is not described as a whole for its window. */
const MOST_IMAGES = 2_000;

interface PetParts {
  readonly archive: Pick<Archive, 'instances'>;
  readonly views: ViewStore;
  series(): readonly SeriesSummary[];
}
interface Made {
  readonly view: ViewState;
  readonly hung: Hung;
}

/**
 * What `make` hangs, PET with the window that its images allow. All images of such a series are described for it, before it is shown:
 * no picture changes its window by itself. What is hung is made anew once they are known.
 */
export async function withPet(
  { archive, views, series }: PetParts,
  signal: AbortSignal,
  make: () => Made | undefined,
): Promise<Made | undefined> {
  const first = make();
  const asked = first ? petSeries(first.hung) : [];
  if (asked.length === 0) return first;
  const windows = new Map<SeriesUid, PetWindow>();
  for (const uid of asked) {
    const of = series().find((one) => one.series === uid);
    const isFew = of !== undefined && (of.instanceCount ?? 0) <= MOST_IMAGES;
    const all = isFew ? await archive.instances(of.study, uid, signal).catch(() => []) : [];
    windows.set(uid, all.length > 0 ? petWindowOf(all, SUV_TO) : { is: 'own' });
  }
  const done = make();
  return done && withPetWindows(done, views.getState().view, windows);
}

/** Notes of a view that shows the CT of a study alone that its PET is awaited. */
export function awaitPet({ views, note }: Pick<PetParts, 'views'> & { note(hung: Hung): void }): void {
  const hung = petAwaited(views.getState().view);
  if (hung) note(hung);
}
