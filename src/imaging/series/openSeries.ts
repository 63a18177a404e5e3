import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { cache, Enums, eventTarget } from '@cornerstonejs/core';
import { aheadBytes } from '@/imaging/stack/cacheSize';
import { createLoadNews, type LoadNews } from './loadNews';
import { seriesKey, type EngineFacts, type SeriesKey } from '@/imaging/pane/paneStore';
import { SeriesLoader, type LoaderParts } from './seriesLoader';
import type { StackFrame } from '@/imaging/stack/stack';

const REMOVED = Enums.Events.IMAGE_CACHE_IMAGE_REMOVED;

/**
 * The series opened on this page. A series that no pane shows stops loading, but what is known of it stays: its
 * measurements keep their images, and coming back is quick.
 */
export class OpenSeries {
  private readonly parts: LoaderParts;
  private readonly loaders = new Map<SeriesKey, SeriesLoader>();
  private readonly users = new Map<SeriesLoader, number>();

  private readonly news: LoadNews;
  /** Series that no pane shows, the longest unseen first. */
  private readonly unseen = new Set<SeriesLoader>();
  private readonly room = { make: () => this.makeRoom() };

  /** `onLate`: `loads` has something to tell that it held back for a moment. */
  constructor(parts: Omit<LoaderParts, 'mostBytes'>, onLate: () => void) {
    this.parts = { ...parts, mostBytes: aheadBytes };
    this.news = createLoadNews(onLate);
    eventTarget.addEventListener(REMOVED, this.removed);
  }

  take(study: StudyUid, series: SeriesUid): SeriesLoader {
    const key = seriesKey(study, series);
    const loader = this.loaders.get(key) ?? new SeriesLoader(this.parts, this.room, study, series);
    this.loaders.set(key, loader);
    this.unseen.delete(loader);
    this.users.set(loader, (this.users.get(loader) ?? 0) + 1);
    return loader;
  }

  release(loader: SeriesLoader, reader: object = this): void {
    loader.leave(reader);
    const left = (this.users.get(loader) ?? 1) - 1;
    this.users.set(loader, left);
    if (left > 0) return;
    // Not described yet: of thousands of objects that may be as many questions, which nobody waits for any more.
    if (!loader.known) return this.drop(loader);
    loader.pause();
    this.unseen.add(loader);
  }

  private drop(loader: SeriesLoader): void {
    const key = seriesKey(loader.study, loader.series);
    if (this.loaders.get(key) === loader) this.loaders.delete(key);
    this.users.delete(loader);
    loader.dispose();
  }

  private makeRoom(): boolean {
    const isFull = () => cache.getCacheSize() > this.parts.mostBytes();
    for (const loader of this.unseen) {
      if (!isFull()) break;
      this.unseen.delete(loader);
      loader.empty();
    }
    return !isFull();
  }

  /** The cache itself lets go of what was not looked at for long. */
  private readonly removed = (event: Event): void => {
    const { imageId } = (event as CustomEvent<{ imageId: string }>).detail;
    const loader = this.owner(imageId);
    const index = loader?.known?.indexOfId(imageId);
    if (loader && index !== undefined) loader.left(index);
  };

  /** A series that could not be described is described anew the next time. */
  forget(study: StudyUid, series: SeriesUid): void {
    const key = seriesKey(study, series);
    const loader = this.loaders.get(key);
    this.loaders.delete(key);
    // Another pane may still be shown from it.
    if (loader && (this.users.get(loader) ?? 0) <= 1) loader.dispose();
  }

  /** The image behind an id, in any series that was opened. */
  readonly find = (imageId: string): StackFrame | undefined => {
    for (const loader of this.loaders.values()) {
      const frame = loader.instancesById.get(imageId);
      if (frame) return frame;
    }
    return undefined;
  };

  /** The series an image id belongs to. */
  owner(imageId: string): SeriesLoader | undefined {
    return [...this.loaders.values()].find((loader) => loader.instancesById.has(imageId));
  }

  /** Brings one image, unless it is here; its series must be known. */
  async bring(imageId: string): Promise<void> {
    const loader = this.owner(imageId);
    const index = loader?.known?.indexOfId(imageId);
    if (loader && index !== undefined) await loader.want(index);
  }

  /** How much of each series is here; `before` itself where nothing changed, or nothing that cannot wait for a moment. */
  loads(before: EngineFacts['loads']): EngineFacts['loads'] {
    return this.news.next(
      before,
      [...this.loaders].map(([key, loader]) => [key, loader.facts()] as const),
    );
  }

  dispose(): void {
    this.news.stop();
    eventTarget.removeEventListener(REMOVED, this.removed);
    for (const loader of this.loaders.values()) loader.dispose();
    this.loaders.clear();
  }
}
