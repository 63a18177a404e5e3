import { expect, type BrowserContext, type ConsoleMessage, type Page, type Request } from '@playwright/test';

/** What no page may ever do, whatever the test is about. */
export interface PageGuard {
  /** Watches another browser context as well. */
  watch(context: BrowserContext): Promise<void>;
  /** Lets pages ask another host, too: an issuer of its own. */
  allow(origin: string): void;
  /** An uncaught error that the test itself brings about. */
  forgive(message: RegExp): void;
  /** Console output of all watched pages. */
  readonly console: readonly string[];
  /** Addresses asked for by all watched pages. */
  readonly requests: readonly string[];
  check(): void;
}

/** The page that asks. A new tab's first requests may be told of before it is. */
const pageOf = (request: Request): Page | undefined => {
  try {
    return request.frame().page();
  } catch {
    return undefined;
  }
};

/** Origins of pages stay among themselves: a page may ask nobody but its own host. */
const isForeign = (url: URL, page: Page | undefined): boolean => {
  if (!/^(https?|wss?):$/.test(url.protocol)) return false;
  if (url.hostname !== '127.0.0.1') return true;
  const own = page?.url() ?? '';
  return own.startsWith('http') && new URL(own).origin !== url.origin;
};

/**
 * Chromium asks for an `<img>` that a page gets while it is being left as a ping, by `connect-src`, and says so in the
 * console alone: a document that stays raises `securitypolicyviolation` too, which is watched below. Nothing of ours
 * connects to a blob; a worker that did would be named by its own address.
 */
const isOfLeaving = (message: ConsoleMessage): boolean =>
  message.text().startsWith("Connecting to 'blob:") && !/\.m?js(\?|$)/.test(message.location().url);

/** Collects uncaught errors, violations of the content security policy and requests to other hosts. */
export function createGuard(): PageGuard {
  const faults: string[] = [];
  const console: string[] = [];
  const requests: string[] = [];
  const allowed = new Set<string>();
  const forgiven: RegExp[] = [];
  return {
    allow: (origin) => void allowed.add(origin),
    forgive: (message) => void forgiven.push(message),
    console,
    requests,
    async watch(context) {
      context.on('weberror', (error) =>
        faults.push(`uncaught: ${error.error().stack ?? error.error().message}`),
      );
      context.on('console', (message) => {
        console.push(message.text());
        if (!/content security policy/i.test(message.text()) || isOfLeaving(message)) return;
        faults.push(`CSP: ${message.text()}`);
      });
      context.on('request', (request) => {
        requests.push(request.url());
        if (request.serviceWorker() || request.isNavigationRequest()) return;
        const url = new URL(request.url());
        if (!allowed.has(url.origin) && isForeign(url, pageOf(request)))
          faults.push(`request to another host: ${request.url()}`);
      });
      await context.exposeBinding(
        'reportViolation',
        (_source, what: string) => void faults.push(`CSP: ${what}`),
      );
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          const report = (window as unknown as { reportViolation(what: string): void }).reportViolation;
          report(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
        });
      });
    },
    check() {
      const unforgiven = faults.filter((fault) => !forgiven.some((message) => message.test(fault)));
      expect([...new Set(unforgiven)], 'uncaught errors, CSP violations, requests to other hosts').toEqual(
        [],
      );
    },
  };
}
