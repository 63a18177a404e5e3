import type { GateTokens } from './gateWire';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
const partOf = (token: string, at: number): string => token.split('.')[at] ?? '';

/** Tokens that somebody wrote who has a real one. */
export function forgeries({ whole }: GateTokens): Readonly<Record<string, string>> {
  const claims = claimsOf(whole);
  const [head, signature] = [partOf(whole, 0), partOf(whole, 2)];
  const none = (typ: string) => `${encode({ alg: 'none', typ })}.${encode(claims)}.`;
  return {
    'alg none': none('share+jwt'),
    'alg None, without a type': `${encode({ alg: 'None' })}.${encode(claims)}.`,
    'alg HS256 with the old signature': `${encode({ alg: 'HS256', typ: 'share+jwt' })}.${encode(claims)}.${signature}`,
    'another share in the claims': `${head}.${encode({ ...claims, sid: 'AAAAAAAAAAAAAAAA' })}.${signature}`,
    'a later end in the claims': `${head}.${encode({ ...claims, exp: 4_000_000_000 })}.${signature}`,
    'a key of its own in the header': `${encode({ alg: 'EdDSA', typ: 'share+jwt', jwk: { kty: 'OKP', crv: 'Ed25519', x: signature.slice(0, 43) } })}.${encode(claims)}.${signature}`,
    'the signature cut': whole.slice(0, -4),
    'no signature': `${head}.${partOf(whole, 1)}.`,
    rubbish: 'rubbish',
  };
}
