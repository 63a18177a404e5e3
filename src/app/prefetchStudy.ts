import type { Archive, FrameKey, SeriesSummary } from '@/archive/contract/archive';
import { askAhead, type AskedAhead } from '@/archive/studies/askedAhead';
import type { DicomWebArchive } from '@/archive/dicomWeb/dicomWeb';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid } from '@/dicom/dataset/uid';
import { keptHangings } from '@/features/viewer/state/keptHangings';
import { breastSeries, isBreastStudy } from '@/features/viewer/state/isBreastStudy';
import { earlyBytes } from '@/imaging/stack/cacheSize';
import { openAt, openSeries, type OpeningImage, type SeriesPlace } from '@/imaging/series/seriesOpening';
import { toStack } from '@/imaging/stack/stack';
import type { ViewState } from '@/view/viewState';
import { hungAhead } from './openHung';
import { idle } from './idle';

/** The archive, with what a link is known to need already under way. */
export function prefetchStudy(archive: DicomWebArchive, view: ViewState): Archive {
  const ahead = askAhead(archive);
  archive.frames.warm();
  let streamed: SeriesUid | undefined;
  const begins = (series: SeriesUid) => (streamed = series);
  void begin(archive, view, ahead.ask, begins).catch(() => undefined); // Whoever asks for it again hears of it.
  const streamsAhead = () => {
    const told = streamed;
    streamed = undefined;
    return told;
  };
  return { ...ahead.archive, streamsAhead };
}

/** Series list, description of the series to be shown, its first image, then the rest: all that needs no imaging code. */
async function begin(
  archive: DicomWebArchive,
  view: ViewState,
  ask: AskedAhead['ask'],
  begins: (series: SeriesUid) => void,
): Promise<void> {
  const { signal } = new AbortController();
  const [study] = view.studies;
  const list = ask.series(study, signal);
  const isHung = view.panes.some((pane) => pane !== null);
  const hung = isHung ? undefined : hungAhead();
  // Where the link says what to show, nobody here waits for the list.
  const { panes, active } = hung ? await hung(view, await list) : view;
  const pane = panes[active];
  if (!pane) return;
  if (hung && keptHangings() === undefined && (await beginBreasts(archive.id, view, await list, ask))) return;
  begins(pane.series);
  await beginPane(archive, pane, ask);
}

/** Describes a study of mammograms and asks for its first picture, as the page will hang it; false where it hangs as any other. */
async function beginBreasts(
  archiveId: string,
  view: ViewState,
  list: readonly SeriesSummary[],
  ask: AskedAhead['ask'],
): Promise<boolean> {
  if (!isBreastStudy(list)) return false;
  const { signal } = new AbortController();
  const coming = import('@/features/viewer/state/hangBreasts');
  coming.catch(() => undefined);
  const all = await Promise.all(
    breastSeries(list).map((one) => ask.describe(one.study, one.series, signal).catch(() => [])),
  );
  const hung = (await coming).breastsAtOpening(view, all.flat());
  const pane = hung?.panes[hung.active];
  const instances = all.find((some) => some.some(({ sop }) => sop === pane?.at?.sop));
  const first = instances?.find(({ sop }) => sop === pane?.at?.sop);
  if (!pane || !instances || !first) return false;
  ask.opensWith(first);
  openAt(archiveId, pane, instances, ask, signal)?.verified.catch(() => undefined); // Whoever shows it hears of it.
  return true;
}

/** The image that a pane opens with, and all that its series holds. */
export interface OpenedPane {
  readonly opening: OpeningImage;
  readonly instances: readonly Instance[];
  /** Known before the series was described. */
  readonly isEarly: boolean;
}

/** Asks for the image that a pane opens with, and for the description of its series; undefined where it has no such image. */
export async function openPane(
  archiveId: string,
  place: SeriesPlace,
  ask: AskedAhead['ask'],
  signal: AbortSignal,
): Promise<OpenedPane | undefined> {
  const { alone, whole } = openSeries(archiveId, place, ask, signal);
  const instances = await whole;
  const early = await Promise.race([alone, undefined]);
  const opening = early ?? openAt(archiveId, place, instances, ask, signal);
  return opening && { opening, instances, isEarly: early !== undefined };
}

async function beginPane(
  archive: DicomWebArchive,
  place: SeriesPlace,
  ask: AskedAhead['ask'],
): Promise<void> {
  const opened = await openPane(archive.id, place, ask, new AbortController().signal);
  if (!opened) return;
  const { opening, instances, isEarly } = opened;
  const { frame: first, verified } = opening;
  const isHere = await verified.then(
    () => true,
    () => false,
  );
  // The rest takes all that a small machine has: the picture is put on the screen first, where it does not stand there yet.
  if (!isEarly) await idle();
  const { frames } = toStack(archive.id, place.study, place.series, instances);
  const has = ({ sop, frame }: FrameKey) => isHere && sop === first.sop && frame === first.frame;
  archive.frames.ahead([...new Set(frames.map(({ instance }) => instance))], has, earlyBytes());
}
