import { useCallback, useRef, type PointerEvent } from 'react';
import { useT, type Translate } from '@/i18n/t';
import { seriesKey, type SeriesLoad } from '@/imaging/pane/paneStore';
import { cineRange } from '@/view/cine';
import type { Cine } from '@/view/viewState';
import { barLines, markedPlaces, placeAt, shareOf, writeLines } from './barLines';
import { pictureWordOf } from '@/features/viewer/state/overlayText';
import styles from '@/features/viewer/styles/panes.module.css';
import { useImage, useStatus, useViewer, type Viewer } from '@/features/viewer/context/viewerContext';

/** The first and the last place, from 0, where not all is played. */
function playedRange(load: SeriesLoad | undefined, cine: Cine | undefined): readonly number[] {
  if (!load?.order || !(cine?.from ?? cine?.to)) return [];
  return cineRange(cine, load.order, { from: 0, count: load.order.length });
}

/** Keeps a bar as its pane is, without a render; the result stops it. */
function followSlices(
  bar: HTMLDivElement,
  pane: number,
  { engine, facts, views }: Pick<Viewer, 'engine' | 'facts' | 'views'>,
  t: Translate,
): () => void {
  const find = (part: string) => bar.querySelector<HTMLElement>(`[data-${part}]`);
  const [rail, thumb] = [find('rail'), find('thumb')];
  if (!rail || !thumb) return () => undefined;
  let isQueued = false;
  let isGone = false;
  const loadNow = () => {
    const placed = views.getState().view.panes[pane];
    return placed ? facts.getState().loads[seriesKey(placed.study, placed.series)] : undefined;
  };
  const move = () => {
    const status = facts.getState().panes[pane];
    const { index, count } = status ?? { index: 0, count: 1 };
    thumb.style.top = `${100 * shareOf(index, count)}%`;
    bar.setAttribute('aria-valuenow', String(index + 1));
    bar.setAttribute(
      'aria-valuetext',
      t(`pane.${status ? pictureWordOf(status) : 'image'}Of`, { place: index + 1, count }),
    );
  };
  // Once for all that is told at once, and in the picture of the page that tells it elsewhere: another one costs as much as all else.
  const repaint = () => {
    if (isQueued) return;
    isQueued = true;
    queueMicrotask(() => {
      isQueued = false;
      if (isGone) return;
      const load = loadNow();
      const played = playedRange(load, views.getState().view.panes[pane]?.cine);
      bar.dataset['played'] = played.map((place) => place + 1).join('-');
      const marked = markedPlaces(engine?.measures.getState().list ?? [], load);
      writeLines(rail, barLines(load?.had ?? new Uint8Array(), marked, played));
    });
  };
  let before = loadNow();
  const stops = [
    facts.subscribe(() => {
      move();
      const load = loadNow();
      if (load !== before) repaint();
      before = load;
    }),
    engine?.measures.subscribe(repaint),
    views.subscribe(({ view }, { view: before }) => {
      if (view.panes[pane]?.cine !== before.panes[pane]?.cine) repaint();
    }),
  ];
  move();
  repaint();
  return () => {
    for (const stop of stops) stop?.();
    isGone = true;
  };
}

/** Where the image lies in its series, how much of it is here, where measurements are. Never renders on scroll. */
export function SliceBar({ pane }: { pane: number }) {
  const t = useT();
  const { engine, facts, hand, views } = useViewer();
  const count = useStatus(pane, ({ count }) => count);
  const word = useImage(pane, pictureWordOf);
  const rail = useRef<HTMLDivElement>(null);

  const follow = useCallback(
    (bar: HTMLDivElement) => followSlices(bar, pane, { engine, facts, views }, t),
    [engine, facts, views, pane, t],
  );

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.type === 'pointerdown') {
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
    } else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    event.stopPropagation();
    const box = rail.current?.getBoundingClientRect();
    if (!box || box.height === 0) return;
    const index = placeAt((event.clientY - box.top) / box.height, count);
    hand.servePicture(pane, (pictures) => pictures.scrollTo(pane, index), 'series');
  };

  if (count < 2) return null;
  return (
    <div
      ref={follow}
      role="slider"
      aria-orientation="vertical"
      aria-label={t(`pane.${word}Bar`, { number: pane + 1 })}
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={1}
      tabIndex={0}
      className={styles['bar']}
      onPointerDown={drag}
      onPointerMove={drag}
    >
      <div ref={rail} data-rail="" className={styles['rail']} />
      <div data-thumb="" className={styles['thumb']} />
    </div>
  );
}
