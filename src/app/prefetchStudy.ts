import type { Archive, FrameKey } from '@/archive/contract/archive';
import { askAhead, type AskedAhead } from '@/archive/studies/askedAhead';
import type { DicomWebArchive } from '@/archive/dicomWeb/dicomWeb';
import type { SeriesUid } from '@/dicom/dataset/uid';
import { hang } from '@/features/viewer/state/hang';
import { earlyBytes } from '@/imaging/stack/cacheSize';
import { openAt, openSeries, type SeriesPlace } from '@/imaging/series/seriesOpening';
import { toStack } from '@/imaging/stack/stack';
import type { ViewState } from '@/view/viewState';

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

/** How long the rest of a series waits for a moment in which nothing else is to be done. */
const IDLE_MS = 300;

/** Safari has no requestIdleCallback. */
const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: IDLE_MS });
    else setTimeout(resolve, IDLE_MS / 2);
  });

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
  // Where the link says what to show, nobody here waits for the list.
  const pane = (isHung ? view : hang(view, await list)).panes[view.active];
  if (!pane) return;
  begins(pane.series);
  await beginPane(archive, pane, ask);
}

async function beginPane(
  archive: DicomWebArchive,
  place: SeriesPlace,
  ask: AskedAhead['ask'],
): Promise<void> {
  const { signal } = new AbortController();
  const { alone, whole } = openSeries(archive.id, place, ask, signal);
  const instances = await whole;
  const early = await Promise.race([alone, undefined]);
  const opening = early ?? openAt(archive.id, place, instances, ask, signal);
  if (!opening) return;
  const { frame: first, verified } = opening;
  const isHere = await verified.then(
    () => true,
    () => false,
  );
  // The rest takes all that a small machine has: the picture is put on the screen first, where it does not stand there yet.
  if (!early) await idle();
  const { frames } = toStack(archive.id, place.study, place.series, instances);
  const has = ({ sop, frame }: FrameKey) => isHere && sop === first.sop && frame === first.frame;
  archive.frames.ahead([...new Set(frames.map(({ instance }) => instance))], has, earlyBytes());
}
