import { useShallow } from 'zustand/react/shallow';
import { text } from '@/dicom/dataset/dicomJson';
import { kindOf, type SeriesKind } from '@/dicom/series/modality';
import { SOP_CLASS_NAMES } from '@/dicom/dataset/sopClasses';
import type { MessageKey } from '@/i18n/en';
import { EMPTY_PANE, type PaneStatus } from '@/imaging/pane/paneStore';
import { paneKindOf, type PaneKindId } from '@/kinds/paneKinds';
import { hasPictureName, otherKindOf } from '@/features/viewer/state/otherKind';
import { sayTheSame } from '@/features/viewer/state/steady';
import { usePanes, useSeriesOf, useImage, useStatus, useSubject, useView, useViewer } from './viewerContext';

const classOf = ({ subject }: Pick<PaneStatus, 'subject'>): string | undefined => subject?.sopClass;

/** What a pane holds where that is no image. */
export function useOtherKind(pane: number): SeriesKind | undefined {
  const modality = useSeriesOf(pane)?.modality;
  return useImage(pane, (status) => otherKindOf(status, () => modality));
}

const [SOP_CLASS, MODALITY] = ['00080016', '00080060'] as const;
const sayTheSameKind = sayTheSame(SOP_CLASS, MODALITY);

/** The kind of pane that shows what a pane holds; undefined: images, or what is not shown. */
export function usePaneKind(pane: number): PaneKindId | undefined {
  const listed = useSeriesOf(pane)?.modality;
  const hasNoImages = useStatus(pane, ({ fault }) => fault?.code === 'no-images');
  const subject = useSubject(pane, sayTheSameKind);
  const modality = (subject && text(subject, MODALITY)) ?? listed;
  if (!hasNoImages || modality === undefined) return undefined;
  return paneKindOf({ modality, sopClass: (subject && text(subject, SOP_CLASS)) ?? '' });
}

/** Whether a pane holds an image, or may as far as is known: beside a document the pictures keep their place. */
export function useHasImages(): boolean {
  const { studies } = useViewer();
  const placed = useView(useShallow(({ panes }) => panes.map((pane) => pane?.series ?? null)));
  const others = usePanes((panes) => {
    const kinds = placed.map((placed, at) => {
      const listed = studies.flatMap(({ series }) => series).find(({ series }) => series === placed);
      const isOther = otherKindOf(panes[at] ?? EMPTY_PANE, () => listed?.modality) !== undefined;
      return placed === null || isOther;
    });
    return kinds.every(Boolean) && placed.some((pane) => pane !== null);
  });
  return !others;
}

/** Whether a picture may take the place of what is shown: of studies whose lists name documents alone, none does. */
export const useMayHaveImages = (): boolean =>
  useViewer().studies.some(
    ({ state, series }) =>
      state !== 'here' || series.length === 0 || series.some(({ modality }) => kindOf(modality) === 'image'),
  );

/** The words for a series that has no images: what it is, by the name of its class, and what that means. */
export function useOtherWords(
  pane: number,
  kind: SeriesKind,
): { title: MessageKey; name: string; text: MessageKey } {
  const sopClass = useImage(pane, classOf);
  const modality = useSeriesOf(pane)?.modality ?? '';
  return {
    title: `kind.${kind}.only`,
    text:
      kind === 'document'
        ? 'kind.document.text'
        : hasPictureName(sopClass)
          ? 'kind.noPixels'
          : 'kind.notDrawn',
    name: (sopClass && SOP_CLASS_NAMES[sopClass]) ?? modality,
  };
}
