import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import { loadSigningKey, OWN_ALGORITHM, type SigningKey } from '../access/signingKey';
import { newLink } from './secrets';

/** How long a guest's token holds; then the share is asked again. */
export const TOKEN_S = 300;
const ISSUER = 'isocenter-share';

/** What a guest's token says; or why it says nothing. */
export type ReadToken =
  | { readonly ok: true; readonly share: string; readonly session: string }
  /** `share` where the token was real once. */
  | { readonly ok: false; readonly reason: 'token' | 'expired'; readonly share?: string };

const TYPE = 'share+jwt';

/** Whether a token claims to be a guest's: those of people are judged by others. */
export function isGuestToken(token: string): boolean {
  try {
    return decodeProtectedHeader(token).typ === TYPE;
  } catch {
    return false;
  }
}

/**
 * Makes and checks the short-lived tokens of guests (RFC 7519, EdDSA). They name a share and which opening of it they come
 * from, and say nothing else.
 */
export class ShareTokens {
  private readonly keys: Promise<SigningKey>;
  private readonly audience: string;

  /** `audience` is the archive's root: a token is for it alone. */
  constructor(path: string, audience: string) {
    this.keys = loadSigningKey(path);
    this.audience = audience;
  }

  async issue(
    { id, expiresAt }: { readonly id: string; readonly expiresAt: number },
    session: string,
    now: number,
  ): Promise<{ token: string; expiresInS: number }> {
    const { sign } = await this.keys;
    const nowS = Math.floor(now / 1000);
    const expiresInS = Math.max(0, Math.min(TOKEN_S, Math.floor(expiresAt / 1000) - nowS));
    const token = await new SignJWT({ sid: id, ses: session })
      .setProtectedHeader({ alg: OWN_ALGORITHM, typ: TYPE })
      .setIssuer(ISSUER)
      .setAudience(this.audience)
      .setJti(newLink().id)
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + expiresInS)
      .sign(sign);
    return { token, expiresInS };
  }

  /** The share that a token is for; refused are those that are false, of others, or out of time. */
  async read(token: string, now: number): Promise<ReadToken> {
    const { verify } = await this.keys;
    try {
      const { payload } = await jwtVerify(token, verify, {
        algorithms: [OWN_ALGORITHM],
        issuer: ISSUER,
        audience: this.audience,
        typ: TYPE,
        requiredClaims: ['exp', 'iat', 'sid', 'ses'],
        currentDate: new Date(now),
      });
      const { sid, ses } = payload;
      return typeof sid === 'string' && typeof ses === 'string'
        ? { ok: true, share: sid, session: ses }
        : { ok: false, reason: 'token' };
    } catch (error) {
      // Thrown after the signature was found right: it can be believed whose it was.
      const payload = error instanceof errors.JWTExpired ? error.payload : undefined;
      const share = payload?.['sid'];
      return payload === undefined
        ? { ok: false, reason: 'token' }
        : { ok: false, reason: 'expired', ...(typeof share === 'string' ? { share } : {}) };
    }
  }
}
