import { useCallback, useRef } from 'react';
import { useT } from '@/i18n/t';
import { layerEnds } from '@/imaging/pane/layerEnds';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import { COLOUR_TABLES } from '@/painting/colourTables';
import { formatDate } from '@/dicom/values/dateText';
import type { LayerColours } from '@/view/viewState';
import { useImage, useShell, useView, useViewer } from '@/features/viewer/context/viewerContext';
import { useWritten } from '@/features/viewer/context/useWritten';
import { fusedValueText, layerName, layerTrouble, layerWritten, readLayer, type LayerSaid } from './fuseText';
import { planesPane } from '@/features/viewer/commands/fuseActions';
import styles from './fusion.module.css';

type Point = readonly [x: number, y: number];

/** On a plane: what is laid over it, by which colours, and both values where the pointer is. */
export function CutFusion({ pane }: { pane: number }) {
  const t = useT();
  const written = useImage(pane, ({ cut }) => layerWritten(cut?.layer));
  // One pane says what all would: that which is looked at.
  const isSpeaker = useView((view) => planesPane(view) === pane);
  const isLeft = useView(({ panes }) => panes[pane]?.layers?.length === 0);
  const layer = readLayer(written);
  if (isLeft) return isSpeaker && <Said text={t('fuse.left')} />;
  if (!layer) return null;
  const trouble = layerTrouble(layer, t);
  const isSeen = layer.state === 'shown';
  return (
    <div className={styles['fusion']} data-testid="fusion" data-state={layer.state}>
      {isSeen && <ColourBar layer={layer} />}
      <div className={styles['words']}>
        {(isSeen || layer.state === 'loading') && layer.title !== '' && (
          <p className={styles['name']} title={layerName(layer)} dir="auto" data-testid="fused-name">
            {layer.title}
          </p>
        )}
        {isSeen && <Values pane={pane} layer={layer} />}
        {layer.registeredBy !== undefined && <Registered by={layer.registeredBy} />}
        {isSpeaker && trouble !== '' && <p role="status">{trouble}</p>}
      </div>
    </div>
  );
}

const Said = ({ text }: { text: string }) => (
  <div className={styles['fusion']}>
    <div className={styles['words']}>
      <p role="status">{text}</p>
    </div>
  </div>
);

/** It is not where it says, but where a registration object puts it. */
function Registered({ by }: { by: string }) {
  const t = useT();
  const date = useShell(({ registrationDates }) => formatDate(registrationDates[by]));
  return <p>{date ? t('linked.registered', { date }) : t('linked.registered.undated')}</p>;
}

/** Every so many of the 256 colours of a table make its bar. */
const EACH = 15;

function gradientOf(colours: LayerColours): string {
  const { red, green, blue } = COLOUR_TABLES[colours];
  const stops = Array.from({ length: 255 / EACH + 1 }, (_, n) => {
    const [r, g, b] = [red, green, blue].map(({ entries }) => entries[n * EACH] ?? 0);
    return `rgb(${r} ${g} ${b})`;
  });
  return `linear-gradient(to top, ${stops.join(', ')})`;
}

function ColourBar({ layer }: { layer: LayerSaid }) {
  const t = useT();
  const ends = layerEnds(layer);
  if (!ends) return null;
  return (
    <div className={styles['scale']} role="img" aria-label={t('fuse.bar', ends)} data-testid="colour-bar">
      <span>
        {ends.to} {ends.unit}
      </span>
      <i style={{ background: gradientOf(layer.colours) }} />
      <span>{ends.from}</span>
    </div>
  );
}

/** Both values under the pointer; without one, and for fingers and keys, where the planes meet. */
function Values({ pane, layer }: { pane: number; layer: LayerSaid }) {
  const t = useT();
  const { engine } = useViewer();
  const point = useRef<Point | undefined>(undefined);
  const { factor, unit } = layer.unit;
  const { modality } = layer;
  const write = useCallback(
    (element: HTMLDivElement, status: PaneStatus) => {
      const values = engine?.planes.valuesAt(pane, point.current);
      if (!values) return;
      const own = status.petUnit ?? { factor: 1, unit: status.unit };
      const by = status.cut?.slab?.by;
      const below = fusedValueText(values.base, { ...own, modality: status.instance?.modality ?? '', by }, t);
      const above = fusedValueText(values.layer, { factor, unit, modality, by }, t);
      const [first, second] = element.children;
      if (first && first.textContent !== below) first.textContent = below;
      if (second && second.textContent !== above) second.textContent = above;
      element.dataset['at'] = point.current ? 'pointer' : 'cross';
    },
    [engine, pane, factor, unit, modality, t],
  );
  const followed = useWritten(pane, write);
  const { facts } = useViewer();
  const attach = useCallback(
    (element: HTMLDivElement) => {
      const leave = followed(element);
      const ends = new AbortController();
      const place = element.closest<HTMLElement>('[data-pane]');
      const follow = (at: Point | undefined) => {
        point.current = at;
        const status = facts.getState().panes[pane];
        if (status) write(element, status);
      };
      const move = (event: PointerEvent) => {
        if (event.pointerType === 'touch') return;
        const box = element.closest('[data-testid="fusion"]')?.getBoundingClientRect();
        if (box) follow([event.clientX - box.left, event.clientY - box.top]);
      };
      const { signal } = ends;
      place?.addEventListener('pointermove', move, { signal });
      place?.addEventListener('pointerleave', () => follow(undefined), { signal });
      return () => {
        ends.abort();
        leave();
      };
    },
    [followed, facts, pane, write],
  );
  return (
    <div ref={attach} className={styles['values']} title={t('fuse.values')} data-testid="fused-values">
      <span />
      <span />
    </div>
  );
}
