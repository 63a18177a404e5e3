import { useEffect, useMemo, useState } from 'react';
import type { Archive } from '@/archive/contract/archive';
import type { RoomSession } from '@/features/together/roomSession';
import type { StudyUid } from '@/dicom/dataset/uid';
import type { StudyArrival, StudySteps } from '@/features/viewer/state/steps';
import type { Held, Session, SignedIn } from '@/features/session/session';
import type { Right } from '@/protocol/rights';
import { encodeLink, type Link } from '@/view/link/codec';
import type { Dropped } from '@/view/link/dropped';
import type { Mark } from '@/measurement/measurement';
import type { Unheld } from '@/view/saving';
import type { ViewState } from '@/view/viewState';
import type { Config } from './config';
import { createMarksPacker, packUnheld, readUnheld, unpackEntryMarks } from './entryMarks';
import { readEntryState } from './entryState';
import { isOfStudy } from './routes';
import { useHandsKeeper, useHangingsKeeper } from './useKeepers';
import { useSession } from './SessionFrame';
import type { PriorsFrom } from './usePriors';
import { useReading } from './useReading';
import { useViewWriter, type WrittenView } from './useViewWriter';
import { ViewerOnItsWay } from './ViewerOnItsWay';

interface ViewerRouteProps {
  readonly config: Config;
  readonly archive: Archive;
  readonly link: Link & { readonly dropped: readonly Dropped[] };
  readonly onBack: () => void;
  readonly session: Session | undefined;
  /** The studies before and after this one in the list; absent: it was opened another way. */
  readonly beside?: StudySteps;
  /** How it came to the screen, where that was a step from another. */
  readonly arrival?: StudyArrival | undefined;
  /** Where other studies of the patient are looked for; absent: nowhere. */
  readonly priorsFrom?: PriorsFrom;
  /** Told once that its pictures are here, or that there will be none. */
  readonly onPictured?: () => void;
  /** The room that led here. */
  readonly roomSession?: RoomSession;
}

/** Whoever leaves, or is signed out, finds the last picture by the address of the way back. */
function useHeldAddress(session: Session | undefined, writer: ReturnType<typeof useViewWriter>): void {
  useEffect(
    () =>
      session?.hold({
        unsaved: () => 0,
        letGo: async () => writer.flush(),
        ask: (then) => then(),
        forget: async () => writer.cancel(),
      }),
    [session, writer],
  );
}

/** Who works here, and with what rights; undefined: nobody has signed in. */
function useSignedIn(session: Session | undefined, person: SignedIn | undefined) {
  return useMemo(
    () =>
      session && person
        ? {
            hold: (held: Held) => session.hold(held),
            reader: {
              id: person.id,
              name: person.name,
              mayStore: person.may.has('store'),
              mayExport: person.may.has('export'),
              exported: (studies: readonly StudyUid[]) => session.note('export', studies),
            },
          }
        : undefined,
    [session, person],
  );
}

/** Where guest links, rooms and handoffs to other devices are made, by whoever has signed in. */
function useServices({ services }: Config, session: Session | undefined, may: ReadonlySet<Right>) {
  const root = services.share;
  const guests = useMemo(() => {
    if (root === undefined || !session) return undefined;
    return may.has('share') ? { root, credentials: session.credentials, may } : ('forbidden' as const);
  }, [root, session, may]);
  const { room } = services;
  const rooms = useMemo(
    () => (room !== undefined && session ? { service: room, credentials: session.credentials } : undefined),
    [room, session],
  );
  const { handoff } = services;
  const devices = useMemo(
    () =>
      handoff !== undefined && session ? { root: handoff, credentials: session.credentials } : undefined,
    [handoff, session],
  );
  return { guests, rooms, devices };
}

/** A study on the screen; the address follows what is seen. */
export function ViewerRoute({
  config,
  archive,
  link,
  onBack,
  session: open,
  roomSession,
  ...step
}: ViewerRouteProps) {
  const [entry] = useState(() => enter(link));
  const [unheld] = useState(() => readUnheld(readEntryState(history.state), entry.marks));
  const writer = useViewWriter(useMemo(() => createWrite(archive.id), [archive.id]));
  const { session, person, may, account, notice } = useSession(open, config, archive.id);
  useHeldAddress(session, writer);
  const signedIn = useSignedIn(session, person);
  const { guests, rooms, devices } = useServices(config, session, may);
  const keeper = useHangingsKeeper(config.services.hangings, session, person?.id, may);
  const handsKeeper = useHandsKeeper(config.services.hands, session, person?.id);
  const reading = useReading(archive.id, entry.view.studies[0]);
  const props = useMemo(
    () => ({
      onViewChange: (view: ViewState, marks: readonly Mark[], held: () => Unheld) => {
        writer.put({ view, marks, held });
      },
      leave: () => {
        writer.flush();
        onBack();
      },
    }),
    [writer, onBack],
  );

  return (
    <ViewerOnItsWay
      archive={archive}
      archives={config.archives}
      entry={entry}
      {...(unheld ? { unheld } : {})}
      inspect={config.inspect}
      {...(config.findings ? { findings: config.findings } : {})}
      may={may}
      guests={guests}
      rooms={rooms}
      devices={devices}
      hangingsKeeper={keeper}
      handsKeeper={handsKeeper}
      {...(roomSession ? { roomSession } : {})}
      {...step}
      {...(signedIn ? { signedIn, accountSlot: account, sessionNotice: notice } : {})}
      reading={reading}
      reader={session}
      onBack={props.leave}
      onViewChange={props.onViewChange}
    />
  );
}

/** The link, with the measurements that a reload finds in the browser's history where the address held only some. */
function enter(link: ViewerRouteProps['link']) {
  const held = unpackEntryMarks(readEntryState(history.state).marks ?? []);
  return {
    view: link.view,
    marks: held.length > link.marks.length ? held : link.marks,
    ...(link.finding === undefined ? {} : { finding: link.finding }),
    ...(link.saved === undefined ? {} : { saved: link.saved }),
    dropped: link.dropped,
  };
}

/** Writes what is seen into the address, and measurements that are too many for it into the entry's state. */
function createWrite(archive: string): (next: WrittenView) => void {
  const packMarks = createMarksPacker(archive);
  return ({ view, marks, held }) => {
    // The entry may have changed hands between the change and this moment (Back, an edited address).
    if (!isOfStudy(location.hash, archive, view.studies[0])) return;
    const { fitting, rest } = packMarks(view.studies[0], marks);
    const { isFromList } = readEntryState(history.state);
    const unheld = packUnheld(archive, view, marks, held());
    history.replaceState(
      { isFromList, ...rest, ...unheld },
      '',
      `#${encodeLink({ archive, view, marks: fitting })}`,
    );
  };
}
