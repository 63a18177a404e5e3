import { AsyncLocalStorage } from 'node:async_hooks';
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * The network address that a request comes from. Behind a proxy that is the last one that the proxy put into
 * X-Forwarded-For; without one nobody is believed who writes that header.
 */
export function addressOf({ headers, socket }: IncomingMessage, isBehindProxy: boolean): string {
  const forwarded = isBehindProxy ? [headers['x-forwarded-for'] ?? []].flat().join(',') : '';
  const last = forwarded.split(',').at(-1)?.trim() ?? '';
  const address = /^[0-9a-fA-F.:]{2,45}$/.test(last) ? last : (socket.remoteAddress ?? 'unknown');
  return address.replace(/^::ffff:/, '');
}

/** Where the request under way comes from, for the record, wherever on its way it is refused. */
export class Peers {
  private readonly running = new AsyncLocalStorage<string>();
  private readonly secret: string | undefined;

  /** With a secret, addresses are put on record as its HMAC: the same one stays the same, and names nobody. */
  constructor(secret?: string) {
    this.secret = secret;
  }

  run<T>(address: string, what: () => T): T {
    return this.running.run(address, what);
  }

  /** As it is put on record; undefined outside a request. */
  readonly onRecord = (): string | undefined => {
    const address = this.running.getStore();
    if (address === undefined || this.secret === undefined) return address;
    return createHmac('sha256', this.secret).update(address).digest('base64url').slice(0, 22);
  };
}
