import { Suspense, useCallback, useMemo, useRef, type ReactNode } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { spoken } from '@/i18n/language';
import { QUIET_MS } from '@/imaging/early/patientTarget';
import type { PaneKindView } from '@/kinds/contract/paneKind';
import { PANE_KINDS, type PaneKindId } from '@/kinds/paneKinds';
import { patchPane, showImage } from '@/view/actions';
import { updateView } from '@/view/viewStore';
import styles from '@/features/viewer/styles/panes.module.css';
import { useAsked, usePlaced, useView, useViewer } from '@/features/viewer/context/viewerContext';

interface KindPaneProps {
  readonly pane: number;
  readonly kind: PaneKindId;
  /** Shown until its code is here. */
  readonly waiting: ReactNode;
}

/** What is no image, by its own kind of pane (kinds/): a report as text, a document page by page. */
export function KindPane({ pane, kind, waiting }: KindPaneProps) {
  const { archive, views, shell, studies, may, onExport, hand } = useViewer();
  const placed = usePlaced(pane);
  const ofStudy = studies.find(({ study }) => study === placed?.study);
  const listed = useMemo(() => ofStudy && new Set(ofStudy.series.map((one) => one.series)), [ofStudy]);
  const at = useAsked(pane);
  const look = useView(
    useShallow(({ panes }) => {
      const { zoom, rotationDeg } = panes[pane] ?? {};
      return { zoom, rotationDeg };
    }),
  );
  const view = useMemo(() => ({ at, ...look }), [at, look]);
  const movedAtMs = useRef(-Infinity);
  const onView = useCallback(
    (change: PaneKindView) => {
      // Without an engine nobody else notes what can be undone: to turn a page is no step, changes that follow each other are one.
      if ('zoom' in change || 'rotationDeg' in change) {
        const now = performance.now();
        if (now - movedAtMs.current > QUIET_MS) hand.begin();
        movedAtMs.current = now;
      }
      updateView(views, (view) => patchPane(view, pane, change));
    },
    [views, pane, hand],
  );
  const { Pane } = PANE_KINDS[kind];
  if (!placed) return null;
  return (
    <div dir={spoken().direction} className={styles['kind']} data-kind={kind}>
      <Suspense fallback={waiting}>
        <Pane
          key={placed.series}
          archive={archive}
          study={placed.study}
          series={placed.series}
          listed={listed}
          view={view}
          mayExport={may.has('export')}
          onView={onView}
          onImage={(image) => updateView(views, (view) => showImage(view, image))}
          onTags={() => shell.setState({ dialog: 'tags' })}
          onExport={() => onExport?.([placed.study])}
        />
      </Suspense>
    </div>
  );
}
