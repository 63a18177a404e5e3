import { useLayoutEffect, useState } from 'react';
import type { Engine, KeyCursorState } from '@/imaging/contract';
import { useT, type Translate } from '@/i18n/t';
import { formatReading } from '@/measurement/readingText';
import { useViewer } from '@/features/viewer/context/viewerContext';
import styles from '@/features/viewer/styles/viewer.module.css';

/** Said once the crosshair rests: not at each pixel that it passes. */
const REST_MS = 350;

/** What is read off the measurement that was just drawn, or chosen. */
function drawnText({ measures }: Engine, t: Translate): string {
  const { list, selected } = measures.getState();
  const reading = list.find(({ id }) => id === selected)?.readings[0];
  return reading ? t('cursor.drawn', { reading: formatReading(reading) }) : t('cursor.done');
}

function textOf({ said, at }: KeyCursorState, engine: Engine, t: Translate): string {
  if (said === undefined || !at) return '';
  return said === 'done' ? drawnText(engine, t) : t(`cursor.${said}`, at);
}

/** Tells a screen reader where the crosshair of the keys is, and what it did. */
export function KeyCursorSaid() {
  const t = useT();
  const { engine } = useViewer();
  const [text, setText] = useState('');
  useLayoutEffect(() => {
    if (!engine) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const { cursor } = engine.measuring;
    const stop = cursor.subscribe((state) => {
      clearTimeout(timer);
      const say = () => setText(textOf(state, engine, t));
      // What is read off a drawing stands in the list a moment after it.
      if (state.said === 'moved' || state.said === 'done') timer = setTimeout(say, REST_MS);
      else say();
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [engine, t]);
  return (
    <div role="status" data-testid="cursor-said" className={styles['heard']}>
      {text}
    </div>
  );
}
