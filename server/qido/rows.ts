import { number, texts, type DicomElement, type DicomJson } from '@/dicom/dicomJson';
import type { ArchiveIndex, SeriesRow, StudyRow } from '../archive/archiveIndex';
import type { InstanceRow } from '../archive/readInstance';

const one = (vr: string, value: string | number): DicomElement => ({ vr, Value: [value] });
const UTF8: DicomJson = { '00080005': one('CS', 'ISO_IR 192') };

/** Modalities of a study; CT and MR before SEG and SR would be a matter of taste, so: in order of the alphabet. */
const modalities = (study: StudyRow): string[] =>
  [...new Set([...study.series.values()].flatMap((series) => texts(series.attributes, '00080060')))].sort();

/** Study attributes with the computed ones (PS3.18 Table 10.6.3-3). `root` is the path of the service. */
export function studyJson(study: StudyRow, root: string): DicomJson {
  const instances = [...study.series.values()].flatMap((series) => series.instances);
  const held = modalities(study);
  return {
    ...UTF8,
    ...study.attributes,
    '00080056': one('CS', 'ONLINE'),
    '00080061': held.length === 0 ? { vr: 'CS' } : { vr: 'CS', Value: held },
    '00080062': { vr: 'UI', Value: [...new Set(instances.map((row) => row.sopClass))].sort() },
    '00081190': one('UR', `${root}/studies/${study.study}`),
    '00201206': one('IS', study.series.size),
    '00201208': one('IS', instances.length),
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

/** One candidate of a search: attributes of its own level, of those above, and what lies below. */
export interface Candidate {
  readonly own: DicomJson;
  /** Own attributes and those of the levels above. */
  readonly merged: DicomJson;
  /** Merged attributes of everything below; made only when a key asks for them. */
  readonly below: () => DicomJson[];
  /** A stored object of it, for attributes that are not in memory. */
  readonly sample: InstanceRow | undefined;
}

function instanceCandidates(
  index: ArchiveIndex,
  series: SeriesRow,
  above: DicomJson,
  root: string,
): Candidate[] {
  return index.inOrder(series).map((row) => {
    const own = instanceJson(row, root);
    return { own, merged: { ...above, ...own }, below: () => [], sample: row };
  });
}

const bySeriesNumber = (a: SeriesRow, b: SeriesRow): number =>
  (number(a.attributes, '00200011') ?? Number.MAX_VALUE) -
  (number(b.attributes, '00200011') ?? Number.MAX_VALUE);

/** What a search at a level goes through. `study` and `series` come from the path. */
export function* candidates(
  index: ArchiveIndex,
  level: 'study' | 'series' | 'instance',
  within: { readonly study?: string; readonly series?: string },
  root: string,
): Generator<Candidate> {
  const studies = within.study === undefined ? index.studies() : index.study(within.study);
  for (const study of studies) {
    const ofStudy = studyJson(study, root);
    const children = [...study.series.values()]
      .filter((series) => within.series === undefined || series.series === within.series)
      .sort(bySeriesNumber);
    if (level === 'study') {
      const below = (): DicomJson[] =>
        children.flatMap((series) =>
          series.instances.map((row) => ({ ...ofStudy, ...series.attributes, ...row.attributes })),
        );
      yield { own: ofStudy, merged: ofStudy, below, sample: children[0]?.instances[0] };
      continue;
    }
    for (const series of children) {
      const ofSeries = seriesJson(series, root);
      const merged = { ...ofStudy, ...ofSeries };
      if (level === 'instance') yield* instanceCandidates(index, series, merged, root);
      else {
        const below = (): DicomJson[] => series.instances.map((row) => ({ ...merged, ...row.attributes }));
        yield { own: ofSeries, merged, below, sample: series.instances[0] };
      }
    }
  }
}
