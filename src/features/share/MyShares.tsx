import { useState } from 'react';
import type { StudySummary } from '@/archive/contract/archive';
import type { StudyUid } from '@/dicom/dataset/uid';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import styles from './gate.module.css';
import type { MyShare, ShareGate } from './gate';
import { ShareRow } from './ShareRow';
import type { OwnShares as Mine } from './useMyShares';

interface MySharesProps {
  readonly gate: ShareGate;
  readonly mine: Mine;
  readonly names: ReadonlyMap<StudyUid, StudySummary>;
  /** These have ended, by a press here. */
  onEnded(isEnded: (id: string) => boolean): void;
}

/** Ends all, once it is asked and said again. */
function EndAll({ onEnd }: { onEnd(): Promise<void> }) {
  const t = useT();
  const [isAsking, setAsking] = useState(false);
  if (!isAsking)
    return (
      <Button kind="quiet" className={styles['bad']} onClick={() => setAsking(true)}>
        {t('shares.mine.endAll')}
      </Button>
    );
  return (
    <span role="group" className={styles['ask']}>
      {t('shares.mine.endAll.ask')}
      <Button
        className={styles['bad']}
        autoFocus
        onClick={() => {
          setAsking(false);
          void onEnd();
        }}
      >
        {t('shares.mine.endAll.yes')}
      </Button>
      <Button onClick={() => setAsking(false)}>{t('shares.mine.endAll.no')}</Button>
    </span>
  );
}

/** What somebody has shared: with whom, until when, who looked; each can be ended. */
export function MyShares({ gate, mine, names, onEnded }: MySharesProps) {
  const t = useT();
  const [hasEnded, setHasEnded] = useState(false);
  const { shares, hasFailed, trouble } = mine;
  const open = shares?.filter(({ ended }) => ended === undefined) ?? [];
  const over = shares?.filter(({ ended }) => ended !== undefined) ?? [];
  const endAll = async () => {
    if (await mine.endAll()) onEnded(() => true);
  };
  const row = (share: MyShare) => (
    <ShareRow
      key={share.id}
      gate={gate}
      share={share}
      study={names.get(share.studies[0] as StudyUid)}
      onAccesses={mine.reload}
      onEnd={async () => {
        if (await mine.end(share.id)) onEnded((id) => id === share.id);
      }}
    />
  );
  return (
    <section className={styles['mine']} aria-labelledby="my-shares">
      <header>
        <h3 id="my-shares">{t('shares.mine')}</h3>
        {open.length > 0 && <span>{t('shares.mine.open', { count: open.length })}</span>}
        {open.length > 1 && <EndAll onEnd={endAll} />}
      </header>
      {trouble !== undefined && (
        <p role="alert" className={styles['warn']}>
          {t(`shares.trouble.${trouble}`)}
        </p>
      )}
      {hasFailed && (
        <p className={styles['warn']}>
          {t('shares.mine.failed')} <Button onClick={mine.reload}>{t('common.retry')}</Button>
        </p>
      )}
      {!shares && !hasFailed && <p className={styles['quiet']}>{t('shares.mine.loading')}</p>}
      {shares && open.length === 0 && <p className={styles['quiet']}>{t('shares.mine.none')}</p>}
      <ul>{open.map(row)}</ul>
      {over.length > 0 && (
        <Button kind="quiet" aria-expanded={hasEnded} onClick={() => setHasEnded(!hasEnded)}>
          {hasEnded ? t('shares.mine.ended.hide') : t('shares.mine.ended', { count: over.length })}
        </Button>
      )}
      {hasEnded && <ul>{over.map(row)}</ul>}
    </section>
  );
}
