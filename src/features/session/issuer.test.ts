import { ErrorResponse } from 'oidc-client-ts';
import { expect, test } from 'vitest';
import { isStale, signInRefusalOf, StaleSignIn, type SignInRefusal } from './issuer';

/** Codes of RFC 6749 4.1.2.1 and 5.2, and of OpenID Connect Core 3.1.2.6. */
test.each<[string, SignInRefusal]>([
  ['login_required', 'asked'],
  ['interaction_required', 'asked'],
  ['consent_required', 'asked'],
  ['account_selection_required', 'asked'],
  ['access_denied', 'denied'],
  ['temporarily_unavailable', 'unreachable'],
  ['server_error', 'unreachable'],
  ['invalid_grant', 'refused'],
  ['unauthorized_client', 'refused'],
])('an issuer that answers %s: %s', (error, refusal) => {
  expect(signInRefusalOf(new ErrorResponse({ error }))).toBe(refusal);
});

test('an issuer that does not answer is away; one that does not ask again is not believed', () => {
  expect(signInRefusalOf(new TypeError('Failed to fetch'))).toBe('unreachable');
  expect(signInRefusalOf(new StaleSignIn())).toBe('refused');
});

test.each([
  [{ iat: 1_000_000, auth_time: 1_000_000 }, false],
  [{ iat: 1_000_000, auth_time: 999_500 }, false],
  [{ iat: 1_000_000, auth_time: 990_000 }, true],
  [{ iat: 1_000_000 }, false],
])('a sign-in of %o is stale: %s', (claims, stale) => {
  expect(isStale(claims)).toBe(stale);
});
