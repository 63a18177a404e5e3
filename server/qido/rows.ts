import type { DicomElement, DicomJson } from '@/dicom/dataset/dicomJson';
import type { SeriesRow, StudyRow } from '../archive/rows';
import { COMPUTED, type QueryLevel } from '../archive/attributes';
import type { InstanceRow } from '../archive/readInstance';

const one = (vr: string, value: string | number): DicomElement => ({ vr, Value: [value] });
const UTF8: DicomJson = { '00080005': one('CS', 'ISO_IR 192') };

/** Study attributes with the computed ones (PS3.18 Table 10.6.3-3). `root` is the path of the service. */
export function studyJson(study: StudyRow, root: string): DicomJson {
  // CT and MR before SEG and SR would be a matter of taste, so: in order of the alphabet.
  const held = [...study.modalities].sort();
  return {
    ...UTF8,
    ...study.attributes,
    '00080056': one('CS', 'ONLINE'),
    '00080061': held.length === 0 ? { vr: 'CS' } : { vr: 'CS', Value: held },
    '00080062': { vr: 'UI', Value: [...study.sopClasses].sort() },
    '00081190': one('UR', `${root}/studies/${study.study}`),
    '00201206': one('IS', study.series.size),
    '00201208': one('IS', study.instanceCount),
  };
}

/** Series attributes with the computed ones (PS3.18 Table 10.6.3-4). */
export const seriesJson = (series: SeriesRow, root: string): DicomJson => ({
  ...UTF8,
  ...series.attributes,
  '00081190': one('UR', `${root}/studies/${series.study}/series/${series.series}`),
  '00201209': one('IS', series.instances.length),
});

/** Instance attributes with the computed ones (PS3.18 Table 10.6.3-5). */
export const instanceJson = (row: InstanceRow, root: string): DicomJson => ({
  ...UTF8,
  ...row.attributes,
  '00083002': one('UI', row.transferSyntax),
  '00081190': one('UR', `${root}/studies/${row.study}/series/${row.series}/instances/${row.sop}`),
});

/** Something that a search may find: a study, one of its series, or an object in it. */
export interface RowPlace {
  readonly study: StudyRow;
  readonly series?: SeriesRow;
  readonly instance?: InstanceRow;
}

/** The value of one attribute at its own level, without making the rest of the row. */
export function attributeAt(
  level: QueryLevel,
  { study, series, instance }: RowPlace,
  tag: string,
): DicomElement | undefined {
  if (level === 'study')
    return study.attributes[tag] ?? (isComputed(level, tag) ? studyJson(study, '')[tag] : undefined);
  if (level === 'series')
    return (
      series?.attributes[tag] ?? (series && isComputed(level, tag) ? seriesJson(series, '')[tag] : undefined)
    );
  return (
    instance?.attributes[tag] ??
    (instance && isComputed(level, tag) ? instanceJson(instance, '')[tag] : undefined)
  );
}

const isComputed = (level: QueryLevel, tag: string): boolean => {
  const tags: readonly string[] = COMPUTED[level];
  return tags.includes(tag);
};

/** Own attributes and those of the levels above. */
export function mergedJson({ study, series, instance }: RowPlace, root: string): DicomJson {
  return {
    ...studyJson(study, root),
    ...(series === undefined ? {} : seriesJson(series, root)),
    ...(instance === undefined ? {} : instanceJson(instance, root)),
  };
}

/** The stored object that speaks for it, for attributes that are not in memory. */
export const sampleOf = ({ study, series, instance }: RowPlace): InstanceRow =>
  instance ?? (series ?? study).speaker;
