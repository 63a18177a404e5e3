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
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
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
  const session = crypto.randomUUID();
  let close = () => undefined as void;
  const isHeld = new Promise<void>((held) => {
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    navigator.locks
      .request(lockName(session), () => {
        held();
        return closed;
      })
      .catch(() => held());
  });

  const open = async (record: SealedDraft): Promise<unknown> => {
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: record.iv }, keys.seal, record.sealed);
    return JSON.parse(new TextDecoder().decode(plain)) as unknown;
  };

  return {
    async write(id, archive, study, content) {
      // Before the record is there, no other page may take this one for gone.
      await isHeld;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify(content));
      const [scope, sealed] = await Promise.all([
        scopeOf(archive, study),
        crypto.subtle.encrypt({ name: 'AES-GCM', iv }, keys.seal, plain),
      ]);
      const record: SealedDraft = {
        id,
        session,
        scope,
        ...(own === undefined ? {} : { owner: own }),
        key: keys.id,
        iv,
        sealed,
      };
      const transaction = database.transaction('drafts', 'readwrite', { durability: 'strict' });
      transaction.objectStore('drafts').put(record);
      await written(transaction);
    },
    async remove(id) {
      const transaction = database.transaction('drafts', 'readwrite', { durability: 'strict' });
      transaction.objectStore('drafts').delete(id);
      await written(transaction);
    },
    async find(archive, study) {
      const [scope, { held = [] }, all] = await Promise.all([
        scopeOf(archive, study),
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
          drafts.push({ id: record.id, content: await open(record) });
        } catch {
          unreadable.push(record.id);
        }
      }
      return { drafts, unreadable };
    },
    close: () => {
      close();
      database.close();
    },
  };
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
