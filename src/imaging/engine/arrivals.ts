import type { Measuring } from '@/imaging/contract';
import type { MeasurementStore } from '@/imaging/measuring/measurementStore';
import { seriesKey, type SeriesKey } from '@/imaging/pane/paneStore';
import type { OpenSeries } from '@/imaging/series/openSeries';
import type { Adopted, Mark, Measurement } from '@/measurement/measurement';

interface ArrivalsParts {
  readonly measurements: MeasurementStore;
  readonly shelf: OpenSeries;
  /** Runs a change of measurements that nobody here made: no step of undo. */
  readonly receive: <T>(change: () => T) => T;
  readonly sought: Measuring['sought'];
  readonly show: (id: string) => void;
}

/** Measurements that nobody drew here: they come with a link, out of drafts and documents, or from others who look at this together. */
export class Arrivals {
  private readonly parts: ArrivalsParts;
  /** Ids of what came with a link as the finding it is about: a document's word of it is newer and fuller. */
  private readonly sent = new Set<string>();
  private linkedNow: readonly Measurement[] = [];
  private remote: readonly Adopted[] | undefined;
  private readonly knowing = new Map<SeriesKey, Promise<void>>();
  private mirrored = 0;
  private amending: Promise<void> = Promise.resolve();

  constructor(parts: ArrivalsParts) {
    this.parts = parts;
  }

  readonly linked: Measuring['linked'] = () => this.linkedNow;

  readonly showTracked: Measuring['showTracked'] = (tracking) => {
    this.parts.sought.setState({ tracking }, true);
    return this.showSought(tracking);
  };

  readonly restore: Measuring['restore'] = async (marks, finding) => {
    const { measurements, receive } = this.parts;
    await this.know(marks);
    const named = marks.map((mark, at) => {
      const isFinding = at === 0 && finding !== undefined;
      return { ...mark, id: crypto.randomUUID(), ...(isFinding ? { tracking: finding } : {}) };
    });
    const [first] = named;
    if (first && finding !== undefined) this.sent.add(first.id);
    const lost = new Set<Mark>(receive(() => measurements.addSent(named)));
    this.linkedNow = named.flatMap(({ id }) => measurements.find(id) ?? []);
    return marks.filter((_, at) => lost.has(named[at] ?? _));
  };

  readonly adopt: Measuring['adopt'] = async (list) => {
    const { measurements, receive, sought } = this.parts;
    await this.know(list);
    const here = new Set(measurements.list.map(({ id }) => id));
    const fresh = list.filter(({ id }) => !here.has(id));
    const lost = receive(() => {
      for (const one of list) if (here.has(one.id)) measurements.claim(one);
      const unknown = new Set(measurements.add(fresh));
      for (const one of fresh) if (!unknown.has(one)) this.dropSent(one);
      return unknown;
    });
    const { tracking } = sought.getState();
    if (tracking !== undefined) this.showSought(tracking);
    void this.readAll();
    return [...lost];
  };

  readonly showRemote: Measuring['showRemote'] = async (list) => {
    this.remote = list;
    await this.knowOnce(list ?? []);
    this.parts.receive(() => this.parts.measurements.showRemote(this.remote));
  };

  readonly mirror: Measuring['mirror'] = async (list) => {
    const mine = ++this.mirrored;
    await this.knowOnce(list);
    if (mine === this.mirrored) this.parts.receive(() => this.parts.measurements.mirror(list));
  };

  readonly amend: Measuring['amend'] = (put, removed) => {
    const { measurements } = this.parts;
    this.amending = this.amending.then(async () => {
      await this.knowOnce(put);
      measurements.amend(put, removed);
    });
    return this.amending;
  };

  /** Brings the images of measurements; those that do not come leave their values open. */
  readonly readAll: Measuring['readAll'] = async () => {
    const { measurements, shelf } = this.parts;
    const frames = measurements.list.flatMap((mark) => measurements.frameOf(mark) ?? []);
    await Promise.all(frames.map(({ imageId }) => shelf.bring(imageId).catch(() => undefined)));
    measurements.readAgain();
  };

  /** The same, each series once: it may be one that the archive refuses. */
  private async knowOnce(marks: readonly Pick<Mark, 'study' | 'series'>[]): Promise<void> {
    for (const one of marks) {
      const key = seriesKey(one.study, one.series);
      if (!this.knowing.has(key)) this.knowing.set(key, this.know([one]));
    }
    await Promise.all(marks.map((one) => this.knowing.get(seriesKey(one.study, one.series))));
  }

  /** Fetches the series of marks, so that their images are known. */
  private async know(marks: readonly Pick<Mark, 'study' | 'series'>[]): Promise<void> {
    const { shelf } = this.parts;
    const bySeries = new Map(marks.map((mark) => [seriesKey(mark.study, mark.series), mark] as const));
    await Promise.all(
      [...bySeries.values()].map(({ study, series }) =>
        shelf.take(study, series).stack.catch(() => undefined),
      ),
    );
  }

  /** The link's own word of a finding, which the document has come for. */
  private dropSent({ tracking }: Adopted): void {
    const { measurements } = this.parts;
    const old = measurements.list.find((one) => one.tracking === tracking && this.sent.has(one.id));
    if (old) measurements.drop(old.id);
  }

  /** Shows what a link asked for, when it is here. A document's word ends the search. */
  private showSought(tracking: string): boolean {
    const { measurements, sought, receive, show } = this.parts;
    const found = measurements.list.find((one) => one.tracking === tracking);
    if (!found) return false;
    if (!this.sent.has(found.id)) sought.setState({}, true);
    receive(() => show(found.id));
    return true;
  }
}
