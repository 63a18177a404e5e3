import { randomBytes } from 'node:crypto';
import type { Channel, Roster, Sealed } from '@/protocol/room';

export const MOST_MEMBERS = 20;
/** How long a presenter whose line broke off is waited for. */
export const AWAY_MS = 10_000;
/** How long a ticket brings its holder back under the same id, and an empty room is kept. */
export const TICKET_MS = 60_000;

/** Who may be in a room. */
export interface Admission {
  /** The person or the share: stays the same over all tokens. */
  readonly key: string;
  readonly name: string;
  readonly isGuest: boolean;
}

/** Sends to one member; of messages of the same kind a slow line gets the newest. */
export interface MemberSender {
  send(kind: string, message: object): void;
  close(code: number): void;
}

interface Member extends Admission {
  readonly id: string;
  readonly ticket: string;
  readonly line: MemberSender;
}

const random = (): string => randomBytes(16).toString('base64url');

/**
 * One room: who is in it, who presents, and the newest sealed messages of the presenter for those who come late. Knows
 * nothing of sockets, keeps nothing on the disk.
 */
export class RelayRoom {
  private readonly members = new Map<string, Member>();
  /** Those whose line broke off, by ticket. */
  private readonly gone = new Map<
    string,
    { readonly id: string; readonly key: string; readonly at: number }
  >();
  private readonly held = new Map<Channel, Sealed & { readonly from: string }>();
  private presenter: string | undefined;
  /** Who presented last, and has not left: back after however long, they present again unless somebody took over. */
  private last: { readonly id: string; readonly key: string } | undefined;
  /** Until then nobody else may present. */
  private heldUntil = 0;
  private emptySince: number | undefined;

  get isFull(): boolean {
    return this.members.size >= MOST_MEMBERS;
  }

  /** Nobody is in it, nor expected back. */
  isOver(now: number): boolean {
    return this.emptySince !== undefined && now - this.emptySince >= TICKET_MS;
  }

  /** Lets somebody in; gives their id. `again` is a ticket of an earlier membership. */
  join(who: Admission, line: MemberSender, now: number, how: { again?: string; presents: boolean }): string {
    const back = how.again === undefined ? undefined : this.recall(how.again, who.key);
    // A ticket that nobody here gave: the relay was started anew, and the presenter may be on the way back too.
    const isFirst = this.emptySince === undefined && this.members.size === 0;
    if (isFirst && how.again !== undefined && !how.presents) this.heldUntil = now + AWAY_MS;
    const member = { ...who, id: back?.id ?? random(), ticket: back?.ticket ?? random(), line };
    this.members.set(member.id, member);
    this.emptySince = undefined;
    const isOpen = this.presenter === undefined && how.presents;
    if (isOpen || this.isBack(member, back !== undefined)) this.present(member);
    line.send('welcome', { welcome: { you: member.id, ticket: member.ticket } });
    this.tell(now);
    for (const [channel, message] of this.held) line.send(channel, message);
    return member.id;
  }

  /** Passes on what the presenter says; what others say is dropped. */
  say(from: string, { say, n, sealed }: Sealed): void {
    if (from !== this.presenter) return;
    const message = { say, from, n, sealed };
    // What the presenter before drew or showed is not theirs who presents now.
    for (const [channel, one] of this.held) if (one.from !== from) this.held.delete(channel);
    this.held.set(say, message);
    for (const { id, line } of this.members.values()) if (id !== from) line.send(say, message);
  }

  /** The presenter gives the presenting to somebody else. */
  hand(from: string, to: string, now: number): void {
    if (from !== this.presenter || !this.members.has(to)) return;
    this.present(this.members.get(to));
    this.tell(now);
  }

  /** Somebody wants to present where nobody does. */
  take(id: string, now: number): void {
    if (!this.members.has(id) || !this.isFree(now)) return;
    this.present(this.members.get(id));
    this.tell(now);
  }

  /** Somebody left, or their line broke off: those are waited for a while. */
  leave(id: string, line: MemberSender, now: number, isFinal: boolean): void {
    const member = this.members.get(id);
    // A line that was replaced takes nobody with it.
    if (!member || member.line !== line) return;
    this.members.delete(id);
    if (!isFinal) this.gone.set(member.ticket, { id, key: member.key, at: now });
    if (id === this.presenter) {
      if (isFinal) this.presenter = this.last = undefined;
      else this.heldUntil = now + AWAY_MS;
    }
    if (this.members.size === 0) this.emptySince = now;
    this.tell(now);
  }

  /** Time passes: whoever is away too long no longer presents. */
  tick(now: number): void {
    for (const [ticket, { at }] of this.gone) if (now - at >= TICKET_MS) this.gone.delete(ticket);
    if (this.heldUntil === 0 || now < this.heldUntil) return;
    this.heldUntil = 0;
    if (this.presenter !== undefined && !this.members.has(this.presenter)) this.presenter = undefined;
    this.tell(now);
  }

  private present(member: Member | undefined): void {
    if (!member) return;
    this.presenter = member.id;
    this.last = member;
    this.heldUntil = 0;
  }

  /** Whether this is who presented last: by their ticket, or as a person who opened the page anew. */
  private isBack({ id, key, isGuest }: Member, hasTicket: boolean): boolean {
    const { last, presenter } = this;
    if (!last || (presenter !== undefined && presenter !== last.id)) return false;
    if (hasTicket) return last.id === id;
    // Guests of one share may be several people.
    return !isGuest && last.key === key && !this.members.has(last.id);
  }

  private isFree(now: number): boolean {
    return this.presenter === undefined && now >= this.heldUntil;
  }

  private recall(ticket: string, key: string): { readonly id: string; readonly ticket: string } | undefined {
    const gone = this.gone.get(ticket);
    if (gone?.key === key) {
      this.gone.delete(ticket);
      return { id: gone.id, ticket };
    }
    // The old line may not have noticed yet that it broke.
    const here = [...this.members.values()].find((one) => one.ticket === ticket && one.key === key);
    here?.line.close(4410);
    return here && { id: here.id, ticket };
  }

  private tell(now: number): void {
    const { presenter } = this;
    const isAway = presenter !== undefined && !this.members.has(presenter);
    const roster: Roster = {
      members: [...this.members.values()].map(({ id, name, isGuest }) => ({
        id,
        name,
        ...(isGuest ? { guest: true as const } : {}),
      })),
      ...(presenter === undefined ? {} : { presenter }),
      ...(isAway ? { away: true as const } : {}),
      ...(this.isFree(now) ? { free: true as const } : {}),
    };
    for (const { line } of this.members.values()) line.send('roster', { roster });
  }
}
