import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import type { Habits } from '@/archive/contract/habits';
import type { Clock } from '@/archive/http/clock';
import type { JsonClient } from '@/archive/http/jsonClient';
import { isContradicted } from '@/archive/studies/identity';
import { listInstances, type InstanceParts } from '@/archive/studies/instances';
import { findOpening } from '@/archive/studies/opening';
import { Recent } from '@/archive/studies/recent';
import { listSeries } from '@/archive/studies/seriesList';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';

/** Of so many studies, the last, is kept what their lists said; of so many series what the object with which they opened did. */
const STUDIES_KEPT = 32;
const OPENINGS_KEPT = 256;

/** How long metadata wait for a list of series that is under way: both are asked for at once. */
const LIST_MS = 500;

const soon = <T>(wanted: Promise<T> | undefined, clock: Clock): Promise<T | undefined> =>
  new Promise((resolve) => {
    if (wanted === undefined) return resolve(undefined);
    const cancel = clock.after(LIST_MS, () => resolve(undefined));
    const done = (value?: T) => (cancel(), resolve(value));
    wanted.then(done, () => done());
  });

/** The patient of a study's series, where the archive says one and the same for all. */
function patientOf(all: readonly SeriesSummary[]): string | undefined {
  const ids = new Set(all.map(({ patientId }) => patientId));
  const [id] = ids;
  return ids.size === 1 ? id : undefined;
}

export interface DescriptionParts {
  readonly client: JsonClient;
  readonly habits: Habits;
  readonly clock: Clock;
  /** How the objects of a series are read, but for whose they are. */
  readonly readerOf: (
    study: StudyUid,
    series: SeriesUid,
    signal: AbortSignal,
  ) => Omit<InstanceParts, 'patientId'>;
  /** An object turns out to be described in two ways after its series was described. */
  readonly contradict: (instance: Instance) => void;
}

/**
 * What an archive says of studies, series and objects, in three answers that come at their own pace: lists, the object with which a
 * series opens, whole series. What one says is held against what the others did.
 */
export class Descriptions {
  private readonly parts: DescriptionParts;
  /** The series of studies listed here; what they say of a patient is compared with what the objects say. */
  private readonly lists = new Recent<StudyUid, Promise<readonly SeriesSummary[]>>(STUDIES_KEPT);
  /** What objects said of themselves before their series was described. */
  private readonly openings = new Recent<SeriesUid, Promise<Instance | undefined>>(OPENINGS_KEPT);
  /** Series and objects known to hold no image: an archive asked to render a report may answer with anything. */
  private readonly imageless = new Set<string>();

  constructor(parts: DescriptionParts) {
    this.parts = parts;
  }

  /** Whether a series or object (its UID) is known to hold no image. */
  isImageless(uid: string): boolean {
    return this.imageless.has(uid);
  }

  readonly series: Archive['series'] = (study, signal) => {
    const { client, habits } = this.parts;
    const list = listSeries(client, study, habits, signal);
    this.lists.set(study, list);
    return list;
  };

  readonly opening: NonNullable<Archive['opening']> = (study, series, at, signal) => {
    const find = async () => {
      const row = (await this.listed(study)).find((one) => one.series === series);
      const reader = this.readerOf(study, series, signal);
      return findOpening(this.parts.client, study, series, row?.instanceCount, at, reader, signal);
    };
    const found = find();
    this.openings.set(
      series,
      found.catch(() => undefined),
    );
    return found;
  };

  readonly instances: Archive['instances'] = async (study, series, signal, tell) => {
    const reader = { ...this.readerOf(study, series, signal), ...(tell ? { tell } : {}) };
    const all = await listInstances(this.parts.client, study, series, reader, signal);
    const instances = await this.heldAgainstOpening(series, all);
    for (const { sop, frames: count } of instances) if (count === 0) this.imageless.add(sop);
    if (instances.every(({ frames: count }) => count === 0)) this.imageless.add(series);
    return instances;
  };

  /** The same link shows the same, whichever description came first. */
  private async heldAgainstOpening(
    series: SeriesUid,
    all: readonly Instance[],
  ): Promise<readonly Instance[]> {
    const { clock, contradict } = this.parts;
    const opening = this.openings.get(series);
    const alone = await soon(opening, clock);
    // One that comes later than that is compared when it comes.
    void opening?.then((late) => {
      const one = late && all.find(({ sop }) => sop === late.sop);
      if (one && isContradicted(late, one)) contradict(one);
    });
    // Described twice, and in different ways: which description holds cannot be known.
    const isOther = (one: Instance) => alone?.sop === one.sop && isContradicted(alone, one);
    return all.map((one) => (isOther(one) ? { ...one, doubt: 'duplicate' as const } : one));
  }

  private readerOf(study: StudyUid, series: SeriesUid, signal: AbortSignal): InstanceParts {
    return {
      ...this.parts.readerOf(study, series, signal),
      patientId: this.listed(study).then(patientOf),
    };
  }

  private async listed(study: StudyUid): Promise<readonly SeriesSummary[]> {
    return (await soon(this.lists.get(study), this.parts.clock)) ?? [];
  }
}
