import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload } from 'jose';
import * as z from 'zod/mini';
import { rightsOf } from '@/protocol/rights';
import type { People, Person } from './person';
import { rolesAt } from './roles';

/** Signatures that only the holder of a private key can make: never `none`, never HS* with a key all the world knows. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** How far the issuer's clock and this one may be apart. */
const TOLERANCE_S = 60;
/** Between two looks at the issuer's keys for an unknown one, and between two tries to reach it at all. */
const COOLDOWN_MS = 10_000;
/** Keys that the issuer has withdrawn are forgotten after this. */
const REFRESH_MS = 10 * 60_000;
const RETRY_MS = 60_000;
/** How long what the userinfo endpoint said of somebody holds. */
const USERINFO_MS = 5 * 60_000;
const ANSWER_MS = 5_000;
const MOST_KNOWN = 1_000;

export interface IssuerParts {
  /** Its address, exactly as its tokens name it. */
  readonly issuer: string;
  /** Whom a token must be for: the page's client id, or the resource (RFC 8707). */
  readonly audience: string;
  /** Where tokens name roles; a path with dots. */
  readonly rolesClaim: string;
  /** Nobody may anything without a role, also where the issuer names none at all. */
  readonly needsRoles?: boolean;
  readonly say: (line: string) => void;
  readonly now?: () => number;
}

const discovery = z.object({
  issuer: z.string(),
  jwks_uri: z.url(),
  token_endpoint: z.optional(z.url()),
  revocation_endpoint: z.optional(z.url()),
  userinfo_endpoint: z.optional(z.url()),
});
type Discovery = z.infer<typeof discovery>;
type Claims = Readonly<Record<string, unknown>>;

/** ID tokens are for the page and say so in their own ways; they open nothing (RFC 9068 5, OpenID Connect Core 2). */
const isAccessToken = (type: string | undefined, payload: JWTPayload): boolean =>
  /^(application\/)?at\+jwt$/i.test(type ?? '') ||
  (!('nonce' in payload) &&
    !('at_hash' in payload) &&
    (payload['typ'] === undefined || payload['typ'] === 'Bearer'));

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 64) : undefined;

const nameOf = (claims: Claims): string | undefined =>
  text(claims['name']) ?? text(claims['preferred_username']);

/** Those who have an account at an issuer (OpenID Connect Discovery 1.0; RFC 9068). */
export class OidcPeople implements People {
  private readonly parts: IssuerParts;
  private readonly now: () => number;
  private found: Discovery | undefined;
  private finding: Promise<Discovery | undefined> | undefined;
  private triedAt = -Infinity;
  private keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  private readAt = 0;
  /** How much the issuer's clock is ahead of this one, where that is more than a slow answer makes. */
  private aheadMs = 0;
  private isDown = false;
  private readonly told = new Map<string, { readonly until: number; readonly claims: Claims | undefined }>();
  private readonly asking = new Map<string, Promise<Claims | undefined>>();

  constructor(parts: IssuerParts) {
    this.parts = parts;
    this.now = parts.now ?? Date.now;
  }

  /**
   * Asks the issuer for its addresses and keys, so that the first person need not wait. Gives the origins that the page
   * asks too: some issuers give out tokens at another than their own.
   */
  async warm(): Promise<readonly string[]> {
    const known = await this.discover();
    const all = [
      this.parts.issuer,
      known?.token_endpoint,
      known?.revocation_endpoint,
      known?.userinfo_endpoint,
      known?.jwks_uri,
    ];
    return [...new Set(all.flatMap((url) => (url === undefined ? [] : [new URL(url).origin])))];
  }

  async of(token: string): Promise<Person | undefined> {
    try {
      const known = await this.discover();
      if (known === undefined || this.keys === undefined) return undefined;
      this.refresh(this.keys);
      const { payload, protectedHeader } = await jwtVerify(token, this.keys, {
        algorithms: ALGORITHMS,
        issuer: known.issuer,
        audience: this.parts.audience,
        clockTolerance: TOLERANCE_S,
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(this.now() + this.aheadMs),
      });
      if (!isAccessToken(protectedHeader.typ, payload) || payload.sub === undefined) return undefined;
      return await this.personOf(payload.sub, payload, token, known);
    } catch (error) {
      if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) this.tellDown();
      return undefined;
    }
  }

  private async personOf(subject: string, payload: Claims, token: string, known: Discovery): Promise<Person> {
    const { issuer, rolesClaim } = this.parts;
    let claims = payload;
    let isSure = true;
    if (nameOf(payload) === undefined || rolesAt(payload, rolesClaim) === undefined) {
      const more = await this.userinfo(subject, token, known);
      isSure = more !== undefined;
      const said = Object.entries(payload).filter(([, value]) => value !== null);
      claims = { ...more, ...Object.fromEntries(said) };
    }
    const roles = rolesAt(claims, rolesClaim);
    return {
      issuer,
      subject,
      name: nameOf(claims) ?? 'Somebody without a name',
      // Roles that could not be asked for are not the same as none: until they can be, looking is enough.
      may:
        roles === undefined && !isSure
          ? new Set(['read'])
          : rightsOf(this.parts.needsRoles ? (roles ?? []) : roles),
    };
  }

  /**
   * What the issuer says of a person beside the token; `{}` where it has no such place, undefined where it does not answer,
   * refuses, or answers about somebody else.
   */
  private userinfo(subject: string, token: string, known: Discovery): Promise<Claims | undefined> {
    const { userinfo_endpoint: url } = known;
    if (url === undefined) return Promise.resolve({});
    const kept = this.told.get(subject);
    if (kept !== undefined && this.now() < kept.until) return Promise.resolve(kept.claims);
    // A page asks for many images at once: one question answers them all.
    const asking = this.asking.get(subject);
    if (asking !== undefined) return asking;
    const asked = this.askUserinfo(subject, token, url)
      .then((claims) => {
        const until = this.now() + (claims === undefined ? COOLDOWN_MS : USERINFO_MS);
        const told = { until, claims: claims ?? kept?.claims };
        this.told.delete(subject);
        this.told.set(subject, told);
        const [oldest] = this.told.keys();
        if (this.told.size > MOST_KNOWN && oldest !== undefined) this.told.delete(oldest);
        return told.claims;
      })
      .finally(() => this.asking.delete(subject));
    this.asking.set(subject, asked);
    return asked;
  }

  private async askUserinfo(subject: string, token: string, url: string): Promise<Claims | undefined> {
    try {
      const response = await fetch(url, {
        headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      // Also a refusal: whose token may not ask for less would else be somebody without roles, who may do everything at some sites.
      if (!response.ok) return undefined;
      const claims = z.looseObject({}).parse(await response.json());
      // OpenID Connect Core 5.3.2: an answer about somebody else is not to be used.
      return claims['sub'] === subject ? claims : undefined;
    } catch {
      this.tellDown();
      return undefined;
    }
  }

  private discover(): Promise<Discovery | undefined> {
    if (this.found !== undefined) return Promise.resolve(this.found);
    if (this.finding !== undefined) return this.finding;
    if (this.now() - this.triedAt < COOLDOWN_MS) return Promise.resolve(undefined);
    this.triedAt = this.now();
    this.finding = this.readDiscovery().finally(() => (this.finding = undefined));
    return this.finding;
  }

  private async readDiscovery(): Promise<Discovery | undefined> {
    const { issuer, say } = this.parts;
    try {
      const response = await this.ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
        headers: { Accept: 'application/json' },
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      const read = discovery.parse(await response.json());
      // OpenID Connect Discovery 4.3: else somebody could speak for another issuer.
      if (read.issuer !== issuer) {
        say(
          `The issuer at ${issuer} calls itself ${read.issuer}. Nobody can sign in until --issuer is the same.`,
        );
        return undefined;
      }
      const keys = createRemoteJWKSet(new URL(read.jwks_uri), {
        cooldownDuration: COOLDOWN_MS,
        // Known keys hold while the issuer cannot be reached; `refresh` looks for new ones.
        cacheMaxAge: Infinity,
        timeoutDuration: ANSWER_MS,
        [customFetch]: (url, init) => this.ask(url, init),
      });
      await keys.reload();
      this.readAt = this.now();
      this.keys = keys;
      this.found = read;
      this.tellUp();
      return read;
    } catch {
      this.tellDown();
      return undefined;
    }
  }

  /** Asks the issuer, and reads its clock by the way (RFC 9110 6.6.1): a clock that is off must lock nobody out. */
  private async ask(url: string, init: RequestInit): Promise<Response> {
    const response = await fetch(url, init);
    const date = Date.parse(response.headers.get('date') ?? '');
    const aheadMs = Number.isNaN(date) ? 0 : date - this.now();
    const isOff = Math.abs(aheadMs) > (TOLERANCE_S * 1000) / 2;
    if (isOff && this.aheadMs === 0) {
      const minutes = Math.max(1, Math.round(Math.abs(aheadMs) / 60_000));
      this.parts.say(
        `This machine's clock is ${minutes} min ${aheadMs < 0 ? 'ahead of' : 'behind'} that of ${this.parts.issuer}. Sign-ins are judged by the issuer's; please set this one.`,
      );
    }
    this.aheadMs = isOff ? aheadMs : 0;
    return response;
  }

  /** Looks again at the issuer's keys now and then, beside the work. */
  private refresh(keys: ReturnType<typeof createRemoteJWKSet>): void {
    if (this.now() - this.readAt < (this.isDown ? RETRY_MS : REFRESH_MS)) return;
    this.readAt = this.now();
    keys.reload().then(
      () => this.tellUp(),
      () => this.tellDown(),
    );
  }

  private tellDown(): void {
    if (this.isDown) return;
    this.isDown = true;
    const { issuer, say } = this.parts;
    say(
      `The issuer at ${issuer} does not answer as it should. Who has signed in goes on; signing in must wait until it does.`,
    );
  }

  private tellUp(): void {
    if (this.isDown) this.parts.say(`The issuer at ${this.parts.issuer} answers again.`);
    this.isDown = false;
  }
}
