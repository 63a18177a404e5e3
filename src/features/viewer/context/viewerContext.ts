import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { EarlyPictures } from '@/imaging/early/earlyPictures';
import { seriesKey, type PaneStatus, type SeriesLoad } from '@/imaging/pane/paneStore';
import type { Drag, ToolId } from '@/imaging/pointer/tools';
import type { Screen } from '@/ui/useScreen';
import type { ImageRef, Pane } from '@/view/viewState';
import type { ActionReach } from '@/features/viewer/commands/actions';
import type { Followed, SteadyStatus, SteadyView } from './followed';
import type { HandsAtHand } from '@/features/viewer/state/hands';
import type { ShellState } from '@/features/viewer/state/shell';
import type { ThumbnailQueue } from './thumbnails';

/** The series of one study, as far as they are known. */
export interface StudySeries {
  readonly study: StudyUid;
  readonly series: readonly SeriesSummary[];
  readonly state: 'loading' | 'here' | 'failed';
  readonly error: unknown;
  retry(): void;
}

/** All that the parts of the viewer share. Changes when the engine starts, a series list arrives or the screen turns. */
export interface Viewer extends ActionReach {
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
  readonly restingTool: Drag;
  /** Keys, buttons and wheel as chosen. */
  readonly hands: HandsAtHand;
  /** Told of what leaves the page as a file. */
  readonly onExport: ((studies: readonly StudyUid[]) => void) | undefined;
  /** What the parts follow of the view and of what the panes show. */
  readonly followed: Followed;
}

const ViewerContext = createContext<Viewer | undefined>(undefined);
export const ViewerProvider = ViewerContext.Provider;

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('This component stands outside the viewer.');
  return viewer;
}

/** Part of the view, but for the images that its panes show; select narrowly. */
export const useView = <T>(select: (view: SteadyView) => T): T =>
  useStore(useViewer().followed.views, select);

/** The image that a pane is to show. */
export const useAsked = (pane: number): ImageRef | undefined =>
  useStore(useViewer().views, ({ view }) => view.panes[pane]?.at);

export const useShell = <T>(select: (shell: ShellState) => T): T => useStore(useViewer().shell, select);

/** What a pane says whichever of its images is shown: asked for once a series, not once a slice. */
export const useStatus = <T>(pane: number, select: (status: SteadyStatus) => T): T =>
  useStore(useViewer().followed.steady(pane), select);

/** What a pane says of the image that it shows, too: asked for at every slice of a scroll. */
export const useImage = <T>(pane: number, select: (status: PaneStatus) => T): T =>
  useStore(useViewer().followed.status(pane), select);

/** The object that a pane speaks of, as long as `isSame` finds that it says the same; `isSame` must stay the same. */
export const useSubject = (
  pane: number,
  isSame: (a: DicomJson | undefined, b: DicomJson | undefined) => boolean,
): DicomJson | undefined => useStore(useViewer().followed.subject(pane, isSame));

/** Part of what all panes hold. */
export const usePanes = <T>(select: (panes: readonly PaneStatus[]) => T): T =>
  useStore(useViewer().facts, ({ panes }) => select(panes));

/** Whether the image on screen bears a star. */
export const useIsKeyImage = (pane: number): boolean => useStore(useViewer().followed.isStarred(pane));

/** Part of how much of a series is here. */
export const useLoad = <T>(
  series: Pick<SeriesSummary, 'study' | 'series'> | undefined,
  select: (load: SeriesLoad | undefined) => T,
): T =>
  useStore(useViewer().followed.loads, (loads) =>
    select(series && loads[seriesKey(series.study, series.series)]),
  );

const NO_SERIES: readonly SeriesSummary[] = [];

/** What is described of each of these series, in their order. */
export const useDescribed = (
  series: readonly SeriesSummary[] = NO_SERIES,
): readonly SeriesLoad['described'][] =>
  useStore(
    useViewer().followed.loads,
    useShallow((loads) => series.map((one) => loads[seriesKey(one.study, one.series)]?.described)),
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
