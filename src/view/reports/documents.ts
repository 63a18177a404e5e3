import { text, type PersonNameJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { formatPersonName } from '@/dicom/patient/personName';
import type { SopUid, StudyUid } from '@/dicom/dataset/uid';
import type { StarsRead } from '@/view/saving';
import { readReport, type ReportContent } from '@/measurement/report/findings';
import { KEY_OBJECTS, readKeyImages, type KeyImagesContent } from './keyImages';
import { presentationKind, readPresentation, type PresentationState } from '@/view/presentation/presentation';
import { madeAt, predecessorsOf } from '@/measurement/report/reportReader';
import { isoOf } from '@/dicom/values/dateTime';

/** A document of a study that says something about its images. */
export type StudyDocument = {
  readonly instance: Instance;
  readonly title: string;
  readonly author?: string;
  /** ISO 8601. */
  readonly at?: string;
  readonly predecessors: readonly SopUid[];
  /** What its series is called, where that is not the title. */
  readonly description?: string;
  /** Written by this viewer. */
  readonly isOurs: boolean;
} & (
  | { readonly kind: 'report'; readonly content: ReportContent }
  | { readonly kind: 'keyImages'; readonly content: KeyImagesContent }
  | { readonly kind: 'presentation'; readonly content: PresentationState }
);

const REPORT_CLASSES = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.88\.(?!59$)\d+$/;

/** Reads a document of any maker; undefined for what is none. */
export function readDocument(instance: Instance): StudyDocument | undefined {
  const document = read(instance);
  const description = text(instance.dataset, '0008103E');
  return document && description !== undefined && description !== document.title
    ? { ...document, description }
    : document;
}

function read(instance: Instance): StudyDocument | undefined {
  const { dataset, sopClass } = instance;
  const isOurs = text(dataset, '00080070') === 'Isocenter';
  if (sopClass === KEY_OBJECTS) {
    const content = readKeyImages(instance);
    const { title, author, at, predecessors } = content;
    return { kind: 'keyImages', instance, content, isOurs, title, predecessors, ...known({ author, at }) };
  }
  if (REPORT_CLASSES.test(sopClass)) {
    const content = readReport(instance);
    const { title, author, at, predecessors } = content;
    return { kind: 'report', instance, content, isOurs, title, predecessors, ...known({ author, at }) };
  }
  const content = presentationKind(instance) ? readPresentation(instance) : undefined;
  if (!content) return undefined;
  const title = text(dataset, '00700081') ?? text(dataset, '00700080') ?? text(dataset, '0008103E') ?? '';
  const predecessors = predecessorsOf(instance);
  const author = creatorOf(instance);
  const at = isoOf(text(dataset, '00700082'), text(dataset, '00700083')) ?? madeAt(instance);
  return { kind: 'presentation', instance, content, isOurs, title, predecessors, ...known({ author, at }) };
}

const known = ({ author, at }: { author?: string | undefined; at?: string | undefined }) => ({
  ...(author === undefined ? {} : { author }),
  ...(at === undefined ? {} : { at }),
});

/** Content Creator's Name (0070,0084). */
function creatorOf({ dataset }: Instance): string | undefined {
  const [name] = dataset['00700084']?.Value ?? [];
  return typeof name === 'object' && name !== null
    ? formatPersonName(name as PersonNameJson) || undefined
    : undefined;
}

const byTime = (one: StudyDocument, other: StudyDocument): number =>
  (other.at ?? '').localeCompare(one.at ?? '');

/** Documents newest first, and which of them others go on from. */
export function arrangeDocuments(list: readonly StudyDocument[]): {
  readonly documents: readonly StudyDocument[];
  readonly superseded: ReadonlySet<SopUid>;
} {
  return {
    documents: list.toSorted(byTime),
    superseded: new Set(list.flatMap(({ predecessors }) => predecessors)),
  };
}

/** Of each study the images that readers starred here, as they were saved last. */
export const newestStars = (list: readonly StudyDocument[]): readonly StarsRead[] => {
  const { documents, superseded } = arrangeDocuments(list);
  const newest = new Map<StudyUid, StarsRead>();
  for (const { kind, content, isOurs, instance } of documents) {
    const { study, series, sop } = instance;
    if (kind !== 'keyImages' || !isOurs || content.isView || superseded.has(sop) || newest.has(study))
      continue;
    const stars = content.images.filter((image) => image.study === study);
    if (stars.length > 0) newest.set(study, { study, stars, document: { sop, series } });
  }
  return [...newest.values()];
};

/** The earlier version that a document goes on from; else the report before it in time. */
export function versionBefore(
  document: StudyDocument,
  list: readonly StudyDocument[],
): StudyDocument | undefined {
  const older = list
    .filter(({ kind, instance }) => kind === document.kind && instance.sop !== document.instance.sop)
    .toSorted(byTime);
  return (
    older.find(({ instance }) => document.predecessors.includes(instance.sop)) ??
    older.find(({ at }) => (at ?? '') < (document.at ?? ''))
  );
}
