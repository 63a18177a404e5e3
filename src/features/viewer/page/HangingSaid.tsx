import { useEffect, useState, type ReactNode } from 'react';
import { useT, type Translate } from '@/i18n/t';
import { Banner } from '@/ui/Banner';
import { PassingBanner } from '@/ui/PassingBanner';
import { Button } from '@/ui/Button';
import type { HangingMessage as Said, HangingsAtHand } from '@/features/viewer/state/hangingState';
import { hangingSentence } from '@/features/viewer/state/hangingWords';
import { useHangingState } from '@/features/viewer/context/hungPane';
import { useKeyHints } from '@/features/viewer/context/keyHints';
import { useViewer } from '@/features/viewer/context/viewerContext';
import { onTouch } from './onTouch';

/** How long an offer stays where nobody takes it. */
const OFFER_MS = 8_000;

function textOf(t: Translate, said: Said, key: string | undefined): string {
  if (said.what === 'by')
    return t(`hanging.said.${said.from}`, { sentence: hangingSentence(t, said.protocol) });
  if (said.what === 'kept')
    return t(said.isForgotten ? 'hanging.said.forgotten' : 'hanging.said.kept', {
      sentence: hangingSentence(t, said.protocol),
    });
  if (said.what === 'come') {
    const sentence = hangingSentence(t, said.protocol);
    return key === undefined
      ? t('hanging.said.come', { sentence })
      : t('hanging.said.comeKey', { sentence, key });
  }
  if (said.what === 'unfit') return t('hanging.said.unfit', { sentence: hangingSentence(t, said.protocol) });
  if (said.what === 'back') return t('hanging.done.back', { sentence: hangingSentence(t, said.protocol) });
  return t(`hanging.said.${said.what}`);
}

/** What can be done about what is said. */
function answerTo(t: Translate, said: Said, hangings: HangingsAtHand): ReactNode {
  if (said.what === 'come')
    return <Button onClick={() => void hangings.hang(said)}>{t('hanging.hang')}</Button>;
  const again = said.what === 'kept' ? said.again : undefined;
  if (said.what !== 'kept' || !again) return undefined;
  return <Button onClick={() => void hangings.unkeep(said.protocol, again)}>{t('action.undo')}</Button>;
}

/** Says how the screen hangs, until the reader does something else; and offers to keep what was arranged for the third time. */
export function HangingSaid() {
  const t = useT();
  const { hangings, views } = useViewer();
  const { hint } = useKeyHints();
  const state = hangings?.state;
  const said = useHangingState((state) => state.said);
  const isOffered = useHangingState((state) => state.isOffered);
  useEffect(() => {
    if (said === undefined) return undefined;
    const ends = new AbortController();
    let isTouched = false;
    onTouch(() => (isTouched = true), ends.signal);
    const stop = views.subscribe(() => isTouched && state?.setState({ said: undefined }));
    return () => {
      ends.abort();
      stop();
    };
  }, [said, state, views]);
  // The region stands before its text comes, so that screen readers read it.
  return (
    <div role="status">
      {said !== undefined && (
        <PassingBanner
          about={said}
          stays={said.what === 'unkept' || said.what === 'gone'}
          icon="hanging"
          role="presentation"
          testId="hanging-said"
          text={textOf(t, said, hint('nextHanging'))}
          close={{ label: t('dropped.close'), run: () => state?.setState({ said: undefined }) }}
        >
          {hangings && answerTo(t, said, hangings)}
        </PassingBanner>
      )}
      {isOffered && (
        <Offer onKeep={() => void hangings?.keep()} onOver={() => state?.setState({ isOffered: false })} />
      )}
    </div>
  );
}

/** One line that goes by itself, but not from under the focus or the pointer. The same is in the menu of the picture, always. */
function Offer({ onKeep, onOver }: { readonly onKeep: () => void; readonly onOver: () => void }) {
  const t = useT();
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    const timer = isHeld ? undefined : setTimeout(onOver, OFFER_MS);
    return () => clearTimeout(timer);
  }, [isHeld, onOver]);
  return (
    <div
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      <Banner
        icon="keepHanging"
        role="presentation"
        testId="hanging-offer"
        text={t('hanging.offer')}
        close={{ label: t('hanging.offer.no'), run: onOver }}
      >
        <Button onClick={onKeep}>{t('hanging.offer.yes')}</Button>
      </Banner>
    </div>
  );
}
