import { Suspense } from 'react';
import { noFilters } from '@/features/worklist/filters';
import { withTexts } from '@/i18n/fetchTexts';
import { latePart } from '@/ui/latePart';
import { PlaceGone } from '@/ui/PartGone';
import type { AccessionScreenProps } from './AccessionScreen';
import type { EmbedBridgeProps } from './EmbedBridge';
import { Opening } from './Opening';
import { worklistPath } from './routes';
import type { Boot } from './settings';
import type { Entry, Go } from './useEntry';

/** Each comes by itself: whoever opens one needs none of the others. */
const GuestScreen = latePart(() => withTexts(import('./GuestScreen'), 'guest'), PlaceGone);
const HandoffScreen = latePart(() => withTexts(import('./HandoffScreen'), 'handoff'), PlaceGone);
/** Comes with the first link into a room. */
const TogetherRoute = latePart(() => withTexts(import('./TogetherRoute'), 'together'), PlaceGone);
const DiagnoseRoute = latePart(() => withTexts(import('./DiagnoseRoute'), 'diagnose'), PlaceGone);
const ScreenCheckPage = latePart(
  () => withTexts(import('@/features/screenCheck/ScreenCheckPage'), 'screenCheck'),
  PlaceGone,
);
/** What else an address may be: a second window's; in the end, none. */
const OtherAddress = latePart(() => import('./OtherAddress'), PlaceGone);
/** What other systems open; what a page around this one asks for, and is told. */
const Elsewhere = latePart(() => withTexts(import('./Elsewhere'), 'elsewhere'), PlaceGone);
const StudyClosed = latePart(() => withTexts(import('@/features/guest/StudyClosed'), 'guest'), PlaceGone);

interface ScreenProps {
  readonly boot: Boot;
  readonly entry: Entry;
  readonly go: Go;
  readonly onBack: () => void;
  readonly from: AccessionScreenProps['from'];
  readonly held: AccessionScreenProps['held'];
}

/**
 * What is neither the list nor a study: of guests and other devices, of other systems, and why an address leads nowhere. `house` wants a
 * sign-in where nobody can sign in; `bridge` speaks with the page around this one.
 */
export default function RareScreen(
  props: ScreenProps | { readonly house: string } | { readonly bridge: EmbedBridgeProps },
) {
  return (
    <Suspense fallback={null}>
      {'entry' in props ? <RouteScreen {...props} /> : <Elsewhere {...props} />}
    </Suspense>
  );
}

function RouteScreen({ boot, entry, go, onBack, from, held }: ScreenProps) {
  const { config, session } = boot;
  const { route } = entry;
  const { room } = config.services;
  if (route.screen === 'guest')
    return <GuestScreen key={route.share.id} {...{ config, go }} share={route.share} />;
  if (route.screen === 'closed') return <StudyClosed />;
  if (route.screen === 'handoff')
    return <HandoffScreen key={route.code.id} {...{ config, go }} code={route.code} />;
  if (route.screen === 'together' && room !== undefined && session)
    return <TogetherRoute key={entry.turn} {...{ boot, room, session, onBack }} code={route.code} />;
  const loading = <Opening said="common.loading" />;
  if (route.screen === 'screenCheck')
    return (
      <Suspense fallback={loading}>
        <ScreenCheckPage listHref={worklistPath(undefined, noFilters)} />
      </Suspense>
    );
  if (route.screen === 'diagnose')
    return (
      <Suspense fallback={loading}>
        <DiagnoseRoute {...{ boot }} named={route.archive} />
      </Suspense>
    );
  if (route.screen === 'embed' || route.screen === 'accession')
    return (
      <Suspense fallback={loading}>
        <Elsewhere
          key={entry.turn}
          accession={route.screen === 'accession' ? route : undefined}
          {...{ from, held, go }}
        />
      </Suspense>
    );
  if (route.screen === 'launch')
    return (
      <Suspense fallback={loading}>
        <Elsewhere key={entry.turn} launch={{ launched: boot.launched, from, session, go }} />
      </Suspense>
    );
  return <OtherAddress {...{ route, config, go }} />;
}
