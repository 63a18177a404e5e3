import { readFileSync } from 'node:fs';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import * as z from 'zod/mini';
import { replaceFile } from '../state/wholeFile';

/** Entries that are kept at most; the oldest give way. */
const MOST = 5_000;

interface Entry {
  readonly model: string;
  readonly id: string;
  readonly payload: AdapterPayload;
  readonly until: number;
}

const kept = z.array(
  z.object({ model: z.string(), id: z.string(), payload: z.looseObject({}), until: z.number() }),
);
const keyOf = (model: string, id: string): string => `${model}:${id}`;
/** Changes that come together are written together. */
const PAUSE_MS = 50;

/** What the demo issuer remembers: sessions, codes, refresh tokens. In a file, so that a restart signs nobody out. */
export class DemoStore {
  private readonly entries = new Map<string, Entry>();
  private readonly path: string;
  private saving: NodeJS.Timeout | undefined;
  private written: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
    try {
      const now = Date.now();
      for (const entry of kept.parse(JSON.parse(readFileSync(path, 'utf8')))) {
        if (entry.until > now) this.entries.set(keyOf(entry.model, entry.id), entry);
      }
    } catch {
      // There is none yet, or it is no good: everybody signs in again.
    }
  }

  /** One kind of thing, as oidc-provider asks for it. */
  adapter(model: string): Adapter {
    const key = (id: string): string => keyOf(model, id);
    const find = (id: string): AdapterPayload | undefined => {
      const entry = this.entries.get(key(id));
      return entry === undefined || entry.until <= Date.now() ? undefined : entry.payload;
    };
    const search = (field: 'uid' | 'userCode', value: string): AdapterPayload | undefined => {
      for (const entry of this.entries.values()) {
        if (entry.model === model && entry.payload[field] === value) return find(entry.id);
      }
      return undefined;
    };
    return {
      upsert: async (id, payload, expiresInS) => {
        const until = Date.now() + (expiresInS ?? 3600) * 1000;
        this.entries.delete(key(id));
        this.entries.set(key(id), { model, id, payload, until });
        this.trim();
        this.save();
      },
      find: async (id) => find(id),
      findByUid: async (uid) => search('uid', uid),
      findByUserCode: async (userCode) => search('userCode', userCode),
      consume: async (id) => {
        const payload = find(id);
        // The issuer sees by this that a code or a rotated refresh token is used again.
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
        this.save();
      },
      destroy: async (id) => {
        this.entries.delete(key(id));
        this.save();
      },
      revokeByGrantId: async (grantId) => {
        for (const [name, entry] of this.entries) {
          if (entry.model !== 'Interaction' && entry.payload.grantId === grantId) this.entries.delete(name);
        }
        this.save();
      },
    };
  }

  private save(): void {
    this.saving ??= setTimeout(() => {
      this.saving = undefined;
      // One after the other; on a full disk what is in memory goes on.
      const text = (): string => JSON.stringify([...this.entries.values()]);
      this.written = this.written.then(() => replaceFile(this.path, text())).catch(() => undefined);
    }, PAUSE_MS).unref();
  }

  private trim(): void {
    if (this.entries.size <= MOST) return;
    const now = Date.now();
    for (const [name, entry] of this.entries) if (entry.until <= now) this.entries.delete(name);
    for (const name of this.entries.keys()) {
      if (this.entries.size <= MOST) return;
      this.entries.delete(name);
    }
  }
}
