import { useEffect, useState } from 'react';
import type { Archive } from '@/archive/contract/archive';
import { createEarlyPictures, type EarlyPictures } from '@/imaging/early/earlyPictures';
import type { ViewStore } from '@/view/viewStore';

/** The early picture of a view, for the life of the page. */
export function useEarlyPictures(archive: Archive, views: ViewStore): EarlyPictures {
  const [early] = useState(() => createEarlyPictures(archive, views));
  useEffect(() => early.start(), [early]);
  return early;
}
