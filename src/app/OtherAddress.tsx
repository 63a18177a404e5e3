import { Suspense } from 'react';
import { withTexts } from '@/i18n/fetchTexts';
import { latePart } from '@/ui/latePart';
import { PlaceGone } from '@/ui/PartGone';
import type { Config } from './config';
import type { Route } from './routes';
import type { Go } from './useEntry';
import LinkRefused, { type LinkRefusedProps } from './LinkRefused';

/** Comes in the second window of a reading, and nowhere else. */
const SecondScreen = latePart(() => withTexts(import('./SecondScreen'), 'secondWindow'), PlaceGone);

interface OtherAddressProps {
  readonly route: Route;
  readonly config: Config;
  readonly go: Go;
}

/** An address that the code of the first screens does not know: a second window's, whose parser stays out of it, or none. */
export default function OtherAddress({ route, config, go }: OtherAddressProps) {
  // The mirror image of secondPath.
  const [, reading] = /^#\/second\/([\w-]{22})$/.exec(location.hash) ?? [];
  if (reading === undefined) return <LinkRefused {...refusalOf(route)} archives={config.archives} go={go} />;
  return (
    <Suspense fallback={null}>
      <SecondScreen key={reading} {...{ config, reading }} />
    </Suspense>
  );
}

function refusalOf(route: Route): Pick<LinkRefusedProps, 'reason' | 'path'> {
  if (route.screen !== 'view') return { reason: route.screen === 'open' ? 'no-study' : 'not-a-link' };
  const { link } = route;
  return link.ok ? { reason: 'unknown-archive', path: link.path } : { reason: link.reason };
}
