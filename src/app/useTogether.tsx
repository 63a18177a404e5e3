import { Suspense, useCallback, useEffect, useState, type ReactElement } from 'react';
import { createStore } from 'zustand/vanilla';
import type { RoomSession, Inside, Rooms } from '@/features/together/roomSession';
import type { ViewerPageProps } from '@/features/viewer/page/viewerPageProps';
import { withTexts } from '@/i18n/fetchTexts';
import { useT } from '@/i18n/t';
import { latePart } from '@/ui/latePart';
import { PartGone } from '@/ui/PartGone';
import { encodeLink } from '@/view/link/codec';
import type { ViewState } from '@/view/viewState';

/** Comes after the viewer, and only where there are rooms. */
const TogetherButton = latePart(
  () => withTexts(import('@/features/together/TogetherButton'), 'together'),
  TogetherGone,
);
const TogetherWork = latePart(
  () => withTexts(import('@/features/together/TogetherWork'), 'together'),
  TogetherGone,
);

function TogetherGone(): ReactElement {
  const t = useT();
  const [isClosed, setClosed] = useState(false);
  return isClosed ? <></> : <PartGone text={t('share.togetherFailed')} onClose={() => setClosed(true)} />;
}

/** Looking together, for the viewer: `roomSession` is that of the room which led here, else the viewer has one of its own. */
export function useTogether(rooms: Rooms | undefined, roomSession: RoomSession | undefined) {
  const [own, setOwn] = useState<RoomSession>();
  useEffect(() => {
    if (!rooms || roomSession) return undefined;
    // The code of rooms is not here yet: a room session is a place for a room, and no more.
    const made: RoomSession = { ...rooms, inside: createStore<Inside>(() => ({})) };
    setOwn(made);
    return () => {
      made.inside.getState().room?.leave();
      made.inside.setState({}, true);
    };
  }, [rooms, roomSession]);
  const way = roomSession ?? own;
  const slot = useCallback<NonNullable<ViewerPageProps['togetherSlot']>>(
    ({ archive, views, engine, summonEngine, isServing, isNamed }) => {
      if (!way) return { button: null, work: null };
      const view = () => views.getState().view;
      return {
        // Who came by a guest's link invites nobody.
        button: rooms && (
          <Suspense fallback={null}>
            <TogetherButton {...{ roomSession: way, archive, isNamed, view }} />
          </Suspense>
        ),
        work: (
          <Suspense fallback={null}>
            <TogetherWork
              {...{ roomSession: way, archive, views, engine, summonEngine, isServing }}
              onLeft={() => forgetRoom(archive, view())}
            />
          </Suspense>
        ),
      };
    },
    [way, rooms],
  );
  /** A guest's link, made while this page is in a room, leads into it too. */
  const intoRoom = useCallback(
    (guestLink: string) => {
      const { room } = way?.inside.getState() ?? {};
      return room?.inviting(guestLink) ?? guestLink;
    },
    [way],
  );
  const isInRoom = useCallback(() => way?.inside.getState().room !== undefined, [way]);
  return { slot: way && slot, intoRoom, isInRoom };
}

/** The address no longer leads into the room. */
function forgetRoom(archive: string, view: ViewState): void {
  const { hash } = location;
  if (hash.startsWith('#/together/'))
    history.replaceState(history.state, '', `#${encodeLink({ archive, view, marks: [] })}`);
  else if (hash.includes('&r=')) history.replaceState(history.state, '', hash.replace(/&r=.*$/, ''));
}
