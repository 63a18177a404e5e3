import { createHash, randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import type { KeptPasscode } from './share';

/** scrypt, as OWASP has it for interactive use: 2^15, 8, 1. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };

/** What a new link carries: an id that names the share, a secret that opens it. */
export const newLink = (): { readonly id: string; readonly secret: string } => ({
  id: randomBytes(12).toString('base64url'),
  secret: randomBytes(32).toString('base64url'),
});

/** Six digits, for another channel than the link's. */
export const newPasscode = (): string => String(randomInt(0, 1_000_000)).padStart(6, '0');

/** A secret as it is kept. It has 256 random bits: a plain hash is enough. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Compares two hashes in a time that says nothing. */
export function isSameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, 'base64url'), Buffer.from(other, 'base64url')];
  return a.length === b.length && timingSafeEqual(a, b);
}

const derive = (passcode: string, salt: string): Promise<string> =>
  new Promise((resolve, reject) => {
    scrypt(passcode.normalize('NFKC'), Buffer.from(salt, 'base64url'), 32, COST, (error, key) =>
      error ? reject(error) : resolve(key.toString('base64url')),
    );
  });

/** A passcode as it is kept. */
export async function keepPasscode(passcode: string): Promise<KeptPasscode> {
  const salt = randomBytes(16).toString('base64url');
  return { salt, hash: await derive(passcode, salt) };
}

/** Whether a passcode is the one that is kept. */
export const isPasscode = async (passcode: string, kept: KeptPasscode): Promise<boolean> =>
  isSameHash(await derive(passcode, kept.salt), kept.hash);
