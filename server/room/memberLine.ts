import type { WebSocket } from 'ws';
import { CLOSED, readMessage, type FromMember } from '@/protocol/room';
import type { Admit } from './admit';
import { ConflatingSocket } from './conflatingSocket';
import type { RoomLimits } from './limits';
import type { Admission } from './room';
import type { RoomRegistry } from './roomRegistry';
import { TokenBucket } from './tokenBucket';

export interface MemberLineParts {
  readonly socket: WebSocket;
  /** The room that the line leads to. */
  readonly roomId: string;
  readonly rooms: RoomRegistry;
  readonly admit: Admit;
  readonly limits: RoomLimits;
  readonly now: () => number;
  /** The line is a stranger's no more: they said who they are, or it is gone. */
  readonly known: () => void;
}

/** One line from its first message, which says who it is, to its end. */
export class MemberLine {
  private readonly parts: MemberLineParts;
  private readonly sender: ConflatingSocket;
  private readonly budget: TokenBucket;
  private who: Admission | undefined;
  private token = '';
  /** Their id in the room. */
  private member: string | undefined;
  private isEntering = false;
  /** They left, or were put out: nobody waits for them. */
  private isFinal = false;
  private isAlive = true;
  private isOut = false;
  private checks = 0;
  private readonly silence: NodeJS.Timeout;
  private readonly pinging: NodeJS.Timeout;
  private readonly checking: NodeJS.Timeout;

  constructor(parts: MemberLineParts) {
    this.parts = parts;
    const { socket, limits, now } = parts;
    this.sender = new ConflatingSocket(socket, limits.behindBytes);
    this.budget = new TokenBucket(limits.messagesPerS, now);
    this.silence = setTimeout(() => this.close(CLOSED.silent), limits.authMs);
    this.pinging = setInterval(() => this.ping(), limits.pingMs);
    this.checking = setInterval(() => this.checkNowAndThen(), limits.checkMs);
    socket.on('pong', () => (this.isAlive = true));
    socket.on('error', () => undefined);
    socket.on('close', () => this.end());
    socket.on('message', (data, isBinary) =>
      this.hear(isBinary ? undefined : (data as Buffer).toString('utf8')),
    );
  }

  /** Puts them out; nothing is heard of them from then on. */
  close(code: number): void {
    this.isOut = true;
    this.isFinal ||= code === CLOSED.ended;
    this.sender.close(code);
  }

  private end(): void {
    const { roomId, rooms, now, known } = this.parts;
    this.isOut = true;
    clearTimeout(this.silence);
    clearInterval(this.pinging);
    clearInterval(this.checking);
    if (this.who) rooms.leave(this.who);
    else known();
    if (this.member !== undefined) rooms.find(roomId)?.leave(this.member, this.sender, now(), this.isFinal);
  }

  private ping(): void {
    const { socket } = this.parts;
    if (!this.isAlive) return socket.terminate();
    this.isAlive = false;
    socket.ping();
    // Pages do not see pings: this tells them that the line holds.
    if (this.who) this.sender.send('beat', { beat: true });
  }

  /** Whether they may still be here: guests each time, for a share may end at any moment. */
  private checkNowAndThen(): void {
    this.checks += 1;
    if (this.who?.isGuest === true || this.checks % 10 === 0) void this.check();
  }

  private async check(): Promise<void> {
    if (this.who && !this.isOut && !(await this.parts.admit(this.token))) this.close(CLOSED.ended);
  }

  /** The first token lets somebody in, later ones keep them in. */
  private async enter(message: FromMember & { is: 'auth' }): Promise<void> {
    const { roomId, rooms, admit, now, known } = this.parts;
    if (this.member === undefined && this.isEntering) return this.close(CLOSED.malformed);
    this.isEntering = true;
    const admitted = await admit(message.token);
    if (this.isOut) return;
    if (!admitted || (this.who && this.who.key !== admitted.key)) return this.close(CLOSED.ended);
    this.token = message.token;
    if (this.who) return;
    const room = rooms.enter(roomId, admitted);
    if (typeof room === 'number') return this.close(room);
    clearTimeout(this.silence);
    known();
    this.who = admitted;
    this.member = room.join(admitted, this.sender, now(), message);
  }

  /** `text`: undefined where it was none. */
  private hear(text: string | undefined): void {
    const { roomId, rooms, now } = this.parts;
    if (this.isOut) return;
    if (!this.budget.take()) return this.close(CLOSED.hasty);
    const message = text === undefined ? undefined : readMessage(text);
    if (!message) return this.close(CLOSED.malformed);
    if (message.is === 'auth') return void this.enter(message);
    const { member } = this;
    const room = rooms.find(roomId);
    if (member === undefined || !room) return this.close(CLOSED.malformed);
    if (message.is === 'say') room.say(member, message);
    else if (message.is === 'hand') room.hand(member, message.to, now());
    else if (message.is === 'take') room.take(member, now());
    else {
      this.isFinal = true;
      this.sender.close(1000);
    }
  }
}
