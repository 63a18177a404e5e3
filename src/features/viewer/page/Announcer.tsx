import { listText } from '@/i18n/numberText';
import { useCallback } from 'react';
import { KeyCursorSaid } from './KeyCursorSaid';
import { LinksSaid } from './LinksSaid';
import { useT } from '@/i18n/t';
import { pictureWordOf, windowTextOf } from '@/features/viewer/state/overlayText';
import styles from '@/features/viewer/styles/viewer.module.css';
import { useViewer } from '@/features/viewer/context/viewerContext';

/** At most one announcement in this time. */
const PAUSE_MS = 1000;

/** Says slice and window of the active pane to screen readers: politely, at most once a second, without rendering. */
export function Announcer() {
  const t = useT();
  const { facts, views } = useViewer();
  const attach = useCallback(
    (place: HTMLDivElement) => {
      let said = '';
      let timer: ReturnType<typeof setTimeout> | undefined;
      const now = (): string => {
        const status = facts.getState().panes[views.getState().view.active];
        if (status?.state !== 'shown' || status.count === 0) return '';
        const slice = t(`pane.${pictureWordOf(status)}Of`, {
          place: status.index + 1,
          count: status.count,
        });
        if (status.isRendered) return listText([slice, t('pane.rendered')]);
        return status.window ? listText([slice, windowTextOf(status)]) : slice;
      };
      const say = () => {
        timer = undefined;
        const text = now();
        if (text === said) return;
        said = text;
        place.textContent = text;
        timer = setTimeout(say, PAUSE_MS);
      };
      const changed = () => {
        timer ??= setTimeout(say, PAUSE_MS);
      };
      const stops = [facts.subscribe(changed), views.subscribe(changed)];
      return () => {
        for (const stop of stops) stop();
        clearTimeout(timer);
      };
    },
    [facts, views, t],
  );
  return (
    <>
      <div ref={attach} aria-live="polite" className={styles['heard']} />
      <KeyCursorSaid />
      <LinksSaid />
    </>
  );
}
