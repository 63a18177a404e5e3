import { fromBase64, toBase64 } from '@/dicom/dataset/base64';

/** How somebody is sent to the issuer: asked who they are, asked again although signed in, or not asked at all. */
export type SignInWay = 'ask' | 'again' | 'silent';

/** What has to survive the way to the issuer and back. */
export interface ReturnState {
  readonly provider: string;
  readonly way: SignInWay;
  /** '#/...' */
  readonly fragment: string;
  /** What the entry of the browser's history held; may name a patient (filters). */
  readonly entry: unknown;
}

// The name of older versions: the key of the marks lies there.
const DATABASE = 'isocenter-passage';
const RETURN = 'isocenter-return';
const SIGNED = 'isocenter-signed-in';
const ENDED = 'isocenter-ended-elsewhere';
const ANEW = 'isocenter-sign-in-anew';

interface Keys {
  /** Neither can be read out of the browser. */
  readonly seal: CryptoKey;
  readonly mark: CryptoKey;
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('the database refused')));
  });

async function keys(): Promise<Keys> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore('keys'));
  const database = await settled(request);
  database.addEventListener('versionchange', () => database.close());
  try {
    const held = await settled<Keys | undefined>(database.transaction('keys').objectStore('keys').get('now'));
    if (held) return held;
    const [seal, mark] = await Promise.all([
      crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
      crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
    ]);
    const store = database.transaction('keys', 'readwrite').objectStore('keys');
    // Of two tabs that make some at once, the first one's count.
    const first = await settled<Keys | undefined>(store.get('now'));
    if (first) return first;
    const made = { seal, mark };
    await settled(store.put(made, 'now'));
    return made;
  } finally {
    database.close();
  }
}

/**
 * Puts down where the page stands, for the way back. It is sealed: addresses name studies, and filters may name a patient,
 * and neither may lie in storage for others to read.
 */
export async function keepReturnState({ provider, way, ...place }: ReturnState): Promise<void> {
  const { seal } = await keys();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(place));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, seal, plain));
  sessionStorage.setItem(
    RETURN,
    JSON.stringify({ provider, way, iv: toBase64(iv), sealed: toBase64(sealed) }),
  );
}

/** Takes up what was laid down, and leaves nothing behind. Undefined where there is nothing, or none of ours. */
export async function takeReturnState(): Promise<ReturnState | undefined> {
  const text = sessionStorage.getItem(RETURN);
  sessionStorage.removeItem(RETURN);
  if (text === null) return undefined;
  try {
    const { provider, way, iv, sealed } = JSON.parse(text) as Record<
      'provider' | 'way' | 'iv' | 'sealed',
      string
    >;
    const { seal } = await keys();
    const open = { name: 'AES-GCM', iv: fromBase64(iv) };
    const plain = new TextDecoder().decode(await crypto.subtle.decrypt(open, seal, fromBase64(sealed)));
    const { fragment, entry } = JSON.parse(plain) as { fragment: string; entry: unknown };
    return { provider, way: way as SignInWay, fragment, entry };
  } catch {
    return undefined;
  }
}

/** Which provider this tab was signed in with, and a mark of the person that only this browser can compare. */
export interface SignedMark {
  readonly provider: string;
  readonly mark: string;
}

/** A name of a person that says nothing to anybody. */
export async function personMark(person: string): Promise<string> {
  const { mark } = await keys();
  return toBase64(new Uint8Array(await crypto.subtle.sign('HMAC', mark, new TextEncoder().encode(person))));
}

/** Remembers that this tab is signed in, so that a reload asks the issuer without a click. Holds no identity. */
export const keepSigned = (signed: SignedMark): void =>
  sessionStorage.setItem(SIGNED, JSON.stringify(signed));

export function readSigned(): SignedMark | undefined {
  try {
    const { provider, mark } = JSON.parse(sessionStorage.getItem(SIGNED) ?? '') as Partial<SignedMark>;
    return typeof provider === 'string' && typeof mark === 'string' ? { provider, mark } : undefined;
  } catch {
    return undefined;
  }
}

/** For the page that comes next in this tab: another tab has ended the sign-in. Names nobody, and is gone once it was read. */
export const keepEndedElsewhere = (): void => sessionStorage.setItem(ENDED, 'yes');
export function takeEndedElsewhere(): boolean {
  const isSo = sessionStorage.getItem(ENDED) !== null;
  sessionStorage.removeItem(ENDED);
  return isSo;
}

/** Until somebody has signed in anew, no tab of this browser may pass on the strength of an older sign-in. */
export const askAnew = (provider: string): void => localStorage.setItem(ANEW, provider);
export const isAskedAnew = (provider: string): boolean => localStorage.getItem(ANEW) === provider;
export const wasAsked = (): void => localStorage.removeItem(ANEW);

/** Nothing of a sign-in stays in this tab, what the issuer's library had put there included. */
export function forgetTab(): void {
  const own = Object.keys(sessionStorage).filter((key) => key.startsWith('oidc.'));
  for (const key of [...own, RETURN, SIGNED]) sessionStorage.removeItem(key);
}

/** The keys go too: what was sealed with them can never be read. */
export function forgetKeys(): void {
  indexedDB.deleteDatabase(DATABASE);
}
