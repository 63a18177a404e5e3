import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, type CryptoKey, type JWK } from 'jose';
import { newLink } from './secrets';

/** How long a guest's token holds; then the share is asked again. */
export const TOKEN_S = 300;
const ALGORITHM = 'EdDSA';
const ISSUER = 'isocenter-share';

interface Keys {
  readonly sign: CryptoKey;
  readonly verify: CryptoKey;
}

/** The key that companions sign tokens with, made by the first of them that needs it. */
async function loadKeys(path: string): Promise<Keys> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true, crv: 'Ed25519' });
    const text = JSON.stringify(await exportJWK(privateKey));
    // 'wx': where two start at once, one makes it and the other reads it.
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, text);
    fsyncSync(file);
    closeSync(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const jwk = JSON.parse(readFileSync(path, 'utf8')) as JWK;
  const { d: _, ...open } = jwk;
  const [sign, verify] = await Promise.all([importJWK(jwk, ALGORITHM), importJWK(open, ALGORITHM)]);
  return { sign: sign as CryptoKey, verify: verify as CryptoKey };
}

/** Makes and checks the short-lived tokens of guests (RFC 7519, EdDSA). They name a share and say nothing else. */
export class ShareTokens {
  private readonly keys: Promise<Keys>;
  private readonly audience: string;

  /** `audience` is the archive's root: a token is for it alone. */
  constructor(path: string, audience: string) {
    this.keys = loadKeys(path);
    this.audience = audience;
  }

  async issue(share: string, now: number, until: number): Promise<{ token: string; expiresInS: number }> {
    const { sign } = await this.keys;
    const nowS = Math.floor(now / 1000);
    const expiresInS = Math.max(0, Math.min(TOKEN_S, Math.floor(until / 1000) - nowS));
    const token = await new SignJWT({ sid: share })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'share+jwt' })
      .setIssuer(ISSUER)
      .setAudience(this.audience)
      .setJti(newLink().id)
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + expiresInS)
      .sign(sign);
    return { token, expiresInS };
  }

  /** The share that a token is for; undefined for tokens that are false, of others, or out of time. */
  async read(token: string, now: number): Promise<string | undefined> {
    const { verify } = await this.keys;
    try {
      const { payload } = await jwtVerify(token, verify, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: this.audience,
        typ: 'share+jwt',
        requiredClaims: ['exp', 'iat', 'sid'],
        currentDate: new Date(now),
      });
      return typeof payload['sid'] === 'string' ? payload['sid'] : undefined;
    } catch {
      return undefined;
    }
  }
}
