import { useState } from 'react';
import { useStore } from 'zustand';
import { clockText } from '@/i18n/moment';
import { useT } from '@/i18n/t';
import { Banner } from '@/ui/Banner';
import { Button, IconButton } from '@/ui/Button';
import type { Session } from './session';

/**
 * The sign-in has ended, or its issuer is away: said where notices stand, and nothing is taken off the screen. Closed, it is
 * said again when it happens again; the account's menu leads to the sign-in too.
 */
export default function SessionNotice({ session }: { readonly session: Session }) {
  const t = useT();
  const { phase, lapsedAtMs, isIssuerAway, reason, isBusy } = useStore(session.store);
  const provider = session.provider.name;
  const now = phase === 'lapsed' ? `${phase} ${lapsedAtMs} ${reason}` : isIssuerAway ? 'away' : undefined;
  const [closed, setClosed] = useState<string>();
  // What has passed may come again.
  if (closed !== undefined && closed !== now) setClosed(undefined);
  if (now === undefined || closed === now) return null;
  const close = <IconButton icon="close" label={t('common.close')} onClick={() => setClosed(now)} />;
  if (phase === 'lapsed') {
    const time = clockText(lapsedAtMs ?? Date.now());
    const count = session.unsaved();
    const said = count > 0 ? t('session.lapsed.kept', { time, count }) : t('session.lapsed', { time });
    return (
      <Banner
        role="alert"
        icon="locked"
        testId="lapsed"
        text={
          reason ? t('session.lapsed.why', { said, why: t(`signIn.${reason}`, { house: provider }) }) : said
        }
      >
        <Button kind="primary" disabled={isBusy} onClick={() => void session.signIn()}>
          {t(reason ? 'common.retry' : 'signIn.do')}
        </Button>
        {close}
      </Banner>
    );
  }
  return (
    <Banner role="status" testId="issuer-away" text={t('session.away', { house: provider })}>
      {close}
    </Banner>
  );
}
