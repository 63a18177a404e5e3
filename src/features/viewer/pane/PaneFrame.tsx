import { useState, type DragEvent } from 'react';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { useT } from '@/i18n/t';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import { ViewportPane } from '@/kinds/ViewportPane';
import { join } from '@/ui/Button';
import { KeysHeld } from '@/ui/overlay/KeysHeld';
import { FOCUS_HOME } from '@/ui/overlay/watchFocus';
import { activatePane, placeSeries } from '@/features/viewer/commands/keyboard';
import { CutCross } from './CutCross';
import { CutFusion } from './CutFusion';
import { CutSlider } from './CutSlider';
import { EarlyPicture } from './EarlyPicture';
import { PaneBoundary } from './PaneBoundary';
import { PaneCover } from './PaneCover';
import { SideLetters, PaneFoot } from './PaneFoot';
import { EmptyHead, PaneHead } from './PaneHead';
import styles from '@/features/viewer/styles/panes.module.css';
import { usePatientFrame } from '@/features/viewer/patient/PatientBadge';
import { useRelation } from '@/features/viewer/patient/relation';
import { usePaneSaid } from '@/features/viewer/patient/usePaneSaid';
import { usePaneInput } from './usePaneInput';
import { SliceBar } from './SliceBar';
import { useStatus, useView, useViewer } from '@/features/viewer/context/viewerContext';
import { useWritten } from '@/features/viewer/context/useWritten';

/** What a dragged series carries: JSON of its UIDs, inside this page only. */
export const DRAGGED = 'application/x-isocenter-series';

interface PaneFrameProps {
  readonly pane: number;
  /** Of the grid, from 1. */
  readonly cell: { readonly row: number; readonly column: number };
  /** Another pane is seen in its place: it is painted, and nobody sees or reaches it. */
  readonly isHidden: boolean;
  readonly isActive: boolean;
  /** Active among several: bears the border. */
  readonly isMarked: boolean;
  /** Beside others, or on a small screen. */
  readonly isNarrow: boolean;
}

interface HoleProps {
  readonly pane: number;
  readonly isCut: boolean;
  readonly attach: ReturnType<typeof usePaneInput>['attach'];
}

/** Where the picture is drawn, before the engine and by it, with what lies over planes. */
function Hole({ pane, isCut, attach }: HoleProps) {
  const { engine } = useViewer();
  return (
    <div ref={attach} className={styles['hole']}>
      {engine && (
        <div className={styles['picture']} data-picture={pane}>
          <ViewportPane engine={engine} pane={pane} className={styles['viewport']} />
        </div>
      )}
      <EarlyPicture pane={pane} />
      {isCut && <CutCross pane={pane} />}
      {isCut && <CutFusion pane={pane} />}
    </div>
  );
}

/** One pane: the engine's hole, what is written beside it, its slice bar, and what is said when there is no picture. */
export function PaneFrame({ pane, cell, isHidden, isActive, isMarked, isNarrow }: PaneFrameProps) {
  const viewer = useViewer();
  const isPlaced = useView((view) => (view.panes[pane] ?? null) !== null);
  const series = useView((view) => view.panes[pane]?.series);
  const isCut = useView((view) => view.panes[pane]?.cut !== undefined);
  const wall = useView((view) => view.panes[pane]?.field?.wall);
  const state = useStatus(pane, ({ state }) => state);
  const patient = usePatientFrame(pane);
  const name = usePaneName(pane);
  const { isOver, drop } = useSeriesDrop(pane);
  const { attach, isTextToCome } = usePaneInput(pane);

  const describe = useWritten(pane, writeImage);

  return (
    <section
      ref={describe}
      className={join(styles['pane'], isMarked && styles['active'], isOver && styles['over'])}
      data-pane={pane}
      data-state={state}
      data-wall={wall}
      data-cut={isCut || undefined}
      style={{
        gridRow: cell.row,
        gridColumn: cell.column,
        ...(isHidden ? { visibility: 'hidden' } : {}),
      }}
      data-patient={patient?.number}
      aria-label={patient?.label ?? name}
      tabIndex={0}
      {...(isActive && { [FOCUS_HOME]: '' })}
      onFocus={() => activatePane(viewer, pane)}
      {...drop}
    >
      <div className={styles['frame']}>
        {isPlaced ? <PaneHead pane={pane} /> : <EmptyHead pane={pane} />}
        <div className={styles['middle']}>
          <Hole pane={pane} isCut={isCut} attach={attach} />
          {isTextToCome && <KeysHeld />}
          {isPlaced && <SideLetters pane={pane} />}
          {isPlaced && (isCut ? <CutSlider pane={pane} /> : <SliceBar pane={pane} />)}
          {/* What broke was the series, not the pane: another one is tried. */}
          <PaneBoundary key={series} pane={pane}>
            <PaneCover pane={pane} />
          </PaneBoundary>
        </div>
        {isPlaced && <PaneFoot pane={pane} isActive={isActive} isNarrow={isNarrow} />}
      </div>
    </section>
  );
}

/** A pane of another study than the one that is read is not told by its number alone. */
function usePaneName(pane: number): string {
  const t = useT();
  const isOther = useRelation(pane) !== undefined;
  const what = usePaneSaid(pane);
  const number = pane + 1;
  return isOther && what !== '' ? t('pane.name.of', { number, what }) : t('pane.name', { number });
}

/** A series of the list that is let go over a pane is shown there. */
function useSeriesDrop(pane: number) {
  const viewer = useViewer();
  const [isOver, setIsOver] = useState(false);
  const drop = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(DRAGGED)) return;
      event.preventDefault();
      setIsOver(true);
    },
    onDragLeave: () => setIsOver(false),
    onDrop: (event: DragEvent<HTMLElement>) => {
      setIsOver(false);
      const key = readDragged(event.dataTransfer.getData(DRAGGED));
      if (!key) return;
      event.preventDefault();
      placeSeries(viewer, pane, key);
      // Whoever dropped it looks at it: the keys are no longer the list's.
      event.currentTarget.focus();
    },
  };
  return { isOver, drop };
}

/** The displayed image in attributes, without rendering: it changes on every slice. */
function writeImage(element: HTMLElement, { instance, frame = 1 }: PaneStatus): void {
  const { dataset } = element;
  if (!instance) {
    for (const name of ['sop', 'frame']) delete dataset[name];
    return;
  }
  if (dataset['sop'] !== instance.sop) dataset['sop'] = instance.sop;
  if (dataset['frame'] !== String(frame)) dataset['frame'] = String(frame);
}

/** The series a drag carries, when it is one of ours. */
function readDragged(json: string) {
  try {
    const value = JSON.parse(json) as { study?: unknown; series?: unknown };
    const [study, series] = [toStudyUid(value.study), toSeriesUid(value.series)];
    return study && series ? { study, series } : undefined;
  } catch {
    return undefined;
  }
}
