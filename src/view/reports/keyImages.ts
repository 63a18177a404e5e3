import { isSameCode } from '@/dicom/dataset/coded';
import { items, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import type { Writing, WrittenObject } from '@/dicom/objects/written';
import { compositeItem, imageItem } from '@/dicom/sr/build';
import { CODES } from '@/dicom/sr/codes';
import { everyItem, readContent } from '@/dicom/sr/content';
import { evidencePlaces } from '@/dicom/sr/places';
import { evidenceOf, writeDocument, type Evidence, type Predecessor } from '@/dicom/sr/document';
import type { SopUid } from '@/dicom/dataset/uid';
import { authorOf, madeAt, predecessorsOf } from '@/measurement/report/reportReader';
import { observer, toWritten } from '@/measurement/report/reportWriter';
import type { KeyImage } from '@/view/viewState';

export const KEY_OBJECTS = '1.2.840.10008.5.1.4.1.1.88.59';
const KEY_SERIES_NUMBER = 9002;
const VALUE_TYPE = '0040A040';

/** An image of interest, with the presentation state that it is to be shown with. */
export interface ImageOfInterest {
  readonly instance: Instance;
  readonly frame: number;
  readonly presentation?: Evidence;
}

/**
 * A key object document (PS3.3 A.35.4, PS3.16 TID 2010), 'Of Interest', of images in the order given, and of documents
 * about them.
 */
export function writeKeyImages(
  writing: Writing,
  images: readonly ImageOfInterest[],
  predecessors: readonly Predecessor[],
  documents: readonly Evidence[] = [],
): WrittenObject {
  const dataset = writeDocument(writing, {
    own: {
      modality: 'KO',
      sopClass: KEY_OBJECTS,
      description: 'Key images',
      number: KEY_SERIES_NUMBER,
    },
    title: CODES.ofInterest,
    template: '2010',
    content: [
      ...observer(writing),
      ...images.map(({ instance: { sop, sopClass, frames }, frame, presentation }) =>
        imageItem(
          { relation: 'CONTAINS' },
          { sop, sopClass, ...(frames > 1 ? { frame } : {}), ...(presentation ? { presentation } : {}) },
        ),
      ),
      ...documents.map((document) => compositeItem({ relation: 'CONTAINS' }, document)),
    ],
    evidence: [
      ...images.flatMap(({ instance, presentation }) => [
        evidenceOf(instance),
        ...(presentation ? [presentation] : []),
      ]),
      ...documents,
    ],
    predecessors,
    isReport: false,
  });
  return toWritten('keyImages', KEY_OBJECTS, writing, dataset);
}

/** What a key object document says. */
export interface KeyImagesContent {
  /** Why they were marked, e.g. 'Of Interest'. */
  readonly title: string;
  readonly description?: string;
  readonly author?: string;
  /** ISO 8601. */
  readonly at?: string;
  readonly predecessors: readonly SopUid[];
  readonly images: readonly KeyImage[];
  /** It lists a view that was saved, with presentation states or reports, and not what somebody starred. */
  readonly isView: boolean;
  /** How many more it names without a place in the evidence, or by a frame that can be none. */
  readonly unmet: number;
}

/** The images of the evidence, for documents whose content names none. */
const evidenceImages = (document: Instance, places: ReturnType<typeof evidencePlaces>): KeyImage[] =>
  [...places].flatMap(([sop, place]) => (sop === document.sop ? [] : [{ ...place, sop, frame: 1 }]));

/** An image item that names the presentation state it is to be shown with: PS3.3 C.18.4, Referenced SOP Sequence. */
const isWithState = (dataset: DicomJson): boolean =>
  items(dataset, '00081199').some((reference) => items(reference, '00081199').length > 0);

/** Reads a key object document of any maker. Images that it names and that lead nowhere are counted; no other takes their place. */
export function readKeyImages(document: Instance): KeyImagesContent {
  const root = readContent(document.dataset);
  const places = evidencePlaces(document.dataset);
  const named = [...everyItem(root)].flatMap(({ value, dataset }) =>
    value.type === 'image' || text(dataset, VALUE_TYPE)?.toUpperCase() === 'IMAGE' ? [value] : [],
  );
  const isView = [...everyItem(root)].some(
    ({ value, dataset }) => value.type === 'composite' || isWithState(dataset),
  );
  const met = named.map((value): readonly KeyImage[] => {
    const place = value.type === 'image' ? places.get(value.sop) : undefined;
    if (value.type !== 'image' || !place) return [];
    return (value.frames ?? [1]).map((frame) => ({ ...place, sop: value.sop, frame }));
  });
  const said = root.children.find(({ name }) => isSameCode(name, CODES.keyDescription))?.value;
  const author = authorOf(document, root);
  const at = madeAt(document);
  return {
    title: root.name?.meaning ?? '',
    ...(said?.type === 'text' && said.text !== '' ? { description: said.text } : {}),
    ...(author === undefined ? {} : { author }),
    ...(at === undefined ? {} : { at }),
    predecessors: predecessorsOf(document),
    isView,
    images: named.length > 0 ? met.flat() : evidenceImages(document, places),
    unmet: met.filter(({ length }) => length === 0).length,
  };
}
