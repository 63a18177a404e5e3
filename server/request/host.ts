import { isIPv4, isIPv6 } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

/** Where a request says it goes (RFC 9110 7.2), read: nothing else of the header is used. */
export interface Host {
  /** Lower case; IPv6 in brackets. */
  readonly name: string;
  /** Absent where the header names none. */
  readonly port?: string;
}

/** A name that the companion answers to beside those of its machine. */
export interface AllowedHost extends Host {
  /** How people reach it there: a proxy may speak https before it. */
  readonly scheme: 'http' | 'https';
}

/** How the person who asked reaches this origin: the address that an archive's own links should carry. */
export interface Address {
  readonly scheme: 'http' | 'https';
  /** `name[:port]` */
  readonly host: string;
  /** By --allow-host; else by a name of this machine, at whatever port. */
  readonly isGiven: boolean;
}

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const NAME = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`);

const isName = (name: string): boolean => {
  if (name.startsWith('[')) return name.endsWith(']') && isIPv6(name.slice(1, -1)) && !name.includes('%');
  // What ends in a number is an address (WHATWG URL): 127.1 and 0x7f.1 are spellings that readers differ over.
  return NAME.test(name) && (/(?:^|\.)(?:\d+|0x[0-9a-f]*)$/.test(name) ? isIPv4(name) : true);
};

/** Reads a Host header: `name[:port]` in ASCII letters, digits and hyphens, IPv4 or [IPv6]; undefined for all else. */
export function readHost(text: string): Host | undefined {
  const [, name = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(text.toLowerCase()) ?? [];
  if (!isName(name) || Number(port ?? 0) > 65_535) return undefined;
  return port === undefined ? { name } : { name, port };
}

/** Reads what --allow-host names: `name[:port]`, or an origin such as https://pacs.example.org. */
export function readAllowedHost(text: string): AllowedHost | undefined {
  const [, scheme, rest = ''] = /^(?:(https?):\/\/)?(.*?)\/?$/i.exec(text) ?? [];
  const host = readHost(rest);
  return host && { ...host, scheme: scheme?.toLowerCase() === 'https' ? 'https' : 'http' };
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const bare = (name: string): string => name.replace(/^\[|\]$/g, '').replace(/^::ffff:(?=\d+\.)/, '');

/** The names of this machine: what a page of another name, made to resolve to it, does not have. */
function isOwnName(name: string, localAddress: string | undefined): boolean {
  if (LOOPBACK.test(name)) return true;
  const own = hostname().toLowerCase();
  if (name === own || name === `${own}.local`) return true;
  const address = bare(name);
  if (!isIPv4(address) && !isIPv6(address)) return false;
  if (localAddress !== undefined && bare(localAddress) === address) return true;
  return Object.values(networkInterfaces()).some((each) => each?.some((one) => one.address === address));
}

/**
 * The names that the companion answers to. A page of any other site can make its own name resolve to this machine (DNS
 * rebinding) and would then be of one origin with the studies; it cannot make the browser send another Host.
 */
export class Hosts {
  private readonly given: readonly AllowedHost[];

  constructor(given: readonly AllowedHost[] = []) {
    this.given = given;
  }

  /**
   * How people reach that name; undefined: nobody is answered there. `localAddress` is the socket's own end. What proxies
   * say in X-Forwarded-* is not asked: anybody can say it.
   */
  addressOf(host: Host, localAddress: string | undefined): Address | undefined {
    const { name, port } = host;
    const text = port === undefined ? name : `${name}:${port}`;
    const named = this.given.find(
      (one) => one.name === name && (one.port === undefined || one.port === port),
    );
    if (named) return { scheme: named.scheme, host: text, isGiven: true };
    return isOwnName(name, localAddress) ? { scheme: 'http', host: text, isGiven: false } : undefined;
  }
}
