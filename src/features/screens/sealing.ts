import { fromBase64Url, toBase64Url } from '@/view/link/codec';

/**
 * Tokens go to the second window sealed for a key that never leaves its memory (ECDH P-256, then AES-GCM): other pages of this origin
 * that hear the channel, and whatever keeps what it heard, have nothing that opens an archive.
 */

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
const NONCE_BYTES = 12;

const makePair = () => crypto.subtle.generateKey(CURVE, false, ['deriveKey']);
const publicOf = async ({ publicKey }: CryptoKeyPair) =>
  toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)));

async function shared(mine: CryptoKeyPair, theirs: string): Promise<CryptoKey> {
  const raw = fromBase64Url(theirs);
  if (!raw) throw new Error('no public key');
  const other = await crypto.subtle.importKey('raw', raw, CURVE, false, []);
  return crypto.subtle.deriveKey(
    { name: 'ECDH', public: other },
    mine.privateKey,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** Seals a token for a public key. `from` opens it together with the private one. */
export async function sealFor(
  key: string,
  token: string,
): Promise<{ readonly from: string; readonly sealed: string }> {
  const pair = await makePair();
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const secret = await shared(pair, key);
  const cipher = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce },
    secret,
    new TextEncoder().encode(token),
  );
  const whole = new Uint8Array(NONCE_BYTES + cipher.byteLength);
  whole.set(nonce);
  whole.set(new Uint8Array(cipher), NONCE_BYTES);
  return { from: await publicOf(pair), sealed: toBase64Url(whole) };
}

export interface Unsealing {
  /** The public key. */
  readonly key: string;
  /** Undefined for what was not sealed for it. */
  open(from: string, sealed: string): Promise<string | undefined>;
}

/** A key of this window, for as long as it stands. */
export async function createUnsealing(): Promise<Unsealing> {
  const pair = await makePair();
  return {
    key: await publicOf(pair),
    async open(from, sealed) {
      try {
        const whole = fromBase64Url(sealed);
        if (!whole) return undefined;
        const secret = await shared(pair, from);
        const iv = whole.slice(0, NONCE_BYTES);
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, secret, whole.slice(NONCE_BYTES));
        return new TextDecoder().decode(plain);
      } catch {
        return undefined;
      }
    },
  };
}
