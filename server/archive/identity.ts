import { text } from '@/dicom/dicomJson';
import { toSeriesUid, toSopUid, toStudyUid, type SeriesUid, type SopUid, type StudyUid } from '@/dicom/uid';
import { pickJson } from '../part10/json';
import type { Parsed } from '../part10/parse';

/** What an object says of itself, as far as it can be read. */
export interface Identity {
  readonly study: StudyUid | undefined;
  readonly series: SeriesUid | undefined;
  readonly sop: SopUid | undefined;
  readonly sopClass: string;
}

const IDENTITY = ['0020000D', '0020000E', '00080018', '00080016', '00020002', '00020003'] as const;

/** The UIDs of an object; those of the file meta group stand in where the dataset has none. */
export function readIdentity(parsed: Parsed): Identity {
  const json = pickJson(parsed, IDENTITY);
  const meta = pickJson({ ...parsed, dataset: parsed.meta, littleEndian: true }, IDENTITY);
  return {
    study: toStudyUid(text(json, '0020000D')),
    series: toSeriesUid(text(json, '0020000E')),
    sop: toSopUid(text(json, '00080018')) ?? toSopUid(text(meta, '00020003')),
    sopClass: text(json, '00080016') ?? text(meta, '00020002') ?? '',
  };
}
