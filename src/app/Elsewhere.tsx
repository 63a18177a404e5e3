import { useState } from 'react';
import EmbedWaiting from '@/features/embed/EmbedWaiting';
import FramedSignIn from '@/features/embed/FramedSignIn';
import { noFilters } from '@/features/worklist/filters';
import EmbedBridge, { type EmbedBridgeProps } from './EmbedBridge';
import AccessionScreen, { takeAccession, type AccessionScreenProps } from './AccessionScreen';
import { heldAccession } from './heldAccession';
import LaunchScreen, { type LaunchScreenProps } from './LaunchScreen';
import LinkRefused from './LinkRefused';
import { parseRoute, worklistPath } from './routes';

interface ScreenProps extends Omit<AccessionScreenProps, 'archive'> {
  /** Whose studies are looked for; absent: the page waits for what the page around it opens. */
  readonly accession: Pick<AccessionScreenProps, 'archive'> | undefined;
}

/**
 * What other systems open: the screens for it; `house`, in their place, wants a sign-in, and nobody can sign in inside another page;
 * `bridge` speaks with the page around; `launch` is what an EHR has open.
 */
export default function Elsewhere(
  props:
    | ScreenProps
    | { readonly house: string }
    | { readonly bridge: EmbedBridgeProps }
    | { readonly launch: LaunchScreenProps },
) {
  if ('bridge' in props) return <EmbedBridge {...props.bridge} />;
  if ('launch' in props) return <LaunchScreen {...props.launch} />;
  if ('house' in props) return <FramedSignIn house={props.house} href={ownTabHref()} />;
  const { accession, from, held, go } = props;
  if (!accession) return <EmbedWaiting listHref={worklistPath(undefined, noFilters)} />;
  const { archive } = accession;
  const isKnown = archive === undefined || from.archives.some((one) => one.archive.id === archive);
  return isKnown ? (
    <AccessionScreen {...{ archive, from, held, go }} />
  ) : (
    <NoSuchArchive {...{ archive, held, go }} />
  );
}

/** The number goes out of the entry's state here too: it is looked for nowhere. */
function NoSuchArchive({
  archive,
  held,
  go,
}: Pick<AccessionScreenProps, 'held' | 'go'> & { readonly archive: string }) {
  useState(() => takeAccession(held, archive));
  return <LinkRefused reason="unknown-archive" named={archive} archives={[]} go={go} />;
}

/** This screen as an address for a tab of its own; the number that it looks for goes along, and out of the address again there. */
function ownTabHref(): string {
  const route = parseRoute(location.hash);
  if (route.screen !== 'accession') return location.href;
  const accession = heldAccession(history.state) ?? '';
  return location.href.replace('#/accession', `#/accession/${encodeURIComponent(accession)}`);
}
