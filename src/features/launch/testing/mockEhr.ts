import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A resource of its FHIR server. */
export interface EhrResource {
  readonly resourceType: string;
  readonly id: string;
  readonly [field: string]: unknown;
}

export interface EhrSetup {
  readonly clientId: string;
  /** The one redirect address that it knows, letter for letter. */
  readonly redirectUri: string;
  readonly resources: readonly EhrResource[];
  readonly port?: number;
  /** Who launches, as the ID token names them. */
  readonly subject?: string;
  /** What ID tokens name as their issuer; by itself the FHIR server's address. */
  readonly issuer?: string;
  /** Spoils what it says: the configuration, a token response, claims of an ID token. */
  readonly spoil?: {
    readonly configuration?: (honest: object) => object | string;
    readonly token?: (honest: object) => object;
    readonly claims?: (honest: object) => object;
    /** What is added to an answer's query. */
    readonly answer?: Readonly<Record<string, string>>;
    /** Where the configuration is moved to. */
    readonly movedTo?: string;
  };
}

/** What a launch is about: the launch parameters of its token response (SMART App Launch 2.2, 3.0.3). */
export type LaunchParameters = Readonly<Record<string, unknown>>;

export interface MockEhr {
  readonly origin: string;
  /** Its FHIR server. */
  readonly iss: string;
  /** A handle for one launch in this context (2.0.7); it is good once. */
  launch(parameters: LaunchParameters): string;
  /** Every request that it got: method and path with query. */
  readonly requests: readonly string[];
  /** Why it refused, each time. */
  readonly refusals: readonly string[];
  /** Access tokens that it gave out. */
  readonly tokens: readonly string[];
  stop(): Promise<void>;
}

interface Grant {
  readonly parameters: LaunchParameters;
  readonly challenge: string;
  readonly nonce: string;
  readonly scope: string;
}

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'authorization, content-type, accept',
  'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
};
/** One pair for all: making one takes longer than a launch. */
const KEYS = generateKeyPairSync('rsa', { modulusLength: 2048 });
const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const handle = (): string => randomBytes(18).toString('base64url');

/**
 * An EHR for tests, built on the messages of SMART App Launch 2.2 (EHR launch, public client) and FHIR R4 alone: authorization server and
 * FHIR server at one origin. It knows nothing of the viewer, and refuses whatever the specification lets it refuse.
 */
class Ehr {
  readonly requests: string[] = [];
  readonly refusals: string[] = [];
  readonly tokens: string[] = [];
  origin = '';
  private readonly setup: EhrSetup;
  private readonly launches = new Map<string, LaunchParameters>();
  private readonly codes = new Map<string, Grant>();
  private readonly granted = new Map<string, Grant>();

  constructor(setup: EhrSetup) {
    this.setup = setup;
  }

  get iss(): string {
    return `${this.origin}/fhir/r4`;
  }

  launch = (parameters: LaunchParameters): string => {
    const id = handle();
    this.launches.set(id, parameters);
    return id;
  };

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    if (request.method === 'OPTIONS') return void response.writeHead(204, CORS).end();
    if (url.pathname === '/fhir/r4/.well-known/smart-configuration') return this.tellConfiguration(response);
    if (url.pathname === '/oauth/authorize') return this.authorize(url.searchParams, response);
    if (url.pathname === '/oauth/token' && request.method === 'POST')
      return this.exchange(new URLSearchParams(await bodyOf(request)), request, response);
    if (url.pathname.startsWith('/fhir/r4/')) return this.read(url, request, response);
    response.writeHead(404, CORS).end();
  }

  private json(response: ServerResponse, status: number, body: object | string): void {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { ...CORS, 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    response.end(text);
  }

  /** 2.0.5, Conformance: all that a server with these capabilities must say. */
  private tellConfiguration(response: ServerResponse): void {
    const { spoil, issuer = this.iss } = this.setup;
    if (spoil?.movedTo !== undefined)
      return void response.writeHead(302, { ...CORS, Location: spoil.movedTo }).end();
    const honest = {
      issuer,
      jwks_uri: `${this.origin}/oauth/jwks`,
      authorization_endpoint: `${this.origin}/oauth/authorize`,
      token_endpoint: `${this.origin}/oauth/token`,
      grant_types_supported: ['authorization_code'],
      response_types_supported: ['code'],
      scopes_supported: ['openid', 'fhirUser', 'launch', 'patient/ImagingStudy.rs', 'patient/Patient.r'],
      code_challenge_methods_supported: ['S256'],
      capabilities: [
        'launch-ehr',
        'client-public',
        'sso-openid-connect',
        'context-ehr-patient',
        'permission-v2',
      ],
    };
    this.json(response, 200, spoil?.configuration?.(honest) ?? honest);
  }

  /** 2.0.9. Who is no known client with its own address is told so here, and sent nowhere (RFC 6749 4.1.2.1). */
  private authorize(asked: URLSearchParams, response: ServerResponse): void {
    const { clientId, redirectUri, spoil } = this.setup;
    const once = (name: string): string => (asked.getAll(name).length === 1 ? (asked.get(name) ?? '') : '');
    if (once('client_id') !== clientId || once('redirect_uri') !== redirectUri) {
      this.refusals.push('client or redirect');
      return this.json(response, 400, { error: 'invalid_request' });
    }
    const launch = this.launches.get(once('launch'));
    this.launches.delete(once('launch'));
    const scope = once('scope');
    const wrong = [
      [once('response_type') !== 'code', 'response_type'],
      [launch === undefined, 'launch'],
      [once('aud') !== this.iss, 'aud'],
      [!['launch', 'openid'].every((word) => scope.split(' ').includes(word)), 'scope'],
      [once('state').length < 22, 'state'],
      [once('nonce').length < 22, 'nonce'],
      [once('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(once('code_challenge')), 'PKCE'],
    ].find(([isWrong]) => isWrong)?.[1];
    const back = new URL(redirectUri);
    back.searchParams.set('state', once('state'));
    const isDenied = launch?.['deny'] === true;
    if (wrong !== undefined || launch === undefined || isDenied) {
      if (!isDenied) this.refusals.push(String(wrong));
      back.searchParams.set('error', isDenied ? 'access_denied' : 'invalid_request');
    } else {
      const code = handle();
      const [challenge, nonce] = [once('code_challenge'), once('nonce')];
      this.codes.set(code, { parameters: launch, challenge, nonce, scope });
      back.searchParams.set('code', code);
    }
    for (const [name, value] of Object.entries(spoil?.answer ?? {})) back.searchParams.set(name, value);
    response.writeHead(302, { Location: back.href }).end();
  }

  /** 2.0.11 and 2.0.13: a code is good once, for the client, address and verifier that it was made for. */
  private exchange(form: URLSearchParams, request: IncomingMessage, response: ServerResponse): void {
    const { clientId, redirectUri, spoil } = this.setup;
    const grant = this.codes.get(form.get('code') ?? '');
    this.codes.delete(form.get('code') ?? '');
    const verifier = form.get('code_verifier') ?? '';
    const wrong = [
      [!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'), 'form'],
      [request.headers.authorization !== undefined || request.headers.cookie !== undefined, 'secret'],
      [form.get('grant_type') !== 'authorization_code', 'grant_type'],
      [form.get('client_id') !== clientId, 'client_id'],
      [form.get('redirect_uri') !== redirectUri, 'redirect_uri'],
      [grant === undefined, 'code'],
      [createHash('sha256').update(verifier).digest('base64url') !== grant?.challenge, 'verifier'],
    ].find(([isWrong]) => isWrong)?.[1];
    if (wrong !== undefined || grant === undefined) {
      this.refusals.push(String(wrong));
      return this.json(response, 400, { error: 'invalid_grant' });
    }
    const token = handle();
    this.tokens.push(token);
    this.granted.set(token, grant);
    const honest = {
      access_token: token,
      token_type: 'Bearer',
      expires_in: 300,
      scope: grant.scope,
      id_token: this.idToken(grant.nonce),
      need_patient_banner: true,
      ...grant.parameters,
    };
    this.json(response, 200, spoil?.token?.(honest) ?? honest);
  }

  private idToken(nonce: string): string {
    const { clientId, subject = 'dr-ehr', issuer = this.iss, spoil } = this.setup;
    const iat = Math.floor(Date.now() / 1000);
    const honest = {
      ...{ iss: issuer, sub: subject, aud: clientId, iat, exp: iat + 300, nonce },
      fhirUser: `${this.iss}/Practitioner/p1`,
    };
    const head = base64url({ alg: 'RS256', typ: 'JWT', kid: '1' });
    const content = `${head}.${base64url(spoil?.claims?.(honest) ?? honest)}`;
    return `${content}.${sign('sha256', Buffer.from(content), KEYS.privateKey).toString('base64url')}`;
  }

  /** FHIR R4 3.1.0: read and search, of what the launch's scopes and its patient's compartment hold. */
  private read(url: URL, request: IncomingMessage, response: ServerResponse): void {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const grant = this.granted.get(token);
    const [type = '', id] = url.pathname.slice('/fhir/r4/'.length).split('/');
    const refuse = (status: number) => this.json(response, status, { resourceType: 'OperationOutcome' });
    if (!grant) return refuse(401);
    const wanted = id === undefined ? 's' : 'r';
    const isAllowed = grant.scope
      .split(' ')
      .some((one) => new RegExp(`^patient/${type}\\.\\w*${wanted}\\w*$`).test(one));
    if (!isAllowed) return refuse(403);
    const own = this.setup.resources.filter((one) => one.resourceType === type);
    if (id !== undefined) {
      const found = own.find((one) => one.id === decodeURIComponent(id));
      return found ? this.json(response, 200, found) : refuse(404);
    }
    const [patient, basedOn] = [url.searchParams.get('patient'), url.searchParams.get('basedon')];
    const entry = own
      .filter(
        (one) =>
          (patient !== null && referenceOf(one['subject']) === patient) ||
          (basedOn !== null && listOf(one['basedOn']).some((ref) => referenceOf(ref) === basedOn)),
      )
      .map((resource) => ({ resource }));
    this.json(response, 200, { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry });
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const referenceOf = (value: unknown): unknown => (value as { reference?: unknown } | undefined)?.reference;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Starts an EHR at localhost, which is another site than 127.0.0.1. */
export async function startEhr(setup: EhrSetup): Promise<MockEhr> {
  const ehr = new Ehr(setup);
  const server = createServer((request, response) => void ehr.answer(request, response));
  await new Promise<void>((resolve) => server.listen(setup.port ?? 0, 'localhost', resolve));
  ehr.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const { origin, iss, launch, requests, refusals, tokens } = ehr;
  return { origin, iss, launch, requests, refusals, tokens, stop };
}

/** A Patient with an ID (FHIR R4 8.1), and date of birth where it is said. */
export const ehrPatient = (id: string, patientId: string, birthDate?: string): EhrResource => ({
  resourceType: 'Patient',
  id,
  identifier: [
    {
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
      system: 'urn:oid:1.2.36.146.595.217.0.1',
      value: patientId,
    },
  ],
  ...(birthDate === undefined ? {} : { birthDate }),
});

/** An ImagingStudy by its Study Instance UID (FHIR R4 ImagingStudy.identifier), of a patient. */
export const ehrStudy = (id: string, uid: string, patient: string, order?: string): EhrResource => ({
  resourceType: 'ImagingStudy',
  id,
  status: 'available',
  identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:${uid}` }],
  subject: { reference: `Patient/${patient}` },
  ...(order === undefined ? {} : { basedOn: [{ reference: `ServiceRequest/${order}` }] }),
});

/** A ServiceRequest with its accession number (HL7 v2 table 0203, ACSN). */
export const ehrOrder = (id: string, accession: string, patient: string): EhrResource => ({
  resourceType: 'ServiceRequest',
  id,
  status: 'active',
  intent: 'order',
  identifier: [
    {
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'ACSN' }] },
      value: accession,
    },
  ],
  subject: { reference: `Patient/${patient}` },
});
