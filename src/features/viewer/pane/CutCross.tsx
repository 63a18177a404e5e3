import { useCallback, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useT } from '@/i18n/t';
import type { CutFacts, PaneStatus } from '@/imaging/pane/paneStore';
import { crossOf, cutAxes, setCross, turnedOn } from '@/view/cut';
import type { Cross } from '@/view/viewState';
import { updateView } from '@/view/viewStore';
import { useSliderHold } from '@/features/viewer/context/sliderHold';
import { useWritten } from '@/features/viewer/context/useWritten';
import { useViewer } from '@/features/viewer/context/viewerContext';
import { pointText } from './cutText';
import styles from './cut.module.css';

type Point = readonly [x: number, y: number];

/** How far from where the planes meet the ends are that turn them, of the shorter side of the picture. */
const ARM = 0.36;
/** Room about the middle where no line hides what lies there, CSS pixels. */
const GAP_PX = 12;
/** Ends nearer to the edge than this are not drawn. */
const EDGE_PX = 10;
const FAR = 10;

const WAYS: Readonly<Record<string, Point>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** The point so many mm to the right and down in the plane. */
function movedIn({ atLps, axes }: CutFacts, rightMm: number, downMm: number): Cross['atLps'] {
  const part = (at: 0 | 1 | 2) => atLps[at] + rightMm * axes.right[at] + downMm * axes.down[at];
  return [part(0), part(1), part(2)];
}

function put(element: Element | null, [x, y]: Point, isSeen: boolean): void {
  if (!(element instanceof HTMLElement)) return;
  element.style.transform = `translate(${x}px, ${y}px)`;
  element.style.visibility = isSeen ? 'visible' : 'hidden';
}

/** Lines, their middle and their ends to where the plane has them. */
function write(element: HTMLDivElement, { state, cut }: PaneStatus): void {
  element.hidden = state !== 'shown' || cut === undefined;
  if (!cut) return;
  const { crossPx, size, lines } = cut;
  const [x, y] = crossPx;
  const isInside = (at: Point) =>
    at[0] > EDGE_PX && at[1] > EDGE_PX && at[0] < size.width - EDGE_PX && at[1] < size.height - EDGE_PX;
  const far = size.width + size.height + Math.abs(x) + Math.abs(y);
  const arm = ARM * Math.min(size.width, size.height);
  lines.forEach(({ plane, along }, at) => {
    for (const side of [-1, 1]) {
      const on = (px: number): Point => [x + side * px * along[0], y + side * px * along[1]];
      const line = element.querySelector(`[data-line="${at}${side}"]`);
      const [from, to] = [on(GAP_PX), on(far)];
      for (const [name, value] of Object.entries({ x1: from[0], y1: from[1], x2: to[0], y2: to[1] }))
        line?.setAttribute(name, String(Math.round(value * 100) / 100));
      line?.setAttribute('data-of', plane);
      put(element.querySelector(`[data-end="${at}${side}"]`), on(arm), isInside(on(arm)));
    }
  });
  put(
    element.querySelector('[data-cross]'),
    crossPx,
    x >= 0 && y >= 0 && x <= size.width && y <= size.height,
  );
}

/** The ends of the two lines, each by its number and its side. */
const SIDES = ['0-1', '01', '1-1', '11'];

/** What moves and turns the planes that this one is cut by. */
function useCross(pane: number) {
  const { facts, views } = useViewer();
  const cutNow = () => facts.getState().panes[pane]?.cut;
  const change = ({ of }: CutFacts, to: Parameters<typeof setCross>[2]) =>
    updateView(views, (view) => setCross(view, of, to));
  const moveTo = (cut: CutFacts, rightMm: number, downMm: number) =>
    change(cut, { atLps: movedIn(cut, rightMm, downMm), turn: cut.turn });
  const turnBy = (cut: CutFacts, degrees: number) =>
    change(cut, { atLps: cut.atLps, turn: turnedOn(cut.turn, cut.axes.normal, degrees) });
  /** Where the view has the planes by now: a second key comes before the first is painted. */
  const cutAhead = (): CutFacts | undefined => {
    const cut = cutNow();
    const cross = cut && crossOf(views.getState().view, cut.of);
    if (!cut || !cross) return cut;
    const { turn: _, ...rest } = cut;
    const { atLps, turn } = cross;
    return { ...rest, atLps, ...(turn ? { turn } : {}), axes: cutAxes(cut.plane, turn) };
  };
  return { cutNow, cutAhead, moveTo, turnBy };
}

/** What a hand does with their middle and their ends: pointer and arrow keys. */
function useCrossHands(pane: number) {
  const { engine, hand } = useViewer();
  const held = useRef<{ readonly cut: CutFacts; readonly from: Point } | undefined>(undefined);
  const { cutNow, cutAhead, moveTo, turnBy } = useCross(pane);
  const press = (event: PointerEvent<HTMLElement>) => {
    const cut = cutNow();
    if (!cut || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { cut, from: [event.clientX, event.clientY] };
    hand.begin();
    engine?.seal();
    engine?.gestures(pane)?.pressed();
  };
  const drag = (event: PointerEvent<HTMLElement>, isTurn: boolean) => {
    const { cut, from } = held.current ?? {};
    if (!cut || !from || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const [dx, dy] = [event.clientX - from[0], event.clientY - from[1]];
    if (!isTurn) return moveTo(cut, dx / cut.cssPerMm, dy / cut.cssPerMm);
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!box) return undefined;
    const angle = ([px, py]: Point) =>
      Math.atan2(py - box.top - cut.crossPx[1], px - box.left - cut.crossPx[0]);
    return turnBy(cut, ((angle([event.clientX, event.clientY]) - angle(from)) * 180) / Math.PI);
  };
  const release = () => {
    if (held.current) engine?.gestures(pane)?.released();
    held.current = undefined;
  };
  const key = (event: KeyboardEvent, isTurn: boolean) => {
    const [way, cut] = [WAYS[event.key], cutAhead()];
    if (!way || !cut || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const by = event.shiftKey ? FAR : 1;
    if (isTurn) turnBy(cut, by * (way[0] + way[1]));
    else moveTo(cut, way[0] * by, way[1] * by);
  };
  const hold = useSliderHold();
  const hands = (isTurn: boolean) => ({
    type: 'button' as const,
    // Its arrows are no scroll.
    'data-roving': '',
    onPointerMove: (event: PointerEvent<HTMLElement>) => drag(event, isTurn),
    onPointerUp: release,
    onPointerCancel: release,
    onKeyDown: (event: KeyboardEvent) => {
      hold.onKeyDown(event);
      key(event, isTurn);
    },
    onKeyUp: hold.onKeyUp,
    onBlur: hold.onBlur,
  });
  return { press, hands };
}

/** Where the other planes cut this one: their lines, the middle to move them by, and ends to turn them by. */
export function CutCross({ pane }: { pane: number }) {
  const t = useT();
  const written = useWritten(pane, write);
  const named = useWritten(
    pane,
    useCallback(
      (element: HTMLButtonElement, { cut }: PaneStatus) => {
        const name = cut ? t('cut.cross', { place: pointText(cut.atLps) }) : '';
        if (element.ariaLabel !== name) element.ariaLabel = name;
      },
      [t],
    ),
  );

  const { press, hands } = useCrossHands(pane);
  return (
    <div ref={written} className={styles['cross']} data-testid="cut-cross">
      <svg aria-hidden="true" className={styles['lines']}>
        {SIDES.map((side) => (
          <line key={side} data-line={side} />
        ))}
      </svg>
      <button
        ref={named}
        {...hands(false)}
        onPointerDown={press}
        data-cross=""
        className={styles['middle']}
      />
      {SIDES.map((side, at) => (
        <button
          key={side}
          {...hands(true)}
          onPointerDown={press}
          {...(at === 0 ? { 'aria-label': t('cut.turn') } : { 'aria-hidden': true, tabIndex: -1 })}
          data-end={side}
          className={styles['end']}
        />
      ))}
    </div>
  );
}
