import { ErrorResponse, OidcClient, WebStorageStateStore, type SigninResponse } from 'oidc-client-ts';
import type { Renewal } from '@/archive/http/tokenKeeper';
import { spoken } from '@/i18n/language';
import type { SignInWay } from './returnState';

/** One issuer of the settings. */
export interface IdentityProvider {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly resource?: string | undefined;
}

/** Who came back from the issuer, with the first tokens. */
export interface Arrival {
  readonly subject: string;
  readonly name: string;
  readonly roles: unknown;
  readonly token: string;
  readonly expiresInS: number;
}

/** Why nobody came back. `asked`: the issuer would have to ask, and was told not to. */
export type SignInRefusal = 'denied' | 'unreachable' | 'refused' | 'asked';

const TO_BE_ASKED: ReadonlySet<string> = new Set([
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
]);
/** RFC 6749 4.1.2.1: not the person's fault, and may pass. */
const PASSING: ReadonlySet<string> = new Set(['temporarily_unavailable', 'server_error']);
/** Where an issuer says nothing of a token's life (RFC 6749 5.1 only recommends that it does). */
const USUAL_LIFE_S = 300;
const ANSWER_S = 10;

/** The issuer was told to ask again, and says itself that it did not. */
export class StaleSignIn extends Error {}

/** The least that a person and their second factor may take is no reason to refuse; an earlier visit is. */
const FRESH_S = 600;

/**
 * Whether an ID token tells of a sign-in before the one that was asked for (OpenID Connect Core 3.1.3.7, step 13). Both
 * times are the issuer's own. An issuer that does not say when has to be believed.
 */
export const isStale = ({
  iat,
  auth_time: atS,
}: {
  readonly iat: number;
  readonly auth_time?: number;
}): boolean => atS !== undefined && iat - atS > FRESH_S;

export function signInRefusalOf(error: unknown): SignInRefusal {
  if (error instanceof StaleSignIn) return 'refused';
  if (!(error instanceof ErrorResponse)) return 'unreachable';
  const code = error.error ?? '';
  if (TO_BE_ASKED.has(code)) return 'asked';
  if (PASSING.has(code)) return 'unreachable';
  return code === 'access_denied' ? 'denied' : 'refused';
}

/**
 * One issuer (OpenID Connect): code flow with PKCE. Only what proves a sign-in under way lies in sessionStorage; tokens are
 * held here in memory, and the refresh token never leaves this object but to its issuer.
 */
export class Issuer {
  private readonly client: OidcClient;
  private readonly authority: string;
  private readonly provider: IdentityProvider;
  private refresh: { token: string; scope: string; response: SigninResponse } | undefined;

  constructor(provider: IdentityProvider, page: string) {
    this.provider = provider;
    this.authority = new URL(provider.issuer, page).href.replace(/\/$/, '');
    this.client = new OidcClient({
      authority: this.authority,
      client_id: provider.clientId,
      redirect_uri: page,
      post_logout_redirect_uri: page,
      scope: provider.scope,
      ...(provider.resource === undefined ? {} : { resource: provider.resource }),
      // A fragment reaches no server, so the code stands in nobody's log.
      response_mode: 'fragment',
      // The others are kept: when somebody signed in is one of them.
      filterProtocolClaims: ['nonce', 'at_hash'],
      fetchRequestCredentials: 'omit',
      requestTimeoutInSeconds: ANSWER_S,
      stateStore: new WebStorageStateStore({ store: sessionStorage }),
    });
  }

  /** Rejects where the issuer does not answer: a page that was sent there would be lost. */
  private async look(): Promise<void> {
    const answer = await fetch(`${this.authority}/.well-known/openid-configuration`, {
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(ANSWER_S * 1000),
    });
    if (!answer.ok) throw new Error(`the issuer answers HTTP ${answer.status}`);
  }

  /** Where to send the page. Rejects where the issuer does not answer. */
  async way(way: SignInWay): Promise<string> {
    await this.look();
    const { url } = await this.client.createSigninRequest({
      // The issuer's page speaks as this one does, where it can (OpenID Connect Core 3.1.2.1).
      ui_locales: spoken().id,
      ...(way === 'silent' ? { prompt: 'none' } : {}),
      ...(way === 'again' ? { prompt: 'login', max_age: 0 } : {}),
    });
    return url;
  }

  /** Reads what the issuer sent the page back with. Rejects with what `refusalOf` understands. */
  async arrive(url: string, way: SignInWay): Promise<Arrival> {
    const response = await this.client.processSigninResponse(url);
    if (way === 'again' && isStale(response.profile)) throw new StaleSignIn('the issuer did not ask again');
    return this.take(response);
  }

  private take(response: SigninResponse): Arrival {
    if (response.refresh_token !== undefined)
      this.refresh = {
        token: response.refresh_token,
        scope: response.scope ?? this.provider.scope,
        response,
      };
    const { sub, name, preferred_username, roles } = response.profile;
    return {
      subject: sub,
      name: name ?? preferred_username ?? sub,
      roles,
      token: response.access_token,
      // Without a refresh token the token is used to its end: nothing better comes before somebody signs in.
      expiresInS: this.refresh === undefined ? Infinity : (response.expires_in ?? USUAL_LIFE_S),
    };
  }

  /** A new access token for the refresh token, which is a new one each time (RFC 9700 4.14.2). */
  async renew(): Promise<Renewal> {
    if (this.refresh === undefined) return 'ended';
    const { token, scope, response } = this.refresh;
    try {
      const answer = await this.client.useRefreshToken({
        state: {
          refresh_token: token,
          scope,
          session_state: response.session_state,
          profile: response.profile,
          ...(response.id_token === undefined ? {} : { id_token: response.id_token }),
        },
        timeoutInSeconds: ANSWER_S,
        ...(this.provider.resource === undefined ? {} : { resource: this.provider.resource }),
      });
      const { token: next, expiresInS } = this.take(answer);
      return { token: next, expiresInS };
    } catch (error) {
      return signInRefusalOf(error) === 'unreachable' ? 'away' : 'ended';
    }
  }

  /** Forgets the refresh token; where asked, the issuer is told that it is void (RFC 7009). */
  async forget(isRevoked: boolean): Promise<void> {
    const token = this.refresh?.token;
    this.refresh = undefined;
    if (token !== undefined && isRevoked)
      await this.client.revokeToken(token, 'refresh_token').catch(() => undefined);
  }

  /**
   * Where the page goes so that the issuer ends its own session; undefined where it has no such address or does not
   * answer. No ID token goes along, which would be a token in an address: the client's id stands for it.
   */
  async wayOut(): Promise<string | undefined> {
    try {
      await this.look();
      const { url } = await this.client.createSignoutRequest();
      // OpenID Connect RP-Initiated Logout 1.0, 2.
      const way = new URL(url);
      way.searchParams.set('ui_locales', spoken().id);
      return way.href;
    } catch {
      return undefined;
    }
  }
}
