import { text } from '@/dicom/dataset/dicomJson';
import { laterality } from '@/dicom/geometry/laterality';
import { breastView } from '@/dicom/hanging/breastImage';
import { breastKinds } from '@/dicom/hanging/breastNotes';
import { TAG } from '@/dicom/dataset/tags';
import { listText } from '@/i18n/numberText';
import { useT } from '@/i18n/t';
import overlay from '@/features/viewer/styles/overlay.module.css';
import styles from './foot.module.css';
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

/** 'b 800', 'Stack 2 of 3, axial', where a series holds several. */
export function PartText({ pane }: { pane: number }) {
  const t = useT();
  const { parts, at } = useParts(pane);
  const part = parts?.[at];
  if (!parts || !part || parts.length < 2) return null;
  const values = { part: at + 1, parts: parts.length };
  const { bValue, ...placed } = part;
  const plane = partName(placed, t);
  // What tells a stack from those that lie alike stands by itself: it stays where the words have no room.
  return (
    <>
      {bValue !== undefined && <span data-part="stackValue">{t('stack.bValue', { value: bValue })} </span>}
      <span data-part="stack">
        {plane === '' ? t('stack.part', values) : t('stack.part.plane', { ...values, plane })}
      </span>
    </>
  );
}

/** Side of a paired body part and the view, as mammograms are marked: 'R MLO'. */
export function SideText({ pane }: { pane: number }) {
  const t = useT();
  const side = useImage(pane, ({ instance, frame }) => instance && laterality(instance, frame));
  const view = useImage(pane, ({ instance }) => {
    const told = text(instance?.dataset, TAG.ViewPosition);
    const coded = instance?.modality === 'MG' ? breastView(instance)?.view : undefined;
    // As it is coded, where that has a short name: View Position may be left out beside its code.
    return coded === undefined || coded === 'other' ? told : coded;
  });
  const kinds = useImage(pane, ({ instance }) => (instance ? JSON.stringify(breastKinds(instance)) : '[]'));
  const kindNames = (JSON.parse(kinds) as ReturnType<typeof breastKinds>).map((kind) =>
    t(`breast.kind.${kind}`),
  );
  const hasSide = side !== undefined && side !== 'U';
  if (!hasSide && kindNames.length === 0) return null;
  return (
    <span data-part="side" className={styles['side']}>
      {hasSide && (
        <>
          <span aria-hidden="true">{side}</span>
          <span className={overlay['heard']}>{t(`laterality.${side}`)}</span>{' '}
        </>
      )}
      {view}
      {kindNames.length > 0 && ` ${listText(kindNames)}`}
    </span>
  );
}
