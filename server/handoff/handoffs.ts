import { randomBytes } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import type { HandoffEnd } from '@/protocol/handoff';
import { personId, type People, type Person } from '../access/person';
import { loadSigningKey, OWN_ALGORITHM, type SigningKey } from '../access/signingKey';
import { hashSecret, isSameHash, newLink } from '../share/secrets';
import type { Disk } from '../state/disk';
import { HandoffFile, type Handoff } from './handoffFile';

/** How long the code on the screen opens something. */
export const OPEN_MS = 60_000;
/** How long the other device goes on: a working day. */
const SESSION_MS = 12 * 3_600_000;
const TOKEN_S = 300;
const ISSUER = 'isocenter-handoff';
const TYPE = 'session+jwt';

export type OpenedHandoff =
  | {
      readonly ok: true;
      readonly handoff: Handoff;
      readonly token: string;
      readonly expiresInS: number;
      /** What the next token is asked for with. */
      readonly session: string;
    }
  | { readonly ok: false; readonly reason: HandoffEnd };

/** Whether a token claims to be of a device that a view was passed on to. */
export function isSessionToken(token: string): boolean {
  try {
    return decodeProtectedHeader(token).typ === TYPE;
  } catch {
    return false;
  }
}

/**
 * Passes a view on to another device of the same person: once, within a minute, with the rights they had then. The other
 * device gets tokens of the companion's own (RFC 7519, EdDSA), which name the handoff and say nothing else: each request
 * asks whether it still holds.
 */
export class Handoffs implements People {
  private readonly file: HandoffFile;
  private readonly key: Promise<SigningKey>;
  private readonly audience: string;
  private readonly now: () => number;

  constructor(parts: {
    readonly file: string;
    readonly keys: string;
    /** The archive's root: tokens are for it alone. */
    readonly audience: string;
    readonly now?: () => number;
    readonly disk?: Disk;
  }) {
    this.file = new HandoffFile(parts.file, parts.disk);
    this.key = loadSigningKey(parts.keys);
    this.audience = parts.audience;
    this.now = parts.now ?? Date.now;
  }

  async offer(
    person: Person,
    archive: string,
    view: string,
  ): Promise<{ id: string; secret: string; until: number }> {
    const { id, secret } = newLink();
    const at = this.now();
    const until = at + OPEN_MS;
    await this.file.append({
      is: 'offered',
      at,
      id,
      secretHash: hashSecret(secret),
      person: { ...person, may: [...person.may] },
      archive,
      view,
      until,
    });
    return { id, secret, until };
  }

  async open(id: string, secret: string): Promise<OpenedHandoff> {
    const found = this.file.find(id);
    if (found === undefined || !isSameHash(hashSecret(secret), found.secretHash)) return closed('unknown');
    if (found.isEnded) return closed('ended');
    if (found.session !== undefined) return closed('used');
    const at = this.now();
    if (at >= found.until) return closed('expired');
    const session = randomBytes(32).toString('base64url');
    await this.file.append({
      is: 'opened',
      at,
      id,
      sessionHash: hashSecret(session),
      until: at + SESSION_MS,
    });
    // Read back: of two that open it at once the first line wins.
    return this.renew(id, session, 'used');
  }

  /** The next token of the device that opened it. */
  async renew(id: string, session: string, otherwise: HandoffEnd = 'unknown'): Promise<OpenedHandoff> {
    const handoff = this.file.find(id);
    const kept = handoff?.session;
    if (handoff === undefined || kept === undefined) return closed('unknown');
    if (!isSameHash(hashSecret(session), kept.hash)) return closed(otherwise);
    if (handoff.isEnded) return closed('ended');
    const nowS = Math.floor(this.now() / 1000);
    const expiresInS = Math.min(TOKEN_S, Math.floor(kept.until / 1000) - nowS);
    if (expiresInS <= 0) return closed('expired');
    const { sign } = await this.key;
    const token = await new SignJWT({ hid: id })
      .setProtectedHeader({ alg: OWN_ALGORITHM, typ: TYPE })
      .setIssuer(ISSUER)
      .setAudience(this.audience)
      .setJti(newLink().id)
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + expiresInS)
      .sign(sign);
    return { ok: true, handoff, token, expiresInS, session };
  }

  /** Ends all of one person, opened or not. */
  async end(person: Pick<Person, 'issuer' | 'subject'>): Promise<void> {
    await this.file.append({ is: 'ended', at: this.now(), person: personId(person) });
  }

  async of(token: string): Promise<Person | undefined> {
    try {
      const { verify } = await this.key;
      const { payload } = await jwtVerify(token, verify, {
        algorithms: [OWN_ALGORITHM],
        issuer: ISSUER,
        audience: this.audience,
        typ: TYPE,
        requiredClaims: ['exp', 'iat', 'hid'],
        currentDate: new Date(this.now()),
      });
      const handoff = this.file.find(String(payload['hid']));
      if (handoff?.session === undefined || handoff.isEnded) return undefined;
      return this.now() < handoff.session.until ? handoff.person : undefined;
    } catch {
      return undefined;
    }
  }
}

const closed = (reason: HandoffEnd): OpenedHandoff => ({ ok: false, reason });

/** Those who signed in, here or by passing their view on to another device. */
export const withHandoffs = (people: People, handoffs: Handoffs): People => ({
  of: (token) => (isSessionToken(token) ? handoffs.of(token) : people.of(token)),
});
