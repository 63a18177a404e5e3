import { useEffect, useLayoutEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { HandsOfWindow } from '@/features/contract/hands';
import type { ScreensEnd } from '@/features/contract/screens';
import { useT } from '@/i18n/t';
import type { Engine } from '@/imaging/contract';
import type { Right } from '@/protocol/rights';
import { Banner } from '@/ui/Banner';
import { Button } from '@/ui/Button';
import { swapScreens } from '@/view/screens';
import { updateView, type ViewStore } from '@/view/viewStore';
import type { SeriesOfList } from './bindFirst';
import type { FirstWindow } from './firstWindow';

interface ScreensWorkProps {
  /** Absent: no second window was opened from this page. */
  readonly first: FirstWindow | undefined;
  readonly archive: string;
  readonly views: ViewStore;
  readonly engine: Engine | undefined;
  readonly series: SeriesOfList;
  readonly hands: HandsOfWindow;
  readonly may: ReadonlySet<Right>;
  summonEngine(): void;
  say(what: ScreensEnd): void;
  /** Absent: there is no list to go on in. */
  readonly step?: ((by: 1 | -1) => void) | undefined;
  /** Opens the second window; absent: none can be had. */
  readonly open?: (() => void) | undefined;
}

/** How long a second window of before has to say that it is here, before it is offered to open one. */
const HERE_MS = 1_500;

/** Ties the study on the screen to the second window; without one, offers the second screen of a view that has one. */
export default function ScreensWork(props: ScreensWorkProps) {
  const { first, archive, views, engine, series, hands, may, summonEngine, say, step } = props;
  const [turn] = useState(() => crypto.randomUUID());
  useLayoutEffect(() => () => first?.leave(turn), [first, turn]);
  useEffect(
    () => first?.bind({ turn, archive, views, engine, series, hands, may, summonEngine, say, step }),
    [first, turn, archive, views, engine, series, hands, may, summonEngine, say, step],
  );
  return first ? (
    <>
      <Silence first={first} />
      <OfferUnlessOpen {...props} first={first} />
    </>
  ) : (
    <Offer {...props} />
  );
}

/** The other screen may show the patient before: said for as long as nobody knows better. */
function Silence({ first }: { readonly first: FirstWindow }) {
  const t = useT();
  const isSilent = useStore(first.state, (state) => state.isSilent === true);
  return isSilent && <Banner role="alert" testId="screens-silent" text={t('second.silent')} />;
}

function OfferUnlessOpen({ first, ...props }: ScreensWorkProps & { readonly first: FirstWindow }) {
  const isOpen = useStore(first.state, (state) => state.isOpen);
  const [isWaiting, setWaiting] = useState(!isOpen);
  useEffect(() => {
    const timer = setTimeout(() => setWaiting(false), HERE_MS);
    return () => clearTimeout(timer);
  }, []);
  return isOpen || isWaiting ? null : <Offer {...props} />;
}

function Offer({ views, open }: Pick<ScreensWorkProps, 'views' | 'open'>) {
  const t = useT();
  const hasOther = useStore(views, ({ view }) => view.screens !== undefined);
  const [isClosed, setClosed] = useState(false);
  if (!hasOther || isClosed) return null;
  return (
    <Banner
      icon="secondScreen"
      testId="screens-offer"
      text={t('second.offer')}
      close={{ label: t('common.close'), run: () => setClosed(true) }}
    >
      {open && <Button onClick={open}>{t('second.offer.open')}</Button>}
      <Button onClick={() => updateView(views, swapScreens)}>{t('second.offer.here')}</Button>
    </Banner>
  );
}
