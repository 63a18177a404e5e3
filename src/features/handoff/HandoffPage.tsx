import { useState } from 'react';
import { useT } from '@/i18n/t';
import { Button, LinkButton } from '@/ui/Button';
import { Notice } from '@/ui/Notice';
import styles from './handoff.module.css';
import { open, type Closed, type Code, type Received } from './handoffApi';

interface HandoffPageProps {
  /** Where the companion passes views on; absent: it does not. */
  readonly root: string | undefined;
  readonly code: Code;
  onReceived(received: Received): void;
}

/** What a code opens first. Nothing is used up before somebody presses the button. */
export function HandoffPage({ root, code, onReceived }: HandoffPageProps) {
  const t = useT();
  const [reason, setReason] = useState<Closed>();
  const [isOpening, setOpening] = useState(false);
  if (root === undefined) return <HandoffOver text={t('handoff.closed.none')} />;
  const receive = async () => {
    if (isOpening) return;
    setOpening(true);
    const answer = await open(root, code);
    setOpening(false);
    if (typeof answer === 'string') setReason(answer);
    else onReceived(answer);
  };
  const canTry = reason === undefined || reason === 'away';
  return (
    <main className={styles['page']} data-testid="handoff-page">
      <Notice
        icon="handoff"
        title={t(canTry ? 'handoff.land.title' : 'handoff.closed.title')}
        text={t(reason === undefined ? 'handoff.land.text' : `handoff.closed.${reason}`)}
        alert={reason !== undefined}
        actions={
          <>
            {canTry && (
              <Button kind="primary" aria-disabled={isOpening} onClick={() => void receive()}>
                {t(isOpening ? 'handoff.land.opening' : reason ? 'handoff.land.retry' : 'handoff.land.open')}
              </Button>
            )}
            <LinkButton href="#/" kind={canTry ? 'quiet' : 'primary'}>
              {t('handoff.land.list')}
            </LinkButton>
          </>
        }
      />
    </main>
  );
}

/** The study is no longer here. */
export function HandoffOver({ text, title }: { text: string; title?: string }) {
  const t = useT();
  return (
    <main className={styles['page']} data-testid="handoff-over">
      <Notice
        icon="handoff"
        title={title ?? t('handoff.over.title')}
        text={text}
        actions={
          <LinkButton href="#/" kind="primary">
            {t('handoff.land.list')}
          </LinkButton>
        }
      />
    </main>
  );
}
