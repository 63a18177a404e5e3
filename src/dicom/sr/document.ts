import type { CodedConcept } from '@/dicom/dataset/coded';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import {
  commonPart,
  element,
  toDicomDate,
  toDicomTime,
  type OwnSeries,
  type Writing,
} from '@/dicom/objects/written';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/dataset/uid';
import { codeItem, referenceItem, type Reference } from './build';

/** An object that a document speaks of, or that it takes the place of. */
export interface Evidence extends Reference {
  readonly study: string;
  readonly series: string;
}

/** A document that a new one goes on from. */
export interface Predecessor {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly sop: SopUid;
  readonly sopClass: string;
}

export const evidenceOf = ({ study, series, sop, sopClass }: Instance): Evidence => ({
  study,
  series,
  sop,
  sopClass,
});

const groupBy = <Item>(list: readonly Item[], key: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
};

/** Hierarchical SOP Instance Reference (PS3.3 C.17.2.1): study, series, object; each object once. */
export function hierarchy(list: readonly Evidence[]): DicomJson[] {
  return [...groupBy(list, ({ study }) => study)].map(([study, ofStudy]) => ({
    '00081115': element(
      'SQ',
      ...[...groupBy(ofStudy, ({ series }) => series)].map(([series, ofSeries]) => ({
        '00081199': element(
          'SQ',
          ...[...groupBy(ofSeries, ({ sop }) => sop).values()].flatMap(([first]) =>
            first ? [referenceItem({ sop: first.sop, sopClass: first.sopClass })] : [],
          ),
        ),
        '0020000E': element('UI', series),
      })),
    ),
    '0020000D': element('UI', study),
  }));
}

interface DocumentParts {
  readonly own: OwnSeries;
  readonly title: CodedConcept;
  /** PS3.16 template of the root. */
  readonly template: string;
  readonly content: readonly DicomJson[];
  readonly evidence: readonly Evidence[];
  readonly predecessors: readonly Predecessor[];
  /** Key objects are no documents that are completed or verified (PS3.3 C.17.6.2). */
  readonly isReport: boolean;
}

/** SR Document General (PS3.3 C.17.2): a preliminary, unverified document; Author Observer where somebody signs. */
function reportGeneral({ author }: Writing): DicomJson {
  return {
    '0040A372': { vr: 'SQ' },
    '0040A491': element('CS', 'PARTIAL'),
    '0040A493': element('CS', 'UNVERIFIED'),
    '0040A496': element('CS', 'PRELIMINARY'),
    ...(author
      ? {
          '0040A078': element('SQ', {
            '0040A084': element('CS', 'PSN'),
            '0040A123': element('PN', { Alphabetic: author.name }),
            '00401101': { vr: 'SQ' },
            '00080080': { vr: 'LO' },
            '00080082': { vr: 'SQ' },
          }),
        }
      : {}),
  };
}

/** A structured document (PS3.3 A.35.13, A.35.4): common part, general part, and the root of the content tree. */
export function writeDocument(writing: Writing, parts: DocumentParts): DicomJson {
  const { at } = writing;
  const { own, title, template, content, evidence, predecessors, isReport } = parts;
  return {
    ...commonPart(writing, own),
    '00080021': element('DA', toDicomDate(at)),
    '00080023': element('DA', toDicomDate(at)),
    '00080031': element('TM', toDicomTime(at)),
    '00080033': element('TM', toDicomTime(at)),
    '00081111': { vr: 'SQ' },
    ...(isReport ? reportGeneral(writing) : {}),
    ...(predecessors.length > 0 ? { '0040A360': element('SQ', ...hierarchy(predecessors)) } : {}),
    ...(evidence.length > 0 ? { '0040A375': element('SQ', ...hierarchy(evidence)) } : {}),
    '0040A040': element('CS', 'CONTAINER'),
    '0040A043': element('SQ', codeItem(title)),
    '0040A050': element('CS', 'SEPARATE'),
    '0040A504': element('SQ', { '00080105': element('CS', 'DCMR'), '0040DB00': element('CS', template) }),
    '0040A730': element('SQ', ...content),
  };
}
