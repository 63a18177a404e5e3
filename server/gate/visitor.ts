import type { AuditAgent } from '../audit/audit';
import { endOf, type KnownShare } from '../share/share';
import type { ShareFile } from '../share/shareFile';
import { isGuestToken, type ShareTokens } from '../share/tokens';
import { personId, type People, type Person } from '../access/person';

/** Why a token opens nothing. */
export type Stranger = 'no-token' | 'token' | 'expired' | 'revoked' | 'locked' | 'unknown';

/** Who stands behind a request: somebody who has signed in, somebody to whom something was shared, or nobody. */
export type Visitor =
  | { readonly is: 'person'; readonly person: Person }
  | {
      readonly is: 'guest';
      readonly share: KnownShare;
      /** Which opening of the share: a hash, so that it renews nothing. */
      readonly session: string;
    }
  | {
      readonly is: 'nobody';
      readonly reason: Stranger;
      /** The share that the token once was for. */
      readonly share?: string;
    };

/** Those who can come: asked for each request anew, so that an end is an end at the next one. */
export class Visitors {
  private readonly people: People;
  private readonly shares: ShareFile;
  private readonly tokens: ShareTokens;
  private readonly now: () => number;

  constructor(parts: {
    readonly people: People;
    readonly shares: ShareFile;
    readonly tokens: ShareTokens;
    readonly now?: () => number;
  }) {
    this.people = parts.people;
    this.shares = parts.shares;
    this.tokens = parts.tokens;
    this.now = parts.now ?? Date.now;
  }

  /** Whom a bearer token stands for now. Never rejects. */
  async of(token: string | undefined): Promise<Visitor> {
    if (token === undefined) return { is: 'nobody', reason: 'no-token' };
    if (!isGuestToken(token)) {
      const person = await this.people.of(token);
      return person === undefined ? { is: 'nobody', reason: 'token' } : { is: 'person', person };
    }
    const read = await this.tokens.read(token, this.now());
    if (!read.ok) {
      const { reason, share } = read;
      return { is: 'nobody', reason, ...(share === undefined ? {} : { share }) };
    }
    const share = this.shares.find(read.share);
    if (share === undefined) return { is: 'nobody', reason: 'unknown' };
    const reason = endOf(share, this.now());
    return reason === undefined
      ? { is: 'guest', share, session: read.session }
      : { is: 'nobody', reason, share: share.id };
  }
}

/** A visitor as the record names them. */
export function agentOf(visitor: Visitor): AuditAgent {
  if (visitor.is === 'person') {
    const { issuer, subject, name } = visitor.person;
    return { is: 'person', issuer, subject, name };
  }
  if (visitor.is === 'guest') return { is: 'guest', share: visitor.share.id };
  return visitor.share === undefined ? { is: 'nobody' } : { is: 'guest', share: visitor.share };
}

/** One name for who came and by which opening, for what is counted for each. */
export const nameOfVisitor = (visitor: Visitor): string => {
  if (visitor.is === 'person') return personId(visitor.person);
  return visitor.is === 'guest' ? `${visitor.share.id}/${visitor.session}` : '';
};
