import type { DicomElement } from '@/dicom/dataset/dicomJson';
import type { ArchiveIndex } from '../archive/archiveIndex';
import type { SeriesRow, StudyRow } from '../archive/rows';
import { levelOf, type QueryLevel } from '../archive/attributes';
import type { Effort } from './effort';
import { keyTest, type Test } from './match';
import type { Query } from './query';
import { attributeAt, type RowPlace } from './rows';

/** Where a search looks: named by the address. */
export interface Within {
  readonly study?: string;
  readonly series?: string;
}

interface LevelTest {
  readonly tag: string;
  readonly test: Test;
}
type Tests = Readonly<Record<QueryLevel, readonly LevelTest[]>>;

/** The keys of a query by the level that answers them: a study's are asked once, not once for each of its objects. */
function testsOf(query: Query, effort: Effort): Tests {
  const tests: Record<QueryLevel, LevelTest[]> = { study: [], series: [], instance: [] };
  for (const key of query.keys) {
    const test = keyTest(key, { isFuzzy: query.fuzzy, effort });
    if (test !== undefined) tests[levelOf(key.tag) ?? 'study'].push({ tag: key.tag, test });
  }
  return tests;
}

const LEVELS = ['study', 'series', 'instance'] as const;

/** The study that a UID in the keys names, so that a million others need not be looked at. */
function namedStudies(index: ArchiveIndex, query: Query, within: Within): readonly StudyRow[] | undefined {
  if (within.study !== undefined) return index.study(within.study);
  const named = query.keys.find(({ tag }) => tag === '0020000D')?.values.flatMap((one) => one.split(/[,\\]/));
  const uids = [...new Set(named?.map((one) => one.trim()).filter((one) => one !== ''))];
  if (uids.length === 0 || uids.some((uid) => /[*?"]/.test(uid))) return undefined;
  const found = new Set(uids.flatMap((uid) => index.study(uid)));
  // In the order of all, as far as that is worth it.
  return found.size > 1 ? index.newestFirst().filter((row) => found.has(row)) : [...found];
}

/** The only places where the object may be that the keys name, where the address does not say in which series it is. */
function namedPlaces(index: ArchiveIndex, query: Query, within: Within): readonly RowPlace[] | undefined {
  const key = query.keys.find(({ tag }) => tag === '00080018');
  const [uid, ...others] = key?.values ?? [];
  if (uid === undefined || others.length > 0 || !/^[0-9.]+$/.test(uid)) return undefined;
  const places = index.placesOf(uid);
  return places?.filter(
    ({ study, series }) =>
      (within.study ?? study.study) === study.study && (within.series ?? series.series) === series.series,
  );
}

/** One search under way: what it asks for, and whom it tells. */
class Finding {
  private readonly index: ArchiveIndex;
  private readonly tests: Tests;
  private readonly effort: Effort;
  private readonly found: (place: RowPlace) => boolean;
  private isEnough = false;

  constructor(index: ArchiveIndex, query: Query, effort: Effort, found: (place: RowPlace) => boolean) {
    this.index = index;
    this.tests = testsOf(query, effort);
    this.effort = effort;
    this.found = found;
  }

  /** Whether a place answers the keys of a level. Counts, and gives way to others. */
  private answers(level: QueryLevel, place: RowPlace): boolean {
    this.effort.spend(1);
    return this.tests[level].every(({ tag, test }) => {
      const held: DicomElement | undefined = attributeAt(level, place, tag);
      return test(held);
    });
  }

  private tell(place: RowPlace): void {
    this.isEnough = !this.found(place);
  }

  /** Objects known by name. */
  places(places: readonly RowPlace[]): void {
    for (const place of places)
      if (LEVELS.every((level) => this.answers(level, place)) && !this.isEnough) this.tell(place);
  }

  async studies(studies: readonly StudyRow[], level: QueryLevel, only: string | undefined): Promise<void> {
    for (const study of studies) {
      if (this.isEnough) return;
      if (this.effort.isLong) await this.effort.giveWay();
      if (!this.answers('study', { study })) continue;
      if (level === 'study') {
        if (await this.holdsSeries(study)) this.tell({ study });
      } else await this.series(study, level, only);
    }
  }

  private async series(study: StudyRow, level: QueryLevel, only: string | undefined): Promise<void> {
    const one = only === undefined ? undefined : study.series.get(only);
    const all = only === undefined ? this.index.seriesInOrder(study) : one === undefined ? [] : [one];
    for (const series of all) {
      if (this.isEnough) return;
      if (this.effort.isLong) await this.effort.giveWay();
      if (!this.answers('series', { study, series })) continue;
      if (level === 'instance') await this.objects(study, series);
      else if (await this.holdsObject(study, series)) this.tell({ study, series });
    }
  }

  private async objects(study: StudyRow, series: SeriesRow): Promise<void> {
    for (const instance of this.index.inOrder(series)) {
      if (this.isEnough) return;
      if (this.effort.isLong) await this.effort.giveWay();
      const place = { study, series, instance };
      if (this.answers('instance', place)) this.tell(place);
    }
  }

  private async holdsSeries(study: StudyRow): Promise<boolean> {
    if (this.tests.series.length === 0 && this.tests.instance.length === 0) return true;
    for (const series of study.series.values()) {
      if (this.effort.isLong) await this.effort.giveWay();
      if (this.answers('series', { study, series }) && (await this.holdsObject(study, series))) return true;
    }
    return false;
  }

  private async holdsObject(study: StudyRow, series: SeriesRow): Promise<boolean> {
    if (this.tests.instance.length === 0) return true;
    for (const instance of series.instances) {
      if (this.effort.isLong) await this.effort.giveWay();
      if (this.answers('instance', { study, series, instance })) return true;
    }
    return false;
  }
}

/**
 * Tells of everything that a query finds, in the order of the archive, until `found` says that it is enough. A study answers
 * Modality=CT when something in it does (relational matching, PS3.4 C.4.1.2.2.1).
 */
export async function find(
  index: ArchiveIndex,
  level: QueryLevel,
  within: Within,
  query: Query,
  effort: Effort,
  found: (place: RowPlace) => boolean,
): Promise<void> {
  const finding = new Finding(index, query, effort, found);
  const places = level === 'instance' ? namedPlaces(index, query, within) : undefined;
  if (places !== undefined) finding.places(places);
  else await finding.studies(namedStudies(index, query, within) ?? index.newestFirst(), level, within.series);
}
