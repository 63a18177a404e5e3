import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { Archive } from '@/archive/archive';
import { useT } from '@/i18n/t';
import { Logo } from '@/ui/Logo';
import { encodeLink, fittingMarks, type Link } from '@/view/codec';
import type { Dropped } from '@/view/dropped';
import type { Mark } from '@/view/measurement';
import type { ViewState } from '@/view/viewState';
import type { Config } from './config';
import { packMarks, readEntryState, unpackMarks } from './entryState';
import { createLinkWriter } from './linkWriter';
import { loadViewer } from './prefetchViewer';
import { studyPath } from './routes';

const ViewerScreen = lazy(loadViewer);

/** Browsers refuse more history writes than about three a second. */
const WRITE_MS = 300;

interface ViewerRouteProps {
  readonly config: Config;
  readonly archive: Archive;
  readonly link: Link & { readonly dropped: readonly Dropped[] };
  readonly onBack: () => void;
}

/** A study on the screen; the address follows what is seen. */
export function ViewerRoute({ config, archive, link, onBack }: ViewerRouteProps) {
  const t = useT();
  const [entry] = useState(() => enter(link));
  const writer = useMemo(
    () => createLinkWriter<Shown>((next) => write(archive.id, next), WRITE_MS),
    [archive.id],
  );
  useEffect(() => {
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
      writer.cancel();
    };
  }, [writer]);

  const props = useMemo(
    () => ({
      onViewChange: (view: ViewState, marks: readonly Mark[]) => {
        writer.put({ view, marks });
      },
      leave: () => {
        writer.flush();
        onBack();
      },
    }),
    [writer, onBack],
  );

  return (
    <Suspense
      fallback={
        <main className="app-opening" role="status">
          <Logo size={28} />
          {t('app.opening')}
        </main>
      }
    >
      <ViewerScreen
        archive={archive}
        archives={config.archives}
        entry={entry}
        inspect={config.inspect}
        {...(config.findings ? { findings: config.findings } : {})}
        onBack={props.leave}
        onViewChange={props.onViewChange}
      />
    </Suspense>
  );
}

interface Shown {
  readonly view: ViewState;
  readonly marks: readonly Mark[];
}

/** The link, with the measurements that a reload finds in the browser's history where the address held only some. */
function enter(link: ViewerRouteProps['link']) {
  const held = unpackMarks(readEntryState(history.state).marks ?? []);
  return {
    view: link.view,
    marks: held.length > link.marks.length ? held : link.marks,
    ...(link.finding === undefined ? {} : { finding: link.finding }),
    dropped: link.dropped,
  };
}

/** Writes what is seen into the address, and measurements that are too many for it into the entry's state. */
function write(archive: string, { view, marks }: Shown): void {
  // The entry may have changed hands between the change and this moment (Back, an edited address).
  if (!location.hash.startsWith(studyPath(archive, view.studies[0]))) return;
  const fitting = fittingMarks(marks);
  const { isFromList } = readEntryState(history.state);
  const rest = fitting.length < marks.length ? { marks: packMarks(archive, view, marks) } : {};
  history.replaceState({ isFromList, ...rest }, '', `#${encodeLink({ archive, view, marks: fitting })}`);
}
