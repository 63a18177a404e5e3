import type { QueryClient } from '@tanstack/react-query';
import { createStore } from 'zustand/vanilla';
import type { Archive, SeriesSummary, VerifiedFrame } from '@/archive/contract/archive';
import { isAborted } from '@/archive/contract/archiveError';
import { aborted } from '@/archive/http/faults';
import { frameBytes } from '@/archive/frames/protocol';
import { askAhead, type AskedAhead } from '@/archive/studies/askedAhead';
import { seriesListQuery } from '@/archive/studies/seriesListQuery';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { readPixel } from '@/dicom/pixels/pixel';
import { decodeAhead } from '@/imaging/early/earlyPixels';
import type { SeriesPlace } from '@/imaging/series/seriesOpening';
import { cacheBytes } from '@/imaging/stack/cacheSize';
import { breastSeries, isBreastStudy } from '@/features/viewer/state/isBreastStudy';
import { besideFirst, openBeside } from '@/view/screens';
import type { ViewState } from '@/view/viewState';
import { hungAhead } from './openHung';
import { openPane } from './prefetchStudy';

/** A fifth of what is kept of pictures, and no more than this. */
const SHARE = 0.2;
const MOST_BYTES = 300 * 2 ** 20;
/** The description of a series of more objects is as large as pictures are: it is asked for when the series is opened. */
const MOST_OBJECTS = 2_000;

const mostBytes = (): number => Math.min(MOST_BYTES, cacheBytes() * SHARE);

/** As many as hang at first. */
const MOST_BREASTS = 4;

/** What is kept of a study that nobody looks at yet. */
interface Held {
  readonly source: Archive;
  readonly study: StudyUid;
  readonly ahead: AskedAhead;
  /** Ends what is under way when whoever took it over is gone. */
  readonly life: AbortController;
  /** Series whose first picture is here. */
  readonly brought: Set<SeriesUid>;
  /** The list of its series was asked for here. */
  isListed: boolean;
  /** Of its pictures. */
  bytes: number;
}

interface Beside {
  readonly archive: string;
  readonly view: ViewState;
}

/** What a frame takes, as its object describes it. */
function describedBytes({ dataset }: Instance): number {
  const { rows, columns, samples, bitsAllocated } = readPixel(dataset) ?? {};
  return (rows ?? 0) * (columns ?? 0) * (samples ?? 1) * Math.ceil((bitsAllocated ?? 0) / 8);
}

/**
 * The first screens of one study that may be opened next: the list of its series, the description of those that it hangs and the
 * image that each opens with, decoded, asked for as the study itself asks when it opens. One study at a time, within a budget.
 */
export class StudyAhead {
  /** What a second screen would show of it, once all that there is room for is here; it stays when that study opens. */
  readonly beside = createStore<{ readonly next?: Beside | undefined }>(() => ({}));
  private readonly lists: QueryClient;
  private readonly most: () => number;
  private held: Held | undefined;
  /** The study that was opened with what was here of it. */
  private opened: Held | undefined;

  constructor(lists: QueryClient, most = mostBytes) {
    this.lists = lists;
    this.most = most;
  }

  /** Bytes of pictures that are kept for a study that nobody looks at. */
  get bytes(): number {
    return this.held?.bytes ?? 0;
  }

  /** The archive for a study that opens, with what is here of it and what is under way; of others nothing is kept. */
  open(source: Archive, study: StudyUid): Archive {
    const { held, opened } = this;
    if (opened && isOf(opened, source, study)) return opened.ahead.archive;
    opened?.life.abort();
    this.opened = undefined;
    if (!held || !isOf(held, source, study)) return source;
    this.held = undefined;
    this.opened = held;
    return held.ahead.archive;
  }

  /** Brings what is still lacking of a study, in the place of another; until the signal aborts, which what was opened meanwhile outlives. */
  async bring(source: Archive, study: StudyUid, view: ViewState, signal: AbortSignal): Promise<void> {
    if (this.held && !isOf(this.held, source, study)) this.drop();
    const held = (this.held ??= {
      ...{ source, study, ahead: askAhead(source), life: new AbortController() },
      ...{ brought: new Set<SeriesUid>(), isListed: false, bytes: 0 },
    });
    const run = new AbortController();
    signal.addEventListener('abort', () => this.held === held && run.abort(), { once: true });
    const both = AbortSignal.any([held.life.signal, run.signal]);
    const hung = hungAhead();
    const list = await this.list(held, both);
    const hangs = await hung(view, list);
    const { panes, active } = hangs;
    both.throwIfAborted();
    const counts = new Map(list.map(({ series, instanceCount = 0 }) => [series, instanceCount]));
    // Mammograms hang by what their objects say; all of them are on the first screen.
    const breasts = isBreastStudy(list) ? breastSeries(list).slice(0, MOST_BREASTS) : [];
    for (const pane of [panes[active], ...panes.toSpliced(active, 1), ...breasts]) {
      if (!pane || ('presentation' in pane && pane.presentation) || held.brought.has(pane.series)) continue;
      if ((counts.get(pane.series) ?? 0) > MOST_OBJECTS) continue;
      await this.bringPane(held, pane, both);
      both.throwIfAborted();
    }
    const other = besideFirst(openBeside(hangs, list));
    if (other) this.beside.setState({ next: { archive: source.id, view: other } });
  }

  /** Nothing is kept for a study that nobody looks at. */
  drop(): void {
    const { held } = this;
    this.held = undefined;
    if (!held) return;
    this.beside.setState({ next: undefined });
    held.life.abort();
    if (held.isListed) this.lists.removeQueries({ ...unobserved(held), exact: true });
  }

  /** Nothing is kept, and what is under way for the study that was opened ends: whoever looked is gone. */
  end(): void {
    this.drop();
    this.beside.setState({ next: undefined });
    this.opened?.life.abort();
    this.opened = undefined;
  }

  private async bringPane(held: Held, pane: SeriesPlace, signal: AbortSignal) {
    const opened = await openPane(held.source.id, pane, this.within(held), signal);
    if (!opened) return;
    const { verified, frame } = opened.opening;
    const picture = await verified.catch((error: unknown) => {
      // There was no room for it; others may be smaller.
      if (isAborted(error) && !signal.aborted) return undefined;
      throw error;
    });
    if (!picture) return;
    held.brought.add(pane.series);
    held.bytes += frameBytes(picture);
    if (held.bytes + describedBytes(frame.instance) > this.most()) return;
    held.bytes += await decodeAhead(picture, frame);
  }

  /** Asks as the early picture does, but for what there is no room for. */
  private within(held: Held): AskedAhead['ask'] {
    const { ask } = held.ahead;
    return {
      ...ask,
      frame: (key, instance, signal): Promise<VerifiedFrame> =>
        held.bytes + describedBytes(instance) > this.most()
          ? Promise.reject(aborted('frame ahead'))
          : ask.frame(key, instance, signal),
    };
  }

  private async list(held: Held, signal: AbortSignal): Promise<readonly SeriesSummary[]> {
    const query = seriesListQuery(held.source, held.study);
    held.isListed ||= this.lists.getQueryData(query.queryKey) === undefined;
    const cancel = () => void this.lists.cancelQueries({ ...unobserved(held), exact: true });
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await this.lists.fetchQuery(query);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }
}

const isOf = (held: Held, source: Archive, study: StudyUid): boolean =>
  held.source.id === source.id && held.study === study;

/** Its list of series, as long as nobody on the page shows it. */
const unobserved = ({ source, study }: Held) => ({
  queryKey: seriesListQuery(source, study).queryKey,
  predicate: (query: { getObserversCount(): number }) => query.getObserversCount() === 0,
});
