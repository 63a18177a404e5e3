import { useState } from 'react';
import { useStore } from 'zustand';
import type { SaveSession } from './saveSession';
import { clockText, shortMomentText } from '@/i18n/moment';
import { useT, type Translate } from '@/i18n/t';
import { Banner } from '@/ui/Banner';
import { Button, IconButton } from '@/ui/Button';
import type { DraftKeeper, Offer } from '@/features/report/drafts/draftKeeper';

/** Drafts that are offered, and what is wrong with drafts, above the pictures. */
export function DraftNotices({ saveSession }: { readonly saveSession: SaveSession }) {
  const work = useStore(saveSession.place, (state) => state.work);
  if (!work) return null;
  return (
    <>
      <Notices drafts={work.drafts} />
      {saveSession.reader?.mayStore === false && (
        <MayNotStore saveSession={saveSession} drafts={work.drafts} />
      )}
    </>
  );
}

/** What becomes of the work of whoever may not store: said once, at the first of it. */
function MayNotStore({ saveSession, drafts }: { saveSession: SaveSession; drafts: DraftKeeper }) {
  const t = useT();
  const [isClosed, setClosed] = useState(false);
  const isWorking = useStore(saveSession.saving, ({ unsaved }) => unsaved > 0);
  const isKept = useStore(drafts.store, ({ trouble }) => trouble === undefined);
  if (!isWorking || !isKept || isClosed) return null;
  return (
    <Banner
      icon="save"
      testId="may-not-store"
      text={t('draft.mayNotStore')}
      close={{ label: t('common.close'), run: () => setClosed(true) }}
    />
  );
}

/** 'today 14:03', or 'Thu 26 Nov, 14:03'. */
function whenText(at: string, t: Translate): string {
  const date = new Date(at);
  if (date.toDateString() === new Date().toDateString())
    return t('draft.today', { time: clockText(date.getTime()) });
  return shortMomentText(date.getTime());
}

function Notices({ drafts }: { readonly drafts: DraftKeeper }) {
  const t = useT();
  const { offers, unreadable, trouble, unplaced } = useStore(drafts.store);
  const [closed, setClosed] = useState<string>();
  return (
    <>
      {offers.map((offer) => (
        <OfferNotice key={offer.id} offer={offer} drafts={drafts} />
      ))}
      {unplaced > 0 && <Banner role="alert" text={t('draft.unplaced', { count: unplaced })} />}
      {unreadable.length > 0 && (
        <Banner role="status" text={t('draft.unreadable', { count: unreadable.length })}>
          <Button onClick={() => void drafts.discard(unreadable)}>{t('draft.discard')}</Button>
        </Banner>
      )}
      {trouble !== undefined && closed !== trouble && (
        <Banner
          role="alert"
          text={t(trouble === 'none' ? 'draft.none' : 'draft.full')}
          close={{ label: t('common.close'), run: () => setClosed(trouble) }}
        />
      )}
    </>
  );
}

function OfferNotice({ offer, drafts }: { readonly offer: Offer; readonly drafts: DraftKeeper }) {
  const t = useT();
  const [step, setStep] = useState<'offered' | 'restoring' | 'discarding' | 'later'>('offered');
  const { unsaved, at, measurements, numbers } = offer.draft;
  const restore = async () => {
    setStep('restoring');
    // What could not be written down or placed is told of by the keeper, which keeps the draft.
    await drafts.restore(offer).catch(() => undefined);
    setStep('offered');
  };
  if (step === 'later') return null;
  return (
    <Banner
      icon="save"
      testId="draft-offer"
      text={
        <>
          {t('draft.offer', { count: unsaved, when: whenText(at, t) })}{' '}
          {measurements.length > 0 && t('draft.offer.holds', { count: measurements.length })}{' '}
          {(numbers.calibrations ?? []).length > 0 && t('draft.offer.calibration')}
        </>
      }
    >
      {step === 'discarding' ? (
        <>
          <Button onClick={() => setStep('offered')}>{t('common.cancel')}</Button>
          <Button onClick={() => void drafts.discard([offer.id])}>{t('draft.discard.sure')}</Button>
        </>
      ) : (
        <>
          <Button kind="primary" disabled={step === 'restoring'} onClick={() => void restore()}>
            {t(step === 'restoring' ? 'draft.restoring' : 'draft.restore')}
          </Button>
          <Button disabled={step === 'restoring'} onClick={() => setStep('discarding')}>
            {t('draft.discard')}
          </Button>
          {/* It lies on the picture: who wants to see that first is asked again when the study is opened. */}
          <IconButton icon="close" label={t('draft.later')} onClick={() => setStep('later')} />
        </>
      )}
    </Banner>
  );
}
