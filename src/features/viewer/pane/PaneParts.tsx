import { text } from '@/dicom/dataset/dicomJson';
import { laterality } from '@/dicom/geometry/laterality';
import { TAG } from '@/dicom/dataset/tags';
import { useT } from '@/i18n/t';
import styles from '@/features/viewer/styles/overlay.module.css';
import { partName } from './SeriesParts';
import { useLoad, usePlaced, useImage } from '@/features/viewer/context/viewerContext';

/** The stacks of a pane's series, in one of which the image on screen stands; rendered anew when that one changes. */
export function useParts(pane: number) {
  const placed = usePlaced(pane);
  const parts = useLoad(placed, (load) => load?.parts);
  const warnings = useLoad(placed, (load) => load?.warnings);
  const order = useLoad(placed, (load) => load?.order);
  const at = useImage(
    pane,
    ({ index }) => parts?.findIndex(({ from, count }) => index >= from && index < from + count) ?? -1,
  );
  return { parts, warnings, order, at };
}

/** 'Stack 2 of 3, coronal', where a series holds several. */
export function PartText({ pane }: { pane: number }) {
  const t = useT();
  const { parts, at } = useParts(pane);
  const part = parts?.[at];
  if (!parts || !part || parts.length < 2) return null;
  const values = { part: at + 1, parts: parts.length };
  const name = partName(part, t);
  return (
    <span data-part="stack">
      {name === '' ? t('stack.part', values) : t('stack.part.plane', { ...values, plane: name })}
    </span>
  );
}

/** Side of a paired body part and the view, as mammograms are marked: 'R MLO'. */
export function SideText({ pane }: { pane: number }) {
  const t = useT();
  const side = useImage(pane, ({ instance, frame }) => instance && laterality(instance, frame));
  const view = useImage(pane, ({ instance }) => text(instance?.dataset, TAG.ViewPosition));
  if (side === undefined || side === 'U') return null;
  return (
    <span data-part="side" className={styles['side']}>
      <span aria-hidden="true">{side}</span>
      <span className={styles['heard']}>{t(`laterality.${side}`)}</span> {view}
    </span>
  );
}
