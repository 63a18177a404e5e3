import { createContext } from 'react';

/** How other devices get to this page, as far as it was told. */
export interface Reach {
  /** People sign in here, which takes an address with https. */
  readonly hasSignIn: boolean;
  /** Addresses of this page on the network; undefined: nobody said. */
  readonly addresses: readonly string[] | undefined;
}

export const ReachContext = createContext<Reach>({ hasSignIn: false, addresses: undefined });

/** Whether an address leads whoever opens it to their own machine (RFC 6761 6.3, RFC 1122 3.2.1.3, RFC 4291 2.5.3). */
export function isLocal(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const host = new URL(url).hostname.replace(/\.$/, '');
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/.test(host);
}

/** The same place of the page under another address of it. */
export function under(address: string, url: string): string {
  const { pathname, search, hash } = new URL(url);
  return new URL(`${pathname}${search}${hash}`, address).href;
}
