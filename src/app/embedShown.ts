import type { EmbedShown } from '@/protocol/embed';
import type { ArchiveConfig } from './config';
import type { ShownStudy } from './onScreen';
import { archiveOf, type Route } from './routes';

/** What is told to the page around this one: UIDs and the archive's id, each named here by hand; nothing else of a view leaves by it. */
export function shownBy(
  route: Route,
  archives: readonly [ArchiveConfig, ...ArchiveConfig[]],
  shown: ShownStudy | undefined,
): EmbedShown {
  if (route.screen === 'embed') return { showing: 'nothing' };
  // Inside another page nobody can sign in.
  if (archiveOf(route, archives)?.signIn !== undefined) return { showing: 'signIn' };
  if (route.screen === 'accession') return { showing: 'accession' };
  if (route.screen !== 'view' || !route.link.ok) return { showing: 'other' };
  const { archive, study } = route.link;
  const isHere = shown?.archive === archive && shown.study === study;
  const pane = isHere ? shown.pane : undefined;
  if (!shown || pane?.study !== study) return { showing: 'study', archive, study };
  const { image } = shown;
  return {
    ...{ showing: 'study', archive, study, series: pane.series },
    ...(image ? { instance: image.sop, frame: image.frame } : {}),
  };
}
