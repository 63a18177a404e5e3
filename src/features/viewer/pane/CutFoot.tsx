import { useCallback } from 'react';
import { useT } from '@/i18n/t';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import { useWrittenText } from '@/features/viewer/context/useWritten';
import { planeText, placeText, slabText } from './cutText';
import styles from './foot.module.css';

const joined = (words: string): string => words.replaceAll(' ', '\u00a0');

/** Below a plane: which one it is, where it lies, how thick it is, and that it is computed. */
export function CutFoot({ pane }: { pane: number }) {
  const t = useT();
  const plane = useWrittenText(
    pane,
    useCallback(({ cut }: PaneStatus) => (cut ? joined(planeText(cut, t)) : ''), [t]),
  );
  const place = useWrittenText(
    pane,
    useCallback(({ cut }: PaneStatus) => (cut ? joined(placeText(cut)) : ''), []),
  );
  const slab = useWrittenText(
    pane,
    useCallback(({ cut }: PaneStatus) => (cut ? joined(slabText(cut, t)) : ''), [t]),
  );
  return (
    <>
      <span ref={plane} data-part="plane" />
      <span ref={place} data-part="cutPlace" data-testid="cut-place" />
      <span ref={slab} data-part="slab" />
      <span data-part="resampled" className={styles['dim']} title={t('cut.resampled.why')}>
        {t('cut.resampled')}
      </span>
    </>
  );
}
