import { useEffect, useRef, useState } from 'react';
import { isAborted } from '@/archive/contract/archiveError';
import { useStore } from 'zustand';
import type { SaveSession } from './saveSession';
import styles from './report.module.css';
import { useT } from '@/i18n/t';
import { Check } from '@/ui/SegmentedControl';
import type { SavedView } from '@/view/link/codec';
import { saverOf } from './saverOf';
import { saveView } from './saveView';
import { WRITERS } from './writers';

interface SaveViewCheckProps {
  readonly saveSession: SaveSession;
  /** The view stands in the archive. */
  onSaved(saved: SavedView): void;
}

type Phase = 'off' | 'busy' | 'away' | 'saved' | 'failed';

/** Saves the view in the archive along with a link to it. Absent where nothing can be saved. */
export default function SaveViewCheck({ saveSession, onSaved }: SaveViewCheckProps) {
  const t = useT();
  const work = useStore(saveSession.place, (state) => state.work);
  const [phase, setPhase] = useState<Phase>('off');
  const ended = useRef(new AbortController());
  useEffect(() => {
    const { current } = ended;
    if (current.signal.aborted) ended.current = new AbortController();
    return () => ended.current.abort();
  }, []);
  if (!work?.archive.store || saveSession.reader?.mayStore === false) return null;

  const begin = async () => {
    const saver = saverOf(saveSession, work);
    if (!saver || phase === 'busy' || phase === 'away') return;
    setPhase('busy');
    const { signal } = ended.current;
    try {
      const saved = await saveView({
        work,
        saver,
        writers: WRITERS,
        signal,
        tell: (state) => setPhase(state.phase === 'away' ? 'away' : 'busy'),
      });
      setPhase(saved ? 'saved' : 'failed');
      if (saved) onSaved(saved);
    } catch (error) {
      if (!isAborted(error)) setPhase('failed');
    }
  };
  const isOn = phase !== 'off' && phase !== 'failed';
  return (
    <div className={styles['saveView']}>
      <Check text={t('save.view')} checked={isOn} disabled={isOn} onChange={() => void begin()} />
      <p role="status" data-failed={phase === 'failed' || undefined}>
        {phase === 'off' ? '' : t(`save.view.${phase}`)}
      </p>
    </div>
  );
}
