import { text, type DicomJson } from '@/dicom/dicomJson';
import { displayOrder } from './order';
import type { InstanceRow, StoredInstance } from './readInstance';

/** One series of one study row. */
export interface SeriesRow {
  readonly study: string;
  readonly series: string;
  readonly attributes: DicomJson;
  readonly instances: InstanceRow[];
}

/**
 * One row of the worklist: a study of one patient. A Study Instance UID that stands under two Patient IDs makes
 * two rows, so that neither patient's study hides behind the other's.
 */
export interface StudyRow {
  readonly study: string;
  readonly attributes: DicomJson;
  readonly series: Map<string, SeriesRow>;
}

/** What became of an object offered to the index. */
export type Added = 'added' | 'known';

/** Everything stored, in memory. Rebuilt from the files at every start: the files are the truth. */
export class ArchiveIndex {
  private readonly rows = new Map<string, StudyRow>();
  private readonly byStudy = new Map<string, StudyRow[]>();
  private readonly bySop = new Map<string, InstanceRow>();
  private readonly versions = new Map<string, number>();
  private readonly ordered = new WeakMap<SeriesRow, readonly InstanceRow[]>();
  private count = 0;

  /** Adds an object unless the same study, series and SOP UID is there already: the first one stays. */
  add(stored: StoredInstance): Added {
    const { studyAttributes, seriesAttributes, ...instance } = stored;
    if (this.instance(instance.study, instance.series, instance.sop) !== undefined) return 'known';
    const patient = text(studyAttributes, '00100020') ?? '';
    const study = this.studyRow(`${instance.study}\n${patient}`, instance.study, studyAttributes);
    let series = study.series.get(instance.series);
    if (series === undefined) {
      series = {
        study: instance.study,
        series: instance.series,
        attributes: seriesAttributes,
        instances: [],
      };
      study.series.set(instance.series, series);
    }
    series.instances.push(instance);
    this.ordered.delete(series);
    if (!this.bySop.has(instance.sop)) this.bySop.set(instance.sop, instance);
    this.versions.set(instance.study, this.version(instance.study) + 1);
    this.count += 1;
    return 'added';
  }

  private studyRow(key: string, study: string, attributes: DicomJson): StudyRow {
    let row = this.rows.get(key);
    if (row === undefined) {
      row = { study, attributes, series: new Map() };
      this.rows.set(key, row);
      this.byStudy.set(study, [...(this.byStudy.get(study) ?? []), row]);
    }
    return row;
  }

  studies(): IterableIterator<StudyRow> {
    return this.rows.values();
  }
  /** The rows of one study: more than one when it stands under several patients. */
  study(study: string): readonly StudyRow[] {
    return this.byStudy.get(study) ?? [];
  }
  /** The series of a study, of all its rows, or one of them. */
  seriesOf(study: string, series?: string): SeriesRow[] {
    return this.study(study)
      .flatMap((row) => [...row.series.values()])
      .filter((row) => series === undefined || row.series === series);
  }
  /** The objects of a study, series or single instance, in display order. */
  instances(study: string, series?: string, sop?: string): InstanceRow[] {
    return this.seriesOf(study, series)
      .flatMap((row) => this.inOrder(row))
      .filter((row) => sop === undefined || row.sop === sop);
  }
  instance(study: string, series: string, sop: string): InstanceRow | undefined {
    const held = this.bySop.get(sop);
    if (held === undefined) return undefined;
    if (held.study === study && held.series === series) return held;
    return this.seriesOf(study, series)
      .flatMap((row) => row.instances)
      .find((row) => row.sop === sop);
  }
  inOrder(series: SeriesRow): readonly InstanceRow[] {
    let order = this.ordered.get(series);
    if (order === undefined) {
      order = displayOrder(series.instances);
      this.ordered.set(series, order);
    }
    return order;
  }
  /** The first object stored under a SOP Instance UID, in whatever study. */
  holder(sop: string): InstanceRow | undefined {
    return this.bySop.get(sop);
  }
  /** Grows whenever a study does: what was computed from it before is stale. */
  version(study: string): number {
    return this.versions.get(study) ?? 0;
  }
  get instanceCount(): number {
    return this.count;
  }
  get studyCount(): number {
    return this.rows.size;
  }
}
