import { createHash, randomBytes } from 'node:crypto';

/** What a token endpoint answers (RFC 6749 5.1). */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly expires_in: number;
}

/** A browser without a screen: keeps cookies, follows redirects, submits the forms of the sign-in. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  private readonly origin: string;
  private readonly client: string;

  constructor(origin: string, client = 'isocenter') {
    this.origin = origin;
    this.client = client;
  }

  async fetch(url: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** Asks for a code (OpenID Connect Core 3.1.2.1) and goes on until it is back at the page. */
  async authorize(
    issuer: string,
    account: string | undefined,
    more: Record<string, string> = {},
  ): Promise<{ readonly back: URL; readonly verifier: string; readonly asked: number }> {
    const verifier = randomBytes(32).toString('base64url');
    const query = new URLSearchParams({
      client_id: this.client,
      response_type: 'code',
      redirect_uri: `${this.origin}/`,
      scope: 'openid profile offline_access',
      state: 'abc',
      nonce: 'def',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    });
    let url = `${issuer}/auth?${query}`;
    let asked = 0;
    for (let step = 0; step < 12; step += 1) {
      let response = await this.fetch(url);
      if (response.status === 200 && response.headers.get('content-type')?.includes('html')) {
        const page = await response.text();
        const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
        const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
        if (action === undefined) throw new Error(`No form in:\n${page}`);
        const isWho = page.includes('name="account"');
        if (isWho) asked += 1;
        const form = isWho
          ? { account: account ?? '' }
          : Object.fromEntries(inputs.map(([, name, value]) => [name, value]));
        response = await this.fetch(new URL(action, url).href, form as Record<string, string>);
      }
      const location = response.headers.get('location');
      if (location === null) throw new Error(`${response.status}: ${await response.text()}`);
      const next = new URL(location, url);
      if (next.href.startsWith(`${this.origin}/?`)) return { back: next, verifier, asked };
      url = next.href;
    }
    throw new Error('The sign-in goes round in circles.');
  }

  async token(issuer: string, form: Record<string, string>): Promise<Response> {
    return fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { Origin: this.origin },
      body: new URLSearchParams({ client_id: this.client, ...form }),
    });
  }

  /** The whole code flow with PKCE (RFC 7636). */
  async signIn(issuer: string, account: string): Promise<Tokens> {
    const { back, verifier } = await this.authorize(issuer, account);
    const response = await this.token(issuer, {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: `${this.origin}/`,
      code_verifier: verifier,
    });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return (await response.json()) as Tokens;
  }
}
