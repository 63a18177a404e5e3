import { lazy, Suspense, useCallback, useEffect, useState, type ReactElement } from 'react';
import { createDoor, leaveRoom, type Door, type Rooms } from '@/features/together/door';
import { withRoom } from '@/features/together/roomLink';
import type { ViewerPageProps } from '@/features/viewer/ViewerPage';
import { useT } from '@/i18n/t';
import { PartGone } from '@/ui/PartGone';
import { encodeLink } from '@/view/codec';
import type { ViewState } from '@/view/viewState';

/** Comes after the viewer, and only where there are rooms. */
const TogetherButton = lazy(() =>
  import('@/features/together/TogetherButton').catch(() => ({ default: TogetherGone })),
);
const TogetherWork = lazy(() =>
  import('@/features/together/TogetherWork').catch(() => ({ default: () => <></> })),
);

function TogetherGone(): ReactElement {
  const t = useT();
  const [isClosed, setClosed] = useState(false);
  return isClosed ? <></> : <PartGone text={t('share.togetherFailed')} onClose={() => setClosed(true)} />;
}

/** Looking together, for the viewer: `door` is that of the room which led here, else the viewer has one of its own. */
export function useTogether(rooms: Rooms | undefined, door: Door | undefined) {
  const [own, setOwn] = useState<Door>();
  useEffect(() => {
    if (!rooms || door) return undefined;
    const made = createDoor(rooms.service, rooms.credentials);
    setOwn(made);
    return () => leaveRoom(made);
  }, [rooms, door]);
  const way = door ?? own;
  const slot = useCallback<NonNullable<ViewerPageProps['togetherSlot']>>(
    ({ archive, views, engine, isNamed }) => {
      if (!way) return { button: null, work: null };
      const view = () => views.getState().view;
      return {
        // Who came by a guest's link invites nobody.
        button: rooms && (
          <Suspense fallback={null}>
            <TogetherButton {...{ door: way, archive, isNamed, view }} />
          </Suspense>
        ),
        work: (
          <Suspense fallback={null}>
            <TogetherWork
              {...{ door: way, archive, views, engine }}
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
      return room ? withRoom(guestLink, room.address) : guestLink;
    },
    [way],
  );
  return { slot: way && slot, intoRoom };
}

/** The address no longer leads into the room. */
function forgetRoom(archive: string, view: ViewState): void {
  const { hash } = location;
  if (hash.startsWith('#/together/'))
    history.replaceState(history.state, '', `#${encodeLink({ archive, view, marks: [] })}`);
  else if (hash.includes('&r=')) history.replaceState(history.state, '', hash.replace(/&r=.*$/, ''));
}
