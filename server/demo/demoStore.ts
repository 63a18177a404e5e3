import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Entries that are kept at most; the oldest give way. */
const MOST = 5_000;

interface Entry {
  readonly model: string;
  readonly id: string;
  readonly payload: AdapterPayload;
  readonly until: number;
}

/** What the demo issuer remembers: sessions, codes, refresh tokens. In memory; a restart signs everybody out. */
export class DemoStore {
  private readonly entries = new Map<string, Entry>();

  /** One kind of thing, as oidc-provider asks for it. */
  adapter(model: string): Adapter {
    const key = (id: string): string => `${model}:${id}`;
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
      },
      find: async (id) => find(id),
      findByUid: async (uid) => search('uid', uid),
      findByUserCode: async (userCode) => search('userCode', userCode),
      consume: async (id) => {
        const payload = find(id);
        // The issuer sees by this that a code or a rotated refresh token is used again.
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => {
        this.entries.delete(key(id));
      },
      revokeByGrantId: async (grantId) => {
        for (const [name, entry] of this.entries) {
          if (entry.model !== 'Interaction' && entry.payload.grantId === grantId) this.entries.delete(name);
        }
      },
    };
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
