import type { BrowserContext } from '@playwright/test';

/** What was seen of tokens on the way to servers. */
export interface TokenWatch {
  /** Renewals and first tokens asked for. */
  readonly asked: () => number;
  /** The most that were under way at once. */
  readonly abreast: () => number;
  /** Requests with an Authorization header: their origins. */
  origins(): Promise<Set<string>>;
  /** Addresses that held a token, a code's verifier or an Authorization. */
  leaks(): Promise<string[]>;
}

/** Watches every request of a browser profile, those of workers included. */
export function watchTokens(context: BrowserContext): TokenWatch {
  let asked = 0;
  let underWay = 0;
  let abreast = 0;
  const seen: Promise<{ url: string; authorization: string | undefined }>[] = [];
  const tokens = new Set<string>();
  const isToken = (url: string) => url.endsWith('/demo-login/token');
  context.on('request', (request) => {
    const url = request.url();
    seen.push(
      request.allHeaders().then(
        ({ authorization }) => ({ url, authorization }),
        () => ({ url, authorization: undefined }),
      ),
    );
    if (!isToken(url)) return;
    asked += 1;
    underWay += 1;
    abreast = Math.max(abreast, underWay);
  });
  const over = (url: string) => {
    if (isToken(url)) underWay -= 1;
  };
  context.on('requestfinished', (request) => over(request.url()));
  context.on('requestfailed', (request) => over(request.url()));
  context.on('response', (response) => {
    if (!isToken(response.url())) return;
    response.json().then(
      (body: Record<string, unknown>) => {
        for (const name of ['access_token', 'refresh_token', 'id_token'])
          if (typeof body[name] === 'string') tokens.add(body[name]);
      },
      () => undefined,
    );
  });
  return {
    asked: () => asked,
    abreast: () => abreast,
    async origins() {
      const all = await Promise.all(seen);
      return new Set(all.filter((one) => one.authorization).map(({ url }) => new URL(url).origin));
    },
    async leaks() {
      const all = await Promise.all(seen);
      return all
        .map(({ url }) => url)
        .filter(
          (url) =>
            [...tokens].some((token) => url.includes(token)) ||
            /[?&](id_token_hint|access_token|refresh_token)=/.test(url),
        );
    },
  };
}

/** What a page keeps beyond itself, as text. */
export const keptInContext = (context: BrowserContext): Promise<string> =>
  Promise.all(
    context.pages().map((page) =>
      page.evaluate(async () => {
        const stores = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage }));
        const databases = (await indexedDB.databases()).map(({ name }) => name ?? '');
        const caches = await window.caches.keys();
        return [...stores, ...databases, ...caches, document.cookie, document.title].join('\n');
      }),
    ),
  ).then((all) => all.join('\n'));
