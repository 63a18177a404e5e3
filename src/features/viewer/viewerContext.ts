import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Archive, SeriesSummary } from '@/archive/archive';
import type { StudyUid } from '@/dicom/uid';
import type { EarlyPictures } from '@/imaging/earlyPictures';
import {
  EMPTY_PANE,
  ENGINELESS_PANE,
  LOADING_PANE,
  seriesKey,
  type PaneStatus,
  type SeriesLoad,
} from '@/imaging/paneStore';
import type { ToolId } from '@/imaging/tools';
import type { Screen } from '@/ui/useScreen';
import { isKeyImage } from '@/view/actions';
import type { Pane, ViewState } from '@/view/viewState';
import type { Reach } from './actions';
import type { ShellState } from './shell';
import type { ThumbnailQueue } from './thumbnails';
import type { Standing } from './whyOff';

/** The series of one study, as far as they are known. */
export interface StudySeries {
  readonly study: StudyUid;
  readonly series: readonly SeriesSummary[];
  readonly state: 'loading' | 'here' | 'failed';
  readonly error: unknown;
  retry(): void;
}

/** All that the parts of the viewer share. Changes when the engine starts, a series list arrives or the screen turns. */
export interface Viewer extends Reach {
  readonly archive: Archive;
  readonly archiveName: string;
  /** The archives of the settings beside this one, where a study may be looked for. */
  readonly otherArchives: readonly { readonly id: string; readonly name: string }[];
  readonly early: EarlyPictures;
  /** Starts the engine once more, after it failed. */
  retryEngine(): void;
  readonly screen: Screen;
  readonly studies: readonly StudySeries[];
  readonly thumbnails: ThumbnailQueue;
  /** The tool that Escape goes back to: what one finger or the left button does at rest. */
  readonly restingTool: 'window' | 'scroll';
  /** Told of what leaves the page as a file. */
  readonly onExport: ((studies: readonly StudyUid[]) => void) | undefined;
  /** How the active pane stands: the same object until that changes. */
  standing(): Standing;
}

const ViewerContext = createContext<Viewer | undefined>(undefined);
export const ViewerProvider = ViewerContext.Provider;

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('This component stands outside the viewer.');
  return viewer;
}

/** Part of the view; select narrowly. */
export const useView = <T>(select: (view: ViewState) => T): T =>
  useStore(useViewer().views, ({ view }) => select(view));

export const useShell = <T>(select: (shell: ShellState) => T): T => useStore(useViewer().shell, select);

/** What a pane holds; as long as nobody tells, a pane with a series loads, unless nobody will tell. */
export function useStatus<T>(pane: number, select: (status: PaneStatus) => T): T {
  const { facts, hasEngineFailed = false } = useViewer();
  const isPlaced = useView((view) => (view.panes[pane] ?? null) !== null);
  return useStore(facts, ({ panes }) => {
    const status = panes[pane] ?? (isPlaced ? LOADING_PANE : EMPTY_PANE);
    return select(hasEngineFailed && status.state === 'loading' ? ENGINELESS_PANE : status);
  });
}

/** Part of what all panes hold. */
export const usePanes = <T>(select: (panes: readonly PaneStatus[]) => T): T =>
  useStore(useViewer().facts, ({ panes }) => select(panes));

/** Whether the image on screen bears a star. */
export function useIsKeyImage(pane: number): boolean {
  const keyImages = useView(({ keyImages }) => keyImages);
  return useStatus(pane, ({ instance, frame = 1 }) => {
    if (!instance || !keyImages) return false;
    const { study, series, sop } = instance;
    return isKeyImage({ keyImages }, { study, series, sop, frame });
  });
}

/** Part of how much of a series is here. */
export const useLoad = <T>(
  series: Pick<SeriesSummary, 'study' | 'series'> | undefined,
  select: (load: SeriesLoad | undefined) => T,
): T =>
  useStore(useViewer().facts, ({ loads }) => select(series && loads[seriesKey(series.study, series.series)]));

const NO_SERIES: readonly SeriesSummary[] = [];

/** What is described of each of these series, in their order. */
export const useDescribed = (
  series: readonly SeriesSummary[] = NO_SERIES,
): readonly SeriesLoad['described'][] =>
  useStore(
    useViewer().facts,
    useShallow(({ loads }) => series.map((one) => loads[seriesKey(one.study, one.series)]?.described)),
  );

/** The tool of the left button or one finger. */
export const useTool = (): ToolId => useStore(useViewer().tool, ({ tool }) => tool);

/** Whether fingers keep the tool in use after a drawing. */
export const useIsToolKept = (): boolean => useStore(useViewer().tool, ({ isKept }) => isKept === true);

/** Which series stands in a pane; the same object whichever of its images is shown, and however. */
export const usePlaced = (pane: number): Pick<Pane, 'study' | 'series'> | undefined =>
  useView(
    useShallow(({ panes }) => {
      const { study, series } = panes[pane] ?? {};
      return study && series && { study, series };
    }),
  );

/** The summary of a series by its UIDs. */
export function useSeriesOf(pane: number): SeriesSummary | undefined {
  const { studies } = useViewer();
  const placed = usePlaced(pane);
  return (
    placed &&
    studies
      .flatMap(({ series }) => series)
      .find((one) => one.study === placed.study && one.series === placed.series)
  );
}
