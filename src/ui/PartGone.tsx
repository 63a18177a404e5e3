import { useState } from 'react';
import { useT } from '@/i18n/t';
import { Button } from './Button';
import styles from './controls.module.css';
import { loadAnew } from './loadAnew';
import { Notice } from './Notice';

/** Tries again for code that did not come; says so where the page's server is still away. */
function useAgain() {
  const [turn, setTurn] = useState<'idle' | 'asking' | 'away'>('idle');
  const again = () => {
    setTurn('asking');
    void loadAnew().then((isGoing) => isGoing || setTurn('away'));
  };
  return { turn, again };
}

interface PartGoneProps {
  readonly text: string;
  /** In its place among other things, not above the page. */
  readonly isInline?: boolean;
  onClose(): void;
}

/** A page without a connection, or older than the server's files, finds a part of its code gone: a sentence, not a dead button. */
export function PartGone({ text, isInline = false, onClose }: PartGoneProps) {
  const t = useT();
  const { turn, again } = useAgain();
  return (
    <div role="alert" className={styles['partGone']} data-inline={isInline || undefined}>
      <p>{turn === 'away' ? t('layer.away') : text}</p>
      <span>
        <Button kind="primary" disabled={turn === 'asking'} onClick={again}>
          {t('common.retry')}
        </Button>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </span>
    </div>
  );
}

/** Of something that opens over the page: closed like that. */
export function LayerGone({ onClose }: { onClose(): void }) {
  const t = useT();
  return <PartGone text={t('layer.gone')} onClose={onClose} />;
}

/** Of something that stands on the page: above it, until it was read. */
export function StandingGone() {
  const [isClosed, setClosed] = useState(false);
  return isClosed ? null : <LayerGone onClose={() => setClosed(true)} />;
}

/** Of a whole screen, or of what fills a pane: in its middle. */
export function PlaceGone() {
  const t = useT();
  const { turn, again } = useAgain();
  return (
    <div className={styles['placeGone']}>
      <Notice
        alert
        icon="warning"
        title={t('layer.gone.title')}
        text={t(turn === 'away' ? 'layer.away' : 'layer.gone')}
        actions={
          <Button kind="primary" disabled={turn === 'asking'} onClick={again}>
            {t('common.retry')}
          </Button>
        }
      />
    </div>
  );
}
