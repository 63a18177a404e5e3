import { createHash } from 'node:crypto';
import { personId } from '../access/person';
import type { Visitor } from './visitor';
import type { Caller } from '../http/callers';

const MOST_KEPT = 10_000;

/** A token as it is counted: nothing keeps the token itself. */
export const countedToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/**
 * Whose budget a token draws on: all openings of a share are one caller, all sign-ins of a person another. Whom a token is
 * for never changes, so it is looked up once; whether it still opens anything is the gate's question.
 */
export class Whose {
  private readonly ask: (token: string) => Promise<Visitor>;
  private readonly known = new Map<string, Caller>();

  constructor(ask: (token: string) => Promise<Visitor>) {
    this.ask = ask;
  }

  /** Undefined where the token is nobody's. */
  async of(token: string): Promise<Caller | undefined> {
    const key = countedToken(token);
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const visitor = await this.ask(token);
    if (visitor.is === 'nobody') return undefined;
    const caller: Caller =
      visitor.is === 'person'
        ? { name: `person ${personId(visitor.person)}`, isGuest: false }
        : { name: `share ${visitor.share.id}`, isGuest: true };
    this.known.set(key, caller);
    const [oldest] = this.known.keys();
    if (this.known.size > MOST_KEPT && oldest !== undefined) this.known.delete(oldest);
    return caller;
  }
}
