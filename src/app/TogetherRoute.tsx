import { useCallback, useMemo, useState } from 'react';
import type { Live } from '@/features/together/content';
import { createRoomSession } from '@/features/together/roomSession';
import TogetherPage from '@/features/together/TogetherPage';
import type { Session } from '@/features/session/session';
import type { Boot } from './settings';
import { ViewerRoute } from './ViewerRoute';

interface TogetherRouteProps {
  readonly boot: Boot;
  /** Path of the relay. */
  readonly room: string;
  readonly session: Session;
  /** 'ROOM.KEY' */
  readonly code: string;
  readonly onBack: () => void;
}

/** A link into a room: archive and view come from whoever presents. The address stays, so that a reload leads back. */
export default function TogetherRoute({ boot, room, session, code, onBack }: TogetherRouteProps) {
  const { config, archives } = boot;
  const [roomSession] = useState(() => createRoomSession(room, session.credentials));
  const known = useMemo(() => archives.map(({ id }) => id), [archives]);
  const viewer = useCallback(
    (shown: Live | undefined) => {
      const archive = archives.find(({ id }) => id === shown?.archive);
      if (!shown || !archive) return null;
      const link = { archive: archive.id, view: shown.view, marks: [], dropped: [] };
      const key = `${archive.id} ${shown.view.studies.join()}`;
      return <ViewerRoute key={key} {...{ config, archive, link, onBack, session, roomSession }} />;
    },
    [config, archives, onBack, session, roomSession],
  );
  return <TogetherPage roomSession={roomSession} code={code} archives={known} viewer={viewer} />;
}
