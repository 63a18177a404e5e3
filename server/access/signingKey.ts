import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { keepOnce } from './keepOnce';

/** What the companion signs its own tokens with (RFC 8037). */
export const OWN_ALGORITHM = 'EdDSA';

export interface SigningKey {
  readonly sign: CryptoKey;
  readonly verify: CryptoKey;
}

/** The key of all companions on one state folder, made by the first of them that needs it. Rejects with DamagedSecret. */
export async function loadSigningKey(path: string): Promise<SigningKey> {
  return keepOnce(path, makeKey, readKey);
}

async function makeKey(): Promise<string> {
  const { privateKey } = await generateKeyPair(OWN_ALGORITHM, { extractable: true, crv: 'Ed25519' });
  return JSON.stringify(await exportJWK(privateKey));
}

async function readKey(text: string): Promise<SigningKey> {
  const jwk = JSON.parse(text) as JWK;
  const { d, ...open } = jwk;
  if (d === undefined) throw new Error('the private part of the key is missing');
  const [sign, verify] = await Promise.all([importJWK(jwk, OWN_ALGORITHM), importJWK(open, OWN_ALGORITHM)]);
  return { sign: sign as CryptoKey, verify: verify as CryptoKey };
}
