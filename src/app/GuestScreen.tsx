import { withTexts } from '@/i18n/fetchTexts';
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { createDicomWebArchive } from '@/archive/dicomWeb/dicomWeb';
import type { StudyUid } from '@/dicom/dataset/uid';
import GuestPage from '@/features/guest/GuestPage';
import { noteExport } from '@/features/guest/noteExport';
import type { GuestSession } from '@/features/guest/guestSession';
import { ArchiveUnknown } from '@/features/guest/ShareOver';
import type { Live } from '@/features/together/content';
import { createRoomSession } from '@/features/together/roomSession';
import { decodeLink, encodeLink, type Link } from '@/view/link/codec';
import type { Right } from '@/protocol/rights';
import { latePart } from '@/ui/latePart';
import { PlaceGone } from '@/ui/PartGone';
import { cutToScope } from '@/view/scope';
import { freshView } from '@/view/viewState';
import type { Archive } from '@/archive/contract/archive';
import type { ArchiveConfig, Config } from './config';
import { packEntryMarks, unpackEntryMarks } from './entryMarks';
import { readEntryState } from './entryState';
import { Opening } from './Opening';
import { loadViewerAndEngine } from './prefetchViewer';
import { closedPath, type GuestLink } from './routes';
import type { Go } from './useEntry';
import { useViewWriter, type WrittenView } from './useViewWriter';
import { ViewerOnItsWay } from './ViewerOnItsWay';

/** Comes with a link that leads into a room. */
const TogetherPage = latePart(
  () => withTexts(import('@/features/together/TogetherPage'), 'together'),
  PlaceGone,
);

interface GuestScreenProps {
  readonly config: Config;
  readonly share: GuestLink;
  readonly go: Go;
}

/** A guest's link: the landing page, then the viewer of what was shared and of nothing else. */
export default function GuestScreen({ config, share, go }: GuestScreenProps) {
  // On its way while the landing page is read.
  useEffect(() => void loadViewerAndEngine().catch(() => undefined), []);
  const viewer = useCallback(
    (session: GuestSession) => <SharedStudy config={config} session={session} room={share.room} />,
    [config, share.room],
  );
  const onClosed = useCallback(() => go(closedPath, 'replace'), [go]);
  return <GuestPage root={config.services.share} share={share} viewer={viewer} onClosed={onClosed} />;
}

/** The words of a share, as rights of a viewer. Nothing that a guest does is kept, and nothing is passed on. */
const RIGHTS = { look: 'read', measure: 'measure', download: 'export' } as const;

interface SharedStudyProps {
  readonly config: Config;
  readonly session: GuestSession;
  /** Into which the link leads too. */
  readonly room: GuestLink['room'];
}

function SharedStudy({ config, session, room }: SharedStudyProps) {
  const { share } = session;
  const entry = config.archives.find(({ id }) => id === share.archive);
  if (!entry) return <ArchiveUnknown by={share.by} />;
  return <GuestViewer {...{ config, session, entry, room }} />;
}

/** The archive as a guest has it: what is shared, read only. */
function openArchive(config: ArchiveConfig, { credentials, share }: GuestSession): Archive {
  const hasFiles = share.rights.includes('download');
  const { store: _, ...archive } = createDicomWebArchive(config, { credentials, hasFiles });
  return archive;
}

interface GuestViewerProps extends SharedStudyProps {
  readonly entry: ArchiveConfig;
}

function GuestViewer({ config, session, entry: settings, room }: GuestViewerProps) {
  const [archive] = useState(() => openArchive(settings, session));
  const [entry] = useState(() => enter(session));
  const may = useMemo(() => new Set<Right>(session.share.rights.map((right) => RIGHTS[right])), [session]);
  const writer = useViewWriter(useCallback((next: WrittenView) => write(archive.id, next), [archive.id]));
  const onViewChange = useCallback(
    (view: WrittenView['view'], marks: WrittenView['marks'], held: WrittenView['held']) =>
      writer.put({ view, marks, held }),
    [writer],
  );
  const { audit } = config.services;
  const onExport = useMemo(
    () =>
      audit === undefined
        ? undefined
        : (studies: readonly StudyUid[]) => noteExport(audit, session.credentials, studies),
    [audit, session],
  );
  const [roomSession] = useState(() => {
    const { room: service } = config.services;
    return room && service !== undefined ? createRoomSession(service, session.credentials) : undefined;
  });
  const known = useMemo(() => [archive.id], [archive]);
  // Of a study that is not shared with this guest, the archive refuses every image: that is what is shown then.
  const viewer = (shown: Live | undefined) => (
    <ViewerOnItsWay
      key={shown?.view.studies.join() ?? ''}
      isGuest
      may={may}
      onExport={onExport}
      {...(roomSession ? { roomSession } : {})}
      archive={archive}
      archives={config.archives}
      entry={shown ? { view: shown.view, marks: [], dropped: [] } : entry}
      inspect={config.inspect}
      {...(config.findings ? { findings: config.findings } : {})}
      onViewChange={onViewChange}
    />
  );
  if (!room || !roomSession) return viewer(undefined);
  return (
    <Suspense fallback={<Opening />}>
      <TogetherPage
        {...{ roomSession, viewer }}
        code={`${room.id}.${room.key}`}
        archives={known}
        own={session.share.studies}
      />
    </Suspense>
  );
}

/** What the sender saw, or what this guest saw before a reload, as far as it is shared. */
function enter({ share }: GuestSession) {
  const held = readEntryState(history.state);
  const seen = readView(held.view, share.archive);
  const sent = readView(share.view, share.archive);
  const link = seen ?? sent;
  const bare = { view: freshView(share.studies[0]), marks: [] };
  const heldMarks = seen ? unpackEntryMarks(held.marks ?? []) : [];
  const { view, marks } = link
    ? cutToScope(link.view, heldMarks.length > link.marks.length ? heldMarks : link.marks, share)
    : bare;
  const finding = sent?.finding;
  return {
    view: { ...view, studies: share.studies },
    marks,
    ...(finding === undefined ? {} : { finding }),
    dropped: link ? link.dropped : ['view'],
  };
}

function readView(
  text: string | undefined,
  archive: string,
): (Link & { dropped: readonly string[] }) | undefined {
  const link = text === undefined ? undefined : decodeLink(text);
  return link?.ok && link.archive === archive ? link : undefined;
}

/** The guest's own link stays in the address, so that a reload leads back to its landing page. */
function write(archive: string, { view, marks }: WrittenView): void {
  if (!location.hash.startsWith('#s=')) return;
  const rest = marks.length > 0 ? { marks: packEntryMarks(archive, view.studies[0], marks) } : {};
  history.replaceState({ view: encodeLink({ archive, view, marks: [] }), ...rest }, '');
}
