import {
  Provider,
  type ClientMetadata,
  type Configuration,
  type JWK,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { demoAccount } from './accounts';
import type { DemoStore } from './demoStore';
import { DEMO_ROOT } from './origins';
import { leavePage, PROVIDER_POLICY, stopPage, type DemoPage } from './pages';
import { wordsFor, type DemoWords } from './words';

/** The page, as the demo issuer knows it; also whom its access tokens are for. */
export const DEMO_CLIENT = 'isocenter';
/** RFC 8707: tokens are always for this, whether the page names it or not. */
const RESOURCE = 'urn:isocenter:archive';
const SCOPE = 'openid profile offline_access';
/** A working day: then everybody signs in anew. */
const SESSION_S = 12 * 3600;

export interface ProviderParts {
  readonly origin: string;
  readonly store: DemoStore;
  readonly keys: readonly JWK[];
  readonly cookieKeys: readonly string[];
  readonly tokenSeconds: number;
  /** Origins of other pages that sign in here. */
  readonly friends: readonly string[];
}

/** Whether an origin is that of the page, or of one that the command line names. */
const isAmong = ({ origin, friends }: ProviderParts, asking: string): boolean =>
  asking === origin || friends.includes(asking);

const originOfUri = (uri: unknown): string =>
  typeof uri === 'string' && URL.canParse(uri) ? new URL(uri).origin : '';

function show(context: KoaContextWithOIDC, page: DemoPage): void {
  context.type = 'html';
  context.set('Content-Security-Policy', page.policy);
  context.body = page.html;
}

/** The words of who is here: as the page asked for, else as the browser does. */
const wordsOf = (context: KoaContextWithOIDC): DemoWords =>
  wordsFor(
    context.oidc?.params?.['ui_locales'] ?? context.query['ui_locales'],
    context.get('accept-language'),
  );

/** Nobody is asked for consent: the page and its issuer are of one site. */
async function grantAtOnce(context: KoaContextWithOIDC) {
  const { provider, client, session, result } = context.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const known = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  const kept = known === undefined ? undefined : await provider.Grant.find(known);
  if (kept !== undefined) return kept;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(SCOPE);
  grant.addResourceScope(RESOURCE, 'archive');
  await grant.save();
  return grant;
}

/** The page, as a client without a secret. */
const clientAt = (origin: string): ClientMetadata => ({
  client_id: DEMO_CLIENT,
  client_name: 'Isocenter',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: [`${origin}/`],
  post_logout_redirect_uris: [`${origin}/`],
});

function cookiesAt(origin: string, keys: readonly string[]): Configuration['cookies'] {
  const port = new URL(origin).port || 'default';
  const cookie = { path: DEMO_ROOT, httpOnly: true, sameSite: 'lax', signed: true, overwrite: true } as const;
  return {
    keys,
    long: cookie,
    short: { ...cookie, path: undefined },
    // Browsers keep cookies by host without the port: two companions on one machine must not sign each other out.
    names: {
      session: `isocenter-session-${port}`,
      interaction: `isocenter-who-${port}`,
      resume: `isocenter-resume-${port}`,
    },
  };
}

/** Signing out, taking tokens back, and tokens for the archive. */
const features = (tokenSeconds: number): Configuration['features'] => ({
  devInteractions: { enabled: false },
  revocation: {
    enabled: true,
    allowedPolicy: (_context, client, token) => token.clientId === client.clientId,
  },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: (context, form) => {
      const uri = context.oidc.session?.state?.['postLogoutRedirectUri'];
      show(context, leavePage(form, originOfUri(uri), wordsOf(context)));
    },
    postLogoutSuccessSource: (context) => show(context, stopPage('out', wordsOf(context))),
  },
  resourceIndicators: {
    enabled: true,
    defaultResource: () => RESOURCE,
    useGrantedResource: () => true,
    getResourceServerInfo: () => ({
      scope: 'archive',
      audience: DEMO_CLIENT,
      accessTokenFormat: 'jwt',
      accessTokenTTL: tokenSeconds,
      jwt: { sign: { alg: 'RS256' } },
    }),
  },
});

/** Who the accounts are, in the issuer's words. */
const accounts: Pick<Configuration, 'findAccount' | 'extraTokenClaims'> = {
  findAccount: (_context, subject) => {
    const account = demoAccount(subject);
    if (account === undefined) return undefined;
    const { name, roles } = account;
    return { accountId: subject, claims: () => ({ sub: subject, name, roles: [...roles] }) };
  },
  extraTokenClaims: (_context, token) => {
    const account = 'accountId' in token ? demoAccount(token.accountId) : undefined;
    return account && { name: account.name, roles: [...account.roles] };
  },
};

function configuration(parts: ProviderParts): Configuration {
  const { origin, store, tokenSeconds } = parts;
  return {
    adapter: (model) => store.adapter(model),
    jwks: { keys: parts.keys },
    clients: [clientAt(origin)],
    claims: { openid: ['sub'], profile: ['name', 'roles'] },
    scopes: ['openid', 'offline_access'],
    conformIdTokenClaims: false,
    clientBasedCORS: (_context, asking) => isAmong(parts, asking),
    cookies: cookiesAt(origin, parts.cookieKeys),
    features: features(tokenSeconds),
    pkce: { required: () => true },
    ttl: {
      AccessToken: tokenSeconds,
      AuthorizationCode: 60,
      IdToken: 3600,
      RefreshToken: SESSION_S,
      Session: SESSION_S,
      Grant: SESSION_S,
      Interaction: 3600,
    },
    ...accounts,
    loadExistingGrant: grantAtOnce,
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    interactions: { url: (_context, { uid }) => `${DEMO_ROOT}/who/${uid}` },
    renderError: (context) => show(context, stopPage('failed', wordsOf(context))),
  };
}

/** An issuer of sign-ins (OpenID Connect) for the page at one origin. */
export function makeProvider(parts: ProviderParts): Provider {
  const provider = new Provider(`${parts.origin}${DEMO_ROOT}`, configuration(parts));
  // Addresses are made from those of the request, which a TLS proxy may stand before.
  provider.proxy = true;
  // The page's own root on this origin, or on one that the command line names: to the letter.
  const isRoot = (uri: string): boolean => uri.endsWith('/') && isAmong(parts, uri.slice(0, -1));
  provider.Client.prototype.redirectUriAllowed = isRoot;
  provider.Client.prototype.postLogoutRedirectUriAllowed = isRoot;
  provider.use(async (context, next) => {
    context.set('Content-Security-Policy', PROVIDER_POLICY);
    await next();
  });
  return provider;
}
