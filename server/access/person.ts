import type { Right } from '@/protocol/rights';

/** Who stands behind a request. */
export interface Person {
  /** Who vouches for them: the issuer's address. */
  readonly issuer: string;
  /** `sub`: means nothing to anybody but the issuer, and never changes. */
  readonly subject: string;
  /** As others read it. */
  readonly name: string;
  readonly may: ReadonlySet<Right>;
}

/** One name for a person over all issuers, as shares and the audit keep it. */
export const personId = ({ issuer, subject }: Pick<Person, 'issuer' | 'subject'>): string =>
  `${issuer}#${subject}`;

/** Those who can sign in. */
export interface People {
  /** Whom a bearer token stands for now; undefined: nobody, for whatever reason. Never rejects. */
  of(token: string): Promise<Person | undefined>;
}
