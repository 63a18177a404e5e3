import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import { readFromReader, type FromReader, type StudyPlace } from '@/protocol/reading';
import { CLOSED } from '@/protocol/room';
import { personId, type Person } from '../access/person';
import { ConflatingSocket } from '../room/conflatingSocket';
import { TokenBucket } from '../room/tokenBucket';
import type { ReadingLimits } from './limits';
import { presentOf, type Readers } from './readers';

export interface ReadingLineParts {
  readonly socket: WebSocket;
  readonly readers: Readers;
  readonly limits: ReadingLimits;
  readonly steady: () => number;
  /** The line is a stranger's no more: they said who they are, or it is gone. */
  readonly known: () => void;
}

/** One page's line, from its first message, which says who it is, to its end. */
export class ReadingLine {
  private readonly parts: ReadingLineParts;
  private readonly sender: ConflatingSocket;
  private readonly budget: TokenBucket;
  private person: Person | undefined;
  private token = '';
  private isEntering = false;
  /** They said good-bye, or were put out: nobody waits for them. */
  private isFinal = false;
  private isOut = false;
  private isAlive = true;
  /** What the ping under way holds: whoever takes nothing cannot answer it. */
  private asked = Buffer.alloc(0);
  /** What the page shows, where the archive has not answered whether it holds it. */
  private unsure: StudyPlace | undefined;
  private readonly silence: NodeJS.Timeout;
  private readonly pinging: NodeJS.Timeout;
  private readonly checking: NodeJS.Timeout;

  constructor(parts: ReadingLineParts) {
    this.parts = parts;
    const { socket, limits, steady } = parts;
    this.sender = new ConflatingSocket(socket, limits.behindBytes, {
      messages: limits.messagesWaiting,
      chars: limits.charsWaiting,
      exceeded: () => this.comeAnew(CLOSED.hasty),
    });
    this.budget = new TokenBucket(limits.messagesPerS, steady);
    this.silence = setTimeout(() => this.close(CLOSED.silent), limits.authMs);
    this.pinging = setInterval(() => this.ping(), limits.pingMs);
    this.checking = setInterval(() => void this.check(), limits.checkMs);
    socket.on('pong', (said) => (this.isAlive ||= said.equals(this.asked)));
    socket.on('error', () => undefined);
    // Pages close a line so when they are locked, or when somebody signs out; a browser that leaves a page says 1001.
    socket.on('close', (code) => this.end(code === 1000));
    socket.on('message', (data, isBinary) =>
      this.hear(isBinary ? undefined : (data as Buffer).toString('utf8')),
    );
  }

  /** Puts them out; nothing is heard of them from then on. */
  close(code: number): void {
    this.isOut = true;
    this.isFinal = true;
    this.sender.close(code);
    // Whoever is put out is gone at once, however long the line takes to close.
    this.leave();
  }

  /** Ends the line so that the page is back in a moment, and asks for all it shows. */
  private comeAnew(code: number): void {
    this.isOut = true;
    this.sender.close(code);
  }

  private end(saidGoodBye: boolean): void {
    this.isOut = true;
    this.isFinal ||= saidGoodBye;
    clearTimeout(this.silence);
    clearInterval(this.pinging);
    clearInterval(this.checking);
    if (!this.leave()) this.parts.known();
  }

  /** Gives its place back, once; false where it had none. */
  private leave(): boolean {
    const { person } = this;
    if (!person) return false;
    this.person = undefined;
    this.parts.readers.leave(personId(person), this.sender, this.isFinal);
    return true;
  }

  private ping(): void {
    const { socket } = this.parts;
    if (!this.isAlive) return socket.terminate();
    this.isAlive = false;
    this.asked = randomBytes(8);
    socket.ping(this.asked);
    // Pages do not see pings: this tells them that the line holds.
    if (this.person) this.sender.send('beat', { beat: true });
  }

  /** Who is here by the token now: rights may be others, or none. Undefined: they are out. */
  private async stillHere(): Promise<Person | undefined> {
    if (!this.person || this.isOut) return undefined;
    const person = await this.parts.readers.admit(this.token).catch(() => undefined);
    if (this.isOut) return undefined;
    if (!person) this.close(CLOSED.ended);
    return person;
  }

  private async check(): Promise<void> {
    const person = await this.stillHere();
    if (person && this.unsure) await this.show(person, this.unsure);
  }

  /** The first token lets somebody in, later ones keep them in. */
  private async enter(token: string): Promise<void> {
    const { readers, known } = this.parts;
    if (!this.person && this.isEntering) return this.close(CLOSED.malformed);
    this.isEntering = true;
    const person = await readers.admit(token).catch(() => undefined);
    if (this.isOut) return;
    const isSame = !this.person || (person && personId(person) === personId(this.person));
    if (!person || !isSame) return this.close(CLOSED.ended);
    this.token = token;
    if (this.person) return;
    if (!readers.isReady) return this.comeAnew(CLOSED.early);
    if (!readers.enter(personId(person))) return this.close(CLOSED.full);
    clearTimeout(this.silence);
    known();
    this.person = person;
    const { id, reads } = presentOf(person);
    this.sender.send('welcome', { welcome: { you: id, marks: reads } });
  }

  /** `text`: undefined where it was none. */
  private hear(text: string | undefined): void {
    if (this.isOut) return;
    if (!this.budget.take()) return this.close(CLOSED.hasty);
    const message = text === undefined ? undefined : readFromReader(text);
    if (!message) return this.close(CLOSED.malformed);
    if (message.is === 'auth') return void this.enter(message.token);
    const { person } = this;
    if (!person) return this.close(CLOSED.malformed);
    const { readers, limits } = this.parts;
    // Who asks on without taking the answers would fill the memory with them.
    if (message.is === 'ask' && this.sender.waitingCount > limits.answersWaiting)
      return this.close(CLOSED.hasty);
    if (message.is === 'ask') readers.ask(this.sender, message);
    else if (message.is === 'show') void this.show(person, message.place);
    else if (message.is === 'act') void this.act(message);
    else {
      this.isOut = this.isFinal = true;
      this.sender.close(1000);
      this.leave();
    }
  }

  private async show(person: Person, place: StudyPlace | undefined): Promise<void> {
    this.unsure = undefined;
    const came = await this.parts.readers.show(this.sender, person, place);
    // What is on its screen it says again when it is back.
    if (came === 'hasty' && !this.isOut) this.comeAnew(CLOSED.hasty);
    if (came === 'unknown') this.unsure = place;
  }

  /** Each act is judged by what its token opens now. */
  private async act(message: FromReader & { readonly is: 'act' }): Promise<void> {
    const person = await this.stillHere();
    if (!person) return;
    const { n } = message;
    const why = await this.parts.readers.act(person, message).catch(() => 'disk' as const);
    if (this.isOut) return;
    this.sender.send(`act ${n}`, why === undefined ? { done: n } : { refused: n, why });
  }
}
