import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import { fewAtOnce } from '@/archive/http/fewAtOnce';
import { seriesKey } from '@/imaging/pane/paneStore';

/** Small pictures of series, each asked for once, few at a time. */
export interface ThumbnailQueue {
  /** An object URL, or undefined when the archive renders none. */
  get(series: Pick<SeriesSummary, 'study' | 'series'>): Promise<string | undefined>;
  /** Lets the queue run: called when the first picture is on screen, so that thumbnails never delay it. */
  start(): void;
  /** Stops and frees the pictures; can be used again afterwards (StrictMode does). */
  dispose(): void;
}

/** As many requests at a time: browsers open six connections to a host over HTTP/1.1, and the pictures need theirs. */
const AT_A_TIME = 2;
const SIZE_PX = 144;

export function createThumbnailQueue(archive: Archive): ThumbnailQueue {
  const asked = new Map<string, Promise<string | undefined>>();
  const urls: string[] = [];
  const turns = fewAtOnce(AT_A_TIME, false);
  let end = new AbortController();

  const load = async (key: Pick<SeriesSummary, 'study' | 'series'>): Promise<string | undefined> => {
    const { signal } = end;
    try {
      const picture = await archive.thumbnail(key, SIZE_PX, signal);
      if (!picture || signal.aborted) return undefined;
      const url = URL.createObjectURL(picture);
      urls.push(url);
      return url;
    } catch {
      // A missing thumbnail costs nothing: the tile names the series.
      return undefined;
    }
  };

  return {
    get({ study, series }) {
      const key = seriesKey(study, series);
      const before = asked.get(key);
      if (before) return before;
      const url = turns.run(() => load({ study, series }));
      asked.set(key, url);
      return url;
    },
    start: turns.open,
    dispose() {
      end.abort();
      end = new AbortController();
      turns.clear();
      for (const url of urls) URL.revokeObjectURL(url);
      urls.length = 0;
      asked.clear();
    },
  };
}
