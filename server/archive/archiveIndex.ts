import { text, texts } from '@/dicom/dataset/dicomJson';
import { bySeriesNumber, displayOrder, newestFirst } from './order';
import type { InstanceRow, StoredInstance } from './readInstance';
import type { StoredPlace, SeriesRow, StudyRow } from './rows';
import { sharing } from './sharing';
import { byStanding } from './standing';

/** What became of an object offered to the index. */
export type Added = 'added' | 'known';

/** Everything stored, in memory. Rebuilt from the files at every start: the files are the truth. */
export class ArchiveIndex {
  private readonly rows = new Map<string, StudyRow>();
  private readonly byStudy = new Map<string, StudyRow[]>();
  private readonly bySop = new Map<string, InstanceRow>();
  private readonly ordered = new WeakMap<
    SeriesRow,
    { readonly rows: InstanceRow[]; readonly seen: number }
  >();
  private readonly seriesOrdered = new WeakMap<StudyRow, readonly SeriesRow[]>();
  /** SOP UIDs of a series, made where one is stored elsewhere too. */
  private readonly sopsOf = new WeakMap<SeriesRow, Map<string, InstanceRow>>();
  private newest: StudyRow[] | undefined;
  /** SOP UIDs that are stored in more than one place. */
  private readonly several = new Set<string>();
  private count = 0;
  private latestMs = 0;

  /**
   * Adds an object unless the same study, series and SOP UID is there already: the first one stays. What speaks for its study
   * and series does not depend on the order in which objects are added.
   */
  add(stored: StoredInstance): Added {
    const { studyAttributes, seriesAttributes, ...own } = stored;
    if (this.instance(own.study, own.series, own.sop) !== undefined) return 'known';
    const patient = text(studyAttributes, '00100020') ?? '';
    const key = `${own.study}\n${patient}`;
    const like = this.rows.get(key)?.series.get(own.series)?.instances.at(-1);
    const instance = like === undefined ? own : sharing(own, like);
    const study = this.studyRow(key, stored, instance);
    const series = this.seriesRow(study, stored, instance);
    for (const modality of texts(seriesAttributes, '00080060')) study.modalities.add(modality);
    series.instances.push(instance);
    this.sopsOf.get(series)?.set(instance.sop, instance);
    study.instanceCount += 1;
    study.sopClasses.add(instance.sopClass);
    if (this.bySop.has(instance.sop)) this.several.add(instance.sop);
    else this.bySop.set(instance.sop, instance);
    this.count += 1;
    if (instance.isReceived) this.latestMs = Math.max(this.latestMs, instance.storedMs);
    return 'added';
  }

  private studyRow(key: string, stored: StoredInstance, speaker: InstanceRow): StudyRow {
    const { study, studyAttributes: attributes } = stored;
    const others = this.byStudy.get(study);
    let row = this.rows.get(key);
    if (row === undefined) {
      row = {
        study,
        attributes,
        speaker,
        series: new Map(),
        instanceCount: 0,
        modalities: new Set(),
        sopClasses: new Set(),
      };
      this.rows.set(key, row);
      if (others === undefined) this.byStudy.set(study, [row]);
      else others.push(row);
    } else if (byStanding(speaker, row.speaker) < 0) {
      row.attributes = attributes;
      row.speaker = speaker;
    } else return row;
    this.newest = undefined;
    others?.sort((a, b) => byStanding(a.speaker, b.speaker));
    return row;
  }

  private seriesRow(within: StudyRow, stored: StoredInstance, speaker: InstanceRow): SeriesRow {
    const { study, series, seriesAttributes: attributes } = stored;
    let row = within.series.get(series);
    if (row === undefined) {
      row = { study, series, attributes, speaker, instances: [] };
      within.series.set(series, row);
    } else if (byStanding(speaker, row.speaker) < 0) {
      row.attributes = attributes;
      row.speaker = speaker;
    } else return row;
    this.seriesOrdered.delete(within);
    return row;
  }

  studies(): IterableIterator<StudyRow> {
    return this.rows.values();
  }
  /** The rows of one study: more than one when it stands under several patients. */
  study(study: string): readonly StudyRow[] {
    return this.byStudy.get(study) ?? [];
  }
  /** All studies, the newest first; kept until one comes in. */
  newestFirst(): readonly StudyRow[] {
    this.newest ??= newestFirst([...this.rows.values()]);
    return this.newest;
  }
  /** The series of one row by their numbers. */
  seriesInOrder(study: StudyRow): readonly SeriesRow[] {
    let order = this.seriesOrdered.get(study);
    if (order === undefined) {
      order = bySeriesNumber([...study.series.values()]);
      this.seriesOrdered.set(study, order);
    }
    return order;
  }
  /** The series of a study, of all its rows, or one of them. */
  seriesOf(study: string, series?: string): readonly SeriesRow[] {
    if (series === undefined) return this.study(study).flatMap((row) => this.seriesInOrder(row));
    return this.study(study)
      .map((row) => row.series.get(series))
      .filter((row) => row !== undefined);
  }
  /** The objects of a study, series or single instance, in display order. */
  instances(study: string, series?: string, sop?: string): InstanceRow[] {
    if (series !== undefined && sop !== undefined) {
      const found = this.instance(study, series, sop);
      return found === undefined ? [] : [found];
    }
    return this.seriesOf(study, series).flatMap((row) => this.inOrder(row));
  }
  instance(study: string, series: string, sop: string): InstanceRow | undefined {
    const held = this.bySop.get(sop);
    if (held === undefined) return undefined;
    if (held.study === study && held.series === series) return held;
    for (const row of this.seriesOf(study, series)) {
      const found = this.sopsIn(row).get(sop);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  /** Where an object lies; undefined where it lies in more places than one. */
  placesOf(sop: string): readonly StoredPlace[] | undefined {
    const instance = this.bySop.get(sop);
    if (instance === undefined) return [];
    if (this.several.has(sop)) return undefined;
    const rows = this.study(instance.study);
    return rows.flatMap((study) => {
      const series = study.series.get(instance.series);
      const isHere = series && (rows.length === 1 || this.sopsIn(series).has(sop));
      return isHere ? [{ study, series, instance }] : [];
    });
  }
  private sopsIn(series: SeriesRow): Map<string, InstanceRow> {
    let sops = this.sopsOf.get(series);
    if (sops === undefined) {
      sops = new Map(series.instances.map((row) => [row.sop, row]));
      this.sopsOf.set(series, sops);
    }
    return sops;
  }
  inOrder(series: SeriesRow): readonly InstanceRow[] {
    const before = this.ordered.get(series);
    if (before?.seen === series.instances.length) return before.rows;
    // What came in since stands behind what is in order: little is left to be sorted.
    const rows = displayOrder([...(before?.rows ?? []), ...series.instances.slice(before?.seen ?? 0)]);
    this.ordered.set(series, { rows, seen: series.instances.length });
    return rows;
  }
  /** Puts everything in order, so that no first request has to. */
  putInOrder(): void {
    for (const study of this.newestFirst())
      for (const series of this.seriesInOrder(study)) this.inOrder(series);
  }
  /** The first object stored under a SOP Instance UID, in whatever study. */
  holder(sop: string): InstanceRow | undefined {
    return this.bySop.get(sop);
  }
  /** When the latest object that was received was written: what comes in next is later, whatever the clock says. */
  get latestReceivedMs(): number {
    return this.latestMs;
  }
  get instanceCount(): number {
    return this.count;
  }
  get studyCount(): number {
    return this.rows.size;
  }
}
