import type { Archive, FrameKey } from '@/archive/archive';
import type { DicomWebArchive } from '@/archive/dicomWeb';
import type { Instance } from '@/dicom/instance';
import type { SeriesUid, StudyUid } from '@/dicom/uid';
import { hang } from '@/features/viewer/hang';
import { toStack } from '@/imaging/stack';
import type { ViewState } from '@/view/viewState';

/** Answers asked for ahead, each handed over once to whoever asks first. */
interface Ahead {
  readonly series: Map<StudyUid, ReturnType<Archive['series']>>;
  readonly instances: Map<string, ReturnType<Archive['instances']>>;
  readonly frames: Map<string, ReturnType<Archive['frames']['one']>>;
}

const keyOf = ({ study, series, sop, frame }: FrameKey) => `${study}/${series}/${sop}/${frame}`;

/** Takes an answer out of a shelf; a failed one counts as none, so that the asker tries for itself and says why. */
function takeOut<K, V>(shelf: Map<K, Promise<V>>, key: K, ask: () => Promise<V>): Promise<V> {
  const early = shelf.get(key);
  shelf.delete(key);
  return early ? early.catch(ask) : ask();
}

/** The archive, with what a link is known to need already under way. */
export function withHeadStart(archive: DicomWebArchive, view: ViewState): Archive {
  const ahead: Ahead = { series: new Map(), instances: new Map(), frames: new Map() };
  archive.frames.warm();
  void begin(archive, view, ahead).catch(() => undefined); // Whoever asks for it again hears of it.
  return {
    ...archive,
    series: (study, signal) => takeOut(ahead.series, study, () => archive.series(study, signal)),
    instances: (study, series, signal) =>
      takeOut(ahead.instances, `${study}/${series}`, () => archive.instances(study, series, signal)),
    frames: {
      one: (key: FrameKey, instance: Instance, signal: AbortSignal) =>
        takeOut(ahead.frames, keyOf(key), () => archive.frames.one(key, instance, signal)),
      stream: (instances, has, listener, signal) => archive.frames.stream(instances, has, listener, signal),
    },
  };
}

/** Series list, description of the series to be shown, its first image, then the rest: all that needs no imaging code. */
async function begin(archive: DicomWebArchive, view: ViewState, ahead: Ahead): Promise<void> {
  const { signal } = new AbortController();
  const [study] = view.studies;
  const list = archive.series(study, signal);
  list.catch(() => undefined); // Where the link says what to show, nobody here waits for it.
  ahead.series.set(study, list);
  const isHung = view.panes.some((pane) => pane !== null);
  const pane = (isHung ? view : hang(view, await list)).panes[view.active];
  if (!pane) return;
  await beginPane(archive, pane.study, pane.series, pane.at, ahead);
}

async function beginPane(
  archive: DicomWebArchive,
  study: StudyUid,
  series: SeriesUid,
  at: { sop: FrameKey['sop']; frame: number } | undefined,
  ahead: Ahead,
): Promise<void> {
  const { signal } = new AbortController();
  const instances = archive.instances(study, series, signal);
  ahead.instances.set(`${study}/${series}`, instances);
  const stack = toStack(archive.id, study, series, await instances);
  const frame = stack.frames[(at && stack.indexOf(at)) ?? 0];
  if (!frame) return;
  const picture = archive.frames.one(frame, frame.instance, signal);
  ahead.frames.set(keyOf(frame), picture);
  const isHere = await picture.then(
    () => true,
    () => false,
  );
  const has = (key: FrameKey) => isHere && keyOf(key) === keyOf(frame);
  archive.frames.ahead([...new Set(stack.frames.map(({ instance }) => instance))], has);
}
