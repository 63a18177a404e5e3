import type { StudyUid } from '@/dicom/dataset/uid';

/** One draft as it lies in the browser's storage: nothing of it can be read without the key. */
interface SealedDraft {
  /** Random. */
  readonly id: string;
  /** Random; whose page lives holds a lock of this name. */
  readonly session: string;
  /** HMAC of archive and study under the vault's key. */
  readonly scope: string;
  /** HMAC of whose it is; absent: anybody's. */
  readonly owner?: string;
  /** Which key sealed it. */
  readonly key: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

/** The vault's keys: neither can be read out of the browser. */
interface Keys {
  /** Random. */
  readonly id: string;
  readonly seal: CryptoKey;
  readonly scope: CryptoKey;
}

/** A draft taken out. */
export interface OpenedVault {
  readonly id: string;
  readonly content: unknown;
}

export interface FoundDraft {
  readonly drafts: readonly OpenedVault[];
  /** Ids of drafts of this study that cannot be read any more. */
  readonly unreadable: readonly string[];
}

/** Keeps drafts of unsaved work, encrypted, in this browser. Rejects where the browser has no place for them. */
export interface Vault {
  write(id: string, archive: string, study: StudyUid, content: unknown): Promise<void>;
  remove(id: string): Promise<void>;
  /** Drafts of a study that no living page is at work on. */
  find(archive: string, study: StudyUid): Promise<FoundDraft>;
  /** Ends this page's hold on its drafts: they are offered from now on. */
  close(): void;
}

const NAME = 'isocenter-drafts';
const CIPHER = 'AES-GCM';
const lockName = (session: string): string => `isocenter-draft-${session}`;

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('the database refused')));
  });

/** On the disk, not only on its way there. */
const written = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = () => reject(transaction.error ?? new Error('the database refused'));
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', fail);
    transaction.addEventListener('error', fail);
  });

/** `isNew`: there was none. */
async function openDatabase(): Promise<{ readonly database: IDBDatabase; readonly isNew: boolean }> {
  const request = indexedDB.open(NAME, 1);
  let isNew = false;
  request.addEventListener('upgradeneeded', () => {
    isNew = true;
    request.result.createObjectStore('keys');
    request.result.createObjectStore('drafts', { keyPath: 'id' });
  });
  const database = await settled(request);
  // Another tab ends the sign-in: nothing of it may be held up here.
  database.addEventListener('versionchange', () => database.close());
  return { database, isNew };
}

async function makeKeys(): Promise<Keys> {
  const [seal, scope] = await Promise.all([
    crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ['encrypt', 'decrypt']),
    crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
  ]);
  return { id: crypto.randomUUID(), seal, scope };
}

/** The keys of this sign-in; of two tabs that make some at once, the first one's count. */
async function takeKeys(database: IDBDatabase): Promise<Keys> {
  const held = await settled<Keys | undefined>(database.transaction('keys').objectStore('keys').get('now'));
  if (held) return held;
  const made = await makeKeys();
  const transaction = database.transaction('keys', 'readwrite', { durability: 'strict' });
  const store = transaction.objectStore('keys');
  const first = await settled<Keys | undefined>(store.get('now'));
  if (!first) store.put(made, 'now');
  await written(transaction);
  return first ?? made;
}

async function markOf({ scope }: Keys, ...words: readonly string[]): Promise<string> {
  const name = new TextEncoder().encode(words.join('\n'));
  const hash = new Uint8Array(await crypto.subtle.sign('HMAC', scope, name));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function seal({ seal: key }: Keys, content: unknown): Promise<Pick<SealedDraft, 'iv' | 'sealed'>> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(content));
  return { iv, sealed: await crypto.subtle.encrypt({ name: CIPHER, iv }, key, plain) };
}

/** Rejects where the draft was sealed under another key, or changed since. */
async function open({ seal: key }: Keys, { iv, sealed }: SealedDraft): Promise<unknown> {
  const plain = await crypto.subtle.decrypt({ name: CIPHER, iv }, key, sealed);
  return JSON.parse(new TextDecoder().decode(plain)) as unknown;
}

/**
 * Opens the vault of this browser's profile for one page. Drafts of one owner are never found by another; an owner is
 * whoever has signed in. `isOver`: the page needs it no more, and has nothing to write. Rejects then, and leaves nothing: who
 * signs out while it is being opened, in this tab or another, finds the disk as bare as afterwards.
 */
export async function openVault(owner?: string, isOver = (): boolean => false): Promise<Vault> {
  const { database, isNew } = await openDatabase();
  if (isNew && isOver()) {
    database.close();
    await forgetKey();
    throw new Error('nobody needs the vault any more');
  }
  const keys = await takeKeys(database);
  const own = owner === undefined ? undefined : await markOf(keys, 'owner', owner);
  const scopeOf = (archive: string, study: StudyUid) =>
    markOf(keys, archive, study, ...(owner === undefined ? [] : [owner]));
  return new SealedVault(database, keys, own, scopeOf);
}

/** The drafts of one page, sealed under the vault's keys. While the page lives it holds a lock, so that none other takes its drafts for left. */
class SealedVault implements Vault {
  private readonly database: IDBDatabase;
  private readonly keys: Keys;
  /** HMAC of whose drafts these are. */
  private readonly owner: string | undefined;
  private readonly scopeOf: (archive: string, study: StudyUid) => Promise<string>;
  private readonly session = crypto.randomUUID();
  private release: () => void = () => undefined;
  /** Before it is held, no draft may be written. */
  private readonly isHeld: Promise<void>;

  constructor(
    database: IDBDatabase,
    keys: Keys,
    owner: string | undefined,
    scopeOf: (archive: string, study: StudyUid) => Promise<string>,
  ) {
    this.database = database;
    this.keys = keys;
    this.owner = owner;
    this.scopeOf = scopeOf;
    this.isHeld = this.hold();
  }

  async write(id: string, archive: string, study: StudyUid, content: unknown): Promise<void> {
    const { session, owner, keys } = this;
    await this.isHeld;
    const [scope, sealed] = await Promise.all([this.scopeOf(archive, study), seal(keys, content)]);
    const own = owner === undefined ? {} : { owner };
    await this.change((drafts) => drafts.put({ id, session, scope, ...own, key: keys.id, ...sealed }));
  }

  remove(id: string): Promise<void> {
    return this.change((drafts) => drafts.delete(id));
  }

  async find(archive: string, study: StudyUid): Promise<FoundDraft> {
    const { database, keys } = this;
    const [scope, { held = [] }, all] = await Promise.all([
      this.scopeOf(archive, study),
      navigator.locks.query(),
      settled<SealedDraft[]>(database.transaction('drafts').objectStore('drafts').getAll()),
    ]);
    const living = new Set(held.map(({ name }) => name));
    const orphans = all.filter((record) => !living.has(lockName(record.session)));
    // Sealed under a key that is gone: of which study it was, nobody can tell any more.
    const unreadable = orphans.filter(({ key }) => key !== keys.id).map(({ id }) => id);
    const drafts: OpenedVault[] = [];
    for (const record of orphans) {
      if (record.key !== keys.id || record.scope !== scope) continue;
      try {
        drafts.push({ id: record.id, content: await open(keys, record) });
      } catch {
        unreadable.push(record.id);
      }
    }
    return { drafts, unreadable };
  }

  close(): void {
    this.release();
    this.database.close();
  }

  /** Resolves once the lock is held, or the browser has none. */
  private hold(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.release = resolve;
    });
    return new Promise((held) => {
      navigator.locks
        .request(lockName(this.session), () => {
          held();
          return closed;
        })
        .catch(() => held());
    });
  }

  private async change(run: (drafts: IDBObjectStore) => void): Promise<void> {
    const transaction = this.database.transaction('drafts', 'readwrite', { durability: 'strict' });
    run(transaction.objectStore('drafts'));
    await written(transaction);
  }
}

/** Takes the drafts of one owner off this browser; those of others stay, and stay sealed. */
export async function forgetDrafts(owner: string): Promise<void> {
  const { database } = await openDatabase();
  try {
    const keys = await takeKeys(database);
    const mark = await markOf(keys, 'owner', owner);
    const transaction = database.transaction('drafts', 'readwrite', { durability: 'strict' });
    const store = transaction.objectStore('drafts');
    const all = await settled<SealedDraft[]>(store.getAll());
    const others = all.filter((record) => record.owner !== mark);
    for (const record of all) if (!others.includes(record)) store.delete(record.id);
    await written(transaction);
    if (others.length > 0) return;
  } finally {
    database.close();
  }
  await forgetKey();
}

/** Ends the sign-in for drafts: keys and drafts are gone, in every tab. For whoever signs the reader out. */
export async function forgetKey(): Promise<void> {
  await settled(indexedDB.deleteDatabase(NAME));
}

/** Whether a draft of one of these studies waits in this browser; true where that cannot be told. Leaves nothing that was not there. */
export async function hasDraft(
  archive: string,
  studies: readonly StudyUid[],
  owner?: string,
): Promise<boolean> {
  try {
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === NAME)) return false;
    const vault = await openVault(owner, () => true);
    try {
      const found = await Promise.all(studies.map((study) => vault.find(archive, study)));
      return found.some(({ drafts, unreadable }) => drafts.length + unreadable.length > 0);
    } finally {
      vault.close();
    }
  } catch {
    return true;
  }
}
