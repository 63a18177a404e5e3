import type { SeriesSummary } from '@/archive/contract/archive';
import { useT, type Translate } from '@/i18n/t';
import type { SeriesPart } from '@/imaging/contract';
import { showPart } from '@/features/viewer/state/parts';
import styles from '@/features/viewer/styles/series.module.css';
import { useLoad, usePanes, useView, useViewer } from '@/features/viewer/context/viewerContext';

/** 'axial b 800': what tells a stack from the others; '' for images without a place in the patient. */
export const partName = ({ plane, bValue }: SeriesPart, t: Translate): string =>
  [plane && t(`stack.plane.${plane}`), bValue !== undefined && t('stack.bValue', { value: bValue })]
    .filter(Boolean)
    .join(' ');

/** The stacks of a series that holds several: press one to see it in the active pane. */
export function SeriesParts({
  series,
  onPlaced,
}: {
  series: SeriesSummary;
  onPlaced?: (() => void) | undefined;
}) {
  const t = useT();
  const viewer = useViewer();
  const parts = useLoad(series, (load) => load?.parts);
  const active = useView((view) => view.active);
  const isHere = useView(({ panes }) => {
    const pane = panes[active];
    return pane?.study === series.study && pane.series === series.series;
  });
  const current = usePanes((panes) => {
    const index = panes[active]?.index ?? -1;
    return parts?.findIndex(({ from, count }) => index >= from && index < from + count) ?? -1;
  });
  if (!parts || parts.length < 2) return null;
  return (
    <div role="group" aria-label={t('stack.parts')} className={styles['parts']}>
      {parts.map((part, at) => {
        const values = { part: at + 1, parts: parts.length };
        const plane = partName(part, t);
        const name = plane ? t('stack.part.plane', { ...values, plane }) : t('stack.part', values);
        const isCurrent = isHere && at === current;
        return (
          <button
            key={part.from}
            type="button"
            data-current={isCurrent || undefined}
            aria-current={isCurrent || undefined}
            aria-label={t('stack.part.count', { part: name, count: part.count })}
            onClick={() => {
              showPart(viewer, series, part);
              onPlaced?.();
            }}
          >
            {at + 1}
            {plane && ` ${plane}`} · {part.count}
          </button>
        );
      })}
    </div>
  );
}
