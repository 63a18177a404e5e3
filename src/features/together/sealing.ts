import { fromBase64Url, toBase64Url } from '@/view/link/codec';
import type { RoomAddress } from './roomLink';
import type { Channel } from '@/protocol/room';

/** AES-GCM with 96-bit nonces and 128-bit tags (NIST SP 800-38D 5.2). */
const NONCE_BYTES = 12;

/** Who says what, as their how manieth message: sealed together with the content. */
export interface Envelope {
  readonly from: string;
  readonly say: Channel;
  readonly n: number;
}

/** Seals and opens what is said in a room. */
export interface Sealing {
  seal(envelope: Envelope, content: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Undefined for what was not sealed by this key, for this envelope, or was opened before. */
  open(envelope: Envelope, sealed: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Whether this browser can seal: not on plain http away from this machine. */
export const canSeal = (): boolean => globalThis.crypto?.subtle !== undefined;

export async function createSealing({ room, key }: RoomAddress): Promise<Sealing> {
  const raw = fromBase64Url(key);
  if (raw?.length !== 32) throw new Error('the key of a room has 256 bits');
  const secret = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const settings = ({ from, say, n }: Envelope, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(JSON.stringify(['isocenter room', 1, room, from, say, n])),
  });
  /** The greatest number opened, by sender and channel. */
  const opened = new Map<string, number>();
  return {
    async seal(envelope, content) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const cipher = await crypto.subtle.encrypt(settings(envelope, nonce), secret, content);
      const whole = new Uint8Array(NONCE_BYTES + cipher.byteLength);
      whole.set(nonce);
      whole.set(new Uint8Array(cipher), NONCE_BYTES);
      return toBase64Url(whole);
    },
    async open(envelope, sealed) {
      const whole = fromBase64Url(sealed);
      const from = `${envelope.from} ${envelope.say}`;
      if (!whole || whole.length <= NONCE_BYTES) return undefined;
      try {
        const nonce = whole.slice(0, NONCE_BYTES);
        const rest = whole.slice(NONCE_BYTES);
        const content = await crypto.subtle.decrypt(settings(envelope, nonce), secret, rest);
        // Only what is genuine counts: else a made-up number would silence the sender.
        if (envelope.n <= (opened.get(from) ?? -1)) return undefined;
        opened.set(from, envelope.n);
        return new Uint8Array(content);
      } catch {
        return undefined;
      }
    },
  };
}
