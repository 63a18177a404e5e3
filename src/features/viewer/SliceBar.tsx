import { useCallback, useRef, type PointerEvent } from 'react';
import { useT } from '@/i18n/t';
import { seriesKey, type SeriesLoad } from '@/imaging/paneStore';
import { watchSize } from '@/imaging/watchSize';
import { whenRestored } from '@/painting/whenRestored';
import { rangeOf } from '@/view/cine';
import type { Measurement } from '@/view/measurement';
import type { Cine } from '@/view/viewState';
import { pictureWordOf } from './overlayText';
import styles from './panes.module.css';
import { useImage, useStatus, useViewer } from './viewerContext';

const HERE = '#5f6b7a';
const MARKED = '#ffd54a';
const FAILED = '#ff7f86';
const PLAYED = '#4dd0c8';

/** Places from 0 of the images with measurements. */
export function markedPlaces(list: readonly Measurement[], load: SeriesLoad | undefined): readonly number[] {
  const order = load?.order ?? [];
  const drawn = new Set(list.map(({ sop, frame }) => `${sop}/${frame}`));
  return order.flatMap(({ sop, frame }, place) => (drawn.has(`${sop}/${frame}`) ? [place] : []));
}

/** The first and the last place, from 0, where not all is played. */
function playedRange(load: SeriesLoad | undefined, cine: Cine | undefined): readonly number[] {
  if (!load?.order || !(cine?.from ?? cine?.to)) return [];
  return rangeOf(cine, load.order, { from: 0, count: load.order.length });
}

/** Draws what is here, what failed, and what is marked, top to bottom; a fifth of a pixel is still a line. */
function paint(
  canvas: HTMLCanvasElement,
  load: SeriesLoad | undefined,
  marked: readonly number[],
  [first, last]: readonly number[],
): void {
  const height = Math.round(canvas.clientHeight * devicePixelRatio);
  const context = canvas.getContext('2d');
  if (!context || height === 0) return;
  canvas.width = 10;
  canvas.height = height;
  const had = load?.had ?? new Uint8Array();
  const step = height / Math.max(1, had.length);
  for (const [fate, colour] of [
    [1, HERE],
    [2, FAILED],
  ] as const) {
    context.fillStyle = colour;
    for (let from = 0; from < had.length; from++) {
      if (had[from] !== fate) continue;
      let to = from;
      while (to + 1 < had.length && had[to + 1] === fate) to++;
      context.fillRect(3, from * step, 4, Math.max(1, (to + 1 - from) * step));
      from = to;
    }
  }
  if (first !== undefined && last !== undefined) {
    context.fillStyle = PLAYED;
    context.fillRect(0, first * step, 2, Math.max(3, (last + 1 - first) * step));
    for (const edge of [first * step, (last + 1) * step - 2]) context.fillRect(0, edge, 10, 2);
  }
  context.fillStyle = MARKED;
  for (const place of marked) context.fillRect(0, (place + 0.5) * step - 1.5, 10, 3);
}

/** Where the image lies in its series, how much of it is here, where measurements are. Never renders on scroll. */
export function SliceBar({ pane }: { pane: number }) {
  const t = useT();
  const { engine, facts, hand, views } = useViewer();
  const count = useStatus(pane, ({ count }) => count);
  const word = useImage(pane, pictureWordOf);
  const rail = useRef<HTMLDivElement>(null);

  const follow = useCallback(
    (bar: HTMLDivElement) => {
      const [canvas, thumb] = [bar.querySelector('canvas'), bar.querySelector<HTMLElement>('[data-thumb]')];
      if (!canvas || !thumb) return () => undefined;
      let queued = 0;
      const loadNow = () => {
        const placed = views.getState().view.panes[pane];
        return placed ? facts.getState().loads[seriesKey(placed.study, placed.series)] : undefined;
      };
      const move = () => {
        const status = facts.getState().panes[pane];
        const { index, count } = status ?? { index: 0, count: 1 };
        thumb.style.top = `${count > 1 ? (100 * index) / (count - 1) : 0}%`;
        bar.setAttribute('aria-valuenow', String(index + 1));
        bar.setAttribute(
          'aria-valuetext',
          t(`pane.${status ? pictureWordOf(status) : 'image'}Of`, { place: index + 1, count }),
        );
      };
      const repaint = () => {
        queued ||= requestAnimationFrame(() => {
          queued = 0;
          const load = loadNow();
          const played = playedRange(load, views.getState().view.panes[pane]?.cine);
          bar.dataset['played'] = played.map((place) => place + 1).join('-');
          paint(canvas, load, markedPlaces(engine?.measures.getState().list ?? [], load), played);
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
      stops.push(watchSize(canvas, repaint), whenRestored(canvas, repaint));
      move();
      repaint();
      return () => {
        for (const stop of stops) stop?.();
        cancelAnimationFrame(queued);
      };
    },
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
    const share = Math.min(1, Math.max(0, (event.clientY - box.top) / box.height));
    const index = Math.round(share * (count - 1));
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
      <div ref={rail} className={styles['rail']}>
        <canvas />
      </div>
      <div data-thumb="" className={styles['thumb']} />
    </div>
  );
}
