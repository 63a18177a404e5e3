import { toPersonName, type WrittenObject } from '@/dicom/objects/written';
import type { Evidence } from '@/dicom/sr/document';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { StudyWork } from '@/features/report/drafts/studyWork';
import type { SavedView } from '@/view/link/codec';
import type { ImageOfInterest } from '@/view/reports/keyImages';
import { saveObject, type ObjectState } from './saveObject';
import type { Saver, Writers } from './saver';

export interface SaveViewParts {
  readonly work: StudyWork;
  readonly saver: Saver;
  readonly writers: Writers;
  readonly signal: AbortSignal;
  /** How far the object has gone that is on its way. */
  tell(state: ObjectState): void;
}

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new DOMException('', 'AbortError'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

/**
 * Puts what is on the screen into the archive, so that any viewer can open it: the measurements as a report, each picture as
 * a presentation state, and a key object document that lists both with the images. Its name, or undefined where the archive
 * did not take one of them. A document speaks of one study: here of the first.
 */
export async function saveView(parts: SaveViewParts): Promise<SavedView | undefined> {
  const { work, saver } = parts;
  const [study] = work.now().studies;
  if (study === undefined || !(await saveReports(saver))) return undefined;
  const images: ImageOfInterest[] = [];
  for (const picture of work.shownPictures(study)) {
    const { instance, frame, presented } = picture;
    const state = presented && parts.writers.presentation(writingOf(work, instance), presented);
    if (state && !(await isSaved(parts, state))) return undefined;
    images.push({ instance, frame, ...(state ? { presentation: evidenceOf(state) } : {}) });
  }
  const [first] = images;
  if (!first) return undefined;
  const reports = await reportsOf(work, study, parts.signal);
  const object = parts.writers.keyImages(writingOf(work, first.instance), images, [], reports);
  return (await isSaved(parts, object)) ? { series: object.series, sop: object.sop } : undefined;
}

/** What was measured and is not saved yet; the stars and the picture come with the key object document. */
async function saveReports(saver: Saver): Promise<boolean> {
  saver.plan();
  for (const { key, kind } of saver.store.getState().rows) saver.choose(key, kind === 'report');
  await saver.save();
  return saver.store
    .getState()
    .rows.filter(({ isChosen }) => isChosen)
    .every(({ state }) => state.phase === 'saved');
}

const writingOf = ({ reader }: StudyWork, source: ImageOfInterest['instance']) => ({
  source,
  at: new Date(),
  ...(reader ? { author: { name: toPersonName(reader.name) } } : {}),
});

const evidenceOf = ({ study, series, sop, sopClass }: WrittenObject): Evidence => ({
  study,
  series,
  sop,
  sopClass,
});

async function isSaved({ work, signal, tell }: SaveViewParts, object: WrittenObject): Promise<boolean> {
  const parts = { archive: work.archive, signal, tell, pause: (ms: number) => sleep(ms, signal) };
  const { phase } = await saveObject(parts, object, false);
  if (phase === 'saved') work.stored(object);
  return phase === 'saved';
}

/** The reports that hold the measurements on the screen. */
async function reportsOf(
  work: StudyWork,
  study: StudyUid,
  signal: AbortSignal,
): Promise<readonly Evidence[]> {
  const origins = work.now().list.flatMap((one) => (one.study === study && one.origin ? [one.origin] : []));
  const found = await Promise.all(
    [...new Set(origins.map(({ series }) => series))].map((series) =>
      work.archive.instances(study, series, signal).catch(() => []),
    ),
  );
  const wanted = new Set<string>(origins.map(({ sop }) => sop));
  return found
    .flat()
    .filter(({ sop }) => wanted.has(sop))
    .map(({ study, series, sop, sopClass }) => ({ study, series, sop, sopClass }));
}
