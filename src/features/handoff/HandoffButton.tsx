import { useCallback, useEffect, useState } from 'react';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/overlay/Dialog';
import { Icon } from '@/ui/Icon';
import { LocalOnly } from '@/ui/LocalOnly';
import { QrCode } from '@/ui/QrCode';
import styles from './handoff.module.css';
import { handoffUrl, offer, type Code, type HandoffPlace, type OfferTrouble } from './handoffApi';

/** As the companion has it (server/handoff): counted from before it was asked, so that it never ends earlier than said. */
const OPEN_S = 60;

interface HandoffButtonProps {
  readonly place: HandoffPlace;
  readonly archive: string;
  /** The link path of what is on the screen. */
  view(): string;
}

/** Goes on with this view on another device of the same person. */
export default function HandoffButton(props: HandoffButtonProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button data-testid="handoff" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="handoff" /> {t('handoff.open')}
      </Button>
      {isOpen && <HandoffDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

/** The code that the other device reads. */
export function HandoffDialog({
  place,
  archive,
  view,
  onClose,
}: HandoffButtonProps & { onClose: () => void }) {
  const t = useT();
  const [code, setCode] = useState<Code | OfferTrouble>();
  const [endsMs, setEndsMs] = useState(0);
  const [path] = useState(view);
  const make = useCallback(() => {
    let isGone = false;
    setCode(undefined);
    const startMs = performance.now();
    void offer(place, archive, path).then((made) => {
      if (isGone) return;
      setEndsMs(startMs + OPEN_S * 1000);
      setCode(made);
    });
    return () => {
      isGone = true;
    };
  }, [place, archive, path]);
  useEffect(make, [make]);
  const leftS = useSecondsLeft(endsMs);
  const isCode = typeof code === 'object';
  const isOver = isCode && leftS === 0;
  return (
    <Dialog title={t('handoff.title')} closeLabel={t('common.close')} onClose={onClose}>
      <div className={styles['body']}>
        <p>{t('handoff.text')}</p>
        <LocalOnly url={location.href} />
        <div className={styles['code']} data-over={isOver || undefined}>
          {isCode && !isOver && <QrCode text={handoffUrl(code)} label={t('handoff.qr')} />}
          {code === undefined && <p role="status">{t('handoff.making')}</p>}
          {isOver && <Icon name="qr" size={48} stroke={1.2} />}
        </div>
        {isCode && (
          <p role="timer" className={styles['left']}>
            {isOver ? t('handoff.over') : t('handoff.left', { seconds: leftS })}
          </p>
        )}
        {typeof code === 'string' && <p role="alert">{t(`handoff.trouble.${code}`)}</p>}
        {(isOver || typeof code === 'string') && (
          <Button kind="primary" onClick={() => void make()}>
            {t('handoff.again')}
          </Button>
        )}
        <p className={styles['quiet']}>{t('handoff.end')}</p>
      </div>
    </Dialog>
  );
}

/** Whole seconds until a moment of the clock that nobody sets. */
function useSecondsLeft(endsMs: number): number {
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((endsMs - nowMs) / 1000));
}
