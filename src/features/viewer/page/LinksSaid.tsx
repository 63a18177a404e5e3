import { useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import styles from '@/features/viewer/styles/viewer.module.css';
import { actionSpec } from '@/features/viewer/commands/actions';
import { usePanes, useShell, useView, useViewer } from '@/features/viewer/context/viewerContext';
import { usePaneSaid } from '@/features/viewer/patient/usePaneSaid';
import {
  togetherChange,
  type PanesTogether,
  type TogetherChange,
} from '@/features/viewer/state/togetherSaid';
import { blinkPair } from '@/view/blink';

/** Says to screen readers how many panes scroll with the active one, and what panes do together, when that changes. */
export function LinksSaid() {
  const t = useT();
  const count = usePanes((panes) =>
    panes.some(({ link }) => link?.kind === 'leads')
      ? panes.filter(({ link }) => link?.kind === 'follows').length
      : undefined,
  );
  return (
    <>
      <div aria-live="polite" className={styles['heard']}>
        {count === undefined ? '' : t('linked.said', { count })}
      </div>
      <div aria-live="polite" data-testid="together-said" className={styles['heard']}>
        <Changed />
      </div>
    </>
  );
}

function useTogether(): PanesTogether {
  const pressed = useStore(useViewer().followed.pressed);
  const blinkRun = useShell(({ isBlinkRunning }) => isBlinkRunning);
  const seen = useView((view) => blinkPair(view)?.seen);
  return {
    linkScroll: pressed.isScrollLinked,
    linkWindow: pressed.isWindowLinked,
    linkZoom: pressed.isZoomLinked,
    linkPan: pressed.isPanLinked,
    linkRegistered: pressed.isRegistered,
    referenceLines: pressed.hasLines,
    spacePoint: pressed.hasPoint,
    blink: pressed.isBlinking,
    blinkRun,
    seen,
  };
}

/** The last change since the page opened. */
function Changed() {
  const t = useT();
  const now = useTogether();
  const active = useView((view) => view.active);
  const what = usePaneSaid(now.seen ?? active);
  const [told, setTold] = useState<{ readonly of: PanesTogether; readonly change?: TogetherChange }>({
    of: now,
  });
  const change = togetherChange(told.of, now);
  if (change) setTold({ of: now, change });
  const { switched = [], isFlip = false } = told.change ?? {};
  const switches = switched.map(({ action, isOn }) =>
    t(isOn ? 'linked.said.on' : 'linked.said.off', { what: t(actionSpec(action).label) }),
  );
  const isBlink = isFlip || switched.some(({ action, isOn }) => action === 'blinkRun' && isOn);
  return [
    ...switches,
    ...(isFlip && what !== '' ? [t('blink.said.seen', { what })] : []),
    ...(isBlink ? [t('blink.said.end')] : []),
  ].join(' ');
}
