import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Credentials } from '@/archive/contract/credentials';
import { firstScreen } from '@/view/screens';
import type { ViewState } from '@/view/viewState';
import {
  decodeLive,
  decodeMarks,
  encodeLive,
  encodeMarks,
  type Live,
  type Pointer,
  type SharedMark,
} from './content';
import { Line, type LineParts, type LineState } from '@/archive/http/line';
import { createPace } from './pace';
import { readRelay, type Channel, type FromRelay, type Member } from '@/protocol/room';
import { withRoom, type RoomAddress } from './roomLink';
import { createSealing, type Sealing } from './sealing';

/** Twenty messages a second, of which each holds everything that its kind has to say. */
const EVERY_MS = 50;
/** How much on its way and unsent: the next message waits, and then holds the newest. */
const MOST_BEHIND_BYTES = 32_768;

/** Who is here, and what this page does. */
export interface RoomState {
  readonly line: LineState;
  /** This page's own id. */
  readonly you: string | undefined;
  readonly members: readonly Member[];
  readonly presenter: string | undefined;
  readonly isAway: boolean;
  readonly isFree: boolean;
  /** Shows what the presenter sees; else this page looks around by itself. */
  readonly isFollowing: boolean;
  /** Measurements that are too many to be sent. */
  readonly leftOut: number;
}

/** What the presenter shows. */
export interface SharedView {
  readonly live: Live | undefined;
  readonly marks: readonly SharedMark[] | undefined;
}

/** A room that this page is in. */
export interface Room {
  readonly address: RoomAddress;
  readonly state: StoreApi<RoomState>;
  readonly shown: StoreApi<SharedView>;
  /** What this page sees: others are told while it presents. */
  show(archive: string, view: ViewState): void;
  point(pointer: Pointer | undefined): void;
  draw(marks: readonly SharedMark[]): void;
  follow(): void;
  /** Looks around without the presenter. */
  wander(): void;
  hand(member: string): void;
  /** Presents, where nobody does. */
  take(): void;
  leave(): void;
  /** A guest's link that leads into this room too. */
  inviting(guestLink: string): string;
}

export interface RoomParts {
  readonly address: RoomAddress;
  /** Path of the relay on this origin. */
  readonly service: string;
  readonly credentials: Credentials;
  /** Opens the room rather than coming into it. */
  readonly presents: boolean;
  readonly open?: LineParts<FromRelay>['open'];
}

export const isPresenting = ({ you, presenter }: RoomState): boolean =>
  you !== undefined && you === presenter;

const addressOf = (service: string, { room }: RoomAddress): string =>
  `${location.origin.replace(/^http/, 'ws')}${service}/${room}`;

/** Goes into a room, and stays in it over broken lines. */
export async function enterRoom(parts: RoomParts): Promise<Room> {
  return new OwnRoom(parts, await createSealing(parts.address));
}

class OwnRoom implements Room {
  readonly address: RoomAddress;
  readonly state: StoreApi<RoomState>;
  readonly shown: StoreApi<SharedView> = createStore<SharedView>(() => ({
    live: undefined,
    marks: undefined,
  }));
  private readonly sealing: Sealing;
  private readonly line: Line<FromRelay>;
  private ticket: string | undefined;
  private wasPresenting: boolean;
  private own: Live | undefined;
  private ownMarks: readonly SharedMark[] | undefined;
  private readonly unsent = new Set<Channel>();
  private lastSent: Channel = 'marks';
  private n = 0;
  private readonly pace = createPace(() => this.send(), EVERY_MS);
  /** Messages are opened one after the other: the newest must not be overtaken. */
  private opening: Promise<void> = Promise.resolve();

  constructor({ address, service, credentials, presents, open }: RoomParts, sealing: Sealing) {
    this.address = address;
    this.sealing = sealing;
    this.wasPresenting = presents;
    this.state = createStore<RoomState>(() => ({
      line: { is: 'joining' },
      you: undefined,
      members: [],
      presenter: undefined,
      isAway: false,
      isFree: false,
      isFollowing: true,
      leftOut: 0,
    }));
    this.line = new Line<FromRelay>({
      read: readRelay,
      url: addressOf(service, address),
      credentials,
      greet: () => ({
        ...(this.ticket === undefined ? {} : { again: this.ticket }),
        ...(this.wasPresenting ? { presents: true as const } : {}),
      }),
      heard: (message) => this.heard(message),
      changed: (line) => this.state.setState({ line }),
      ...(open ? { open } : {}),
    });
  }

  show(archive: string, view: ViewState): void {
    this.own = {
      ...(this.own?.pointer ? { pointer: this.own.pointer } : {}),
      archive,
      view: firstScreen(view),
    };
    this.ask('live');
  }

  point(pointer: Pointer | undefined): void {
    if (!this.own) return;
    const { pointer: before, ...rest } = this.own;
    if (before === pointer) return;
    this.own = { ...rest, ...(pointer ? { pointer } : {}) };
    this.ask('live');
  }

  draw(marks: readonly SharedMark[]): void {
    this.ownMarks = marks;
    this.ask('marks');
  }

  follow(): void {
    this.state.setState({ isFollowing: true });
  }

  wander(): void {
    if (!isPresenting(this.state.getState())) this.state.setState({ isFollowing: false });
  }

  hand(member: string): void {
    this.line.send({ hand: member });
  }

  take(): void {
    this.line.send({ take: true });
  }

  leave(): void {
    this.pace.stop();
    this.line.leave();
  }

  inviting(guestLink: string): string {
    return withRoom(guestLink, this.address);
  }

  private heard(message: FromRelay): void {
    if (message.is === 'welcome') {
      this.ticket = message.ticket;
      this.state.setState({ you: message.you });
    } else if (message.is === 'roster') this.meet(message);
    else if (message.is === 'say') this.opening = this.opening.then(() => this.open(message));
  }

  private meet({ members, presenter, isAway, isFree }: FromRelay & { is: 'roster' }): void {
    const before = isPresenting(this.state.getState());
    this.state.setState({ members, presenter, isAway, isFree });
    const isNow = isPresenting(this.state.getState());
    this.wasPresenting = isNow;
    if (!isNow) return this.pace.stop();
    // A relay that was started anew knows nothing: whoever presents says everything after each welcome.
    if (!before) this.state.setState({ isFollowing: true });
    this.unsent.add('live').add('marks');
    this.pace.ask();
  }

  private ask(channel: Channel): void {
    this.unsent.add(channel);
    if (isPresenting(this.state.getState())) this.pace.ask();
  }

  /** Sends the newest of one kind; in turns where both have news. */
  private send(): boolean {
    const [live, marks] = [this.own, this.ownMarks];
    if (!live) this.unsent.delete('live');
    if (!marks) this.unsent.delete('marks');
    const other = this.lastSent === 'live' ? 'marks' : 'live';
    const channel = this.unsent.has(other)
      ? other
      : this.unsent.has(this.lastSent)
        ? this.lastSent
        : undefined;
    if (channel === undefined || !isPresenting(this.state.getState())) return false;
    if (this.line.behindBytes < MOST_BEHIND_BYTES) {
      this.unsent.delete(channel);
      this.lastSent = channel;
      if (channel === 'live' && live) void this.say('live', encodeLive(live));
      else if (marks) {
        const { bytes, leftOut } = encodeMarks(marks);
        this.state.setState({ leftOut });
        void this.say('marks', bytes);
      }
    }
    if (this.unsent.size > 0) this.pace.ask();
    return true;
  }

  private async say(say: Channel, content: Uint8Array<ArrayBuffer>): Promise<void> {
    const { you: from } = this.state.getState();
    if (from === undefined) return;
    const n = this.n++;
    const sealed = await this.sealing.seal({ from, say, n }, content);
    if (!this.line.send({ say, n, sealed })) this.unsent.add(say);
  }

  private async open({ say, from, n, sealed }: FromRelay & { is: 'say' }): Promise<void> {
    const content = await this.sealing.open({ from, say, n }, sealed);
    // Back as presenter on a page that shows nothing yet: what was said last is where it goes on.
    if (!content || (isPresenting(this.state.getState()) && this.own)) return;
    if (say === 'live') {
      const live = decodeLive(content);
      if (live) this.shown.setState({ live });
    } else {
      const marks = decodeMarks(content);
      if (marks) this.shown.setState({ marks });
    }
  }
}
