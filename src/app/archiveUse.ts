import type { Archive, StreamListener } from '@/archive/contract/archive';
import { idle } from './idle';

/** How long nobody may ask an archive before others may: between two images of a scroll is no time for it. */
const QUIET_MS = 150;

/** Whether somebody waits for an archive's answers. */
export interface ArchiveUse {
  readonly isBusy: boolean;
  /** Told of every change; the result stops it. */
  follow(changed: () => void): () => void;
}

class Counted implements ArchiveUse {
  private waiting = 0;
  private readonly followers = new Set<() => void>();

  get isBusy(): boolean {
    return this.waiting > 0;
  }

  follow(changed: () => void): () => void {
    this.followers.add(changed);
    return () => void this.followers.delete(changed);
  }

  /** Somebody begins to wait; the result ends it, once. */
  begin(): () => void {
    let isOver = false;
    this.add(1);
    return () => {
      if (isOver) return;
      isOver = true;
      this.add(-1);
    };
  }

  /** The question, which counts until it is answered. */
  during<Asked extends readonly unknown[], T>(ask: (...asked: Asked) => Promise<T>) {
    return async (...asked: Asked): Promise<T> => {
      const end = this.begin();
      try {
        return await ask(...asked);
      } finally {
        end();
      }
    };
  }

  private add(by: 1 | -1): void {
    const before = this.isBusy;
    this.waiting += by;
    if (this.isBusy !== before) for (const tell of this.followers) tell();
  }
}

/** The archive as one study on the screen uses it, and whether it does at the moment. Searches for others are not counted. */
export function watchUse(source: Archive): { readonly archive: Archive; readonly use: ArchiveUse } {
  const use = new Counted();
  const { frames, opening, locate, store } = source;
  const stream: Archive['frames']['stream'] = (instances, has, listener, signal, isPart) => {
    const end = use.begin();
    signal.addEventListener('abort', end, { once: true });
    const heard: StreamListener = {
      frame: (frame) => listener.frame(frame),
      failed: (key, error) => listener.failed(key, error),
      state: (state) => {
        listener.state(state);
        if (state.phase === 'done') end();
      },
    };
    frames.stream(instances, has, heard, signal, isPart);
    if (signal.aborted) end();
  };
  return {
    use,
    archive: {
      ...source,
      series: use.during(source.series),
      instances: use.during(source.instances),
      thumbnail: use.during(source.thumbnail),
      bulk: use.during(source.bulk),
      document: use.during(source.document),
      ...(opening ? { opening: use.during(opening) } : {}),
      ...(locate ? { locate: use.during(locate) } : {}),
      ...(store ? { store: use.during(store) } : {}),
      frames: { ...frames, one: use.during(frames.one), stream },
    },
  };
}

/**
 * Does something once nobody waits for an archive; called off at once when somebody does, and begun again after. The result ends it.
 * What fails by itself is not tried again: whoever needs it asks, and says why.
 */
export function whileQuiet(use: ArchiveUse, work: (signal: AbortSignal) => Promise<void>): () => void {
  let run: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const begin = async () => {
    const mine = new AbortController();
    run = mine;
    await idle();
    if (mine.signal.aborted) return;
    await work(mine.signal).catch(() => undefined);
    if (!mine.signal.aborted) isOver = true;
  };
  const changed = () => {
    clearTimeout(timer);
    if (isOver) return;
    run?.abort();
    run = undefined;
    if (!use.isBusy) timer = setTimeout(() => void begin(), QUIET_MS);
  };
  const stop = use.follow(changed);
  changed();
  return () => {
    stop();
    isOver = true;
    clearTimeout(timer);
    run?.abort();
  };
}
