import { useStore } from 'zustand';
import { useViewer, type StudySeries } from '@/features/viewer/context/viewerContext';
import { seriesKey, type EngineFacts } from '@/imaging/pane/paneStore';
import type { KeyImage } from '@/view/viewState';

/** Whether an image is known not to be there: its study lists no such series, or its series has no such image. */
export function isKnownLost(
  { study, series, sop, frame }: KeyImage,
  studies: readonly Pick<StudySeries, 'study' | 'series' | 'state'>[],
  loads: EngineFacts['loads'],
): boolean {
  const listed = studies.find((one) => one.study === study);
  if (listed?.state === 'here' && listed.series.every((one) => one.series !== series)) return true;
  const { described, order } = loads[seriesKey(study, series)] ?? {};
  return described !== undefined && order?.every((one) => one.sop !== sop || one.frame !== frame) === true;
}

/** Whether key images that came with the link are known not to be there. */
export function useLostStars(): boolean {
  const { views, studies, followed } = useViewer();
  const { keyImages = [] } = views.getInitialState().view;
  return useStore(followed.loads, (loads) => keyImages.some((one) => isKnownLost(one, studies, loads)));
}
