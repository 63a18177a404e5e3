import { useEffect, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useT, type Translate } from '@/i18n/t';
import { describeFault } from '@/kinds/describeError';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import styles from './imageWarnings.module.css';
import type { ImageWarningLine } from './imageWarnings';
import { useSecondsUntil } from '@/features/viewer/context/useSecondsUntil';
import { useLoad, usePlaced, useStatus, useViewer } from '@/features/viewer/context/viewerContext';

/** A picture may stand so long before what works with it is said to be late. */
const LATE_MS = 3000;
/** What a hand did may wait so long before that is said. */
const WORK_LATE_MS = 1000;

/** Whether something has been waited for long. */
function useIsLate(isAwaited: boolean, lateMs = LATE_MS): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!isAwaited) return undefined;
    const timer = setTimeout(() => setLate(true), lateMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isAwaited, lateMs]);
  return isLate && isAwaited;
}

/** Whether something that was asked of a pane is not done yet. */
function useHasWork(pane: number): boolean {
  const { hand } = useViewer();
  return useSyncExternalStore(hand.subscribe, () => hand.hasWork(pane));
}

/** Whether the picture stands still although something was asked of it. */
function useIsBehind(pane: number): boolean {
  const { hand } = useViewer();
  return useSyncExternalStore(hand.subscribe, () => !hand.mayMark(pane));
}

/** Whether the engine is long in coming: for who only looks, and for who did something that waits for it. */
export function useIsEngineLate(pane: number): { readonly isLate: boolean; readonly hasWork: boolean } {
  const { engine, early, hasEngineFailed = false } = useViewer();
  // Until it is known what a pane holds, the archive is what is waited for.
  const isAsked = useStore(early.need, ({ need }) => need === 'some');
  const isAwaited = isAsked && !engine && !hasEngineFailed;
  const hasWork = useHasWork(pane);
  return { isLate: useIsLate(isAwaited), hasWork: useIsLate(isAwaited && hasWork, WORK_LATE_MS) };
}

/** Whether something that only the engine can do waits in a pane. */
function useWaitsForEngine(pane: number): boolean {
  const { hand, engine, hasEngineFailed = false } = useViewer();
  const isWaiting = useSyncExternalStore(hand.subscribe, () => hand.waitsForEngine(pane));
  return isWaiting && !engine && !hasEngineFailed;
}

type Late = 'state.seriesLate' | 'state.engineLate' | 'state.engineLate.behind';

const lateWarning = (t: Translate, key: Late): ImageWarningLine => ({
  id: 'waiting',
  tone: 'plain',
  icon: 'clock',
  text: t(key),
  short: t(`${key}.short`),
});

/** There is a picture, but not all is well behind it: the rest of its series waits, or it is the last that was had. */
export function useWaiting(pane: number): ImageWarningLine | undefined {
  const t = useT();
  const placed = usePlaced(pane);
  const state = useStatus(pane, ({ state }) => state);
  const fault = useStatus(pane, ({ fault }) => fault);
  const waiting = useLoad(placed, (load) => load?.waiting);
  const load = useLoad(
    placed,
    useShallow((load) => ({ loaded: load?.loaded ?? 0, wanted: load?.wanted ?? 0 })),
  );
  const isEngineLate = useIsEngineLate(pane).hasWork;
  const isEngineAwaited = useWaitsForEngine(pane);
  const isBehind = useIsBehind(pane);
  const isSeriesLate = useIsLate(useStatus(pane, ({ state, count }) => state === 'shown' && count === 0));
  const seconds = useSecondsUntil(state === 'shown' ? waiting?.retryAtMs : undefined);
  if (state === 'stale') {
    const words = fault && describeFault(fault);
    const text = words
      ? t('state.said', { what: t(words.title, words.values), more: t(words.text, words.values) })
      : t('state.said', { what: t('state.stale'), more: t('state.stale.text') });
    const short = words ? t(words.title, words.values) : t('state.stale');
    return { id: 'waiting', tone: 'warn', icon: 'unreachable', text, short };
  }
  if (isSeriesLate) return lateWarning(t, 'state.seriesLate');
  if (state === 'shown' && (isEngineLate || isEngineAwaited))
    return lateWarning(t, isBehind ? 'state.engineLate.behind' : 'state.engineLate');
  const words = state === 'shown' && waiting ? describeFault(waiting.fault) : undefined;
  if (!words) return undefined;
  const short = t(words.title, words.values);
  const more = t('state.waiting', { ...load, seconds: seconds ?? 0 });
  const text = t('state.said', { what: short, more });
  return { id: 'waiting', tone: 'warn', icon: 'unreachable', text, short };
}

/** What is waited for, and the way to ask at once. */
export function WaitingNotice({ pane }: { pane: number }) {
  const t = useT();
  const { engine } = useViewer();
  const waiting = useWaiting(pane);
  const isStale = useStatus(pane, ({ state }) => state === 'stale');
  if (!waiting) return null;
  return (
    <span className={styles['tag']} data-tone="warn" role={isStale ? 'alert' : 'status'}>
      <Icon name={waiting.icon ?? 'unreachable'} size={14} />
      <span>{waiting.text}</span>
      {engine && (
        <Button onClick={() => engine.retry(pane)}>{t(isStale ? 'common.retry' : 'state.tryNow')}</Button>
      )}
    </span>
  );
}
