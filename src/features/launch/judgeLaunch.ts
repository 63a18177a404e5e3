import { isFields } from '@/protocol/fhircast';
import { isSafeAddress } from '@/protocol/smart';
import { LaunchError, type Ehr } from './launched';

/** What the query of an address asks for (SMART App Launch 2.2, 2.0.7 and 2.0.9). */
export type AskedLaunch =
  { readonly is: 'launch'; readonly ehr: Ehr; readonly launch: string } | { readonly is: 'answer' };

/** An opaque handle; longer ones are no handles. */
const MOST_HANDLE = 4_000;

/**
 * Reads the query that the page was opened with. An EHR is one of the settings, letter for letter, or none: no address names a server.
 * @throws LaunchError `malformed`, `unknown`
 */
export function judgeLaunch(search: string, ehrs: readonly Ehr[]): AskedLaunch {
  const asked = new URLSearchParams(search);
  const isOnce = (name: string) => asked.getAll(name).length === 1;
  if (asked.has('state')) {
    const isAnswer = isOnce('state') && ['code', 'error'].filter((name) => asked.has(name)).length === 1;
    if (isAnswer && (isOnce('code') || isOnce('error')) && asked.getAll('iss').length <= 1)
      return { is: 'answer' };
    throw new LaunchError('malformed');
  }
  const [iss, launch] = [asked.get('iss') ?? '', asked.get('launch') ?? ''];
  if (!isOnce('iss') || !isOnce('launch') || launch === '' || launch.length > MOST_HANDLE)
    throw new LaunchError('malformed');
  const ehr = ehrs.find((one) => one.iss === iss);
  if (!ehr) throw new LaunchError('unknown');
  return { is: 'launch', ehr, launch };
}

/** Where an EHR signs people in, and gives out tokens. */
export interface SmartEndpoints {
  readonly authorization: string;
  readonly token: string;
  /** As its ID tokens, and answers, name it. */
  readonly issuer: string;
  /** Its answers say who answers (RFC 9207). */
  readonly saysIssuer: boolean;
}

const isAmong = (value: unknown, word: string): boolean => Array.isArray(value) && value.includes(word);

/**
 * What an EHR says of itself at `.well-known/smart-configuration`. Endpoints are at its own origin or at one that the settings name
 * beside it; without PKCE (S256) a stolen code would do.
 * @throws LaunchError `unfit`
 */
export function readSmartConfiguration(json: unknown, { iss, origins }: Ehr): SmartEndpoints {
  const said = isFields(json) ? json : {};
  const allowed = new Set([new URL(iss).origin, ...origins]);
  const endpointOf = (name: string): string => {
    const value = said[name];
    if (typeof value !== 'string' || !isSafeAddress(value) || !allowed.has(new URL(value).origin))
      throw new LaunchError('unfit', new Error(`${name} is none of ${[...allowed].join(', ')}`));
    return value;
  };
  if (!isAmong(said['code_challenge_methods_supported'], 'S256'))
    throw new LaunchError('unfit', new Error('code_challenge_methods_supported has no S256'));
  const { issuer } = said;
  if (issuer !== undefined && typeof issuer !== 'string') throw new LaunchError('unfit');
  return {
    authorization: endpointOf('authorization_endpoint'),
    token: endpointOf('token_endpoint'),
    issuer: issuer ?? iss,
    saysIssuer: said['authorization_response_iss_parameter_supported'] === true,
  };
}

/** How far the EHR's clock and this one may be apart: the token came a moment ago, over its own connection. */
const TOLERANCE_S = 300;

/**
 * Who launched, by the claims of an ID token whose nonce was found right (OpenID Connect Core 3.1.3.7).
 * @throws LaunchError `refused`
 */
export function readLauncher(
  claims: Readonly<Record<string, unknown>>,
  { issuer }: SmartEndpoints,
  clientId: string,
  nowMs: number,
): { readonly issuer: string; readonly subject: string } {
  const { iss, aud, azp, exp, sub } = claims;
  const isForUs = aud === clientId || isAmong(aud, clientId);
  const isShared = Array.isArray(aud) && aud.length > 1;
  const isOfUs = azp === undefined ? !isShared : azp === clientId;
  const isInTime = typeof exp === 'number' && exp + TOLERANCE_S > nowMs / 1000;
  if (iss !== issuer || !isForUs || !isOfUs || !isInTime || typeof sub !== 'string' || sub === '')
    throw new LaunchError('refused', new Error('the ID token is of another issuer, client or time'));
  return { issuer, subject: sub };
}
