import { useEffect, useMemo } from 'react';
import type { Mark } from '@/measurement/measurement';
import type { Unheld } from '@/view/saving';
import type { ViewState } from '@/view/viewState';
import { createLinkWriter, type LinkWriter } from './linkWriter';

/** The hand rests: browsers refuse more history writes than about three a second. */
const REST_MS = 300;
/** What never rests is written this often. */
const LONGEST_MS = 3000;

/** What is seen, with what was drawn on it. */
export interface WrittenView {
  readonly view: ViewState;
  readonly marks: readonly Mark[];
  /** Asked for when it is written. */
  readonly held: () => Unheld;
}

/** Writes what is seen into the browser's history, in time for a reload. `write` must stay the same. */
export function useViewWriter(write: (shown: WrittenView) => void): LinkWriter<WrittenView> {
  const writer = useMemo(() => createLinkWriter(write, REST_MS, LONGEST_MS), [write]);
  useEffect(() => {
    writer.open();
    const ends = new AbortController();
    const listen = { signal: ends.signal, capture: true };
    // A reload opens the address as it was when it began: what `pagehide` writes comes too late for it. So what a release
    // ends is written with it (the engine notes the last change a frame later), and before a key that may reload.
    const afterRelease = () => requestAnimationFrame(() => requestAnimationFrame(writer.flush));
    for (const end of ['pointerup', 'keyup']) addEventListener(end, afterRelease, listen);
    addEventListener(
      'keydown',
      ({ key, ctrlKey, metaKey }) => {
        if (key === 'F5' || ctrlKey || metaKey) writer.flush();
      },
      listen,
    );
    addEventListener('pagehide', writer.flush, listen);
    addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'hidden' && writer.flush(),
      listen,
    );
    return () => {
      ends.abort();
      // What is let go of with the screen still tells of changes, when the address is another's already.
      writer.close();
    };
  }, [writer]);

  return writer;
}
