import { useCallback, useRef, type PointerEvent } from 'react';
import { useT } from '@/i18n/t';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import { useSliderHold } from '@/features/viewer/context/sliderHold';
import { useWritten } from '@/features/viewer/context/useWritten';
import { useViewer } from '@/features/viewer/context/viewerContext';
import styles from '@/features/viewer/styles/panes.module.css';
import { shareOf, placeAt } from './barLines';
import { placeText } from './cutText';

/** Where a plane lies in its volume. Never renders on scroll. */
export function CutSlider({ pane }: { pane: number }) {
  const t = useT();
  const { facts, hand } = useViewer();
  const rail = useRef<HTMLDivElement>(null);
  const written = useWritten(
    pane,
    useCallback((bar: HTMLDivElement, { cut }: PaneStatus) => {
      bar.hidden = cut === undefined;
      if (!cut) return;
      const thumb = bar.querySelector<HTMLElement>('[data-thumb]');
      if (thumb) thumb.style.top = `${100 * shareOf(cut.step, cut.steps)}%`;
      bar.setAttribute('aria-valuemax', String(cut.steps));
      bar.setAttribute('aria-valuenow', String(cut.step + 1));
      bar.setAttribute('aria-valuetext', placeText(cut));
    }, []),
  );
  const hold = useSliderHold();
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.type === 'pointerdown') {
      event.preventDefault();
      hold.onPointerDown();
      event.currentTarget.setPointerCapture(event.pointerId);
    } else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    event.stopPropagation();
    const [box, steps] = [rail.current?.getBoundingClientRect(), facts.getState().panes[pane]?.cut?.steps];
    if (!box || box.height === 0 || steps === undefined) return;
    const step = placeAt((event.clientY - box.top) / box.height, steps);
    hand.servePicture(pane, (pictures) => pictures.scrollTo(pane, step), 'series');
  };
  return (
    <div
      ref={written}
      role="slider"
      aria-orientation="vertical"
      aria-label={t('cut.scroll', { number: pane + 1 })}
      aria-valuemin={1}
      aria-valuemax={1}
      aria-valuenow={1}
      tabIndex={0}
      className={styles['bar']}
      onPointerDown={drag}
      onPointerMove={drag}
      onPointerUp={hold.onPointerUp}
      onPointerCancel={hold.onPointerCancel}
    >
      <div ref={rail} className={styles['rail']} />
      <div data-thumb="" className={styles['thumb']} />
    </div>
  );
}
