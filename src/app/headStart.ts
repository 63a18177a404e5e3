import type { Archive, FrameKey } from '@/archive/archive';
import { askAhead, type AskedAhead } from '@/archive/askedAhead';
import type { DicomWebArchive } from '@/archive/dicomWeb';
import type { SeriesUid, StudyUid } from '@/dicom/uid';
import { hang } from '@/features/viewer/hang';
import { toStack } from '@/imaging/stack';
import type { ViewState } from '@/view/viewState';

/** The archive, with what a link is known to need already under way. */
export function withHeadStart(archive: DicomWebArchive, view: ViewState): Archive {
  const ahead = askAhead(archive);
  archive.frames.warm();
  void begin(archive, view, ahead.ask).catch(() => undefined); // Whoever asks for it again hears of it.
  return ahead.archive;
}

/** So long the rest of a series waits for a moment in which nothing else is to be done. */
const IDLE_MS = 300;

/** Safari has no requestIdleCallback. */
const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: IDLE_MS });
    else setTimeout(resolve, IDLE_MS / 2);
  });

/** Series list, description of the series to be shown, its first image, then the rest: all that needs no imaging code. */
async function begin(archive: DicomWebArchive, view: ViewState, ask: AskedAhead['ask']): Promise<void> {
  const { signal } = new AbortController();
  const [study] = view.studies;
  const list = ask.series(study, signal);
  const isHung = view.panes.some((pane) => pane !== null);
  // Where the link says what to show, nobody here waits for the list.
  const pane = (isHung ? view : hang(view, await list)).panes[view.active];
  if (pane) await beginPane(archive, pane.study, pane.series, pane.at, ask);
}

async function beginPane(
  archive: DicomWebArchive,
  study: StudyUid,
  series: SeriesUid,
  at: { sop: FrameKey['sop']; frame: number } | undefined,
  ask: AskedAhead['ask'],
): Promise<void> {
  const { signal } = new AbortController();
  const stack = toStack(archive.id, study, series, await ask.instances(study, series, signal));
  const first = stack.frames[(at && stack.indexOf(at)) ?? 0];
  if (!first) return;
  const isHere = await ask.frame(first, first.instance, signal).then(
    () => true,
    () => false,
  );
  // The rest takes all that a small machine has: the picture is put on the screen first.
  await idle();
  const has = ({ sop, frame }: FrameKey) => isHere && sop === first.sop && frame === first.frame;
  archive.frames.ahead([...new Set(stack.frames.map(({ instance }) => instance))], has);
}
